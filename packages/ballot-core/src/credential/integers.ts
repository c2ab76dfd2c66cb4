/**
 * Whole numbers modulo n, as RSA needs them, in `BigInt`: halls without TLS have no `crypto.subtle`.
 *
 * Not constant-time. That is harmless here: every secret is used once, on the voter's own phone.
 */
import { toHex } from '../record/bytes.ts';

/** OS2IP (RFC 8017 section 4.2). */
export const toInteger = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`));

/** I2OSP (RFC 8017 section 4.1); null when `value` needs more than `length` bytes. */
export function toBytes(value: bigint, length: number): Uint8Array | null {
  const hex = value.toString(16).padStart(2 * length, '0');
  if (hex.length > 2 * length) return null;
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

export const bitLength = (value: bigint): number => value.toString(2).length;

/** `base ^ exponent mod modulus`, by squaring. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The inverse of `value` modulo `modulus` by extended Euclid, or null where they have a common factor. */
export function inverse(value: bigint, modulus: bigint): bigint | null {
  let [previous, current] = [modulus, value % modulus];
  let [previousFactor, factor] = [0n, 1n];
  while (current > 0n) {
    const quotient = previous / current;
    [previous, current] = [current, previous - quotient * current];
    [previousFactor, factor] = [factor, previousFactor - quotient * factor];
  }
  if (previous !== 1n) return null;
  return previousFactor < 0n ? previousFactor + modulus : previousFactor;
}
