import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, utf8 } from '../record/bytes.ts';
import { verifyEd25519 } from './ed25519.ts';
import { ED25519 } from './wycheproof.vector.ts';

const bytes = (hex: string) => fromHex(hex) ?? expect.fail(`not hex: ${hex}`);

describe('Ed25519 signatures of Project Wycheproof', () => {
  test.each(ED25519)('test $id, $comment: $valid', ({ key, message, signature, valid }) => {
    expect(verifyEd25519(bytes(key), bytes(message), bytes(signature))).toBe(valid);
  });
});

describe('an Ed25519 key', () => {
  test.each([
    ['of order 1', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['of order 4', '0000000000000000000000000000000000000000000000000000000000000000'],
    ['of order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['not reduced', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ])('%s signs nothing', (_, key) => {
    const identity = concat(Uint8Array.of(1), new Uint8Array(63));
    expect(verifyEd25519(bytes(key), utf8('anything'), identity)).toBe(false);
  });

  test('can make no signature that holds only up to the cofactor: phone and OpenSSL say the same', () => {
    // R is moved by a point of order 8 and the challenge made for it: 8·(sB − kA − R) is zero, sB − kA − R is not.
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const torsion = ed25519.Point.fromBytes(bytes('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'));
    const secret = new Uint8Array(32).fill(9);
    const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(secret);
    const message = utf8('m');
    const nonce = 12345n;
    const r = ed25519.Point.BASE.multiply(nonce).add(torsion).toBytes();
    const k = challenge(r, pointBytes, message) % order;
    const s = (nonce + k * scalar) % order;
    const signature = concat(r, littleEndian(s));
    expect(ed25519.verify(signature, message, pointBytes, { zip215: false })).toBe(true);
    expect(verifyEd25519(pointBytes, message, signature)).toBe(false);
  });
});

function challenge(...parts: readonly Uint8Array[]): bigint {
  return parseLittleEndian(sha512(concat(...parts)));
}
const parseLittleEndian = (value: Uint8Array) => value.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const littleEndian = (value: bigint) =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
