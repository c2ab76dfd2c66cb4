import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBytes, fromBase64url, fromHex, toBase64url, toHex } from './bytes.ts';

describe('an encoder', () => {
  test('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
      }),
    );
  });

  test('has one spelling for each value: what it reads, it writes', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABab01-_=+/ \n票'), maxLength: 12 }), (text) => {
        const bytes = fromBase64url(text);
        if (bytes) expect(toBase64url(bytes)).toBe(text);
        const hex = fromHex(text);
        if (hex) expect(toHex(hex)).toBe(text);
      }),
    );
  });

  test.each(['A', 'AB==', 'AB', 'AAB', 'A+A', 'AA A', 'AA\n', 'AAAAA'])('refuses base64url %j', (text) => {
    expect(fromBase64url(text)).toBeNull();
  });
  test.each(['a', 'AB', '0x00', '0 ', 'zz', '00\n'])('refuses hex %j', (text) => expect(fromHex(text)).toBeNull());
});

test('bytes are ordered as hex is: shorter first where one begins the other', () => {
  const list = fc.array(fc.uint8Array({ maxLength: 4 }));
  fc.assert(
    fc.property(list, (values) => {
      const sorted = [...values].sort(compareBytes).map(toHex);
      expect(sorted).toEqual([...sorted].sort());
    }),
  );
});
