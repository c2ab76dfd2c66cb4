import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { PollRecord } from 'ballot-core';
import { findRecord } from '../../api/src/db/records.ts';
import type { Running } from '../../api/src/serve.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, each, group, meeting, motionBallot, must, nth, sendTo, voter } from './meeting.ts';

const database = await freshDatabase();
let one: Running;
let two: Running;

beforeAll(async () => {
  [one, two] = [await startApi(database), await startApi(database)];
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

/** Ends every connection to this database but the one that asks: what a restart of PostgreSQL looks like from here. */
const cut = () => one.deps.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`;

const VOTERS = 40;

describe('when PostgreSQL goes away in the middle of a burst', () => {
  test('a phone that was not answered sends the same bytes again, and every ballot is counted once', async () => {
    const hall = await meeting(one, [group('a', VOTERS)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const send = sendTo(one.url);
    const voters = await each((hall.slips.a ?? []).slice(0, VOTERS), 8, (slip) => voter(send, hall.event, slip));
    let answered = 0;
    const receipts = await each(voters, 20, async (person) => {
      const ballot = motionBallot(person, 'agree');
      for (;;) {
        const answer = await castTo(send, poll, ballot);
        answered += 1;
        if (answered % 10 === 0) await cut().catch(() => undefined);
        if (answer.status === 200 || answer.status === 201) return (answer.body as { receipt: string }).receipt;
        expect([answer.status, codeOf(answer)]).toEqual([503, 'busy']);
      }
    });
    expect(new Set(receipts).size).toBe(VOTERS);
    // The pool may still hold a connection that was cut a moment ago.
    await vi.waitFor(async () => must(await one.deps.urn.closePoll(poll)));
    await vi.waitFor(async () => must(await one.deps.urn.sealPoll(poll)), { timeout: 10_000 });
    const record = JSON.parse((await findRecord(one.deps.sql, poll))?.record ?? '{}') as PollRecord;
    expect(record.accounts).toMatchObject({ returned: VOTERS, valid: VOTERS });
  });

  test('processes hear of each other again by themselves', async () => {
    const hall = await meeting(one, [group('a', 8)], [draft('甲')], 0);
    const heard = vi.fn<(event: string | null) => void>();
    const stop = two.deps.hub.listen(heard);
    await cut();
    // The line comes back, and what was missed is made good by looking at everything.
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(null, 'state'), { timeout: 10_000 });
    await vi.waitFor(async () => must(await one.deps.urn.openPoll(nth(hall.polls, 0))));
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith(hall.event, 'state'), { timeout: 10_000 });
    stop();
  });
});

describe('a server that goes down', () => {
  test('answers every ballot it has taken first, and refuses new ones as busy', async () => {
    const three = await startApi(database);
    const hall = await meeting(three, [group('a', 20)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const send = sendTo(three.url);
    const voters = await each((hall.slips.a ?? []).slice(0, 20), 8, (slip) => voter(send, hall.event, slip));
    const casting = Promise.all(voters.map((person) => three.deps.urn.cast(poll, motionBallot(person, 'agree'))));
    // All are read and wait for the next commit, or for their proofs to be checked.
    const [results] = await Promise.all([casting, three.deps.urn.drain()]);
    const taken = results.filter(({ ok }) => ok).length;
    for (const result of results) if (!result.ok) expect(result.error.code).toBe('busy');
    expect(codeOf(await castTo(send, poll, motionBallot(nth(voters, 0), 'agree')))).toBe('busy');
    await three.close();
    const [row] = await one.deps.sql<{ n: number }[]>`
      select count(*)::int as n from ${one.deps.sql(`urn.ballots_${poll}`)}`;
    expect(row?.n).toBe(taken);
  });
});
