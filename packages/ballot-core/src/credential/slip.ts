/**
 * A slip: 128 random bits, drawn in the organizer's browser and printed as a QR code and as 26 characters to type.
 *
 * The server only ever gets the hash until the voter shows the slip. 26 characters hold 130 bits; the two that are left
 * over check the rest, so that three of four typing errors are noticed on the phone and don't count as a wrong code.
 */
import { concat, equalBytes, sha256, tagged } from '../record/bytes.ts';
import { no, ok, type Result } from '../result.ts';
import { fromBase32, readTyped, toBase32 } from './base32.ts';
import { draw, type Random } from './random.ts';

export const SLIP_LENGTH = 16;
const CODE_LENGTH = 26;

/** `code` is grouped by dashes for the printed slip; `slipCode(secret)` is the same without them. */
export function newSlip(random: Random): { readonly secret: Uint8Array; readonly code: string } {
  const secret = draw(random, SLIP_LENGTH);
  const code = slipCode(secret);
  return { secret, code: [0, 5, 10, 15, 20].map((at) => code.slice(at, at === 20 ? CODE_LENGTH : at + 5)).join('-') };
}

/** The 26 characters of a slip: what is in the QR code's fragment and in requests. */
export const slipCode = (secret: Uint8Array): string =>
  toBase32(concat(secret, Uint8Array.of(checkBits(secret))), CODE_LENGTH);

/** Reads what was scanned or typed, with or without dashes, in any case. */
export function readSlip(text: string): Result<Uint8Array, 'slip_malformed'> {
  const typed = readTyped(text);
  const bytes = typed.length === CODE_LENGTH ? fromBase32(typed) : null;
  if (bytes === null) return no('slip_malformed');
  const secret = bytes.slice(0, SLIP_LENGTH);
  return equalBytes(bytes.subarray(SLIP_LENGTH), Uint8Array.of(checkBits(secret))) ? ok(secret) : no('slip_malformed');
}

/** All that the server stores of a slip: plain SHA-256 of the 16 secret bytes, so that `sha256sum` can check it. */
export const slipHash = (secret: Uint8Array): Uint8Array => sha256(secret);

/** The two spare bits, at the top of a byte as base32 takes them. */
const checkBits = (secret: Uint8Array): number => (sha256(tagged('gonglun/slip-check/1', secret))[0] ?? 0) & 0xc0;
