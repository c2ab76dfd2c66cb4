/**
 * Holidays as they are typed: one day or one span (2027-02-05—2027-02-11) a line, as the yearly notice lists them.
 */
import type { Holiday } from 'api/desk-views';
import { readMoment } from '../../poll-form/given.ts';

export interface ReadHolidays {
  readonly days: readonly Holiday[];
  /** Lines that are no day. */
  readonly unread: readonly string[];
}

/** Longer is a slip of the pen. */
const SPAN_DAYS_MAX = 31;
const SPAN = /\s*(?:—+|–|~|～|至|到|\s-\s)\s*/;

export function readHolidays(text: string, working: boolean): ReadHolidays {
  const days = new Set<string>();
  const unread: string[] = [];
  for (const line of text.split(/[\r\n,，、;；]+/).map((each) => each.trim())) {
    if (line === '') continue;
    const [from = '', to = from, more] = line.split(SPAN);
    const span = more === undefined ? spanOf(from, to) : null;
    if (span === null) unread.push(line);
    else for (const day of span) days.add(day);
  }
  return { days: [...days].sort().map((day) => ({ day, working })), unread };
}

export const holidaysText = (days: readonly Holiday[], working: boolean): string =>
  days
    .filter((each) => each.working === working)
    .map(({ day }) => day)
    .sort()
    .join('\n');

function spanOf(from: string, to: string): readonly string[] | null {
  const [first, last] = [readMoment(from), readMoment(to)];
  if (first === null || last === null || first.length === 4 || last.length === 4 || last < first) return null;
  const days: string[] = [];
  const moment = new Date(`${first}T00:00:00Z`);
  while (days.length <= SPAN_DAYS_MAX) {
    const day = moment.toISOString().slice(0, 10);
    days.push(day);
    if (day === last) return days;
    moment.setUTCDate(moment.getUTCDate() + 1);
  }
  return null;
}
