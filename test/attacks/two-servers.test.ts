/**
 * Two servers on one database: whatever is attempted at both at once is decided once.
 *
 * A close during a burst, equal ballots at both, and each step taken by both are in `test/urn/close.test.ts`; here are
 * different ballots, different messages, and a server that doesn't know yet what the other has done.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle, type Bundle } from 'ballot-core';
import { issuedOf, presentOf } from '../../api/src/db/roll.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { blindAll, eventView } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, each, group, meeting, motionBallot, must, nth, sendTo, voter } from '../urn/meeting.ts';

const database = await freshDatabase();
let one: Running;
let two: Running;
let sends: readonly Send[];

beforeAll(async () => {
  [one, two] = [await startApi(database), await startApi(database)];
  sends = [sendTo(one.url), sendTo(two.url)];
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

const at = (i: number) => nth(sends, i % 2);

describe('two servers', () => {
  test('one right and many different ballots, at both at once: one is taken, and every server says so', async () => {
    const hall = await meeting(one, [group('a', 20)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const people = await each((hall.slips.a ?? []).slice(0, 15), 6, (slip, i) => voter(at(i), hall.event, slip));
    const won = await Promise.all(
      people.map(async (person) => {
        const ballots = ['agree', 'disagree', 'abstain', 'agree', 'disagree', 'abstain'].map((choice) =>
          motionBallot(person, choice),
        );
        const answers = await Promise.all(ballots.map((ballot, i) => castTo(at(i), poll, ballot)));
        expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
        expect(answers.filter((answer) => codeOf(answer) === 'ballot_conflict')).toHaveLength(5);
        const taken = answers.findIndex(({ status }) => status === 201);
        // Asked again, both know the winner and give its receipt.
        for (const send of sends) {
          expect(await castTo(send, poll, nth(ballots, taken))).toEqual({
            status: 200,
            body: nth(answers, taken).body,
          });
        }
        return nth(ballots, taken);
      }),
    );
    must(await two.deps.urn.closePoll(poll));
    must(await one.deps.urn.sealPoll(poll));
    const bundle = (await at(1)('GET', `/api/events/${hall.event}/bundle`)).body as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    const agreed = won.filter(({ choices }) => choices.m1 === 'agree').length;
    expect(nth(bundle.polls, 0).record.count).toMatchObject({ ballots: 15 });
    expect(nth(bundle.polls, 0).record.count.counts[0]).toBe(agreed);
  });

  test('one slip and different blinded messages, at both at once: one is signed', async () => {
    const hall = await meeting(one, [group('a', 12)], [draft('甲'), draft('乙')]);
    const view = await eventView(at(0), hall.event);
    for (const slip of (hall.slips.a ?? []).slice(0, 8)) {
      const asked = Array.from({ length: 6 }, () => blindAll(group('a', 0).id, view.polls));
      const answers = await Promise.all(
        asked.map((request, i) => at(i)('POST', `/api/events/${hall.event}/credentials`, request.body(slip))),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter((answer) => codeOf(answer) === 'slip_used')).toHaveLength(5);
    }
    expect((await issuedOf(one.deps.sql, hall.polls)).map(({ issued }) => issued)).toEqual([8, 8]);
  });

  test('the last places, at both at once: nobody over 应到 gets in', async () => {
    const hall = await meeting(one, [group('a', 7)], [draft('甲')]);
    const answers = await Promise.all(
      (hall.slips.a ?? []).map((slip, i) => at(i)('POST', `/api/events/${hall.event}/admissions`, { slip })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    expect(answers.filter((answer) => codeOf(answer) === 'group_full')).toHaveLength(2);
    expect((await presentOf(two.deps.sql, hall.event)).map(({ present }) => present)).toEqual([7]);
  });

  test('a seal by one while the other still casts: everything that was acknowledged is in, the rest is told no', async () => {
    const hall = await meeting(one, [group('a', 60)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const people = await each((hall.slips.a ?? []).slice(0, 50), 10, (slip, i) => voter(at(i), hall.event, slip));
    let sealed: Promise<unknown> | null = null;
    let answered = 0;
    const answers = await each(people, 10, async (person) => {
      // Always at the server that is told nothing: it has seen the poll open and keeps that in memory.
      const answer = await castTo(at(0), poll, motionBallot(person, 'agree'));
      answered += 1;
      if (answered === 20)
        sealed = two.deps.urn
          .closePoll(poll)
          .then(must)
          .then(() => two.deps.urn.sealPoll(poll))
          .then(must);
      return answer;
    });
    await sealed;
    const late = motionBallot(nth(people, 49), 'disagree');
    for (const send of sends) expect(codeOf(await castTo(send, poll, late))).toBe('poll_closed');
    const acknowledged = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter((answer) => codeOf(answer) === 'poll_closed')).toHaveLength(50 - acknowledged);
    const bundle = (await at(0)('GET', `/api/events/${hall.event}/bundle`)).body as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    expect(nth(bundle.polls, 0).record.accounts).toMatchObject({ returned: acknowledged, valid: acknowledged });
  });

  test('a poll that one opens takes ballots at the other without being told', async () => {
    const hall = await meeting(one, [group('a', 9)], [draft('甲')], 0);
    const poll = nth(hall.polls, 0);
    const person = await voter(at(1), hall.event, nth(hall.slips.a, 0));
    const ballot = motionBallot(person, 'agree');
    expect(codeOf(await castTo(at(1), poll, ballot))).toBe('poll_not_open');
    must(await one.deps.urn.openPoll(poll));
    expect((await castTo(at(1), poll, ballot)).status).toBe(201);
  });
});
