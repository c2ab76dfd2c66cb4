/**
 * The count of a poll: how many ballots, and how many marks for each choice of each question.
 *
 * `counts` is flat, in the order of `slots(paper)`: for each question its choices in order, then one slot for blank;
 * a pick paper with write-ins ends with one slot for the number of names written in. Addition is all that ever happens
 * to it, so order can't matter.
 */
export interface Count {
  readonly ballots: number;
  readonly counts: readonly number[];
}
