/**
 * What the door takes: the code on the wall (厅内码), a shared device's (共用设备), and the pass that one phone gets for it.
 *
 * All are compact JWS (HS256) under keys that only this installation knows, so every process takes the others' and nothing
 * is stored. The wall's says only which meeting and until when: every screen shows the same one, and a picture of it that
 * is sent on is worth nothing a minute later.
 */
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { EventId } from 'ballot-core';
import type { Vault } from '../vault.ts';

/** A new code hangs on the wall this often. */
export const STEP_S = 15;
/** Time to scan, load the page and ask, after the next one has come: 60 s from when it was first shown. */
const GRACE_S = 45;
/** A meeting's day. */
const DEVICE_S = 12 * 60 * 60;
/** Long enough to type a name twice. */
const PASS_S = 10 * 60;

export interface DoorCodes {
  /** The wall's code at this moment, and how long until the next one hangs there. */
  hall(event: EventId, nowMs: number): Promise<{ readonly code: string; readonly next: number }>;
  device(event: EventId, nowMs: number): Promise<string>;
  /** Whether this is the wall's code, or a shared device's, of this meeting, and still good. */
  opens(code: string, event: EventId): Promise<boolean>;
  /** For the phone that has drawn the slip with this hash (hex), and for no other. */
  pass(event: EventId, slip: string, nowMs: number): Promise<string>;
  passes(pass: string, event: EventId, slip: string): Promise<boolean>;
}

export function doorCodes(vault: Vault): DoorCodes {
  const wall = vault.secret('hall-codes');
  const door = vault.secret('door-passes');
  return {
    async hall(event, nowMs) {
      const endS = (Math.floor(nowMs / 1000 / STEP_S) + 1) * STEP_S;
      return { code: await sign(wall, { e: event }, endS + GRACE_S), next: endS * 1000 - nowMs };
    },
    device: (event, nowMs) => sign(wall, { e: event, k: 'device' }, Math.floor(nowMs / 1000) + DEVICE_S),
    opens: async (code, event) => (await read(wall, code))?.e === event,
    pass: (event, slip, nowMs) => sign(door, { e: event, s: slip }, Math.floor(nowMs / 1000) + PASS_S),
    async passes(pass, event, slip) {
      const said = await read(door, pass);
      return said?.e === event && said.s === slip;
    },
  };
}

const sign = (key: Uint8Array, claims: JWTPayload, expS: number): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setExpirationTime(expS).sign(key);

/** Null when it is not ours, not whole, or too old. The algorithm is ours to say, never the token's. */
async function read(key: Uint8Array, token: string): Promise<JWTPayload | null> {
  try {
    return (await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['exp', 'e'] })).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
