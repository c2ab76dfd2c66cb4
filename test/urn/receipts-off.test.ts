/** A poll without receipts: everything is counted and verified as ever, and nobody holds anything that shows a vote. */
import {
  absentFrom,
  openingsOf,
  verifyBundle,
  type Bundle,
  type CastBody,
  type Opening,
  type PickPaper,
  type PollId,
} from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PollDraft, Receipt } from 'api';
import { findEvent } from '../../api/src/db/events.ts';
import { ballotsWithKeys } from '../../api/src/db/urn.ts';
import { deskEvent } from '../../api/src/desk/view.ts';
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
  type Voter,
} from './meeting.ts';

let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(await freshDatabase());
  send = sendTo(api.url);
});
afterAll(() => api.close());

const PICK: PickPaper = {
  kind: 'pick',
  candidates: ['c1', 'c2'].map((id) => ({ id, name: `候选人 ${id}` })),
  min: 0,
  max: 2,
  seats: null,
  writeIns: 1,
};
const off = (poll: PollDraft): PollDraft => ({ ...poll, receipts: 'off' });
const hallOf = (...polls: readonly PollDraft[]): Promise<Meeting> => meeting(api, [group('a', 8)], polls);
const first = async (): Promise<{ readonly hall: Meeting; readonly poll: PollId; readonly person: Voter }> => {
  const hall = await hallOf(off(draft('票决')));
  return { hall, poll: nth(hall.polls, 0), person: await voter(send, hall.event, nth(hall.slips.a, 0)) };
};
const hexOf = (text: string): string => Buffer.from(text, 'base64url').toString('hex');

