/**
 * What a stranger can check about voter groups in a sealed poll: that those who are named may be, and are named throughout.
 *
 * The marks of a group that is not named are nobody's to see, and so is whether it agreed on a line. It is checked that
 * one may have; where there is a tellers' annex, whoever holds it checks that one has.
 */
import { agreedLine } from '../count/agreed.ts';
import type { Count } from '../count/count.ts';
import { countOpenings } from '../count/openings.ts';
import { places } from '../count/slots.ts';
import type { Paper } from '../paper/paper.ts';
import { canonicalize } from './canonical.ts';
import { countGroups, namedBySize, publicCounts, unnamedQuestions, withheldOf, type GroupView } from './groups.ts';
import type { SealedPoll } from './record.ts';
import { sizesOf } from './shred.ts';

/** Named are the groups that openings name; what a weighted result then withholds follows from that. */
export function sealedView({ record: { definition }, openings, credentials }: SealedPoll): GroupView {
  const named = new Set(openings.flatMap(({ group }) => (group === null ? [] : [group])));
  return { named, withheld: withheldOf(definition, sizesOf(credentials), named) };
}

/** `openings_groups`. The list is known to be complete. */
export function groupsFault(sealed: SealedPoll, view: GroupView): string | null {
  const { record, openings, credentials } = sealed;
  const sizes = sizesOf(credentials);
  const large = namedBySize(record.definition, sizes);
  const stranger = [...view.named].find((group) => !large.has(group));
  if (stranger !== undefined) return `the group ${stranger} may not be named`;
  const share = shareFault(sealed, view);
  if (share !== null) return share;
  if (view.named.size > 0 && view.withheld !== 'nothing') return 'a group is named although one that is weighed is not';

  const { paper } = record.definition;
  const whole = countOpenings(paper, openings);
  const shown = [...countGroups(paper, openings)].map(([group, counts]) => {
    return { group, ballots: sizes[group] ?? 0, counts };
  });
  for (const own of shown) {
    const line = agreedLine(paper, own, whole);
    if (line !== null) return `all of ${own.group} gave one mark on ${line}: the group may not be named`;
  }
  const hidden = Object.keys(sizes).filter((group) => !view.named.has(group as never));
  if (hidden.length === 0) return null;
  const pool = shown.reduce<Count>(minus, whole);
  const line = shown.length === 0 ? null : hidden.length === 1 ? 'every line' : agreedLine(paper, pool, whole);
  if (line !== null) return `what is left of all tells ${line} of those who are not named`;
  const smallest = Math.min(...hidden.map((group) => sizes[group] ?? 0));
  const reason = view.named.size === large.size || mayAgree(paper, { pool, smallest, whole });
  return reason ? null : 'a group is not named although nothing speaks against it';
}

/** Each question must name each named group as often as it has ballots; free words and written-in names name none. */
function shareFault({ record, openings, credentials }: SealedPoll, { named }: GroupView): string | null {
  const sizes = sizesOf(credentials);
  const unnamed = unnamedQuestions(record.definition.paper);
  const perQuestion = tallied(openings.map(({ question }) => question));
  const perPair = tallied(openings.flatMap(({ question, group }) => (group === null ? [] : [`${question} ${group}`])));
  for (const [question, all] of perQuestion) {
    for (const group of named) {
      const found = perPair.get(`${question} ${group}`) ?? 0;
      const share = unnamed.has(question) ? 0 : all * (sizes[group] ?? 0);
      if (found * credentials.length !== share) {
        return `${question} has ${found} openings of group ${group}, which is not its share`;
      }
    }
  }
  return null;
}

/**
 * Is there a line on which `smallest` of the pool can have agreed, while not everybody did? A paper of free words alone
 * has no line that could name anybody.
 */
function mayAgree(
  paper: Paper,
  { pool, smallest, whole }: { readonly pool: Count; readonly smallest: number; readonly whole: Count },
): boolean {
  const lines = [...places(paper).values()].filter(({ question }) => question.text === null);
  for (const { question, first } of lines) {
    for (let slot = first; slot <= first + question.choices.length; slot += 1) {
      if ((pool.counts[slot] ?? 0) >= smallest && whole.counts[slot] !== whole.ballots) return true;
    }
  }
  return lines.length === 0;
}

/** `group_counts`: those of the openings that name a group, and an annex just where something is withheld. */
export function groupCountsFault({ record, openings, credentials }: SealedPoll, view: GroupView): string | null {
  const { definition, groupCounts, annex } = record;
  if ((annex === null) !== (view.withheld === 'nothing')) {
    return annex === null ? 'a weighted result without an annex' : 'an annex where nothing is withheld';
  }
  const computed = publicCounts(definition, view, sizesOf(credentials), countGroups(definition.paper, openings));
  if (canonicalize(computed) === canonicalize(groupCounts)) return null;
  return 'what is recorded differs from what is computed';
}

const minus = (a: Count, b: Count): Count => ({
  ballots: a.ballots - b.ballots,
  counts: a.counts.map((count, slot) => count - (b.counts[slot] ?? 0)),
});

function tallied(values: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return sizes;
}
