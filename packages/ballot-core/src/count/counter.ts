/**
 * Counting ballots, one at a time, in any order.
 *
 * A counter only ever adds one to a slot, so the count is the same whichever ballot came first, and counts of two halves
 * of an urn add up to the count of the whole.
 */
import type { Answers } from '../paper/ballot.ts';
import type { Paper, Question } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';
import type { Count } from './count.ts';
import { hasWriteIns, slots } from './slots.ts';

export class Counter {
  readonly #paper: Paper;
  readonly #counts: number[];
  #ballots: number;

  constructor(paper: Paper, from: Count = emptyCount(paper)) {
    this.#paper = paper;
    this.#counts = [...from.counts];
    this.#ballots = from.ballots;
    if (this.#counts.length !== slots(paper).length) throw new RangeError('this count is not of this paper');
  }

  /** Adds a ballot that `readBallot` has let through; an unknown choice is a broken invariant and throws. */
  add({ choices, writeIns }: Answers): void {
    let slot = 0;
    const marked: number[] = [];
    for (const question of questions(this.#paper)) {
      const mark = choices[question.id];
      const place = mark === undefined ? question.choices.length : placeOf(question, mark);
      if (place < 0) throw new RangeError(`${question.id} has no choice ${mark}`);
      marked.push(slot + place);
      slot += question.choices.length + 1;
    }
    if (hasWriteIns(this.#paper)) this.#raise(slot, writeIns.length);
    for (const place of marked) this.#raise(place, 1);
    this.#ballots += 1;
  }

  get count(): Count {
    return { ballots: this.#ballots, counts: [...this.#counts] };
  }

  #raise(slot: number, by: number): void {
    this.#counts[slot] = (this.#counts[slot] ?? 0) + by;
  }
}

/** Where words are asked for, any words are the one choice there is. */
const placeOf = ({ choices, text }: Question, mark: string): number =>
  text === null ? choices.findIndex((id) => id === mark) : 0;

export function emptyCount(paper: Paper): Count {
  return { ballots: 0, counts: slots(paper).map(() => 0) };
}

/** One ballot more. For many ballots a `Counter` saves the copies. */
export function addBallot(paper: Paper, count: Count, answers: Answers): Count {
  const counter = new Counter(paper, count);
  counter.add(answers);
  return counter.count;
}

/** Two counts of the same paper, such as those of two groups. */
export function addCounts(a: Count, b: Count): Count {
  if (a.counts.length !== b.counts.length) throw new RangeError('these counts are of different papers');
  return { ballots: a.ballots + b.ballots, counts: a.counts.map((count, slot) => count + (b.counts[slot] ?? 0)) };
}
