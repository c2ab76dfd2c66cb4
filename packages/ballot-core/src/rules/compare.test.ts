import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, line, type Comparator, type Fraction } from './compare.ts';

const COMPARATORS: readonly Comparator[] = ['lt', 'le', 'gt', 'ge'];
const fraction = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
  .map(([part, more]): Fraction => [part, part + more - 1 || 1]);
const base = fc.integer({ min: 1, max: 1_000_000 });
const comparator = fc.constantFrom(...COMPARATORS);

describe('the line', () => {
  test('is the exact boundary for every comparator: one vote to the other side flips the test', () => {
    fc.assert(
      fc.property(base, comparator, fraction, (votes, word, share) => {
        const edge = line(votes, word, share);
        const [inside, outside] = word === 'gt' || word === 'ge' ? [edge, edge - 1] : [edge, edge + 1];
        if (inside >= 0) expect(compare(inside, votes, word, share)).toBe(true);
        if (outside >= 0) expect(compare(outside, votes, word, share)).toBe(false);
      }),
    );
  });

  test.each([
    [90, 'gt', [1, 3], 31],
    [90, 'lt', [2, 3], 59],
    [365, 'lt', [1, 3], 121],
    [91, 'lt', [2, 3], 60],
    [91, 'gt', [1, 3], 31],
    [100, 'gt', [1, 3], 34],
    [90, 'le', [1, 2], 45],
    [91, 'le', [1, 2], 45],
    [91, 'lt', [1, 2], 45],
    [11, 'gt', [3, 10], 4],
    [10, 'gt', [3, 10], 4],
    [13, 'ge', [2, 3], 9],
    [12, 'ge', [2, 3], 8],
    [0, 'gt', [1, 3], 1],
    [90, 'lt', [0, 1], -1],
  ] as const)('of %i, %s %j, is drawn at %i', (votes, word, share, edge) => {
    expect(line(votes, word, share)).toBe(edge);
  });
});

describe('a comparison', () => {
  test('at exactly two thirds fails 未达到 and holds for 未超过: one word decides', () => {
    expect(compare(60, 90, 'lt', [2, 3])).toBe(false);
    expect(compare(60, 90, 'le', [2, 3])).toBe(true);
    expect(compare(60, 90, 'ge', [2, 3])).toBe(true);
    expect(compare(60, 90, 'gt', [2, 3])).toBe(false);
  });

  test('is not fooled by what a screen would round: 66.665 % is below two thirds', () => {
    expect(compare(13_333, 20_000, 'lt', [2, 3])).toBe(true);
    expect(compare(133, 200, 'lt', [2, 3])).toBe(true);
  });

  test('stays exact at the edge of safe integers, where a float would round both sides together', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(compare(most - 1, most, 'lt', [most - 1, most])).toBe(false);
    expect(compare(most - 2, most, 'lt', [most - 1, most])).toBe(true);
    expect(line(most, 'ge', [1, 1])).toBe(most);
    expect(() => line(most, 'gt', [1, 1])).toThrow(RangeError);
  });

  test('has exactly one of lt, equal and gt, and le and ge are their unions', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), base, fraction, (count, votes, share) => {
        const [lt, le, gt, ge] = COMPARATORS.map((word) => compare(count, votes, word, share));
        expect(le).toBe(!gt);
        expect(ge).toBe(!lt);
        expect(lt && gt).toBe(false);
      }),
    );
  });

  test('depends on the share only, not on how the fraction is written', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        base,
        comparator,
        fraction,
        fc.integer({ min: 1, max: 500 }),
        (count, votes, word, [p, w], n) => {
          expect(compare(count, votes, word, [p * n, w * n])).toBe(compare(count, votes, word, [p, w]));
        },
      ),
    );
  });

  test.each([
    [1, 0, [1, 3]],
    [-1, 90, [1, 3]],
    [1.5, 90, [1, 3]],
    [NaN, 90, [1, 3]],
    [1, 90, [1, 0]],
    [1, 2 ** 53, [1, 3]],
  ] as const)('of %d against a base of %d and %j throws: it is no count of votes', (count, votes, share) => {
    expect(() => compare(count, votes, 'lt', share)).toThrow(RangeError);
  });
});
