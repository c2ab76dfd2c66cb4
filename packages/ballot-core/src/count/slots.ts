/**
 * Where each mark is counted: the flat order that a `Count` follows.
 */
import { WRITE_IN, type Paper, type Question } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';

/** `choice` '' is the blank slot of its question; the last slot of a paper with write-ins is `{WRITE-IN, ''}`. */
export interface Slot {
  readonly question: string;
  readonly choice: string;
}

const orders = new WeakMap<Paper, readonly Slot[]>();

/**
 * For each question its choices in order, then blank; then one slot for names written in, where the paper has them. Kept
 * for each paper: every commit of ballots asks, and a score paper has 15,000.
 */
export function slots(paper: Paper): readonly Slot[] {
  const before = orders.get(paper);
  if (before !== undefined) return before;
  const made = order(paper);
  orders.set(paper, made);
  return made;
}

function order(paper: Paper): readonly Slot[] {
  const marks = questions(paper).flatMap(({ id, choices }) =>
    [...choices, ''].map((choice): Slot => ({ question: id, choice })),
  );
  return hasWriteIns(paper) ? [...marks, { question: WRITE_IN, choice: '' }] : marks;
}

export function hasWriteIns(paper: Paper): boolean {
  return paper.kind === 'pick' && paper.writeIns > 0;
}

/** A question and the slot of its first choice; the others follow, blank last. */
export interface Place {
  readonly question: Question;
  readonly first: number;
}

const known = new WeakMap<Paper, ReadonlyMap<string, Place>>();

/** Where each question is counted, in the paper's order. Kept for each paper: 2,000 questions are asked for one by one. */
export function places(paper: Paper): ReadonlyMap<string, Place> {
  const before = known.get(paper);
  if (before !== undefined) return before;
  const made = new Map<string, Place>();
  let first = 0;
  for (const question of questions(paper)) {
    made.set(question.id, { question, first });
    first += question.choices.length + 1;
  }
  known.set(paper, made);
  return made;
}
