/**
 * Which way a share falls, in whole numbers.
 *
 * 60 of 90 is exactly two thirds: 未达到 2/3 is false, 未超过 2/3 is true. One word decides a career, so the
 * comparator is data, and no float comes near it.
 */
export type Fraction = readonly [part: number, whole: number];
export type Comparator = 'lt' | 'le' | 'gt' | 'ge';

/** What holds where the other does not. */
export const OPPOSITE = { lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' } as const satisfies Record<Comparator, Comparator>;

/** True when `count / base` stands in `comparator` to `fraction`. `base` 0 is the caller's error, not "no". */
export function compare(count: number, base: number, comparator: Comparator, fraction: Fraction): boolean {
  if (natural(base) === 0n) throw new RangeError('no share can be taken of a base of 0');
  return stands(excess(count, base, fraction), comparator);
}

/**
 * Fewest (gt, ge) or most (lt, le) votes with which the test holds on this base: the line drawn on the wall.
 *
 * Of 90, gt 1/3 gives 31 and lt 2/3 gives 59. `lt` of nothing can't hold with any number of votes and gives -1.
 */
export function line(base: number, comparator: Comparator, [part, whole]: Fraction): number {
  const share = natural(part) * natural(base);
  const over = natural(whole);
  if (over === 0n) throw new RangeError('a fraction of no parts');
  const floor = share / over;
  const ceiling = (share + over - 1n) / over;
  const votes = { gt: floor + 1n, ge: ceiling, lt: ceiling - 1n, le: floor }[comparator];
  const drawn = Number(votes);
  if (!Number.isSafeInteger(drawn)) throw new RangeError('this line is beyond exact numbers');
  return drawn;
}

/** `count × whole − part × base`: its sign is the whole comparison, and each further ballot moves it by a fixed step. */
export function excess(count: number, base: number, [part, whole]: Fraction): bigint {
  if (natural(whole) === 0n) throw new RangeError('a fraction of no parts');
  return natural(count) * natural(whole) - natural(part) * natural(base);
}

/** Whether a count with this excess stands in `comparator` to its fraction. */
export function stands(difference: bigint, comparator: Comparator): boolean {
  switch (comparator) {
    case 'lt':
      return difference < 0n;
    case 'le':
      return difference <= 0n;
    case 'gt':
      return difference > 0n;
    case 'ge':
      return difference >= 0n;
  }
}

/** Counts, bases and fractions are whole, exact and not negative; anything else has already lost a vote somewhere. */
function natural(value: number): bigint {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a whole number of votes: ${value}`);
  return BigInt(value);
}
