/**
 * Ed25519 (RFC 8032), verified so that this code, Node and OpenSSL always say the same.
 *
 * The library's own `verify` multiplies both sides by the cofactor, OpenSSL doesn't: a signer could make a signature that
 * a phone accepts and OpenSSL refuses. Here R is recomputed and compared byte by byte, as OpenSSL does it; keys of small
 * order and unreduced encodings are refused.
 */
import { getPublicKey, hashes, Point, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, equalBytes } from '../record/bytes.ts';
import { toInteger } from './integers.ts';

// The library brings no hash of its own and would reach for crypto.subtle, which plain HTTP doesn't have.
hashes.sha512 = sha512;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The public key of a 32-byte secret. */
export const publicKeyOf = (secretKey: Uint8Array): Uint8Array => getPublicKey(secretKey);

export const signEd25519 = (secretKey: Uint8Array, message: Uint8Array): Uint8Array => sign(message, secretKey);

/** Never throws: whatever is not a signature is false. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const r = signature.subarray(0, 32);
  const s = fromLittleEndian(signature.subarray(32));
  const key = readKey(publicKey);
  if (key === null || s >= ORDER) return false;
  const challenge = fromLittleEndian(sha512(concat(r, publicKey, message))) % ORDER;
  const recomputed = Point.BASE.multiplyUnsafe(s).subtract(key.multiplyUnsafe(challenge));
  return equalBytes(recomputed.toBytes(), r);
}

/** True when `bytes` is a key that can sign: a reduced point of the curve, not of small order. */
export const isEd25519Key = (bytes: Uint8Array): boolean => bytes.length === 32 && readKey(bytes) !== null;

function readKey(bytes: Uint8Array): Point | null {
  try {
    const point = Point.fromBytes(bytes);
    return point.isSmallOrder() ? null : point;
  } catch {
    return null; // the library throws for every encoding that is not a reduced point of the curve
  }
}

const fromLittleEndian = (bytes: Uint8Array): bigint => toInteger(Uint8Array.from(bytes).reverse());
