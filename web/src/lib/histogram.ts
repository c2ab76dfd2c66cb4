/**
 * How the marks of a score paper lie, drawn small: at most `BINS_MAX` columns, each a whole run of marks.
 *
 * Every column holds equally many marks (the last may hold fewer), so that a tall one is many votes and never a wide bin.
 */
import type { Fraction, Question, ScorePaper, Tally } from 'ballot-core';
import { scoreMarks } from 'ballot-core';

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

/** A stretch of marks, in whole numbers of 1/per. */
export type Stretch = Pick<ScorePaper, 'from' | 'to'>;

/** More columns than this run together on the smallest wall. */
const BINS_MAX = 21;

/** `stretch` must hold every mark that was given: what is outside of it is not drawn. */
export function spreadOf(
  paper: ScorePaper,
  { choices }: Pick<Question, 'choices'>,
  { options }: Tally,
  stretch: Stretch = paper,
): Spread {
  const marks = choices.map((choice) => ({ mark: Number(choice), count: options[choice] ?? 0 }));
  const drawn = marks.filter(({ mark }) => mark >= stretch.from && mark <= stretch.to);
  const width = Math.ceil(drawn.length / BINS_MAX);
  const bins: Bin[] = [];
  for (let at = 0; at < drawn.length; at += width) {
    const run = drawn.slice(at, at + width);
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

/** From the lowest to the highest mark that anybody gave, thresholds included; everything where nobody gave any. */
export function stretchOf(paper: ScorePaper, tallies: readonly Tally[], thresholds: readonly Fraction[]): Stretch {
  const marks = scoreMarks(paper)
    .filter((mark) => tallies.some(({ options }) => (options[mark] ?? 0) > 0))
    .map(Number);
  if (marks.length === 0) return { from: paper.from, to: paper.to };
  const held = thresholds
    .map(([part, whole]) => (part * paper.per) / whole)
    .filter((at) => at >= paper.from && at <= paper.to);
  const all = [...marks, ...held.map(Math.floor), ...held.map(Math.ceil)];
  return { from: Math.min(...all), to: Math.max(...all) };
}

/** Where a value stands between the ends of a stretch, as a fraction of the width. */
export function placeOf({ per }: ScorePaper, [part, whole]: Fraction, { from, to }: Stretch): Fraction {
  return [part * per - from * whole, Math.max(1, to - from) * whole];
}
