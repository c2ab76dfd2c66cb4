import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadline, isDay } from './deadline.ts';

const days = (length: number) => ({ length, unit: 'calendar_days' }) as const;
const working = (length: number) => ({ length, unit: 'working_days' }) as const;
const months = (length: number) => ({ length, unit: 'months' }) as const;

describe('the last day', () => {
  test('of seven calendar days is the seventh after the announcement', () => {
    expect(deadline('2026-11-22', days(7), [])).toBe('2026-11-29');
    expect(deadline('2027-12-28', days(7), [])).toBe('2028-01-04');
    expect(deadline('2028-02-28', days(1), [])).toBe('2028-02-29');
  });

  test('of five working days leaves out weekends and holidays, and counts weekends that are worked', () => {
    // 2026-11-22 is a Sunday.
    expect(deadline('2026-11-22', working(5), [])).toBe('2026-11-27');
    expect(deadline('2026-11-20', working(1), [])).toBe('2026-11-23');
    const holidays = [
      { day: '2026-11-23', working: false },
      { day: '2026-11-28', working: true },
    ];
    expect(deadline('2026-11-22', working(5), holidays)).toBe('2026-11-28');
  });

  test('of months is the same day, or the last of a shorter month', () => {
    expect(deadline('2026-11-22', months(12), [])).toBe('2027-11-22');
    expect(deadline('2027-01-31', months(1), [])).toBe('2027-02-28');
    expect(deadline('2026-12-31', months(2), [])).toBe('2027-02-28');
  });

  test('agrees with the calendar of the platform on every day of two centuries', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2149-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 4000 }), (from, length) => {
        const start = from.toISOString().slice(0, 10);
        const end = new Date(Date.parse(start) + length * 86_400_000).toISOString().slice(0, 10);
        expect(deadline(start, days(length), [])).toBe(end);
        const next = deadline(start, working(1), []);
        expect([0, 6]).not.toContain(new Date(next).getUTCDay());
      }),
    );
  });

  test('is asked of days only', () => {
    for (const text of ['2026-02-30', '2026-13-01', '2026-1-1', '2026', '']) {
      expect(isDay(text)).toBe(false);
      expect(() => deadline(text, days(1), [])).toThrow(RangeError);
    }
  });
});
