import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../record/bytes.ts';
import { newSlip, readSlip, slipCode, slipHash } from './slip.ts';

const secrets = fc.uint8Array({ minLength: 16, maxLength: 16 });
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a slip', () => {
  test('is read back from what is printed and from what is scanned', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const slip = newSlip(() => secret);
        expect(slip.code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}-[0-9A-Z]{6}$/);
        expect(slip.code.replaceAll('-', '')).toBe(slipCode(secret));
        for (const text of [slip.code, slipCode(secret)]) expect(readSlip(text)).toEqual({ ok: true, value: secret });
      }),
    );
  });

  test('is read however a person types it: small letters, spaces, O for 0, I and L for 1', () => {
    const secret = new Uint8Array(16).fill(0x08);
    const typed = newSlip(() => secret)
      .code.toLowerCase()
      .replaceAll('-', '  ')
      .replaceAll('0', 'o')
      .replaceAll('1', 'l');
    expect(readSlip(` ${typed} `)).toEqual({ ok: true, value: secret });
  });

  test('with one wrong character is noticed before it is sent, about three times out of four', () => {
    let noticed = 0;
    let tried = 0;
    for (let seed = 0; seed < 20; seed++) {
      const code = slipCode(Uint8Array.from({ length: 16 }, (_, i) => (seed * 37 + i * 101) & 255));
      for (let at = 0; at < 26; at++) {
        const other = ALPHABET.charAt((ALPHABET.indexOf(code.charAt(at)) + 1 + seed) % 32);
        if (other === code.charAt(at)) continue;
        tried++;
        if (!readSlip(code.slice(0, at) + other + code.slice(at + 1)).ok) noticed++;
      }
    }
    expect(noticed / tried).toBeGreaterThan(0.65);
  });

  test.each(['', 'HELLO', '0'.repeat(25), '0'.repeat(27), 'U'.repeat(26), '票'.repeat(26)])('is not %j', (text) => {
    expect(readSlip(text)).toEqual({ ok: false, error: 'slip_malformed' });
  });

  test('is stored as the plain SHA-256 of its secret', () => {
    expect(toHex(slipHash(new Uint8Array(16)))).toBe(
      '374708fff7719dd5979ec875d56cd2286f6d3cf7ec317a3b25632aab28ec37bb',
    );
    expect(slipCode(new Uint8Array(16))).toBe('00000000000000000000000003');
  });
});
