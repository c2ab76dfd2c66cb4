/**
 * Free words are published as hashes: their author finds them again, a stranger reads nothing.
 *
 * The published nonce of the opening goes in, so that equal texts of two voters don't show as equal.
 */
import { sha256, tagged, toHex, utf8 } from '../record/bytes.ts';

export const TEXT_HASH = /^sha256:[0-9a-f]{64}$/;

/** `nonce`: 16 bytes, as published. */
export function textHash(nonce: Uint8Array, text: string): string {
  return `sha256:${toHex(sha256(tagged('gonglun/text/1', nonce, utf8(text))))}`;
}
