import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import {
  blind,
  credentialMessage,
  finalize,
  newBallotKey,
  prepare,
  readPublicKey,
  signBallot,
  verifyCredential,
  verifyEd25519,
  ballotMessage,
  fromBase64url,
  type GroupId,
} from 'ballot-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { RFC_9474 } from '../../packages/ballot-core/src/credential/rfc9474.vector.ts';
import {
  ED25519,
  RSA_PSS_2048,
  RSA_PSS_2048_SPKI,
} from '../../packages/ballot-core/src/credential/wycheproof.vector.ts';
import { blindSign, makeIssuerKey, verifyEd25519Native, verifyNative, type IssuerKeyPair } from './issuer.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const privateKeyOf = (key: IssuerKeyPair) =>
  createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' });
const publicKeyOf = (spki: Uint8Array) => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });

describe("the issuer's side of RFC 9474", () => {
  const { n, e, d, p, q } = RFC_9474;
  const number = (hex: string) => BigInt(`0x${hex}`);
  const inverse = power(number(q), number(p) - 2n, number(p));
  const [dp, dq] = [number(d) % (number(p) - 1n), number(d) % (number(q) - 1n)];
  const b64 = (value: bigint | string) => {
    const hex = typeof value === 'string' ? value : value.toString(16);
    return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
  };
  const jwk = {
    kty: 'RSA',
    n: b64(n),
    e: b64(e),
    d: b64(d),
    p: b64(p),
    q: b64(q),
    dp: b64(dp),
    dq: b64(dq),
    qi: b64(inverse),
  };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });

  test('gives the published blind signature', () => {
    expect(Buffer.from(blindSign(key, bytes(RFC_9474.blinded)) ?? []).toString('hex')).toBe(RFC_9474.blindSignature);
  });
  test('verifies the published signature and refuses it for another message', () => {
    const publicKey = createPublicKey(key);
    expect(verifyNative(publicKey, bytes(RFC_9474.prepared), bytes(RFC_9474.signature))).toBe(true);
    expect(verifyNative(publicKey, bytes(RFC_9474.msg), bytes(RFC_9474.signature))).toBe(false);
  });

  function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
    let result = 1n;
    for (let rest = exponent, square = base % modulus; rest > 0n; rest >>= 1n, square = (square * square) % modulus) {
      if (rest & 1n) result = (result * square) % modulus;
    }
    return result;
  }
});

