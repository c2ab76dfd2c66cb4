/**
 * The issuer's side of RFC 9474 (RSABSSA-SHA384-PSS-Randomized) and the urn's checks, on `node:crypto`.
 *
 * The voter's side is in ballot-core; the two meet in published vectors and in nothing else. No function here takes a
 * blinded message and a ballot: who was issued a credential and what it bought never stand in one place.
 */
import { constants, createPublicKey, generateKeyPair, privateEncrypt, publicDecrypt, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const BITS = 2048;

/** DER, for the database: `spki` is published, `pkcs8` is encrypted before it is stored. */
export interface IssuerKeyPair {
  readonly spki: Uint8Array;
  readonly pkcs8: Uint8Array;
}

/** About a second of one core; in the background, long before a poll opens. */
export async function makeIssuerKey(): Promise<IssuerKeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: BITS,
    publicExponent: 65537,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { spki: new Uint8Array(publicKey), pkcs8: new Uint8Array(privateKey) };
}

/**
 * RFC 9474 section 4.3: `blinded^d mod n`. The same input gives the same answer, so a retry needs no memory.
 *
 * Null when `blinded` is not a number below n of the modulus's length: the phone's fault, to be refused. Throws when the
 * result fails its own check, because a signature with a fault in one CRT half gives the private key away.
 */
export function blindSign(privateKey: KeyObject, blinded: Uint8Array): Uint8Array | null {
  const { modulusLength = 0 } = privateKey.asymmetricKeyDetails ?? {};
  if (privateKey.asymmetricKeyType !== 'rsa' || modulusLength < BITS) throw new TypeError('not an issuer key');
  if (blinded.length !== Math.ceil(modulusLength / 8)) return null;
  const raw = { padding: constants.RSA_NO_PADDING } as const;
  const signature = sign(privateKey, blinded);
  if (signature === null) return null;
  const back = publicDecrypt({ key: createPublicKey(privateKey), ...raw }, signature);
  if (!back.equals(blinded)) throw new Error('the RSA signature failed its own check; it was not sent');
  return new Uint8Array(signature);

  function sign(key: KeyObject, message: Uint8Array): Buffer | null {
    try {
      return privateEncrypt({ key, ...raw }, message);
    } catch (error) {
      if (isTooLarge(error)) return null;
      throw error;
    }
  }
}

/** RSASSA-PSS with SHA-384 and a 48-byte salt: does this credential fit this key? 0.05 ms. */
export function verifyNative(publicKey: KeyObject, prepared: Uint8Array, signature: Uint8Array): boolean {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 } as const;
  return verify('sha384', prepared, { key: publicKey, ...pss }, signature);
}

/** Ed25519 as ballot-core verifies it; `publicKey` is 32 raw bytes. Whatever is not a signature is false. */
export function verifyEd25519Native(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64 || isDegenerate(publicKey)) return false;
  const spki = Buffer.concat([ED25519_SPKI, publicKey]);
  return verify(null, message, createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
}
/** SubjectPublicKeyInfo of Ed25519 (RFC 8410) up to the key's 32 bytes. */
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** OpenSSL's word for a message that is not below the modulus. */
const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_OSSL_RSA_DATA_TOO_LARGE_FOR_MODULUS';

/**
 * True for encodings that OpenSSL takes and ballot-core refuses: y not below p = 2^255 - 19, and the points of small
 * order, under which one signature fits many messages.
 */
export function isDegenerate(publicKey: Uint8Array): boolean {
  const y = BigInt(`0x${Buffer.from(publicKey).reverse().toString('hex')}`) & (2n ** 255n - 1n);
  return y >= P || SMALL_ORDER.has(y);
}
const P = 2n ** 255n - 19n;
/** The y of order 8 (RFC 7748's curve, Edwards form); its negative is the other one. */
const Y8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7n;
const SMALL_ORDER = new Set([0n, 1n, P - 1n, Y8, P - Y8]);
