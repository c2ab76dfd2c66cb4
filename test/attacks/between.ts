/**
 * Somebody between a phone and the real server: the phone's own code (`web/…/voting`), and a network in which a test puts
 * its lies. The liar has the operator's keys, so a receipt for what never came to the urn is no trouble.
 */
import { ballotHash, canonicalize, no, ok, type CastBody, type PollId } from 'ballot-core';
import { expect } from 'vitest';
import { findEvent } from '../../api/src/db/events.ts';
import { openEventKey } from '../../api/src/keyring.ts';
import type { Running } from '../../api/src/serve.ts';
import { signText } from '../../api/src/urn/receipt.ts';
import { createSession, type Network, type Session } from '../../web/src/routes/(voter)/voting/session.ts';
import { openStore } from '../../web/src/routes/(voter)/voting/store.ts';
import { openWallet, type Wallet } from '../../web/src/routes/(voter)/voting/wallet.ts';
import { random } from '../load/phone.ts';
import { must, nth, sendTo, type Meeting } from '../urn/meeting.ts';

export const ANSWERS = { choices: { m1: 'agree', m2: 'agree' }, writeIns: [] };

export interface Phone {
  readonly session: Session;
  readonly wallet: Wallet;
}

/** A phone in front of `network`, with a slip whose fingerprint was scanned (or typed: null). */
export function phoneAt({ event, slips }: Meeting, network: Network, printed: string | null, slip = 0): Phone {
  const store = openStore(null);
  const wallet = openWallet(store, event);
  const wait = () => Promise.resolve();
  const session = createSession({ store, wallet, network, random, wait, link: null, changed: () => undefined });
  expect(session.giveSlip(nth(slips.a, slip), printed)).toBe(true);
  return { session, wallet };
}

export const standings = ({ session }: Phone) => session.view().polls.map(({ standing }) => standing);

/** Signs in, is issued, votes in every poll. */
export async function votes({ session }: Phone): Promise<void> {
  await session.round();
  for (const { poll } of session.view().polls) await session.handIn(poll.id, ANSWERS);
}

export function between(api: Running) {
  const send = sendTo(api.url);
  return { honest, forgedReceipt, sealAll };

  /** The phone's network, as it is when nobody lies; `asked` counts what the phone has given away. */
  function honest({ event }: Meeting): { readonly network: Network; readonly asked: string[] } {
    const asked: string[] = [];
    const call = async <T>(method: 'GET' | 'POST', path: string, body?: unknown) => {
      if (method === 'POST') asked.push(path);
      const answer = await send(method, path, body);
      return answer.status < 300 ? ok(answer.body as T) : no(answer.body as { readonly code: 'busy' });
    };
    const network: Network = {
      event: () => call('GET', `/api/events/${event}`),
      admit: (slip) => call('POST', `/api/events/${event}/admissions`, { slip }),
      pass: (hall, slip) => call('POST', `/api/events/${event}/door`, { hall, slip }),
      signIn: (body) => call('POST', `/api/events/${event}/sign-ins`, body),
      issue: (body) => call('POST', `/api/events/${event}/credentials`, body),
      cast: (poll, ballot) => call('POST', `/api/polls/${poll}/ballots`, ballot),
      record: (poll) => call('GET', `/api/polls/${poll}/record`),
      openings: (poll) => call('GET', `/api/polls/${poll}/openings`),
    };
    return { network, asked };
  }

  /** A receipt, signed with the event's own key, for what the phone sent. */
  async function forgedReceipt({ event }: Meeting, poll: PollId, body: CastBody): Promise<string> {
    const row = await findEvent(api.deps.db, event);
    if (row === null) throw new Error('no event');
    const key = openEventKey(api.deps.vault, event, row.sealedPrivateKey);
    return signText(key, canonicalize({ ballot: ballotHash(poll, body), key: body.publicKey, poll }));
  }

  async function sealAll(hall: Meeting): Promise<void> {
    for (const poll of hall.polls) {
      must(await api.deps.urn.closePoll(poll));
      must(await api.deps.urn.sealPoll(poll));
    }
  }
}
