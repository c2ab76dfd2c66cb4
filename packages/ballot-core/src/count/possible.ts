/**
 * Could ballots that the paper allows add up to this count?
 *
 * Published answers are cut loose from their ballots, so nobody can see that one ballot chose too many. But all ballots
 * together can't choose more than all were allowed to, can't leave blank what must be marked, can't give a mark more often
 * than the quotas of all of them, and can't write in a name that is on the list or that no ballot could have held.
 */
import { WRITE_IN_LENGTH_MAX, type Paper, type PickPaper, type PlainPaper } from '../paper/paper.ts';
import { mustMark } from '../paper/questions.ts';
import { covers } from '../paper/quotas.ts';
import { textFault } from '../paper/reader.ts';
import type { Count } from './count.ts';
import { places, type Place } from './slots.ts';

type Names = readonly { readonly name: string; readonly votes: number }[];

/** Why not, or null. `count` and `names` are of this paper. */
export function impossibility(paper: Paper, count: Count, names: Names): string | null {
  for (const [id, { question, first }] of places(paper)) {
    const blanks = count.counts[first + question.choices.length] ?? 0;
    if (blanks > 0 && mustMark(paper, question)) {
      return `${id} was left blank ${blanks} times, which this paper does not allow`;
    }
  }
  const all = [...places(paper).values()];
  const parts: readonly (readonly [part: PlainPaper, lines: readonly Place[]])[] =
    paper.kind === 'form'
      ? paper.sections.map((section) => [section.paper, all.filter(({ question }) => question.section === section)])
      : [[paper, all]];
  for (const [part, lines] of parts) {
    const fault = part.kind === 'pick' ? pickFault(part, lines, count, names) : quotaFault(part, lines, count);
    if (fault !== null) return fault;
  }
  return null;
}

function pickFault(paper: PickPaper, lines: readonly Place[], { ballots, counts }: Count, names: Names): string | null {
  const picked = (tag?: string) =>
    lines
      .filter(({ question }) => tag === undefined || question.item.tag === tag)
      .reduce((sum, { first }) => sum + (counts[first] ?? 0), 0);
  const marks = names.reduce((sum, { votes }) => sum + votes, picked());
  if (marks > paper.max * ballots) return `${marks} were chosen on ${ballots} ballots with at most ${paper.max} each`;
  if (marks < paper.min * ballots) return `${marks} were chosen on ${ballots} ballots with at least ${paper.min} each`;
  const short = paper.tagMins?.find(({ tag, min }) => picked(tag) < min * ballots);
  if (short !== undefined) {
    return `${picked(short.tag)} of ${short.tag} were chosen on ${ballots} ballots with at least ${short.min} each`;
  }
  const listed = new Set(paper.candidates.map(({ name }) => name));
  const bad = names.findIndex(
    ({ name, votes }) => votes > ballots || listed.has(name) || textFault(name, WRITE_IN_LENGTH_MAX) !== null,
  );
  return bad < 0 ? null : `written-in name ${bad} could not have been handed in`;
}

function quotaFault(part: PlainPaper, lines: readonly Place[], { ballots, counts }: Count): string | null {
  if (part.kind !== 'grades' && part.kind !== 'score') return null;
  for (const quota of (part.quotas ?? []).filter(({ mode }) => mode === 'refuse')) {
    for (const { id } of part.dimensions) {
      const given = lines
        .filter(({ question }) => question.dimension?.id === id)
        .flatMap(({ question, first }) =>
          question.choices.map((choice, index) => (covers(quota, choice) ? (counts[first + index] ?? 0) : 0)),
        )
        .reduce((sum, votes) => sum + votes, 0);
      if (given > quota.max * ballots)
        return `${given} marks in ${id} on ${ballots} ballots with at most ${quota.max} each`;
      if (given < quota.min * ballots)
        return `${given} marks in ${id} on ${ballots} ballots with at least ${quota.min} each`;
    }
  }
  return null;
}
