import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PollRecord } from 'ballot-core';
import { findRecord } from '../../api/src/db/records.ts';
import { standing } from '../../api/src/live/standing.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, each, group, meeting, motionBallot, must, nth, sendTo, voter } from './meeting.ts';

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

const VOTERS = 90;

describe('two servers on one database', () => {
  test('a close during a burst: every acknowledged ballot is counted, and nothing else is', async () => {
    const hall = await meeting(one, [group('a', VOTERS)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const voters = await each((hall.slips.a ?? []).slice(0, VOTERS), 16, (slip, i) =>
      voter(nth(sends, i % 2), hall.event, slip),
    );
    let answered = 0;
    let closed: Promise<unknown> | null = null;
    const answers = await each(voters, 40, async (person, i) => {
      const answer = await castTo(nth(sends, i % 2), poll, motionBallot(person, i % 3 === 0 ? 'disagree' : 'agree'));
      answered += 1;
      // In the middle of the burst, and on the other server than half of the voters use.
      if (answered === VOTERS / 3) closed = two.deps.urn.closePoll(poll).then(must);
      return answer;
    });
    await closed;
    const acknowledged = answers.filter(({ status }) => status === 201).length;
    expect(answers.filter((answer) => codeOf(answer) === 'poll_closed')).toHaveLength(VOTERS - acknowledged);
    expect(acknowledged).toBeGreaterThanOrEqual(VOTERS / 3);
    must(await one.deps.urn.sealPoll(poll));
    const record = JSON.parse((await findRecord(one.deps.sql, poll))?.record ?? '{}') as PollRecord;
    expect(record.count.ballots).toBe(acknowledged);
    expect(record.accounts).toMatchObject({ issued: VOTERS, returned: acknowledged, valid: acknowledged });
  });

  test('the same ballot sent to both at once is one ballot with one receipt', async () => {
    const hall = await meeting(one, [group('a', 40)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const voters = await each((hall.slips.a ?? []).slice(0, 40), 10, (slip) => voter(nth(sends, 0), hall.event, slip));
    const answers = await Promise.all(
      voters.map((person) => {
        const ballot = motionBallot(person, 'agree');
        return Promise.all([0, 1, 0, 1].map((server) => castTo(nth(sends, server), poll, ballot)));
      }),
    );
    for (const four of answers) {
      expect(four.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(four.filter(({ status }) => status === 200)).toHaveLength(3);
      expect(new Set(four.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    }
    must(await two.deps.urn.closePoll(poll));
    must(await two.deps.urn.sealPoll(poll));
    const record = JSON.parse((await findRecord(one.deps.sql, poll))?.record ?? '{}') as PollRecord;
    expect(record.count.ballots).toBe(40);
  });

  test('opened, closed and sealed by both at once: each step happens once', async () => {
    const hall = await meeting(one, [group('a', 10)], [draft('甲')], 0);
    const poll = nth(hall.polls, 0);
    for (const verb of ['openPoll', 'closePoll', 'sealPoll'] as const) {
      const done = await Promise.all([one.deps.urn[verb](poll), two.deps.urn[verb](poll), one.deps.urn[verb](poll)]);
      expect(
        done.filter(({ ok }) => ok),
        verb,
      ).toHaveLength(1);
      for (const result of done) if (!result.ok) expect(result.error.code).toBe('wrong_state');
    }
  });
});

describe('the accounts of a poll', () => {
  test('are those of its close: who signs in later changes neither 实到 nor what the rules measure on it', async () => {
    const hall = await meeting(one, [group('a', 12)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const slips = hall.slips.a ?? [];
    for (const slip of slips.slice(0, 7)) {
      const person = await voter(nth(sends, 0), hall.event, slip);
      expect((await castTo(nth(sends, 0), poll, motionBallot(person, 'agree'))).status).toBe(201);
    }
    must(await one.deps.urn.closePoll(poll));
    for (const slip of slips.slice(7, 12)) must(await two.deps.urn.admit(hall.event, slip));

    // 7 of 12 are no quorum of two thirds; 12 of 12 would have been one.
    expect((await standing(two.deps, poll)).accounts).toMatchObject({ due: 12, present: 7, issued: 7, returned: 7 });
    must(await two.deps.urn.sealPoll(poll));
    const record = JSON.parse((await findRecord(one.deps.sql, poll))?.record ?? '{}') as PollRecord;
    expect(record.accounts).toEqual({ due: 12, present: 7, issued: 7, returned: 7, valid: 7, invalid: 0 });
    expect(record.findings.map(({ label }) => label.id)).toEqual(['quorum_failed', 'quorum_failed']);
  });
});
