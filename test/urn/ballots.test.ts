import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ballotHash, fromBase64url, signBallot, verifyJws, type CastBody } from 'ballot-core';
import { countersOf } from '../../api/src/db/urn.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { ballotOf } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  codeOf,
  draft,
  group,
  meeting,
  motionBallot,
  must,
  nth,
  sendTo,
  voter,
  type Meeting,
} from './meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let hall: Meeting;
let nextSlip = 0;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  hall = await meeting(api, [group('a', 30), group('b', 30)], [draft('甲'), draft('乙'), draft('丙')], 2);
});
afterAll(() => api.close());

const someone = (of = 'a') => voter(send, hall.event, nth(hall.slips[of], nextSlip++));
const poll = () => nth(hall.polls, 0);
const inUrn = async (of = poll()) =>
  (await countersOf(api.deps.sql, of)).reduce((sum, { ballots }) => sum + ballots, 0);

describe('one credential, one ballot', () => {
  test('fifty phones racing with one credential put one ballot in the urn', async () => {
    const before = await inUrn();
    const person = await someone();
    // The same right to vote, other choices and other nonces each time: a stolen phone's storage, fifty times.
    const ballots = Array.from({ length: 50 }, (_, i) =>
      motionBallot(person, ['agree', 'disagree', 'abstain'][i % 3] ?? ''),
    );
    const answers = await Promise.all(ballots.map((ballot) => castTo(send, poll(), ballot)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => codeOf(answer) === 'ballot_conflict')).toHaveLength(49);
    expect(await inUrn()).toBe(before + 1);
  });

  test('fifty phones racing with the same bytes get the same receipt and put one ballot in the urn', async () => {
    const before = await inUrn();
    const ballot = motionBallot(await someone(), 'agree');
    const answers = await Promise.all(Array.from({ length: 50 }, () => castTo(send, poll(), ballot)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(await inUrn()).toBe(before + 1);
  });

  test('retried after a lost answer gives the very same receipt', async () => {
    const ballot = motionBallot(await someone(), 'agree');
    const first = await castTo(send, poll(), ballot);
    const again = await castTo(send, poll(), ballot);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
  });

  test("with a hundred different ballots at once doesn't cost a commit for each", async () => {
    const person = await someone();
    const ballots = Array.from({ length: 100 }, () => JSON.stringify(motionBallot(person, 'agree')));
    const begin = vi.spyOn(api.deps.sql, 'begin');
    const answers = await Promise.all(ballots.map((ballot) => castTo(send, poll(), ballot)));
    const commits = begin.mock.calls.length;
    begin.mockRestore();
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter((answer) => codeOf(answer) === 'ballot_conflict')).toHaveLength(99);
    // Ballots come over several connections and are checked on threads, so a few arrive after the first is settled.
    expect(commits).toBeLessThan(50);
  });

  test('used with other bytes changes nothing', async () => {
    const person = await someone();
    const first = motionBallot(person, 'agree');
    await castTo(send, poll(), first);
    const other = await castTo(send, poll(), motionBallot(person, 'disagree'));
    expect([other.status, codeOf(other)]).toEqual([409, 'ballot_conflict']);
    expect((await castTo(send, poll(), first)).status).toBe(200);
  });

  test('is not spent by a malformed ballot: the voter may try again', async () => {
    const good = motionBallot(await someone(), 'agree');
    const before = await inUrn();
    const bad: readonly (readonly [string, unknown])[] = [
      ['ballot_malformed', []],
      ['ballot_malformed', { ...good, extra: 1 }],
      ['missing_choice', { ...good, choices: {} }],
      ['unknown_choice', { ...good, choices: { ...good.choices, m1: 'perhaps' } }],
      ['unknown_item', { ...good, choices: { ...good.choices, m9: 'agree' } }],
      ['write_in_refused', { ...good, writeIns: ['王五'] }],
      ['nonces_malformed', { ...good, nonces: '' }],
      ['wrong_paper', { ...good, paperHash: '0'.repeat(64) }],
      ['signature_missing', { ...good, signature: '' }],
      ['signature_invalid', { ...good, choices: { ...good.choices, m1: 'disagree' } }],
      ['credential_invalid', { ...good, credential: { ...good.credential, prefix: good.nonces.slice(0, 42) + 'A' } }],
      ['body_malformed', '{"group":'],
      ['body_too_large', { ...good, choices: { m1: 'x'.repeat(70_000) } }],
    ];
    for (const [code, body] of bad) {
      const answer = await castTo(send, poll(), body);
      expect(codeOf(answer), JSON.stringify(answer.body)).toBe(code);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expect(await inUrn()).toBe(before);
    expect((await castTo(send, poll(), good)).status).toBe(201);
  });

  test('for one poll buys nothing in another', async () => {
    const person = await someone();
    const other = nth(person.view.polls, 1);
    const carried = ballotOf(other, nth(person.held, 0), {
      choices: { m1: 'agree', m2: 'agree' },
      writeIns: [],
    });
    const answer = await castTo(send, other.id, carried);
    expect([answer.status, codeOf(answer)]).toEqual([403, 'credential_invalid']);
    expect((await castTo(send, other.id, motionBallot(person, 'agree', 1))).status).toBe(201);
  });

  test('of one group buys nothing in another', async () => {
    const person = await someone();
    const mine = motionBallot(person, 'agree');
    const asOther: CastBody = { ...mine, group: group('b', 0).id };
    const signed = { ...asOther, signature: signBallot(nth(person.held, 0).key.secretKey, poll(), asOther) };
    expect(codeOf(await castTo(send, poll(), signed))).toBe('credential_invalid');
    expect(codeOf(await castTo(send, poll(), { ...mine, group: 'zzz' }))).toBe('ballot_malformed');
    expect((await castTo(send, poll(), mine)).status).toBe(201);
  });

  test('made by the voter is worth nothing', async () => {
    const mine = motionBallot(await someone(), 'agree');
    const forged = { ...mine.credential, signature: mine.credential.signature.replace(/^..../, 'AAAA') };
    expect(codeOf(await castTo(send, poll(), { ...mine, credential: forged }))).toBe('credential_invalid');
  });
});

describe('a receipt', () => {
  test("is signed with the event's key over poll, ballot and its key, and has no time in it", async () => {
    const person = await someone('b');
    const ballot = motionBallot(person, 'abstain');
    const { receipt } = (await castTo(send, poll(), ballot)).body as { receipt: string };
    const payload = verifyJws(receipt, fromBase64url(person.view.eventKey) ?? new Uint8Array());
    expect(payload).not.toBeNull();
    expect(JSON.parse(Buffer.from(payload ?? []).toString())).toEqual({
      ballot: ballotHash(poll(), ballot),
      key: ballot.publicKey,
      poll: poll(),
    });
    expect(Buffer.from(receipt.split('.')[0] ?? '', 'base64url').toString()).toBe('{"alg":"EdDSA"}');
  });
});

describe('a poll', () => {
  test('that is not open yet takes nothing, and the ballot may come again', async () => {
    const person = await someone('b');
    const later = nth(hall.polls, 2);
    const ballot = motionBallot(person, 'agree', 2);
    expect(codeOf(await castTo(send, later, ballot))).toBe('poll_not_open');
    must(await api.deps.urn.openPoll(later));
    expect((await castTo(send, later, ballot)).status).toBe(201);
  });

  test('that is closed takes nothing, but still gives the receipt of what it has', async () => {
    const later = nth(hall.polls, 2);
    const late = motionBallot(await someone('b'), 'agree', 2);
    const early = motionBallot(await someone('b'), 'agree', 2);
    const receipt = await castTo(send, later, early);
    must(await api.deps.urn.closePoll(later));
    expect(codeOf(await castTo(send, later, late))).toBe('poll_closed');
    const again = await castTo(send, later, early);
    expect([again.status, again.body]).toEqual([200, receipt.body]);
    must(await api.deps.urn.sealPoll(later));
    expect(codeOf(await castTo(send, later, late))).toBe('poll_closed');
    expect(codeOf(await castTo(send, later, late))).toBe('poll_closed');
  });

  test('that nobody has heard of is unknown', async () => {
    expect(codeOf(await castTo(send, 'nosuchpoll' as never, {}))).toBe('unknown_poll');
    expect(codeOf(await castTo(send, "x'; drop table urn.ballots; --" as never, {}))).toBe('unknown_poll');
  });

  test('opens once and closes once', async () => {
    expect(await api.deps.urn.openPoll(poll())).toEqual({ ok: false, error: { code: 'wrong_state' } });
    expect(await api.deps.urn.closePoll(nth(hall.polls, 2))).toEqual({ ok: false, error: { code: 'wrong_state' } });
    expect(await api.deps.urn.sealPoll(poll())).toEqual({ ok: false, error: { code: 'wrong_state' } });
  });
});
