import { describe, expect, test } from 'vitest';
import { concat, fromHex } from '../record/bytes.ts';
import { readPublicKey } from './public-key.ts';
import { RFC_9474 } from './rfc9474.vector.ts';
import { RSA_PSS_2048_SPKI } from './wycheproof.vector.ts';

const spki = fromHex(RSA_PSS_2048_SPKI) ?? expect.fail();
const n = BigInt(`0x${RFC_9474.n}`);

describe('a public key', () => {
  test('is read from SPKI DER', () => {
    const key = readPublicKey(spki);
    expect(key.ok && key.value.e).toBe(65537n);
    expect(key.ok && key.value.n.toString(2).length).toBe(2048);
  });

  test('has one spelling: no byte before the modulus may change, none may follow, none may be missing', () => {
    for (let at = 0; at < 32; at++) {
      const changed = spki.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      expect(readPublicKey(changed).ok, `byte ${at}`).toBe(false);
    }
    expect(readPublicKey(concat(spki, Uint8Array.of(0))).ok).toBe(false);
    for (let length = 0; length < spki.length; length++) expect(readPublicKey(spki.subarray(0, length)).ok).toBe(false);
  });

  test('needs at least 2048 bits, at most 8192, an odd modulus and e = 65537', () => {
    expect(readPublicKey({ n, e: 65537n }).ok).toBe(true);
    expect(readPublicKey({ n: n - 1n, e: 65537n }).ok).toBe(false);
    expect(readPublicKey({ n, e: 3n }).ok).toBe(false);
    expect(readPublicKey({ n, e: 1n }).ok).toBe(false);
    expect(readPublicKey({ n: 2n ** 2047n + 1n, e: 65537n }).ok).toBe(true);
    expect(readPublicKey({ n: 2n ** 2047n - 1n, e: 65537n }).ok).toBe(false);
    expect(readPublicKey({ n: 2n ** 8192n + 1n, e: 65537n }).ok).toBe(false);
    expect(readPublicKey({ n: -n, e: 65537n }).ok).toBe(false);
  });
});
