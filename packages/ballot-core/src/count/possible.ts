/**
 * Could ballots that the paper allows add up to this count?
 *
 * Published answers are cut loose from their ballots, so nobody can see that one ballot chose too many. But all ballots
 * together can't choose more than all were allowed to, can't leave blank what must be marked, and can't write in a name
 * that is on the list or that no ballot could have held.
 */
import { WRITE_IN_LENGTH_MAX, type Paper, type PickPaper } from '../paper/paper.ts';
import { mustMark } from '../paper/questions.ts';
import { textFault } from '../paper/reader.ts';
import type { Count } from './count.ts';
import { places } from './slots.ts';

type Names = readonly { readonly name: string; readonly votes: number }[];

/** Why not, or null. `count` and `names` are of this paper. */
export function impossibility(paper: Paper, count: Count, names: Names): string | null {
  if (mustMark(paper)) {
    for (const [id, { question, first }] of places(paper)) {
      const blanks = count.counts[first + question.choices.length] ?? 0;
      if (blanks > 0) return `${id} was left blank ${blanks} times, which this paper does not allow`;
    }
  }
  return paper.kind === 'pick' ? pickFault(paper, count, names) : null;
}

function pickFault(paper: PickPaper, { ballots, counts }: Count, names: Names): string | null {
  const picked = [...places(paper).values()].reduce((sum, { first }) => sum + (counts[first] ?? 0), 0);
  const marks = names.reduce((sum, { votes }) => sum + votes, picked);
  if (marks > paper.max * ballots) return `${marks} were chosen on ${ballots} ballots with at most ${paper.max} each`;
  if (marks < paper.min * ballots) return `${marks} were chosen on ${ballots} ballots with at least ${paper.min} each`;
  const listed = new Set(paper.candidates.map(({ name }) => name));
  const bad = names.findIndex(
    ({ name, votes }) => votes > ballots || listed.has(name) || textFault(name, WRITE_IN_LENGTH_MAX) !== null,
  );
  return bad < 0 ? null : `written-in name ${bad} could not have been handed in`;
}
