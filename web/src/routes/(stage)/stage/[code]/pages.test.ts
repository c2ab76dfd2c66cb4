import { describe, expect, test } from 'vitest';
import { even, rowsThatFit } from './pages.ts';

describe('pages of rows', () => {
  test('are evened out, so that the last is not a leftover', () => {
    expect(even(30, 12)).toEqual([
      [0, 10],
      [10, 20],
      [20, 30],
    ]);
    expect(even(16, 12)).toEqual([
      [0, 8],
      [8, 16],
    ]);
    expect(even(31, 12)).toEqual([
      [0, 11],
      [11, 21],
      [21, 31],
    ]);
    expect(even(1, 12)).toEqual([[0, 1]]);
    expect(even(0, 12)).toEqual([]);
  });
  test('miss nobody and repeat nobody, whatever the numbers', () => {
    for (let count = 0; count <= 200; count += 1) {
      for (let most = 1; most <= 15; most += 1) {
        const names = even(count, most).flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
        expect(names).toEqual(Array.from({ length: count }, (_, i) => i));
      }
    }
  });
  test('hold at least one row, however small the wall', () => {
    expect(rowsThatFit(0, 3.35)).toBe(1);
    expect(rowsThatFit(26, 3.35)).toBe(7);
  });
});
