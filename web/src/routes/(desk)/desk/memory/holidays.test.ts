import { expect, test } from 'vitest';
import { holidaysText, readHolidays } from './holidays.ts';

test('days and spans, one a line, as the yearly notice lists them', () => {
  const { days, unread } = readHolidays('2027-01-01\n2027年2月5日—2027年2月7日\n2027-02-07', false);
  expect(days.map(({ day }) => day)).toEqual(['2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07']);
  expect(unread).toEqual([]);
});

test('what is no day is named and not dropped', () => {
  const lines = '春节\n2027-02-30\n2027-02-11—2027-02-05\n2027-01-01—2028-01-01\n2027';
  expect(readHolidays(lines, false)).toEqual({ days: [], unread: lines.split('\n') });
});

test('what is kept can be written out and read again', () => {
  const { days } = readHolidays('2027-02-14\n2027-02-06', true);
  expect(readHolidays(holidaysText(days, true), true).days).toEqual(days);
  expect(holidaysText(days, false)).toBe('');
});
