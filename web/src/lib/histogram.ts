/**
 * How the marks of a score paper lie, drawn small: at most `BINS_MAX` columns, each a whole run of marks.
 *
 * Every column holds equally many marks (the last may hold fewer), so that a tall one is many votes and never a wide bin.
 */
import type { Fraction, Question, ScorePaper, Tally } from 'ballot-core';
import { scoreCount } from 'ballot-core';

export interface Bin {
  /** Lowest and highest mark of the column, in whole numbers of 1/per. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}
export interface Spread {
  readonly bins: readonly Bin[];
  /** The fullest column: full height. */
  readonly most: number;
  /** Valid ballots with a number on this line. */
  readonly raters: number;
  /** The plain mean in points; null where nobody gave a number. */
  readonly mean: Fraction | null;
}

/** More columns than this run together on the smallest wall. */
const BINS_MAX = 21;

export function spreadOf(paper: ScorePaper, { choices }: Pick<Question, 'choices'>, { options }: Tally): Spread {
  const marks = choices.map((choice) => ({ mark: Number(choice), count: options[choice] ?? 0 }));
  const width = Math.ceil(scoreCount(paper) / BINS_MAX);
  const bins: Bin[] = [];
  for (let at = 0; at < marks.length; at += width) {
    const run = marks.slice(at, at + width);
    const [first, last] = [run[0], run[run.length - 1]];
    if (first === undefined || last === undefined) break;
    bins.push({ from: first.mark, to: last.mark, count: run.reduce((sum, { count }) => sum + count, 0) });
  }
  const raters = marks.reduce((sum, { count }) => sum + count, 0);
  const total = marks.reduce((sum, { mark, count }) => sum + mark * count, 0);
  return {
    bins,
    most: Math.max(0, ...bins.map(({ count }) => count)),
    raters,
    mean: raters === 0 ? null : [total, paper.per * raters],
  };
}

/** Where a value stands between the lowest and the highest mark, as a fraction of the width. */
export function placeOf({ from, to, per }: ScorePaper, [part, whole]: Fraction): Fraction {
  return [part * per - from * whole, (to - from) * whole];
}
