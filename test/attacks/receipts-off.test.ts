/**
 * A coercer (胁迫者、买票者) where a poll gives no receipts: he takes the phone after the vote, with all that is on it, and
 * later the whole sealed list.
 *
 * The phone is the real one (`web/…/voting`) in front of the real server. What he finds is the same whatever was marked.
 * What he could do with software of his own on the phone, before the vote, stands here too: that is not prevented.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle, type Answers, type Bundle, type CastBody } from 'ballot-core';
import type { Running } from '../../api/src/serve.ts';
import { createSession, type Network } from '../../web/src/routes/(voter)/voting/session.ts';
import { openStore } from '../../web/src/routes/(voter)/voting/store.ts';
import { openWallet } from '../../web/src/routes/(voter)/voting/wallet.ts';
import type { Send } from '../load/http.ts';
import { ballotOf, blindAll, eventView, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, group, meeting, must, nth, sendTo, voter, type Meeting } from '../urn/meeting.ts';
import { between } from './between.ts';

let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(await freshDatabase());
  send = sendTo(api.url);
});
afterAll(() => api.close());

const all = (choice: string): Answers => ({ choices: { m1: choice, m2: choice }, writeIns: [] });

interface Taken {
  /** Everything that the phone keeps, by key. */
  readonly kept: Readonly<Record<string, string>>;
  /** What it had and sent before, which nobody but the voter has seen. */
  readonly sent: CastBody;
  readonly secrets: readonly string[];
}

const hallOf = (receipts?: 'off'): Promise<Meeting> =>
  meeting(api, [group('a', 9)], [{ ...draft('票决'), ...(receipts === undefined ? {} : { receipts }) }]);

/** Signs in, marks, hands in; then the phone is taken away. */
async function votes(hall: Meeting, slip: number, choice: string): Promise<Taken> {
  const poll = nth(hall.polls, 0);
  const { network } = between(api).honest(hall);
  const sent: string[] = [];
  const watched: Network = { ...network, cast: (id, ballot) => (sent.push(ballot), network.cast(id, ballot)) };
  const store = openStore(null);
  const wallet = openWallet(store, hall.event);
  const wait = () => Promise.resolve();
  const session = createSession({
    store,
    wallet,
    network: watched,
    random,
    wait,
    link: null,
    changed: () => undefined,
  });
  session.giveSlip(nth(hall.slips.a, slip), null);
  await session.round();
  const right = wallet.right(poll);
  if (right?.step !== 'held') throw new Error('nothing to vote with');
  wallet.keepDraft(poll, JSON.stringify(all(choice)));
  await session.handIn(poll, all(choice));
  await session.round();
  const kept = Object.fromEntries(store.keys('').map((key) => [key, store.get(key) ?? '']));
  const ballot = JSON.parse(nth(sent, 0)) as CastBody;
  const { publicKey, signature, credential, nonces } = ballot;
  const secrets = [publicKey, signature, credential.signature, credential.prefix, nonces, right.secretKey];
  return { kept, sent: ballot, secrets: secrets.filter((secret) => secret !== '') };
}

/** What is left when the slip, which says only who was let in, is left out. */
const apartFromSlip = ({ kept }: Taken) =>
  Object.fromEntries(Object.entries(kept).filter(([key]) => !key.endsWith('/slip')));

async function sealed(hall: Meeting): Promise<Bundle> {
  for (const poll of hall.polls) {
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
  }
  const bundle = (await send('GET', `/api/events/${hall.event}/bundle`)).body as Bundle;
  expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  return bundle;
}

describe('a coercer with the phone', () => {
  test('where receipts are given, finds the ballot on it: that is what this is about', async () => {
    const hall = await hallOf();
    const taken = await votes(hall, 0, 'agree');
    expect(JSON.stringify(taken.kept)).toContain(taken.sent.publicKey);
  });

  test('after the acknowledgement finds the same, whatever was marked: no key, no right, no mark, no receipt', async () => {
    const hall = await hallOf('off');
    const [yes, no] = [await votes(hall, 0, 'agree'), await votes(hall, 1, 'disagree')];
    for (const { kept, secrets } of [yes, no]) {
      const found = JSON.stringify(kept);
      for (const secret of secrets) expect(found).not.toContain(secret);
    }
    expect(apartFromSlip(yes)).toEqual(apartFromSlip(no));
  });

  test('gets nothing for the slip that is on it: the right was issued, and another is not', async () => {
    const hall = await hallOf('off');
    await votes(hall, 0, 'agree');
    const { polls } = await eventView(send, hall.event);
    const asked = blindAll(group('a', 0).id, polls).body(nth(hall.slips.a, 0));
    expect(codeOf(await send('POST', `/api/events/${hall.event}/credentials`, asked))).toBe('slip_used');
  });

  test('and with the sealed list can point to no line of it, not even if he has seen the ballot itself', async () => {
    const hall = await hallOf('off');
    const marks = ['agree', 'agree', 'disagree', 'agree', 'disagree', 'abstain', 'agree'];
    const taken: Taken[] = [];
    for (const [i, choice] of marks.entries()) taken.push(await votes(hall, i, choice));
    const victim = nth(taken, 0);
    const poll = nth((await sealed(hall)).polls, 0);
    // A nonce of the ballot would name its lines: it had none, and those in the list were drawn at the seal.
    expect(victim.sent.nonces).toBe('');
    const nonces = poll.openings.map(({ nonce }) => nonce);
    expect(new Set(nonces).size).toBe(2 * marks.length);
    const everything = JSON.stringify([victim.kept, victim.sent]);
    for (const nonce of nonces) expect(everything).not.toContain(nonce);
    // Lines with his marks are as many as there are such marks, and all alike to him.
    const alike = poll.openings.filter(({ question, choice }) => question === 'm1' && choice === 'agree');
    expect(alike).toHaveLength(4);
    // What the list does tell who has seen the ballot: that this right was spent. Not how.
    expect(poll.credentials.filter(({ publicKey }) => publicKey === victim.sent.publicKey)).toHaveLength(1);
  });
});

describe('not prevented', () => {
  test('software of his own, which keeps the key: until the close the server tells the same ballot from another', async () => {
    const hall = await hallOf('off');
    const poll = nth(hall.polls, 0);
    const person = await voter(send, hall.event, nth(hall.slips.a, 0));
    const [view, held] = [nth(person.view.polls, 0), nth(person.held, 0)];
    expect((await castTo(send, poll, ballotOf(view, held, all('agree')))).status).toBe(201);
    // Without nonces a ballot is its marks and a key, so whoever has the key can make each and ask which it was.
    expect((await castTo(send, poll, ballotOf(view, held, all('agree')))).status).toBe(200);
    expect(codeOf(await castTo(send, poll, ballotOf(view, held, all('disagree'))))).toBe('ballot_conflict');
    await sealed(hall);
    for (const choice of ['agree', 'disagree']) {
      expect(codeOf(await castTo(send, poll, ballotOf(view, held, all(choice))))).toBe('poll_closed');
    }
  });
});
