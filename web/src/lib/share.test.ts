import { describe, expect, test } from 'vitest';
import { fingerprint, fractionText, pair, percent } from './share.ts';

describe('a share on the wall', () => {
  test('is rounded half up to two places in whole numbers', () => {
    expect(percent(60, 90)).toBe('66.67%');
    expect(percent(59, 90)).toBe('65.56%');
    expect(percent(1, 8)).toBe('12.50%');
    expect(percent(1, 20_000)).toBe('0.01%');
    expect(percent(90, 90)).toBe('100.00%');
  });
  test('stands beside its pair, because 66.67% may be exactly two thirds or just below', () => {
    expect(percent(40_000, 60_001)).toBe(percent(60, 90));
    expect(pair(40_000, 60_001)).not.toBe(pair(60, 90));
  });
  test('of nothing is a dash, not a zero', () => expect(percent(0, 0)).toBe('—'));
});

test('thirds stay fractions and tenths are said in percent', () => {
  expect(fractionText([2, 3])).toBe('2/3');
  expect(fractionText([3, 10])).toBe('30%');
});

test('a fingerprint is five groups of four', () =>
  expect(fingerprint('0123456789abcdef0123456789abcdef')).toBe('0123 4567 89ab cdef 0123'));
