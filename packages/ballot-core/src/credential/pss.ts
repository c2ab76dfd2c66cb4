/**
 * EMSA-PSS (RFC 8017 section 9.1) with SHA-384, MGF1-SHA-384 and a 48-byte salt: the encoding inside a credential.
 *
 * Verifying encodes again from the recovered salt and compares whole strings, so no byte of the padding goes unread.
 */
import { sha384 } from '@noble/hashes/sha2.js';
import { concat, equalBytes } from '../record/bytes.ts';

export const HASH_LENGTH = 48;
export const SALT_LENGTH = 48;

/** EMSA-PSS-ENCODE: `ceil(bits / 8)` bytes. Throws when `bits` can't hold the encoding (keys are larger by far). */
export function encodePss(message: Uint8Array, bits: number, salt: Uint8Array): Uint8Array {
  const length = Math.ceil(bits / 8);
  const padding = length - salt.length - HASH_LENGTH - 2;
  if (padding < 0) throw new RangeError(`${bits} bits are too few for SHA-384 and a salt of ${salt.length} bytes`);
  const hash = sha384(concat(new Uint8Array(8), sha384(message), salt));
  const masked = concat(new Uint8Array(padding), Uint8Array.of(1), salt);
  mask(masked, hash, 8 * length - bits);
  return concat(masked, hash, Uint8Array.of(0xbc));
}

/** EMSA-PSS-VERIFY: true when `encoded` is the encoding of `message` for `bits` under some 48-byte salt. */
export function verifyPss(message: Uint8Array, bits: number, encoded: Uint8Array): boolean {
  const hashAt = encoded.length - HASH_LENGTH - 1;
  if (hashAt < SALT_LENGTH + 1) return false;
  const block = encoded.slice(0, hashAt);
  mask(block, encoded.subarray(hashAt, hashAt + HASH_LENGTH), 8 * encoded.length - bits);
  return equalBytes(encodePss(message, bits, block.subarray(hashAt - SALT_LENGTH)), encoded);
}

/** XORs `block` with MGF1(seed) in place and clears its `spare` leading bits. */
function mask(block: Uint8Array, seed: Uint8Array, spare: number): void {
  for (let counter = 0; counter * HASH_LENGTH < block.length; counter++) {
    const stream = sha384(concat(seed, Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter)));
    for (let i = 0; i < HASH_LENGTH && counter * HASH_LENGTH + i < block.length; i++) {
      const at = counter * HASH_LENGTH + i;
      block[at] = (block[at] ?? 0) ^ (stream[i] ?? 0);
    }
  }
  block[0] = (block[0] ?? 0) & (0xff >> spare);
}
