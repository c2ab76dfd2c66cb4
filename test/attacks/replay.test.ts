/**
 * A ballot, a right to vote and a receipt carried to where they were not made for: another poll, group, event or server.
 *
 * Within one event this is in `test/urn/ballots.test.ts`; here two meetings have the same paper, the same groups and the
 * same voters, so that nothing but the keys and the names in what is signed can tell them apart.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, readReceipt, signBallot } from 'ballot-core';
import { countersOf } from '../../api/src/db/urn.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { ballotOf, blindAll, eventView } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  codeOf,
  draft,
  group,
  meeting,
  motionBallot,
  nth,
  sendTo,
  voter,
  type Meeting,
} from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let here: Meeting;
let there: Meeting;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  [here, there] = [
    await meeting(api, [group('a', 9), group('b', 9)], [draft('甲')]),
    await meeting(api, [group('a', 9), group('b', 9)], [draft('甲')]),
  ];
});
afterAll(() => api.close());

const inUrn = async ({ polls }: Meeting) =>
  (await countersOf(api.deps.sql, nth(polls, 0))).reduce((sum, { ballots }) => sum + ballots, 0);

describe('carried to another event', () => {
  test('a ballot is of another paper, and signed anew it has no right there', async () => {
    const person = await voter(send, here.event, nth(here.slips.a, 0));
    const ballot = motionBallot(person, 'agree');
    expect((await castTo(send, nth(here.polls, 0), ballot)).status).toBe(201);
    expect(codeOf(await castTo(send, nth(there.polls, 0), ballot))).toBe('wrong_paper');
    const theirs = nth((await eventView(send, there.event)).polls, 0);
    const anew = ballotOf(theirs, nth(person.held, 0), { choices: ballot.choices, writeIns: [] });
    expect(codeOf(await castTo(send, theirs.id, anew))).toBe('credential_invalid');
    // Nor does it help to keep the signature over the poll that the right is for.
    const mixed = { ...anew, signature: signBallot(nth(person.held, 0).key.secretKey, nth(here.polls, 0), anew) };
    expect(codeOf(await castTo(send, theirs.id, mixed))).toBe('credential_invalid');
    expect([await inUrn(here), await inUrn(there)]).toEqual([1, 0]);
  });

  test('a slip is unknown, for signing in and for being issued', async () => {
    const slip = nth(here.slips.a, 1);
    expect(codeOf(await send('POST', `/api/events/${there.event}/admissions`, { slip }))).toBe('unknown_slip');
    const view = await eventView(send, there.event);
    const asked = blindAll(group('a', 0).id, view.polls).body(slip);
    expect(codeOf(await send('POST', `/api/events/${there.event}/credentials`, asked))).toBe('unknown_slip');
    expect(codeOf(await send('POST', `/api/events/${here.event}/credentials`, asked))).toBe('unknown_poll');
  });

  test('a receipt is not genuine: each event signs with a key of its own', async () => {
    const person = await voter(send, here.event, nth(here.slips.a, 2));
    const answer = await castTo(send, nth(here.polls, 0), motionBallot(person, 'agree'));
    const { receipt } = answer.body as { readonly receipt: string };
    const key = (text: string) => fromBase64url(text) ?? new Uint8Array();
    expect(readReceipt(receipt, key(person.view.eventKey))).toMatchObject({ poll: nth(here.polls, 0) });
    expect(readReceipt(receipt, key((await eventView(send, there.event)).eventKey))).toBeNull();
  });
});

describe('carried to another group', () => {
  test("a right is issued with the slip's group, whichever key the message was blinded for", async () => {
    const slip = nth(here.slips.a, 3);
    const view = await eventView(send, here.event);
    const asB = blindAll(group('b', 0).id, view.polls);
    const answer = await send('POST', `/api/events/${here.event}/credentials`, asB.body(slip));
    // Either the number is too large for the other modulus, or it is signed with a key that it was not blinded for.
    if (answer.status !== 200) return expect(codeOf(answer)).toBe('body_malformed');
    expect(() => asB.finish(answer.body as never)).toThrow(/does not fit/);
  });
});
