/** Codes beside names: drawn evenly, read as typed, hashed under the name's id. */
import { expect, test } from 'vitest';
import { newPersonalCode, personalCodeHash, readPersonalCode, shownPersonalCode } from './personal-code.ts';

const counting = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => 7 + 31 * i);

test('five bytes are eight characters, read back as shown, in any case and with look-alikes', () => {
  const code = newPersonalCode(counting);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(readPersonalCode(shownPersonalCode(code).toLowerCase())).toEqual({ ok: true, value: code });
  expect(readPersonalCode('oIl0-1111')).toEqual({ ok: true, value: '01101111' });
});

test.each(['', '1234567', '123456789', '1234-567U'])('%j is no code', (text) => {
  expect(readPersonalCode(text)).toEqual({ ok: false, error: 'code_malformed' });
});

test('the same code under two names is two hashes', () => {
  expect(personalCodeHash('a', '01101111')).toMatch(/^[0-9a-f]{64}$/);
  expect(personalCodeHash('a', '01101111')).not.toBe(personalCodeHash('b', '01101111'));
});
