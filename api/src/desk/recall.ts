/**
 * Memory into a draft (记忆): the marks of earlier years of those who stand on the paper, by exact name.
 *
 * Done on the draft, on an organizer's demand, and shown to them; the freeze only copies what they saw. Names are all that
 * memory knows a person by, and two people may share one, so nothing is taken over behind an organizer's back. What the
 * freeze does is to stop where a rule looks back, memory has marks for a name, and nobody has looked: a history that is
 * written down, even an empty one, says that somebody has.
 */
import { itemsOf, no, ok } from 'ballot-core';
import type { Definition, Given, Mark, Paper, Result, Rule } from 'ballot-core';
import type { Db } from '../db/client.ts';
import { marksOf } from '../db/marks.ts';
import { changeDraft, findPoll, pollsOf } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { MarkRow, PollDraft, RecallBody, Recalled } from '../desk-views.ts';
import { withPoll } from './polls.ts';
import { checkSource, listed } from './sources.ts';

type GivenOf = NonNullable<PollDraft['given']>;

/** Newest entries of one name that are taken over; a person has one a year. */
const HISTORY_MAX = 100;

export async function recall(
  deps: Deps,
  actor: string,
  id: string,
  { kind, post = 'any' }: RecallBody,
): Promise<Result<readonly Recalled[], Refusal>> {
  let found: readonly Recalled[] = [];
  const done = await withPoll(deps, id, async (tx, poll, event) => {
    const row = await findPoll(tx, poll);
    if (row === null) return no({ code: 'unknown_poll' });
    if (row.state !== 'draft') return no({ code: 'wrong_state' });
    const { draft } = row;
    const strange = checkSource(await pollsOf(tx, event), poll, draft.source);
    if (strange !== null) return no(strange);
    const list = draft.source === undefined ? null : await listed(deps.sql, draft, draft.source);
    if (list !== null && !list.ok) return list;

    const items = itemsOf(list === null ? draft.paper : list.value.paper);
    const marks = await marksOf(tx, [...new Set(items.map(({ item }) => item.name))]);
    found = items.map(({ id: item, item: { name, note } }) => ({
      item,
      name,
      marks: marks
        .filter((mark) => mark.subject === name && (kind === undefined || mark.kind === kind))
        .filter((mark) => post === 'any' || mark.post === (note ?? ''))
        .slice(-HISTORY_MAX),
    }));
    const given: Record<string, Given> = { ...draft.given };
    for (const { item, marks: own } of found) given[item] = { ...given[item], history: own.map(asHistory) };
    if (!(await changeDraft(tx, poll, { ...draft, given }))) return no({ code: 'wrong_state' });
    const detail = { names: items.length, marks: found.reduce((sum, { marks: own }) => sum + own.length, 0) };
    await addTrail(tx, { event, poll, actor, act: 'history_recalled', detail });
    return ok(null);
  });
  return done.ok ? ok(found) : done;
}

/** What is given about the poll and about those who stand on this paper; about nobody else. */
export function givenFor(paper: Paper, given: GivenOf | undefined): GivenOf | undefined {
  if (given === undefined) return undefined;
  const known = new Set(['', ...itemsOf(paper).map(({ id }) => id)]);
  const kept = Object.entries(given).filter(([item]) => known.has(item));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** A name that memory has marks for and that nobody has looked up, where a rule looks back. */
export async function unrecalled(tx: Db, { paper, rules, given }: Definition): Promise<Refusal | null> {
  if (!rules.some(looksBack)) return null;
  const open = itemsOf(paper).filter(({ id }) => given?.[id]?.history === undefined);
  if (open.length === 0) return null;
  const known = new Set(
    (await marksOf(tx, [...new Set(open.map(({ item }) => item.name))])).map((mark) => mark.subject),
  );
  const forgotten = open.find(({ item }) => known.has(item.name));
  if (forgotten === undefined) return null;
  return {
    code: 'poll_invalid',
    at: `given.${forgotten.id}.history`,
    reason: `memory has marks for ${forgotten.item.name}: recall them, or write down an empty history`,
  };
}

const looksBack = (rule: Rule): boolean => rule.tests.some(({ numerator }) => 'history' in numerator);

const asHistory = ({ at, mark }: MarkRow): Mark => ({ at, mark });