describe('phone and issuer together', () => {
  let keys: IssuerKeyPair;
  let other: IssuerKeyPair;
  beforeAll(async () => {
    keys = await makeIssuerKey();
    other = await makeIssuerKey();
  });
  const message = credentialMessage('poll', newBallotKey(random).publicKey);

  test('a key is made with 2048 bits and e = 65537, and a phone takes it', () => {
    expect(publicKeyOf(keys.spki).asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
    expect(readPublicKey(keys.spki).ok).toBe(true);
  });

  test('a credential issued blind is accepted by both sides, and by neither once tampered with', () => {
    for (let round = 0; round < 20; round++) {
      const prepared = prepare(message, random);
      const { blindedMessage, state } = blind(keys.spki, prepared, { random });
      const answer = blindSign(privateKeyOf(keys), blindedMessage) ?? expect.fail('refused');
      const signature = finalize(keys.spki, prepared, answer, state);
      expect(verifyNative(publicKeyOf(keys.spki), prepared, signature)).toBe(true);
      const tampered = signature.slice();
      tampered[round * 12] = (tampered[round * 12] ?? 0) ^ (1 << (round % 8));
      expect(verifyCredential(keys.spki, prepared, tampered)).toBe(false);
      expect(verifyNative(publicKeyOf(keys.spki), prepared, tampered)).toBe(false);
    }
  });

  test('a credential of one key buys nothing with another', () => {
    const prepared = prepare(message, random);
    const { blindedMessage, state } = blind(keys.spki, prepared, { random });
    const answer = blindSign(privateKeyOf(keys), blindedMessage) ?? expect.fail('refused');
    const signature = finalize(keys.spki, prepared, answer, state);
    expect(verifyNative(publicKeyOf(other.spki), prepared, signature)).toBe(false);
    expect(verifyCredential(other.spki, prepared, signature)).toBe(false);
    const foreign = blindSign(privateKeyOf(other), blindedMessage);
    if (foreign) expect(() => finalize(keys.spki, prepared, foreign, state)).toThrow();
  });

  test('an ordinary PSS signature of OpenSSL is a credential too: the format is the standard one', () => {
    const prepared = prepare(message, random);
    const signature = sign('sha384', prepared, { key: privateKeyOf(keys), padding: 6, saltLength: 48 });
    expect(verifyCredential(keys.spki, prepared, new Uint8Array(signature))).toBe(true);
    const shortSalt = sign('sha384', prepared, { key: privateKeyOf(keys), padding: 6, saltLength: 32 });
    expect(verifyCredential(keys.spki, prepared, new Uint8Array(shortSalt))).toBe(false);
    expect(verifyNative(publicKeyOf(keys.spki), prepared, new Uint8Array(shortSalt))).toBe(false);
  });

  test('the same blinded message gets the same answer', () => {
    const { blindedMessage } = blind(keys.spki, prepare(message, random), { random });
    expect(blindSign(privateKeyOf(keys), blindedMessage)).toEqual(blindSign(privateKeyOf(keys), blindedMessage));
  });

  test('what is not a number below the modulus is refused', () => {
    const key = privateKeyOf(keys);
    expect(blindSign(key, new Uint8Array(256).fill(255))).toBeNull();
    expect(blindSign(key, new Uint8Array(255))).toBeNull();
    expect(blindSign(key, new Uint8Array(257))).toBeNull();
    expect(blindSign(key, new Uint8Array())).toBeNull();
  });

  test('a key that is no RSA key of 2048 bits signs nothing', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    expect(() => blindSign(weak, new Uint8Array(128))).toThrow('issuer key');
    expect(() => blindSign(generateKeyPairSync('ed25519').privateKey, new Uint8Array(256))).toThrow('issuer key');
  });
});

describe('phone and server say the same', () => {
  test.each(RSA_PSS_2048)('of RSA-PSS test $id, $comment: $valid', ({ message, signature, valid }) => {
    expect(verifyNative(publicKeyOf(bytes(RSA_PSS_2048_SPKI)), bytes(message), bytes(signature))).toBe(valid);
  });
  test.each(ED25519)('of Ed25519 test $id, $comment: $valid', ({ key, message, signature, valid }) => {
    expect(verifyEd25519Native(bytes(key), bytes(message), bytes(signature))).toBe(valid);
  });

  test.each([
    ['order 1', `01${'00'.repeat(31)}`],
    ['order 1, negative', `01${'00'.repeat(30)}80`],
    ['order 2', `ec${'ff'.repeat(30)}7f`],
    ['order 4', '00'.repeat(32)],
    ['order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['order 8, the other', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
    ['an unreduced y', `ee${'ff'.repeat(30)}7f`],
  ])('of a key of %s: it signs nothing', (_, hex) => {
    const identity = Uint8Array.of(1, ...new Uint8Array(63));
    for (let i = 0; i < 8; i++) {
      expect(verifyEd25519Native(bytes(hex), Uint8Array.of(i), identity)).toBe(false);
      expect(verifyEd25519(bytes(hex), Uint8Array.of(i), identity)).toBe(false);
    }
  });

  test("of a ballot's signature, and of one with the wrong length", () => {
    const { publicKey, secretKey } = newBallotKey(random);
    const content = { group: 'g' as GroupId, paperHash: '', choices: {}, writeIns: [], nonces: '' };
    const signature = fromBase64url(signBallot(secretKey, 'p', content)) ?? expect.fail();
    expect(verifyEd25519Native(publicKey, ballotMessage('p', content), signature)).toBe(true);
    expect(verifyEd25519Native(publicKey, ballotMessage('q', content), signature)).toBe(false);
    expect(verifyEd25519Native(publicKey, ballotMessage('p', content), signature.subarray(1))).toBe(false);
    expect(verifyEd25519Native(publicKey.subarray(1), ballotMessage('p', content), signature)).toBe(false);
  });
});
