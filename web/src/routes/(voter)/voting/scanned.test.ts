import { newSlip, readSlip } from 'ballot-core';
import { expect, test } from 'vitest';
import { random } from './hall.fixture.ts';
import { groupPersonal, groupTyped, readEntered, readFragment } from './scanned.ts';

test("a slip's QR code gives the slip and the printed fingerprint", () => {
  expect(readFragment('#ABC.DEF')).toEqual({ kind: 'slip', slip: 'ABC', printed: 'DEF' });
  expect(readFragment('#ABC')).toEqual({ kind: 'slip', slip: 'ABC', printed: null });
  expect(readFragment('')).toBeNull();
});

test("the wall's code, a personal link and a shared device's are told apart, and empty ones are nothing", () => {
  expect(readFragment('#hall=a.b.c')).toEqual({ kind: 'hall', hall: 'a.b.c' });
  expect(readFragment('#device=a.b-_c.d')).toEqual({ kind: 'device', link: 'a.b-_c.d' });
  expect(readFragment('#own=e1.01101111')).toEqual({ kind: 'own', entry: 'e1', code: '01101111' });
  for (const empty of ['#hall=', '#device=', '#own=']) expect(readFragment(empty)).toBeNull();
});

test('an address that is pasted, or typed by a scanner, gives its slip; anything else is taken as the code', () => {
  const address = 'https://vote.example/v/event#ABC.DEF';
  expect(readEntered(address)).toEqual({ kind: 'slip', slip: 'ABC', printed: 'DEF' });
  // What was grouped before the colon came is no part of the fragment.
  expect(readEntered(address.replace('https', 'HTTPS'))).toMatchObject({ slip: 'ABC' });
  expect(readEntered('ABC')).toEqual({ kind: 'slip', slip: 'ABC', printed: null });
  expect(readEntered('https://vote.example/v/event#hall=x')).toMatchObject({ kind: 'slip', printed: null });
});

test('a personal code is forgiven and grouped as it is printed', () => {
  expect(groupPersonal('oil0 1234')).toBe('0110-1234');
  expect(groupPersonal('0110')).toBe('0110');
});

test('a typed code is forgiven its look-alikes, its case and its spaces, and is grouped as it is printed', () => {
  const { code, secret } = newSlip(random);
  const typed = code.toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l').replace(/-/g, ' ');
  expect(groupTyped(typed)).toBe(code);
  expect(readSlip(groupTyped(typed))).toEqual({ ok: true, value: secret });
});
