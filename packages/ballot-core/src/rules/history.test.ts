import { describe, expect, test } from 'vitest';
import { historyOf } from './history.ts';
import type { HistoryMeasure, Mark } from './rule.ts';

const cards = (...years: readonly string[]): readonly Mark[] => years.map((at) => ({ at, mark: 'yellow' }));
const run = (missing: 'breaks' | 'skips'): HistoryMeasure => ({ kind: 'run', mark: 'yellow', missing });

describe('years in a row', () => {
  test('are counted back from this year', () => {
    expect(historyOf(run('breaks'), cards('2009', '2010'), '2010')).toBe(2);
    expect(historyOf(run('breaks'), cards('2008', '2009', '2010'), '2010')).toBe(3);
  });

  test('end at a year that was assessed without the mark', () => {
    const marks = [...cards('2008', '2010'), { at: '2009', mark: 'none' }];
    expect(historyOf(run('breaks'), marks, '2010')).toBe(1);
    expect(historyOf(run('skips'), marks, '2010')).toBe(1);
  });

  test('end at a year without an assessment, or pass over it', () => {
    expect(historyOf(run('breaks'), cards('2009', '2011'), '2011')).toBe(1);
    expect(historyOf(run('skips'), cards('2009', '2011'), '2011')).toBe(2);
  });

  test('are those before this one while this year is still being voted on', () => {
    expect(historyOf(run('breaks'), cards('2024', '2025'), '2026-11-22')).toBe(2);
    expect(historyOf(run('breaks'), cards('2024'), '2026')).toBe(0);
  });

  test('do not include what comes later', () => {
    expect(historyOf(run('breaks'), cards('2009', '2010', '2011'), '2010')).toBe(2);
  });
});

describe('the number of marks', () => {
  const absent = ['2009-03-01', '2009-07-10', '2010-01-05'].map((at) => ({ at, mark: 'absent' }));
  const within = (kind: 'year' | 'ever'): HistoryMeasure => ({ kind: 'count', mark: 'absent', within: kind });

  test('starts again with each year', () => {
    expect(historyOf(within('year'), absent, '2009-07-10')).toBe(2);
    expect(historyOf(within('year'), absent, '2010-01-05')).toBe(1);
    expect(historyOf(within('year'), absent, '2011')).toBe(0);
  });

  test('is of all years where the rule says so, up to today', () => {
    expect(historyOf(within('ever'), absent, '2010-01-04')).toBe(2);
    expect(historyOf(within('ever'), absent, '2010')).toBe(3);
  });
});
