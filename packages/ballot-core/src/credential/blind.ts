/**
 * The voter's side of RFC 9474, RSABSSA-SHA384-PSS-Randomized: ask for a signature without showing what is signed.
 *
 *   prepared = prepare(message)                      phone: 32 random bytes before the message
 *   blinded  = PSS(prepared) · r^e mod n             phone → issuer
 *   signed   = blinded^d mod n                       issuer → phone
 *   signature = signed · r^-1 mod n, checked         phone: the credential
 *
 * The issuer sees `blinded`, the urn sees `prepared` and `signature`; for a random r the two have nothing in common.
 */
import { concat, fromBase64url, toBase64url } from '../record/bytes.ts';
import { bitLength, inverse, power, toBytes, toInteger } from './integers.ts';
import { encodePss, SALT_LENGTH, verifyPss } from './pss.ts';
import { readPublicKey, type PublicKey } from './public-key.ts';
import { draw, type Random } from './random.ts';

/** RFC 9474 section 4.1: the randomizer of `prepare`. */
export const PREFIX_LENGTH = 32;

/** Kept by the phone between asking and being answered; plain JSON. Whoever has it can link the two: never send it. */
export interface BlindState {
  /** r^-1 mod n, base64url, as long as the modulus. */
  readonly inverse: string;
}

/** `prefix ‖ message` (section 4.1). The prefix is part of the credential and is shown when it is spent. */
export const prepare = (message: Uint8Array, random: Random): Uint8Array =>
  concat(draw(random, PREFIX_LENGTH), message);

/**
 * Blinds a prepared message (section 4.2). Draws the salt (48 bytes) first, then r (modulus length, until it fits).
 * Throws on a malformed key, a broken random source, or an input that has a factor in common with n.
 */
export function blind(
  publicKey: PublicKey | Uint8Array,
  prepared: Uint8Array,
  { random }: { readonly random: Random },
): { readonly blindedMessage: Uint8Array; readonly state: BlindState } {
  const { n, e } = keyOf(publicKey);
  const bits = bitLength(n);
  const m = toInteger(encodePss(prepared, bits - 1, draw(random, SALT_LENGTH)));
  const r = randomBelow(n, bits, random);
  // One inversion tells that both m and r are coprime to n, and hides r from the clock: (m·r)^-1 · m = r^-1.
  const both = inverse((m * r) % n, n);
  if (both === null) throw new Error('the input has a factor in common with the modulus: this key must not be used');
  return {
    blindedMessage: bytesOf((m * power(r, e, n)) % n, n),
    state: { inverse: toBase64url(bytesOf((both * m) % n, n)) },
  };
}

/** Unblinds and checks the issuer's answer (section 4.4). Throws when it is not a signature of `prepared`. */
export function finalize(
  publicKey: PublicKey | Uint8Array,
  prepared: Uint8Array,
  blindSignature: Uint8Array,
  state: BlindState,
): Uint8Array {
  const key = keyOf(publicKey);
  const unblinder = fromBase64url(state.inverse);
  if (unblinder === null) throw new Error('the kept state is damaged: ask for a new credential');
  if (blindSignature.length !== byteLength(key.n)) throw new Error('the blind signature has the wrong length');
  const signature = bytesOf((toInteger(blindSignature) * toInteger(unblinder)) % key.n, key.n);
  if (!verifyCredential(key, prepared, signature)) throw new Error('the blind signature does not fit this key');
  return signature;
}

/** RSASSA-PSS-VERIFY (RFC 8017 section 8.1.2). Anything that is not a signature of `prepared` is false, never thrown. */
export function verifyCredential(
  publicKey: PublicKey | Uint8Array,
  prepared: Uint8Array,
  signature: Uint8Array,
): boolean {
  const key = readPublicKey(publicKey);
  if (!key.ok) return false;
  const { n, e } = key.value;
  const s = toInteger(signature);
  if (signature.length !== byteLength(n) || s >= n) return false;
  const bits = bitLength(n) - 1;
  const encoded = toBytes(power(s, e, n), Math.ceil(bits / 8));
  return encoded !== null && verifyPss(prepared, bits, encoded);
}

function keyOf(publicKey: PublicKey | Uint8Array): PublicKey {
  const key = readPublicKey(publicKey);
  if (!key.ok) throw new Error('the public key is malformed, too small, or not an RSA key with e = 65537');
  return key.value;
}

/** Uniform in [1, n). Each draw fits with a chance of at least one half; 128 misses in a row are a broken source. */
function randomBelow(n: bigint, bits: number, random: Random): bigint {
  const length = Math.ceil(bits / 8);
  for (let tries = 0; tries < 128; tries++) {
    const r = toInteger(draw(random, length)) & ((1n << BigInt(bits)) - 1n);
    if (r > 0n && r < n) return r;
  }
  throw new Error('the random source is broken: it gave nothing below the modulus');
}

const byteLength = (n: bigint): number => Math.ceil(bitLength(n) / 8);

function bytesOf(value: bigint, n: bigint): Uint8Array {
  const bytes = toBytes(value, byteLength(n));
  if (bytes === null) throw new Error('a value below the modulus is longer than the modulus');
  return bytes;
}
