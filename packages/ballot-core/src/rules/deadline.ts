/**
 * The last day of a period: 申诉七日, 公示五个工作日, 试用期一年.
 *
 * The day on which it is announced isn't counted; the last day is still inside. Working days need the holiday list of the
 * year, with the weekends that are worked instead (调休): without it they are Monday to Friday.
 */
import type { Period } from './rule.ts';

export interface HolidayEntry {
  /** `2026-10-01` */
  readonly day: string;
  /** True for a weekend day that is worked, false for a weekday that is not. */
  readonly working: boolean;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** A list under which nobody ever works would never end. */
const DAYS_MAX = 36_600;

/** `2026-11-22` and 7 calendar days give `2026-11-29`. Throws a RangeError on what is no day. */
export function deadline(
  startsOn: string,
  { length, unit }: Pick<Period, 'length' | 'unit'>,
  holidays: readonly HolidayEntry[],
): string {
  const start = readDay(startsOn);
  switch (unit) {
    case 'calendar_days':
      return written(dayOf(numberOf(start) + length));
    case 'months':
      return written(monthsAfter(start, length));
    case 'working_days': {
      const known = new Map(holidays.map(({ day, working }) => [day, working]));
      const first = numberOf(start);
      let day = first;
      for (let left = length; left > 0;) {
        day += 1;
        if (day - first > DAYS_MAX) throw new RangeError('these holidays leave no working days');
        if (known.get(written(dayOf(day))) ?? isWeekday(day)) left -= 1;
      }
      return written(dayOf(day));
    }
  }
}

interface Day {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  readonly day: number;
}

/** Whether this is a day that exists, written `2026-11-22`. */
export const isDay = (text: string): boolean => dayIn(text) !== null;

function readDay(text: string): Day {
  const day = dayIn(text);
  if (day === null) throw new RangeError(`${text} is no day`);
  return day;
}

function dayIn(text: string): Day | null {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? [];
  const read: Day = { year: Number(year), month: Number(month), day: Number(day) };
  return read.year > 0 && written(dayOf(numberOf(read))) === text ? read : null;
}

const written = ({ year, month, day }: Day): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The same day of a later month; the last of a month that is too short: 31 January and one month is the end of February. */
function monthsAfter({ year, month, day }: Day, months: number): Day {
  const index = year * 12 + month - 1 + months;
  const first: Day = { year: quotient(index, 12), month: (index % 12) + 1, day: 1 };
  const next: Day = { year: quotient(index + 1, 12), month: ((index + 1) % 12) + 1, day: 1 };
  return { ...first, day: Math.min(day, numberOf(next) - numberOf(first)) };
}

/** Days since 1 March of the year 0, in years that end with February, so that the leap day is the last of its year. */
function numberOf({ year, month, day }: Day): number {
  const from = month > 2 ? year : year - 1;
  const months = (month + 9) % 12;
  return 365 * from + leaps(from) + quotient(153 * months + 2, 5) + day - 1;
}

function dayOf(number: number): Day {
  let from = quotient(number, 365) + 1;
  while (365 * from + leaps(from) > number) from -= 1;
  const rest = number - (365 * from + leaps(from));
  const months = quotient(5 * rest + 2, 153);
  const month = ((months + 2) % 12) + 1;
  return { year: month > 2 ? from : from + 1, month, day: rest - quotient(153 * months + 2, 5) + 1 };
}

/** Of whole numbers from 0 on. */
const quotient = (over: number, under: number): number => (over - (over % under)) / under;

const leaps = (year: number): number => quotient(year, 4) - quotient(year, 100) + quotient(year, 400);

/** 1 March of the year 0 was a Wednesday. */
const isWeekday = (number: number): boolean => ![0, 6].includes((number + 3) % 7);
