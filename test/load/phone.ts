/**
 * A simulated phone: signs in with a slip or by name, is issued real credentials, casts a real ballot, and retries like a phone.
 *
 * It uses the same core functions as the voter page and the public HTTP API only, so that what a test or a
 * demonstration shows is what a person in the hall would get.
 */
import { randomBytes } from 'node:crypto';
import {
  blind,
  credentialMessage,
  finalize,
  fromBase64url,
  newBallotKey,
  newSlip,
  openingsPerBallot,
  prepare,
  signBallot,
  slipHash,
  toBase64url,
  toHex,
  type Answers,
  type BallotKey,
  type CastBody,
  type EventId,
  type GroupId,
  type PollId,
} from 'ballot-core';
import type { Admission, Credentials, EventView, PollView, Receipt } from 'api';
import type { DoorPass, SignInBody, Waiting } from 'api/views';
import type { Answer, Send } from './http.ts';

export { anyAnswers } from './answers.ts';

const NONCE_BYTES = 16;

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** A spendable right: one poll, one group, one key pair made on this phone. */
export interface Held {
  readonly poll: PollId;
  readonly group: GroupId;
  readonly key: BallotKey;
  readonly credential: CastBody['credential'];
}

/** The server said no: the code is what callers look at. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  constructor(answer: Answer) {
    const { code, message } = answer.body as { code: string; message: string };
    super(`${code}: ${message}`);
    this.code = code;
    this.status = answer.status;
  }
}

const expect = <T>(answer: Answer, ...statuses: readonly number[]): T => {
  if (!statuses.includes(answer.status)) throw new Refused(answer);
  return answer.body as T;
};

export const eventView = async (send: Send, event: EventId): Promise<EventView> =>
  expect(await send('GET', `/api/events/${event}`), 200);

export const admit = async (send: Send, event: EventId, slip: string): Promise<Admission> =>
  expect(await send('POST', `/api/events/${event}/admissions`, { slip }), 200);

/** A slip that a phone draws for itself, where people come in by name. */
export interface DrawnSlip {
  readonly code: string;
  /** SHA-256 of its secret, hex. */
  readonly hash: string;
}

export function drawSlip(): DrawnSlip {
  const { secret, code } = newSlip(random);
  return { code, hash: toHex(slipHash(secret)) };
}

/** What the wall's code, a shared device's link or a personal link has behind its `=`. */
export const tokenOf = (url: string): string => url.slice(url.indexOf('=', url.indexOf('#')) + 1);

/** The wall's code becomes a pass for this one slip. */
export const passDoor = async (send: Send, event: EventId, hall: string, { hash }: DrawnSlip): Promise<string> =>
  expect<DoorPass>(await send('POST', `/api/events/${event}/door`, { hall, slip: hash }), 200, 201).pass;

/** Asks once: in, or waiting for the door. */
export const askIn = async (send: Send, event: EventId, body: SignInBody): Promise<Admission | Waiting> =>
  expect(await send('POST', `/api/events/${event}/sign-ins`, body), 200, 202);

/** Who somebody says to be: with a code at once, without one the door confirms. */
export type Claim = Omit<SignInBody, 'slip' | 'pass'>;

/** From the wall's code to being in, or to a number to be compared at the door; the slip is drawn anew unless given. */
export async function signIn(
  send: Send,
  event: EventId,
  hall: string,
  claim: Claim,
  slip: DrawnSlip = drawSlip(),
): Promise<{ readonly slip: DrawnSlip; readonly pass: string } & Partial<Admission & Waiting>> {
  const pass = await passDoor(send, event, hall, slip);
  return { slip, pass, ...(await askIn(send, event, { slip: slip.code, pass, ...claim })) };
}

/** Blinds one fresh key for each poll, has all of them signed in one request, and checks every signature. */
export async function issue(send: Send, event: EventId, slip: string, group: GroupId, polls: readonly PollView[]) {
  const request = blindAll(group, polls);
  const answer = await send('POST', `/api/events/${event}/credentials`, request.body(slip));
  return request.finish(expect<Credentials>(answer, 200));
}

/** The phone's half of issuing, apart from the sending, so that a lost answer can be asked for again. */
export function blindAll(group: GroupId, polls: readonly PollView[]) {
  const started = polls.map((poll) => {
    const spki = poll.keys.find((candidate) => candidate.group === group)?.spki;
    if (spki === undefined) throw new Error(`poll ${poll.id} has no key for group ${group}`);
    const publicKey = bytes(spki);
    const key = newBallotKey(random);
    const prepared = prepare(credentialMessage(poll.id, key.publicKey), random);
    return { poll: poll.id, publicKey, key, prepared, ...blind(publicKey, prepared, { random }) };
  });
  return {
    body: (slip: string) => ({
      slip,
      requests: started.map(({ poll, blindedMessage }) => ({ poll, blinded: toBase64url(blindedMessage) })),
    }),
    finish: ({ signatures }: Credentials): Held[] =>
      started.map(({ poll, publicKey, key, prepared, state }) => {
        const found = signatures.find((candidate) => candidate.poll === poll);
        if (found === undefined) throw new Error(`no signature for poll ${poll}`);
        const signature = finalize(publicKey, prepared, bytes(found.signature), state);
        const prefix = toBase64url(prepared.subarray(0, 32));
        return { poll, group, key, credential: { prefix, signature: toBase64url(signature) } };
      }),
  };
}

/** A signed ballot, ready to be sent any number of times. */
export function ballotOf(poll: PollView, held: Held, answers: Answers): CastBody {
  const unsigned = {
    group: held.group,
    paperHash: poll.paperHash,
    publicKey: toBase64url(held.key.publicKey),
    credential: held.credential,
    choices: answers.choices,
    writeIns: answers.writeIns,
    nonces:
      poll.definition.receipts === 'off'
        ? ''
        : toBase64url(random(NONCE_BYTES * openingsPerBallot(poll.definition.paper))),
  };
  return { ...unsigned, signature: signBallot(held.key.secretKey, poll.id, unsigned) };
}

export async function cast(
  send: Send,
  poll: PollId,
  ballot: CastBody,
): Promise<Receipt & { readonly repeated: boolean }> {
  const answer = await send('POST', `/api/polls/${poll}/ballots`, ballot);
  return { ...expect<Receipt>(answer, 200, 201), repeated: answer.status === 200 };
}

const bytes = (text: string): Uint8Array => {
  const decoded = fromBase64url(text);
  if (decoded === null) throw new Error('the server sent something that is not base64url');
  return decoded;
};
