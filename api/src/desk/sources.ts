/**
 * Where a poll's list comes from: what another poll of the meeting took, or left tied (进入下一环节、再次投票).
 *
 * The list is read from the sealed record and never typed again; the definition names that record by its hash. So a
 * later round can't be frozen before the earlier one is sealed, and nobody gets onto its paper by hand.
 */
import { itemsOf, no, ok, sha256, toHex, utf8 } from 'ballot-core';
import type { Definition, Item, Paper, PollId, PollRecord, RankedRow, Result, Source } from 'ballot-core';
import type postgres from 'postgres';
import type { PollRow } from '../db/polls.ts';
import { findRecord } from '../db/records.ts';
import type { Refusal } from '../http/refusals.ts';
import type { PollDraft } from '../desk-views.ts';
import { withList } from './lists.ts';

type Wanted = NonNullable<PollDraft['source']>;

/** May this poll name this source? It must be another poll of the meeting, with such a ranking, and not come from this one. */
export function checkSource(
  polls: readonly Pick<PollRow, 'id' | 'draft' | 'definition'>[],
  self: PollId | null,
  source: Wanted | undefined,
): Refusal | null {
  if (source === undefined) return null;
  const named = polls.find(({ id }) => id === source.poll);
  if (named === undefined) return refusal('poll', 'is not a poll of this meeting');
  if (leadsBack(polls, self, source.poll, [])) {
    return refusal('poll', 'leads back to this poll: no list can come from itself');
  }
  const { rules } = named.definition ?? named.draft;
  const known = rules.some(({ id, cut }) => id === source.rule && cut !== undefined);
  return known ? null : refusal('rule', 'is not a rule of that poll which ranks its rows');
}

function leadsBack(
  polls: readonly Pick<PollRow, 'id' | 'draft'>[],
  self: PollId | null,
  from: PollId,
  passed: readonly PollId[],
): boolean {
  if (from === self || passed.includes(from)) return true;
  const next = polls.find(({ id }) => id === from)?.draft.source?.poll;
  return next !== undefined && leadsBack(polls, self, next, [...passed, from]);
}

export interface Listed {
  readonly paper: Paper;
  readonly source: Source;
}

/** The draft's paper with the list of its source. The caller has checked the source itself. */
export async function listed(
  sql: postgres.Sql,
  draft: Pick<PollDraft, 'paper'>,
  { poll, rule, take }: Wanted,
): Promise<Result<Listed, Refusal>> {
  const row = await findRecord(sql, poll);
  if (row === null) return no({ code: 'source_not_sealed', at: 'source.poll' });
  const record = JSON.parse(row.record) as PollRecord;
  const ranking = record.findings.find((finding) => finding.rule === rule && finding.ranking !== undefined)?.ranking;
  const rows = (ranking ?? []).filter(({ state }) => state === take);
  if (rows.length === 0) return no(refusal('take', `that poll has nobody who is ${take}`));
  const paper = withList(draft.paper, itemsIn(record.definition, rows));
  if (!paper.ok) return no(refusal('', paper.error));
  return ok({ paper: paper.value, source: { poll, record: toHex(sha256(utf8(row.record))), rule, take } });
}

/**
 * Rows of a ranking as items of a new paper, in the order of the paper they stood on: a place in a ranking must not become
 * a place on a ballot. Written-in names (`+name`) come last, each with an id of its own.
 */
export function itemsIn({ paper }: Pick<Definition, 'paper'>, rows: readonly Pick<RankedRow, 'id'>[]): readonly Item[] {
  const wanted = new Set(rows.map(({ id }) => id));
  const all = itemsOf(paper);
  const listed = all.filter(({ id }) => wanted.has(id)).map(({ item }) => plain(item));
  const written = rows.filter(({ id }) => id.startsWith('+')).map(({ id }) => id.slice(1));
  if (listed.length + written.length !== wanted.size) {
    throw new Error('a ranking names a row that its paper does not have');
  }
  const taken = new Set(all.map(({ item }) => item.id));
  const free = Array.from({ length: taken.size + written.length }, (_, i) => `w${i + 1}`).filter(
    (id) => !taken.has(id),
  );
  return [...listed, ...written.map((name, i) => ({ id: free[i] ?? '', name }))];
}

/** Without what only a section or a question has. */
const plain = ({ id, name, note, tag, statement }: Item): Item => ({
  id,
  name,
  ...(note === undefined ? {} : { note }),
  ...(tag === undefined ? {} : { tag }),
  ...(statement === undefined ? {} : { statement }),
});

const refusal = (field: string, reason: string): Refusal => ({
  code: 'poll_invalid',
  at: field === '' ? 'source' : `source.${field}`,
  reason,
});
