/**
 * How a share is written on the wall: the whole numbers first, the percentage only as a help for the eye.
 *
 * 133 of 200 shows as 66.50 %, 60 of 90 as 66.67 %: a rounded figure never decides anything, so the pair always stands
 * beside it. Rounding is half up, in whole numbers, to two places.
 */
import type { Fraction } from 'ballot-core';

/** `count` of `base` as percent with two places; '—' where there is nothing to divide by. */
export function percent(count: number, base: number): string {
  if (base === 0) return '—';
  const hundredths = (BigInt(count) * 20_000n + BigInt(base)) / (2n * BigInt(base));
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}%`;
}

/** `60/90`. */
export const pair = (count: number, base: number): string => `${count}/${base}`;

/** `2/3`; 3/10 is a threshold that everybody calls 30 %. */
export const fractionText = ([part, whole]: Fraction): string =>
  whole === 10 || whole === 100 ? `${(part * 100) / whole}%` : `${part}/${whole}`;

/** A hash for comparing by eye: its first 20 hex digits in fives of four. */
export const fingerprint = (hex: string): string => (hex.slice(0, 20).match(/.{1,4}/g) ?? []).join(' ');
