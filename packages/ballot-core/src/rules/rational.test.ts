import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayed, displayedAgainst } from './displayed.ts';
import { exactly, order, plus, ratio, standsTo, times, weightedMean, written } from './rational.ts';

const parts = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }));

describe('an exact fraction', () => {
  test('is the same number however it is written', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 1000 }), ([part, whole], by) => {
        expect(ratio(part * by, whole * by)).toEqual(ratio(part, whole));
      }),
    );
  });

  test('adds and multiplies like the numbers it stands for', () => {
    fc.assert(
      fc.property(parts, parts, parts, (a, b, c) => {
        const [x, y, z] = [ratio(...a), ratio(...b), ratio(...c)];
        expect(plus(x, y)).toEqual(plus(y, x));
        expect(times(x, plus(y, z))).toEqual(plus(times(x, y), times(x, z)));
      }),
    );
  });

  test('tells apart what a double can not', () => {
    const [a, b] = [ratio(9_007_199_254_740_991n, 9_007_199_254_740_992n), ratio(1)];
    expect(order(a, b)).toBe(-1);
    expect(standsTo(a, 'lt', [1, 1])).toBe(true);
    expect(standsTo(ratio(2, 3), 'lt', [2, 3])).toBe(false);
    expect(standsTo(ratio(2, 3), 'le', [2, 3])).toBe(true);
  });

  test('is never rounded silently when it outgrows safe integers', () => {
    const primes = [1009, 1013, 1019, 1021, 1031, 1033, 1039];
    const mean = weightedMean(primes.map((prime) => ({ weight: 10, value: ratio(80 * prime + 1, prime) })));
    if (mean === null) throw new Error('there are weights');
    expect(() => exactly(mean)).toThrow(RangeError);
    expect(written(mean).rounded).toBe(true);
    expect(displayed(written(mean).fraction)).toBe('80.00');
    expect(written(ratio(796, 9))).toEqual({ fraction: [796, 9], rounded: false });
  });
});

describe('on a screen', () => {
  test('a number is rounded half up to two places', () => {
    expect(displayed([796, 9])).toBe('88.44');
    expect(displayed([1, 200])).toBe('0.01');
    expect(displayed([133 * 100, 200], 0)).toBe('67');
    expect(displayed([91, 1])).toBe('91.00');
    expect(displayed([-1, 8], 1)).toBe('-0.1');
  });

  test('a figure that only looks like its threshold is written as its fraction', () => {
    expect(displayedAgainst([1_333_300, 20_000], [200, 3])).toBe('1333300/20000');
    expect(displayedAgainst([200, 3], [200, 3])).toBe('66.67');
    expect(displayedAgainst([70, 1], [200, 3])).toBe('70.00');
  });
});