describe('a poll without receipts', () => {
  test('says so in the paper that is hashed', async () => {
    const { person } = await first();
    expect(nth(person.view.polls, 0).definition.receipts).toBe('off');
  });

  test('answers a ballot without one, and the same ballot again with the same', async () => {
    const { poll, person } = await first();
    const ballot = motionBallot(person, 'agree');
    expect(ballot.nonces).toBe('');
    expect(await castTo(send, poll, ballot)).toEqual({ status: 201, body: { receipt: null } satisfies Receipt });
    for (let again = 0; again < 3; again += 1) {
      expect(await castTo(send, poll, ballot)).toEqual({ status: 200, body: { receipt: null } satisfies Receipt });
    }
  });

  test('takes one ballot for one right, whichever of two racing ballots it is', async () => {
    const { poll, person } = await first();
    const ballots = [motionBallot(person, 'agree'), motionBallot(person, 'disagree')];
    const answers = await Promise.all(ballots.map((ballot) => castTo(send, poll, ballot)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const later = await Promise.all(ballots.map((ballot) => castTo(send, poll, ballot)));
    expect(later.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(
      codeOf(
        nth(
          later,
          later.findIndex(({ status }) => status === 409),
        ),
      ),
    ).toBe('ballot_conflict');
  });

  test('refuses nonces, which would show a vote, and spends nothing', async () => {
    const { poll, person } = await first();
    const view = nth(person.view.polls, 0);
    const { receipts: _receipts, ...loud } = view.definition;
    const answers = { choices: { m1: 'agree', m2: 'agree' }, writeIns: [] };
    const ballot = ballotOf({ ...view, definition: loud }, nth(person.held, 0), answers);
    expect(ballot.nonces).not.toBe('');
    expect(codeOf(await castTo(send, poll, ballot))).toBe('nonces_malformed');
    expect((await castTo(send, poll, motionBallot(person, 'agree'))).status).toBe(201);
    const other = await hallOf(draft('有回执'));
    const there = await voter(send, other.event, nth(other.slips.a, 0));
    const silent = ballotOf({ ...nth(there.view.polls, 0), definition: view.definition }, nth(there.held, 0), answers);
    expect(codeOf(await castTo(send, nth(other.polls, 0), silent))).toBe('nonces_malformed');
  });

  test('keeps no nonce before the seal, and seals openings like any others that no phone can find', async () => {
    const hall = await hallOf(off({ ...draft('推荐', PICK), rules: [] }), {
      ...draft('推荐（有回执）', PICK),
      rules: [],
    });
    const [silent, loud] = [nth(hall.polls, 0), nth(hall.polls, 1)];
    const cast: CastBody[][] = [[], []];
    for (const slip of (hall.slips.a ?? []).slice(0, 6)) {
      const person = await voter(send, hall.event, slip);
      for (const [i, poll] of hall.polls.entries()) {
        const ballot = ballotOf(nth(person.view.polls, i), nth(person.held, i), {
          choices: { c1: 'picked' },
          writeIns: ['某甲'],
        });
        expect((await castTo(send, poll, ballot)).status).toBe(201);
        nth(cast, i).push(ballot);
      }
    }
    const keys = nth(cast, 0).map(({ publicKey }) => hexOf(publicKey));
    const stored = await ballotsWithKeys(api.deps.sql, silent, keys);
    expect(stored.map(({ nonces }) => nonces)).toEqual(Array.from({ length: 6 }, () => ''));

    for (const poll of hall.polls) {
      must(await api.deps.urn.closePoll(poll));
      must(await api.deps.urn.sealPoll(poll));
    }
    const bundle = (await send('GET', `/api/events/${hall.event}/bundle`)).body as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    const sealed = (poll: PollId) =>
      nth(
        bundle.polls.filter(({ record }) => record.definition.poll === poll),
        0,
      );
    expect(sealed(silent).record.count).toEqual(sealed(loud).record.count);
    const lines = sealed(silent).openings;
    expect(new Set(lines.map(({ nonce }) => nonce)).size).toBe(lines.length);
    expect(lines.every(({ nonce }) => Buffer.from(nonce, 'base64url').length === 16)).toBe(true);

    // Who casts with receipts finds every line; without them no nonces that the phone can know lead to one.
    const listed = (body: CastBody, poll: PollId, openings: readonly Opening[]) => {
      const own = openingsOf(sealed(poll).record.definition, body).map((line) => ({ ...line, group: null }));
      const plain = openings.map((line) => ({ ...line, group: null }));
      return own.length - absentFrom(own, plain);
    };
    for (const body of nth(cast, 1)) expect(listed(body, loud, sealed(loud).openings)).toBe(3);
    for (const body of nth(cast, 0)) {
      const zeros = { ...body, nonces: Buffer.alloc(48).toString('base64url') };
      expect(listed(zeros, silent, lines)).toBe(0);
    }
  });

  test('does not seal a ballot that was changed in the urn: the signature is over what the phone sent', async () => {
    const { hall, poll, person } = await first();
    expect((await castTo(send, poll, motionBallot(person, 'agree'))).status).toBe(201);
    must(await api.deps.urn.closePoll(poll));
    const { sql } = api.deps;
    await sql`update urn.ballots set nonces = ${Buffer.alloc(32)} where poll_id = ${poll}`;
    expect(await api.deps.urn.sealPoll(poll)).toEqual({ ok: false, error: { code: 'seal_mismatch' } });
    await sql`update urn.ballots set nonces = '' where poll_id = ${poll}`;
    const [{ answers } = { answers: '' }] = await sql<{ answers: string }[]>`
      select answers from urn.ballots where poll_id = ${poll}`;
    await sql`update urn.ballots set answers = ${answers.replaceAll('agree', 'disagree')} where poll_id = ${poll}`;
    expect(await api.deps.urn.sealPoll(poll)).toEqual({ ok: false, error: { code: 'seal_mismatch' } });
    await sql`update urn.ballots set answers = ${answers} where poll_id = ${poll}`;
    must(await api.deps.urn.sealPoll(poll));
    expect(verifyBundle((await send('GET', `/api/events/${hall.event}/bundle`)).body)).toMatchObject({ ok: true });
  });

  test('is shown as such at the desk', async () => {
    const { hall } = await first();
    const event = await findEvent(api.deps.db, hall.event);
    expect(event === null ? [] : (await deskEvent(api.deps, event)).polls).toMatchObject([{ receipts: 'off' }]);
  });
});
