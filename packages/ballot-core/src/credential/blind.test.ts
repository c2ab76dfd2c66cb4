import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../record/bytes.ts';
import { blind, finalize, prepare, verifyCredential } from './blind.ts';
import { inverse, power, toBytes, toInteger } from './integers.ts';
import type { Random } from './random.ts';
import { RFC_9474 } from './rfc9474.vector.ts';
import { RSA_PSS_2048, RSA_PSS_2048_SPKI } from './wycheproof.vector.ts';

const bytes = (hex: string) => fromHex(hex) ?? expect.fail(`not hex: ${hex}`);
const number = (hex: string) => BigInt(`0x${hex}`);
const key = { n: number(RFC_9474.n), e: number(RFC_9474.e) };
const random: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
/** Gives the listed values, one after the other, whatever is asked for. */
const scripted = (...values: readonly string[]): Random => {
  const left = [...values];
  return () => bytes(left.shift() ?? expect.fail('drew more often than the script says'));
};
const sign = (blinded: Uint8Array) =>
  toBytes(power(toInteger(blinded), number(RFC_9474.d), key.n), 512) ?? expect.fail('longer than the modulus');

describe('the published values of RFC 9474, RSABSSA-SHA384-PSS-Randomized, come out', () => {
  const r = inverse(number(RFC_9474.inv), key.n) ?? expect.fail('r has no inverse');
  const prepared = prepare(bytes(RFC_9474.msg), scripted(RFC_9474.prefix));
  const { blindedMessage, state } = blind(key, prepared, {
    random: scripted(RFC_9474.salt, r.toString(16).padStart(1024, '0')),
  });

  test('of prepare', () => expect(toHex(prepared)).toBe(RFC_9474.prepared));
  test('of blind', () => expect(toHex(blindedMessage)).toBe(RFC_9474.blinded));
  test('of finalize, from a state that went through JSON', () => {
    const kept = JSON.parse(JSON.stringify(state));
    expect(toHex(finalize(key, prepared, bytes(RFC_9474.blindSignature), kept))).toBe(RFC_9474.signature);
  });
  test('of verify', () => expect(verifyCredential(key, prepared, bytes(RFC_9474.signature))).toBe(true));
});

describe('a credential', () => {
  const prepared = prepare(utf8('one vote'), random);
  const { blindedMessage, state } = blind(key, prepared, { random });
  const answer = sign(blindedMessage);
  const signature = finalize(key, prepared, answer, state);

  test('verifies for its message and for no other', () => {
    expect(verifyCredential(key, prepared, signature)).toBe(true);
    expect(verifyCredential(key, concat(prepared, utf8('!')), signature)).toBe(false);
    expect(verifyCredential(key, prepared.subarray(1), signature)).toBe(false);
  });

  test('is refused when any one of its bytes is changed', () => {
    for (const at of [0, 1, 100, 255, 510, 511]) {
      const changed = signature.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verifyCredential(key, prepared, changed), `byte ${at}`).toBe(false);
    }
  });

  test('is refused as signature + n, though that is the same number', () => {
    const larger = toBytes(toInteger(signature) + key.n, 512);
    if (larger) expect(verifyCredential(key, prepared, larger)).toBe(false);
    expect(verifyCredential(key, prepared, toBytes(key.n, 512) ?? new Uint8Array())).toBe(false);
  });

  test('is refused with a byte more or less', () => {
    expect(verifyCredential(key, prepared, concat(Uint8Array.of(0), signature))).toBe(false);
    expect(verifyCredential(key, prepared, signature.subarray(1))).toBe(false);
    expect(verifyCredential(key, prepared, new Uint8Array())).toBe(false);
  });

  test('blinded twice shows the issuer two unrelated messages', () => {
    expect(blind(key, prepared, { random }).blindedMessage).not.toEqual(blindedMessage);
  });

  test("is not made from an issuer's wrong answer", () => {
    const wrong = answer.slice();
    wrong[300] = (wrong[300] ?? 0) ^ 1;
    expect(() => finalize(key, prepared, wrong, state)).toThrow('does not fit');
    expect(() => finalize(key, prepared, answer.subarray(1), state)).toThrow('wrong length');
    expect(() => finalize(key, prepare(utf8('another'), random), answer, state)).toThrow('does not fit');
    expect(() => finalize(key, prepared, answer, { inverse: 'A' })).toThrow('damaged');
  });
});

describe('blinding stops', () => {
  test('on a random source that gives too few bytes', () => {
    expect(() => blind(key, utf8('m'), { random: () => new Uint8Array(7) })).toThrow('random source');
    expect(() => prepare(utf8('m'), () => new Uint8Array(31))).toThrow('random source');
  });
  test('on a random source that never gives a number below the modulus', () => {
    expect(() => blind(key, utf8('m'), { random: (length) => new Uint8Array(length) })).toThrow('random source');
  });
  test('on a factor of n as r, for it would give the factor away', () => {
    const p = RFC_9474.p.padStart(1024, '0');
    expect(() => blind(key, utf8('m'), { random: scripted(RFC_9474.salt, p) })).toThrow('factor in common');
  });
  test('on a key below 2048 bits', () => {
    expect(() => blind({ n: key.n >> 2049n, e: key.e }, utf8('m'), { random })).toThrow('public key');
  });
});

describe('RSA-PSS signatures of Project Wycheproof', () => {
  test.each(RSA_PSS_2048)('test $id, $comment: $valid', ({ message, signature, valid }) => {
    expect(verifyCredential(bytes(RSA_PSS_2048_SPKI), bytes(message), bytes(signature))).toBe(valid);
  });
});
