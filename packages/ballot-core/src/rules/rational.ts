/**
 * Exact fractions of any size: what scores are made of.
 *
 * Averages over five groups of different size have denominators that outgrow 53 bits, and two persons may be apart by
 * less than a double can tell. So everything is reckoned and compared in whole numbers without bound, and only written
 * down as a pair of safe integers.
 */
import type { Comparator, Fraction } from './compare.ts';

/** Always reduced, with `whole` above 0. */
export interface Rational {
  readonly part: bigint;
  readonly whole: bigint;
}

export const ZERO: Rational = { part: 0n, whole: 1n };

export function ratio(part: bigint | number, whole: bigint | number = 1n): Rational {
  const [over, under] = [BigInt(part), BigInt(whole)];
  if (under === 0n) throw new RangeError('a fraction of no parts');
  const sign = under < 0n ? -1n : 1n;
  const common = divisor(over < 0n ? -over : over, under * sign);
  return { part: (sign * over) / common, whole: (sign * under) / common };
}

export const plus = (a: Rational, b: Rational): Rational =>
  ratio(a.part * b.whole + b.part * a.whole, a.whole * b.whole);

export const times = (a: Rational, b: Rational): Rational => ratio(a.part * b.part, a.whole * b.whole);

export const sumOf = (values: readonly Rational[]): Rational => values.reduce(plus, ZERO);

/** Below 0 when `a` is less, 0 when they are the same number, above 0 when it is more. */
export function order(a: Rational, b: Rational): number {
  const difference = a.part * b.whole - b.part * a.whole;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Σ w × v / Σ w; null where the weights come to nothing. */
export function weightedMean(parts: readonly { readonly weight: number; readonly value: Rational }[]): Rational | null {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (weights === 0) return null;
  return times(sumOf(parts.map(({ weight, value }) => times(ratio(weight), value))), ratio(1, weights));
}

/** The reduced pair. Throws a RangeError when it leaves safe integers: a number that was rounded is not this number. */
export function exactly({ part, whole }: Rational): Fraction {
  if (!isSafe(part) || !isSafe(whole)) throw new RangeError(`${part}/${whole} is beyond exact numbers`);
  return [Number(part), Number(whole)];
}

/**
 * The pair for a finding. Where the exact one would leave safe integers it is the nearest with a power of ten below the
 * line, half up: nine digits behind the point, fewer for a very large number. Nothing is decided by it.
 */
export function written(value: Rational): { readonly fraction: Fraction; readonly rounded: boolean } {
  if (isSafe(value.part) && isSafe(value.whole)) return { fraction: exactly(value), rounded: false };
  for (let digits = 9; digits >= 0; digits -= 1) {
    const whole = 10n ** BigInt(digits);
    const part = halfUp(value, whole);
    if (isSafe(part)) return { fraction: [Number(part), Number(whole)], rounded: true };
  }
  throw new RangeError(`${value.part}/${value.whole} is beyond exact numbers`);
}

/** The nearest whole number of 1/`unit`, half up. */
export const halfUp = ({ part, whole }: Rational, unit: bigint): bigint =>
  floored(2n * part * unit + whole, 2n * whole);

/** Whether `value` stands in `comparator` to `fraction`. */
export function standsTo(value: Rational, comparator: Comparator, [part, whole]: Fraction): boolean {
  const sign = order(value, ratio(part, whole));
  return { lt: sign < 0, le: sign <= 0, gt: sign > 0, ge: sign >= 0 }[comparator];
}

const floored = (over: bigint, under: bigint): bigint =>
  over < 0n && over % under !== 0n ? over / under - 1n : over / under;

const isSafe = (value: bigint): boolean => {
  const size = value < 0n ? -value : value;
  return size <= BigInt(Number.MAX_SAFE_INTEGER);
};

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));
