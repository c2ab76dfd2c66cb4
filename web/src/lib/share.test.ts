import { describe, expect, test } from 'vitest';
import {
  exactText,
  figuresOf,
  fingerprint,
  fractionText,
  pair,
  percent,
  percentAgainst,
  scoreText,
  shareOf,
  thresholdText,
} from './share.ts';

describe('a share', () => {
  test('is rounded half up in whole numbers, two places', () => {
    expect(percent(60, 90)).toBe('66.67%');
    expect(percent(1, 3)).toBe('33.33%');
    expect(percent(133, 200)).toBe('66.50%');
    expect(percent(1, 8)).toBe('12.50%');
    expect(percent(0, 90)).toBe('0.00%');
    expect(percent(90, 90)).toBe('100.00%');
  });
  test('of nothing is a dash, not a division', () => {
    expect(percent(0, 0)).toBe('—');
    expect(percentAgainst(0, 0, [2, 3])).toBe('—');
  });
  test('is a pair first', () => expect(pair(60, 90)).toBe('60/90'));
  test('that only rounds to its threshold says on which side it is', () => {
    expect(percentAgainst(13333, 20000, [2, 3])).toBe('<66.67%');
    expect(percentAgainst(13334, 20000, [2, 3])).toBe('>66.67%');
    expect(percentAgainst(60, 90, [2, 3])).toBe('66.67%');
    expect(percentAgainst(59, 90, [2, 3])).toBe('65.56%');
  });
});

describe('a score', () => {
  test('has two places and its fraction beside it, unless two places say it all', () => {
    expect(scoreText([796, 9])).toBe('88.44');
    expect(exactText([796, 9])).toBe('796/9');
    expect(scoreText([177, 2])).toBe('88.50');
    expect(exactText([177, 2])).toBe('');
  });
  test('that is a rate has its share beside it, not its points', () => {
    expect(shareOf([3100, 59])).toBe('31/59');
    expect(shareOf([65, 1])).toBe('13/20');
    expect(shareOf([0, 1])).toBe('0/1');
  });
  test('that nobody gave is a dash', () => expect(scoreText(null)).toBe('—'));
  test('that only rounds to its threshold is written as its fraction', () => {
    const tested = {
      id: 't',
      comparator: 'ge',
      left: '',
      right: '',
      line: 0,
      needed: 0,
      decided: true,
      sensitivity: [],
    } as const;
    const figure = (count: number, baseValue: number) =>
      figuresOf({ ...tested, count, baseValue, base: 'one', fraction: [80, 1], holds: false }).figure;
    expect(figure(159999, 2000)).toBe('159999/2000');
    expect(figure(159, 2)).toBe('79.50');
    expect(figure(7, 1)).toBe('7');
  });
});

test('a fraction in tenths or hundredths is called by its percentage, and points are points', () => {
  expect(fractionText([3, 10])).toBe('30%');
  expect(fractionText([2, 3])).toBe('2/3');
  expect(thresholdText([80, 1], true)).toBe('80');
  expect(thresholdText([159, 2], true)).toBe('79.50');
});
test('a fingerprint is 20 digits in fives of four', () =>
  expect(fingerprint('0123456789abcdef01234567')).toBe('0123 4567 89ab cdef 0123'));
