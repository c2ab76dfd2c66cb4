/**
 * On which line did all of them say the same? (一致)
 *
 * Of a group of one mind a count is no count: it says what each of its people marked. Leaving a line blank is a mark like
 * any other. A line on which everybody agrees is told by the count of all already, so no part of it has a secret left.
 */
import type { Paper } from '../paper/paper.ts';
import type { Count } from './count.ts';
import { places } from './slots.ts';

/**
 * The first line on which all of `part` gave one mark and not all of `whole` did, as its question; else null. Free words
 * are left out: they are never counted by group.
 */
export function agreedLine(paper: Paper, part: Count, whole: Count): string | null {
  if (part.ballots === 0) return null;
  for (const [id, { question, first }] of places(paper)) {
    if (question.text !== null) continue;
    for (let slot = first; slot <= first + question.choices.length; slot += 1) {
      if (part.counts[slot] === part.ballots && whole.counts[slot] !== whole.ballots) return id;
    }
  }
  return null;
}
