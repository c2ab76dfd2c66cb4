import { expect, test } from 'vitest';
import { pause } from './pace.ts';

const IN = { entry: { at: 'in' }, pressing: false } as const;

test('phones ask every 3 to 6 seconds, never in step', () => {
  expect(pause(IN, 0, 0)).toBe(3_000);
  expect(pause(IN, 0, 0.999)).toBeLessThan(6_000);
});

test('a server that is down is asked less and less, but a waiting ballot at least every 8 seconds', () => {
  expect(pause(IN, 10, 0)).toBe(20_000);
  expect(pause({ ...IN, pressing: true }, 0, 0)).toBeLessThan(1_000);
  expect(pause({ ...IN, pressing: true }, 10, 0.999)).toBeLessThanOrEqual(8_000);
});

test('after too many wrong codes the phone waits as long as the door is shut', () => {
  const shut = { entry: { at: 'signing_in', why: { code: 'too_many_wrong_codes' } }, pressing: false } as const;
  expect(pause(shut, 0, 0)).toBe(60_000);
});

test('at the door the phone asks every two seconds or so, less when nobody answers', () => {
  const waiting = { entry: { at: 'at_door', number: 123, why: null }, pressing: false } as const;
  expect(pause(waiting, 0, 0)).toBe(1_500);
  expect(pause(waiting, 0, 0.999)).toBeLessThan(2_500);
  expect(pause(waiting, 3, 0)).toBe(12_000);
});
