/**
 * Where each mark is counted: the flat order that a `Count` follows.
 */
import { WRITE_IN, type Paper } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';

/** `choice` '' is the blank slot of its question; the last slot of a paper with write-ins is `{WRITE-IN, ''}`. */
export interface Slot {
  readonly question: string;
  readonly choice: string;
}

/** For each question its choices in order, then blank; then one slot for names written in, where the paper has them. */
export function slots(paper: Paper): readonly Slot[] {
  const marks = questions(paper).flatMap(({ id, choices }) =>
    [...choices, ''].map((choice): Slot => ({ question: id, choice })),
  );
  return hasWriteIns(paper) ? [...marks, { question: WRITE_IN, choice: '' }] : marks;
}

export function hasWriteIns(paper: Paper): boolean {
  return paper.kind === 'pick' && paper.writeIns > 0;
}

/** The slot of the first choice of a question; the others follow, blank last. */
export function firstSlot(paper: Paper): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  let next = 0;
  for (const { id, choices } of questions(paper)) {
    first.set(id, next);
    next += choices.length + 1;
  }
  return first;
}
