/**
 * What the memory of a person or unit adds up to: 连续两年, 一年内第三次.
 *
 * "Now" is the year or date that stands in the frozen definition, never a clock: a record must come out the same when it
 * is checked ten years later.
 */
import type { HistoryMeasure, Mark } from './rule.ts';

/** How often the mark stands. `now` is a year (2026) or a date (2026-03-01); marks after it are not counted. */
export function historyOf(measure: HistoryMeasure, marks: readonly Mark[], now: string): number {
  const past = marks.filter(({ at }) => isPast(at, now));
  if (measure.kind === 'run') return run(past, measure.mark, yearOf(now), measure.missing);
  const own = past.filter(({ mark }) => mark === measure.mark);
  return measure.within === 'ever' ? own.length : own.filter(({ at }) => yearOf(at) === yearOf(now)).length;
}

const yearOf = (at: string): number => Number(at.slice(0, 4));

/** A bare year is as a whole neither before nor after a day in it. */
const isPast = (at: string, now: string): boolean =>
  yearOf(at) < yearOf(now) || (yearOf(at) === yearOf(now) && (at.length === 4 || now.length === 4 || at <= now));

/** Years in a row that carry the mark: from this year, or from the one before where this year is still without an entry. */
function run(marks: readonly Mark[], mark: string, now: number, missing: 'breaks' | 'skips'): number {
  const years = new Map<number, boolean>();
  for (const each of marks) {
    const year = yearOf(each.at);
    years.set(year, (years.get(year) ?? false) || each.mark === mark);
  }
  let length = 0;
  let expected = years.has(now) ? now : now - 1;
  for (const year of [...years.keys()].sort((a, b) => b - a)) {
    if (years.get(year) !== true || (missing === 'breaks' && year !== expected)) break;
    length += 1;
    expected = year - 1;
  }
  return length;
}
