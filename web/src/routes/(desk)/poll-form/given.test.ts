import { expect, test } from 'vitest';
import { readFigure, readMoment, withFigure, withHistory } from './given.ts';

test('a figure is a whole number or a list of them; anything else is unknown, never zero', () => {
  expect(readFigure(' 82 ')).toBe(82);
  expect(readFigure('３，１、2')).toEqual([3, 1, 2]);
  expect(['', '82.5', '八十', '1e30'].map(readFigure)).toEqual([null, null, null, null]);
});

test('a moment is a year or a day that exists, however it is written', () => {
  expect(readMoment('2025')).toBe('2025');
  expect(readMoment('2025年3月1日')).toBe('2025-03-01');
  expect(readMoment('2025/12/20')).toBe('2025-12-20');
  expect(['2025-02-30', '25', '去年', ''].map(readMoment)).toEqual([null, null, null, null]);
});

test('a cleared field leaves nothing behind', () => {
  const given = withFigure({}, 's1', 'exam', 82);
  expect(given).toEqual({ s1: { figures: { exam: 82 } } });
  expect(withFigure(given, 's1', 'exam', null)).toEqual({ s1: {} });
  expect(withHistory(given, 's1', [])).toEqual({ s1: { figures: { exam: 82 }, history: [] } });
});
