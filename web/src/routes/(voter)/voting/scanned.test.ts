import { newSlip, readSlip } from 'ballot-core';
import { expect, test } from 'vitest';
import { random } from './hall.fixture.ts';
import { groupTyped, readFragment } from './scanned.ts';

test("a slip's QR code gives the slip and the printed fingerprint", () => {
  expect(readFragment('#ABC.DEF')).toEqual({ slip: 'ABC', printed: 'DEF' });
  expect(readFragment('#ABC')).toEqual({ slip: 'ABC', printed: null });
  expect(readFragment('')).toBeNull();
});

test('a typed code is forgiven its look-alikes, its case and its spaces, and is grouped as it is printed', () => {
  const { code, secret } = newSlip(random);
  const typed = code.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l').replace(/-/g, ' ');
  expect(groupTyped(typed)).toBe(code);
  expect(readSlip(groupTyped(typed))).toEqual({ ok: true, value: secret });
});
