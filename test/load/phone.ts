/**
 * A simulated phone: signs in with a slip, is issued real credentials, casts a real ballot, and retries like a phone.
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
  openingsPerBallot,
  prepare,
  signBallot,
  toBase64url,
  type Answers,
  type BallotKey,
  type CastBody,
  type EventId,
  type GroupId,
  type PollId,
} from 'ballot-core';
import type { Admission, Credentials, EventView, PollView, Receipt } from 'api';
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
    nonces: toBase64url(random(NONCE_BYTES * openingsPerBallot(poll.definition.paper))),
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
