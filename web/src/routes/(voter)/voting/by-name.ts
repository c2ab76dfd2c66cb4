/**
 * Coming in by name (名册签到): the code on the wall becomes a pass for the slip that this phone has drawn, and with it and a
 * name the phone is let in, or waits for the door.
 *
 * Each step is written down before its request goes out, and every request may be made again, so a reload, a lost answer, a
 * second tab and a second tap change nothing. Nothing that was typed is lost before somebody is in.
 */
import type { Admission, DoorPass, SignInBody, Waiting } from 'api/views';
import { newSlip, readSlip, slipCode, slipHash, toHex, type Random } from 'ballot-core';
import type { Answer, Failure } from '#lib/api.ts';
import type { Entry } from './standing.ts';
import { once, type Store } from './store.ts';
import type { Claim, Slip, Wallet } from './wallet.ts';

export interface DoorNetwork {
  readonly pass: (hall: string, slip: string) => Answer<DoorPass>;
  readonly signIn: (body: SignInBody) => Answer<Admission | Waiting>;
}

interface Surroundings {
  readonly store: Store;
  readonly wallet: Wallet;
  readonly network: DoorNetwork;
  readonly random: Random;
  readonly wait: (ms: number) => Promise<void>;
  /** A shared device's link, which stands for the wall's code; null on somebody's own phone. */
  readonly link: string | null;
}

export const NO_CLAIM: Claim = { entry: '', name: '', unit: '', code: '', sent: false, number: null, refused: null };

/** Takes every step that can be taken now; where that has led. */
export async function comeIn({ store, wallet, network, random, wait, link }: Surroundings): Promise<Entry> {
  const claim = wallet.claim() ?? NO_CLAIM;
  const hall = wallet.hall();
  if (hall !== null) {
    const failed = await toPass(hall);
    if (failed === null) wallet.keepHall(null);
    else if (isCode(failed, 'hall_code_invalid')) wallet.keepHall(null);
    else return { at: 'signing_in', why: failed };
    if (failed !== null && wallet.pass() === null) return { at: 'needs_hall', why: failed };
  }
  if (!claim.sent) return wallet.pass() === null && link === null ? needsHall(null) : { at: 'says_who' };
  return say(claim, link !== null);

  async function say(said: Claim, again: boolean): Promise<Entry> {
    if (wallet.pass() === null && link !== null) {
      const failed = await toPass(link);
      if (failed !== null) return isCode(failed, 'hall_code_invalid') ? needsHall(failed) : waiting(said, failed);
    }
    const slip = await ownSlip();
    if (slip === null) return { at: 'loading' };
    const pass = wallet.pass();
    const answer = await network.signIn({ slip: slip.code, ...(pass !== null && { pass }), ...bodyOf(said) });
    if (answer.ok && 'group' in answer.value) {
      wallet.keepGroup(answer.value.group);
      wallet.keepClaim(null);
      wallet.keepPass(null);
      return { at: 'in' };
    }
    if (answer.ok) {
      const { waiting: number } = answer.value as Waiting;
      if (number !== said.number) wallet.keepClaim({ ...said, number });
      return { at: 'at_door', number, why: null };
    }
    const { error } = answer;
    if (isCode(error, 'hall_code_invalid')) {
      wallet.keepPass(null);
      return again ? say(said, false) : needsHall(error);
    }
    if (error === 'offline' || !MENDABLE.has(error.code)) return waiting(said, error);
    wallet.keepClaim({ ...said, sent: false, number: null, refused: error.code });
    return { at: 'says_who' };
  }

  /** For the one slip of this phone; null when there is one now. */
  async function toPass(from: string): Promise<Failure | null> {
    const slip = await ownSlip();
    if (slip === null) return 'offline';
    const answer = await network.pass(from, hashOf(slip));
    if (!answer.ok) return answer.error;
    wallet.keepPass(answer.value.pass);
    return null;
  }

  /**
   * Drawn once, however many tabs try, and kept before anybody hears of it. One out of a link is no good here: whoever sent
   * the link would hold it too. Null when the next voter has the device.
   */
  async function ownSlip(): Promise<Slip | null> {
    const draw = (): string =>
      JSON.stringify({ code: slipCode(newSlip(random).secret), printed: null, own: true } satisfies Slip);
    await once(store, wallet.slipKey, () => wallet.slip()?.own === true, draw, wait);
    const slip = wallet.slip();
    return slip?.own === true ? slip : null;
  }
}

const needsHall = (why: Failure | null): Entry => ({ at: 'needs_hall', why });

const waiting = ({ number }: Claim, why: Failure): Entry =>
  number === null ? { at: 'signing_in', why } : { at: 'at_door', number, why };

const isCode = (failure: Failure, code: string): boolean => failure !== 'offline' && failure.code === code;

function hashOf({ code }: Slip): string {
  const secret = readSlip(code);
  return secret.ok ? toHex(slipHash(secret.value)) : '';
}

function bodyOf({ entry, name, unit, code }: Claim): Omit<SignInBody, 'slip' | 'pass'> {
  if (entry !== '') return { entry, code };
  return { name, ...(unit !== '' && { unit }), ...(code !== '' && { code }) };
}

/** Refused for what was typed, or by the door: the person may say it again, otherwise. */
const MENDABLE: ReadonlySet<string> = new Set([
  'unknown_entry',
  'name_ambiguous',
  'door_refused',
  'too_many_wrong_codes',
  'body_malformed',
]);
