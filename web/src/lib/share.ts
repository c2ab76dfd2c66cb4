/**
 * How a share and a score are written: the whole numbers first, the rounded figure only as a help for the eye.
 *
 * 133 of 200 shows as 66.50 %, 60 of 90 as 66.67 %: a rounded figure never decides anything, so the pair always stands
 * beside it. Rounding is half up, on exact fractions, to two places.
 */
import { displayed, displayedAgainst } from 'ballot-core';
import type { Fraction, TestFinding } from 'ballot-core';

/** `count` of `base` as percent with two places; '—' where there is nothing to divide by. */
export const percent = (count: number, base: number): string =>
  base === 0 ? '—' : `${displayed([count * 100, base])}%`;

/** As `percent`, for a share beside its threshold: a figure that only rounds to the threshold says on which side it is. */
export function percentAgainst(count: number, base: number, [part, whole]: Fraction): string {
  const shown = percent(count, base);
  const difference = BigInt(count) * BigInt(whole) - BigInt(part) * BigInt(base);
  if (base === 0 || difference === 0n || shown !== percent(part, whole)) return shown;
  return `${difference < 0n ? '<' : '>'}${shown}`;
}

/** `60/90`. */
export const pair = (count: number, base: number): string => `${count}/${base}`;

/** `88.44`; '—' where nobody gave a vote. */
export const scoreText = (value: Fraction | null): string => (value === null ? '—' : displayed(value));

/** As `scoreText`, beside a threshold: a figure that only rounds to it is written as its fraction. */
export const scoreAgainst = (value: Fraction | null, threshold: Fraction | null): string =>
  value === null || threshold === null ? scoreText(value) : displayedAgainst(value, threshold);

/** `796/9`, or nothing where the rounded figure is exact. */
export function exactText([part, whole]: Fraction): string {
  return (BigInt(part) * 100n) % BigInt(whole) === 0n ? '' : `${part}/${whole}`;
}

/** A rate in points (5254/100 of a hundred) as the share it is, reduced: `31/59`. */
export function shareOf([part, whole]: Fraction): string {
  const [over, under] = [BigInt(part), BigInt(whole) * 100n];
  const divisor = commonDivisor(over, under);
  return `${over / divisor}/${under / divisor}`;
}

const commonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a === 0n ? 1n : a) : commonDivisor(b, a % b));

/** What a test compared: votes of a base with their percentage, or a number by itself. */
export function figuresOf({ count, base, baseValue, fraction }: TestFinding): {
  readonly figure: string;
  readonly percent: string;
} {
  if (base !== 'one') return { figure: pair(count, baseValue), percent: percentAgainst(count, baseValue, fraction) };
  if (baseValue === 0) return { figure: '—', percent: '' };
  return { figure: baseValue === 1 ? String(count) : displayedAgainst([count, baseValue], fraction), percent: '' };
}

/** `2/3`; 3/10 is a threshold that everybody calls 30 %. */
export const fractionText = ([part, whole]: Fraction): string =>
  whole === 10 || whole === 100 ? `${(part * 100) / whole}%` : `${part}/${whole}`;

/** The threshold of a test as it is called: `2/3` of a base, `80` points. */
export function thresholdText(fraction: Fraction, isNumber: boolean): string {
  if (!isNumber) return fractionText(fraction);
  return fraction[0] % fraction[1] === 0 ? String(fraction[0] / fraction[1]) : displayed(fraction);
}

/** A hash for comparing by eye: its first 20 hex digits in fives of four. */
export const fingerprint = (hex: string): string => (hex.slice(0, 20).match(/.{1,4}/g) ?? []).join(' ');
