import { CompactSign, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import type { EventId } from 'ballot-core';
import { vaultWith } from '../vault.ts';
import { doorCodes, STEP_S } from './codes.ts';

const vault = vaultWith(new Uint8Array(32).fill(7));
const codes = doorCodes(vault);
const key = vault.secret('hall-codes');
const EVENT = 'event000000000001' as EventId;
const OTHER = 'event000000000002' as EventId;
const SLIP = 'ab'.repeat(32);
const nowS = () => Math.floor(Date.now() / 1000);
const signed = (claims: JWTPayload, with_: Uint8Array = key, alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(with_);

describe("the wall's code", () => {
  test('is the same on every screen and from every process within a step, and another one in the next', async () => {
    const start = Math.floor(Date.now() / 1000 / STEP_S) * STEP_S * 1000;
    const another = doorCodes(vaultWith(new Uint8Array(32).fill(7)));
    const [first, last, next] = [
      await codes.hall(EVENT, start),
      await another.hall(EVENT, start + STEP_S * 1000 - 1),
      await codes.hall(EVENT, start + STEP_S * 1000),
    ];
    expect(last.code).toBe(first.code);
    expect(next.code).not.toBe(first.code);
    expect([first.next, last.next]).toEqual([STEP_S * 1000, 1]);
  });

  test('is good for a minute from when it was first shown, and for one meeting', async () => {
    const endOfStep = (ms: number) => (Math.floor(ms / 1000 / STEP_S) + 1) * STEP_S * 1000;
    const shownAt = (agoMs: number) => endOfStep(Date.now() - agoMs) - STEP_S * 1000;
    const fresh = await codes.hall(EVENT, Date.now());
    expect(await codes.opens(fresh.code, EVENT)).toBe(true);
    expect(await codes.opens(fresh.code, OTHER)).toBe(false);
    const young = await codes.hall(EVENT, shownAt(40_000));
    expect(await codes.opens(young.code, EVENT)).toBe(true);
    const old = await codes.hall(EVENT, shownAt(61_000) - 1);
    expect(await codes.opens(old.code, EVENT)).toBe(false);
  });

  test('forged, unsigned, endless, under another key or of another kind opens nothing', async () => {
    const soon = nowS() + 60;
    const good = await signed({ e: EVENT, exp: soon });
    expect(await codes.opens(good, EVENT)).toBe(true);
    const [head, , signature] = good.split('.');
    const later = Buffer.from(JSON.stringify({ e: EVENT, exp: soon + 9999 })).toString('base64url');
    const wrong = [
      '',
      'x',
      'a.b.c',
      good.slice(0, -2),
      `${head}.${later}.${signature}`,
      new UnsecuredJWT({ e: EVENT, exp: soon }).encode(),
      await signed({ e: EVENT }),
      await signed({ exp: soon }),
      await signed({ e: EVENT, exp: soon }, new Uint8Array(32)),
      await signed({ e: EVENT, exp: soon }, Buffer.concat([key, key]), 'HS512'),
      await new CompactSign(Buffer.from('not json')).setProtectedHeader({ alg: 'HS256' }).sign(key),
      await codes.pass(EVENT, SLIP, Date.now()),
    ];
    for (const token of wrong) expect(await codes.opens(token, EVENT), token).toBe(false);
  });
});

test("a shared device's code stands for the wall's for half a day", async () => {
  const hour = 3600_000;
  expect(await codes.opens(await codes.device(EVENT, Date.now() - 11 * hour), EVENT)).toBe(true);
  expect(await codes.opens(await codes.device(EVENT, Date.now() - 13 * hour), EVENT)).toBe(false);
  expect(await codes.opens(await codes.device(EVENT, Date.now()), OTHER)).toBe(false);
});

test('a pass is for one phone at one meeting, for ten minutes', async () => {
  const pass = await codes.pass(EVENT, SLIP, Date.now());
  expect(await codes.passes(pass, EVENT, SLIP)).toBe(true);
  expect(await codes.passes(pass, OTHER, SLIP)).toBe(false);
  expect(await codes.passes(pass, EVENT, 'cd'.repeat(32))).toBe(false);
  expect(await codes.passes(await codes.pass(EVENT, SLIP, Date.now() - 11 * 60_000), EVENT, SLIP)).toBe(false);
  expect(await codes.passes((await codes.hall(EVENT, Date.now())).code, EVENT, SLIP)).toBe(false);
});
