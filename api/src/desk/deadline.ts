/** Stand-in for the core's `deadline`: the last day of a period, included. */
import type { Period } from 'ballot-core';
import type { Holiday } from '../views.ts';

const DAY_MS = 86_400_000;

export function deadline(
  startsOn: string,
  { length, unit }: Pick<Period, 'length' | 'unit'>,
  holidays: readonly Holiday[],
): string {
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const start = Date.parse(startsOn);
  if (unit === 'calendar_days') return text(start + length * DAY_MS);
  if (unit === 'months') {
    const [year = 0, month = 1, date = 1] = startsOn.split('-').map(Number);
    const last = new Date(Date.UTC(year, month - 1 + length + 1, 0)).getUTCDate();
    return text(Date.UTC(year, month - 1 + length, Math.min(date, last)));
  }
  const known = new Map(holidays.map(({ day, working }) => [day, working]));
  let at = start;
  for (let counted = 0; counted < length; ) {
    at += DAY_MS;
    if (known.get(text(at)) ?? ![0, 6].includes(new Date(at).getUTCDay())) counted += 1;
  }
  return text(at);
}
