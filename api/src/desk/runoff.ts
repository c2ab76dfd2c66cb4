/**
 * Another round for those who are tied (再次投票): a new draft with their names, for the places that are still open.
 *
 * A draft like any other: the organizer changes title, rules and numbers before the freeze, and the freeze reads the names
 * from the sealed record once more. Asked twice, the draft of the first time is the answer.
 */
import { itemsOf, no, ok } from 'ballot-core';
import type { Cut, Definition, Given, Item, Paper, PollId, PollRecord, QuestionFinding } from 'ballot-core';
import type { Result, Rule, Section } from 'ballot-core';
import { pollsOf } from '../db/polls.ts';
import { findRecord } from '../db/records.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { PollDraft } from '../desk-views.ts';
import { withList } from './lists.ts';
import { addDraft, POLLS_MAX, withPoll } from './polls.ts';
import { itemsIn } from './sources.ts';

const TITLE_LENGTH_MAX = 120;
const SUFFIX = '（再次投票）';

export async function makeRunoff(
  deps: Deps,
  actor: string,
  id: string,
  rule: string,
): Promise<Result<PollId, Refusal>> {
  const row = await findRecord(deps.sql, id);
  const record = row === null ? null : (JSON.parse(row.record) as PollRecord);
  const draft = record === null ? null : runoffOf(record, rule);
  if (draft !== null && !draft.ok) return draft;
  let made: PollId | null = null;
  const done = await withPoll(deps, id, async (tx, poll, event) => {
    if (draft === null) return no({ code: 'wrong_state' });
    const polls = await pollsOf(tx, event);
    const before = polls.find(({ state, draft: { source } }) => {
      return state === 'draft' && source?.poll === poll && source.rule === rule && source.take === 'tied';
    });
    if (before === undefined && polls.length >= POLLS_MAX) return no({ code: 'event_invalid', at: 'polls' });
    made = before?.id ?? (await addDraft(tx, actor, event, draft.value));
    return ok(null);
  });
  if (!done.ok) return done;
  if (made === null) throw new Error('a runoff that was made and is nowhere');
  return ok(made);
}

/** Refuses where nothing of that rule is tied. */
export function runoffOf({ definition, findings }: PollRecord, ruleId: string): Result<PollDraft, Refusal> {
  const rule = definition.rules.find(({ id }) => id === ruleId);
  const finding = findings.find((each) => each.rule === ruleId && each.ranking !== undefined);
  const tied = finding?.ranking?.filter(({ state }) => state === 'tied') ?? [];
  if (rule?.cut === undefined || finding === undefined || tied.length === 0) {
    return no({ code: 'body_malformed', at: 'rule', reason: 'leaves nobody tied' });
  }
  const items = itemsIn(definition, tied);
  const section = sectionOf(definition, rule);
  const part: Paper = section?.paper ?? definition.paper;
  const open = openPlaces(rule.cut, finding, definition);
  const paper = withList(part, items);
  if (!paper.ok) return no({ code: 'body_malformed', at: 'rule', reason: paper.error });
  const given = givenAgain(definition, items, section?.id ?? null);
  return ok({
    title: `${definition.title.slice(0, TITLE_LENGTH_MAX - SUFFIX.length)}${SUFFIX}`,
    paper: forPlaces(paper.value, open.total),
    rules: definition.rules.flatMap((each) => again(each, section?.id ?? null, ruleId, open.places)),
    release: definition.release,
    ...(definition.at === undefined ? {} : { at: definition.at }),
    ...(given === null ? {} : { given }),
    ...(definition.receipts === undefined ? {} : { receipts: definition.receipts }),
    source: { poll: definition.poll, rule: ruleId, take: 'tied' },
  });
}

/** Places that the tied rows are waiting for: in all, and as the cut of the next round has them. */
function openPlaces(
  { places, per }: Cut,
  { ranking = [] }: QuestionFinding,
  { paper }: Definition,
): { readonly total: number; readonly places: Cut['places'] } {
  const seats = paper.kind === 'pick' ? (paper.seats ?? 0) : 0;
  const total = (tag: string): number =>
    typeof places === 'number' ? places : places === 'seats' ? seats : (places[tag] ?? 0);
  const tags = tagsOf(paper);
  const tagOf = (id: string): string => (per === 'tag' ? (tags.get(id) ?? '') : '');
  const waiting = new Set(ranking.filter(({ state }) => state === 'tied').map(({ id }) => tagOf(id)));
  const open = [...waiting].map((tag): readonly [string, number] => {
    const taken = ranking.filter(({ id, state }) => state === 'taken' && tagOf(id) === tag).length;
    return [tag, Math.max(1, total(tag) - taken)];
  });
  const sum = open.reduce((all, [, left]) => all + left, 0);
  if (per === 'tag') return { total: sum, places: Object.fromEntries(open) };
  return { total: sum, places: places === 'seats' ? places : sum };
}

/** 差额再投: as many names as places at most, and no others than those who are tied. */
function forPlaces(paper: Paper, open: number): Paper {
  if (paper.kind !== 'pick') return paper;
  const max = Math.min(paper.max, paper.candidates.length, open);
  const seats = paper.seats === null ? null : open;
  return { ...paper, seats, max, min: Math.min(paper.min, max), writeIns: 0 };
}

/** A rule as it stands on the next paper: of its own section only, and with the places that are left. */
function again(rule: Rule, section: string | null, runoff: string, places: Cut['places']): readonly Rule[] {
  const { only, cut, ...rest } = rule;
  if (only?.section !== undefined && only.section !== section) return [];
  const dimension = only?.dimension;
  return [
    {
      ...rest,
      ...(dimension === undefined ? {} : { only: { dimension } }),
      ...(cut === undefined ? {} : { cut: rule.id === runoff ? { ...cut, places } : cut }),
    },
  ];
}

function sectionOf({ paper }: Definition, { only }: Rule): Section | null {
  if (paper.kind !== 'form') return null;
  return paper.sections.find(({ id }) => id === only?.section) ?? null;
}

const tagsOf = (paper: Paper): ReadonlyMap<string, string> =>
  new Map(itemsOf(paper).map(({ id, item }) => [id, item.tag ?? '']));

function givenAgain(
  { given }: Definition,
  items: readonly Item[],
  section: string | null,
): NonNullable<PollDraft['given']> | null {
  const keys = ['', ...items.map(({ id }) => id)].map((key) => {
    const before = key === '' || section === null ? key : `${section}.${key}`;
    return [key, given?.[before]] as const;
  });
  const kept = keys.flatMap(([key, known]) => (known === undefined ? [] : [[key, recounted(known, items)] as const]));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** 候选人数 is of the list before: now there are as many as are tied. */
function recounted(known: Given, items: readonly Item[]): Given {
  if (known.figures?.candidates === undefined) return known;
  return { ...known, figures: { ...known.figures, candidates: items.length } };
}
