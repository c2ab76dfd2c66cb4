/**
 * A list that comes from another poll (二次推荐, 差额票决, 重新投票): held against what that poll's record took or left tied.
 *
 * Only where that poll is in the bundle; its own record has claims of its own.
 */
import type { Item, Paper } from '../paper/paper.ts';
import { itemsOf } from '../paper/questions.ts';
import type { RankedRow } from '../rules/rule.ts';
import { canonicalize } from './canonical.ts';
import { recordsOf } from './corrections.ts';
import { recordHash } from './hashes.ts';
import type { PollRecord, SealedPoll } from './record.ts';
import { isObject } from './verify-annex.ts';

export function sourceFault({ definition }: PollRecord, polls: readonly SealedPoll[]): string | null {
  const { source, paper } = definition;
  if (source === undefined) return null;
  if (source.poll === definition.poll) return 'the list comes from this very poll';
  const origin = polls.find(({ record }) => record.definition.poll === source.poll);
  if (origin === undefined) return null;
  // It may have been corrected since the list was made.
  const from = recordsOf(origin).find((record) => recordHash(record) === source.record);
  if (from === undefined) return `the list comes from another record of ${source.poll}`;
  const given = givenBy(from, source.rule, source.take);
  const fits = listsOf(paper).some(
    (list) => canonicalize(linesOf(list, given)) === canonicalize(given.map(lineOf).sort()),
  );
  return fits ? null : `the list is not what ${source.poll} has ${source.take === 'taken' ? 'taken' : 'left tied'}`;
}

/** The rows that a poll's cut took or left tied. A written-in name has no item behind it, only its name. */
function givenBy(
  { definition, findings }: PollRecord,
  rule: string,
  take: RankedRow['state'],
): readonly (Item | WrittenIn)[] {
  const items = new Map(itemsOf(definition.paper).map(({ id, item }) => [id, item]));
  const rows = (findings as readonly unknown[])
    .filter(isObject)
    .filter((finding) => finding.rule === rule)
    .flatMap(({ ranking }) => (Array.isArray(ranking) ? (ranking as readonly unknown[]).filter(isObject) : []));
  return rows
    .filter(({ state }) => state === take)
    .map(({ id }): Item | WrittenIn => {
      const row = String(id);
      return items.get(row) ?? { id: null, name: row.replace(/^\+/, '') };
    });
}

interface WrittenIn {
  readonly id: null;
  readonly name: string;
}

function listsOf(paper: Paper): readonly (readonly Item[])[] {
  if (paper.kind === 'form') return paper.sections.flatMap((section) => listsOf(section.paper));
  return [itemsOf(paper).map(({ item }) => item)];
}

/** As texts, in one order. An item that the source does not list by its id can only be a name that was written in there. */
function linesOf(list: readonly Item[], given: readonly (Item | WrittenIn)[]): readonly string[] {
  const ids = new Set(given.map(({ id }) => id));
  return list.map((item) => lineOf(ids.has(item.id) ? item : { ...item, id: null })).sort();
}

/** Choice questions are items with options: those are the new paper's own. */
const lineOf = (item: Item | WrittenIn): string => {
  const { id, name, note, tag, statement } = { note: undefined, tag: undefined, statement: undefined, ...item };
  return canonicalize({ id, name, note, tag, statement });
};
