/**
 * Clocks that jump between issuing, casting, closing and sealing: a laptop that finds the network, or somebody at the desk
 * who sets one.
 *
 * Two clocks are read. The server's own is moved here for real (`Date`). PostgreSQL's is that of its machine and can't be
 * moved by a test; but all that a later step sees of an earlier one is the moment in `desk.polls`, so that is shifted
 * instead: an opening an hour ahead is what a clock that went back an hour leaves behind.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { verifyBundle, type Bundle, type PollId } from 'ballot-core';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, draft, group, meeting, motionBallot, must, nth, sendTo, voter } from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
});
afterEach(() => void vi.useRealTimers());
afterAll(() => api.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Timers go on; only what `Date` says is another moment. */
function jump(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

/** As if PostgreSQL's clock went back by `ms` now (forward when negative): every moment so far is that much later. */
const goBack = (poll: PollId, ms: number) => api.deps.sql`
  update desk.polls set opened_at = opened_at + make_interval(secs => ${ms / 1000}),
    closed_at = closed_at + make_interval(secs => ${ms / 1000})
  where id = ${poll}`;

describe.each([
  ['back', -1],
  ['forward', 1],
])('a clock that jumps %s', (_name, sign) => {
  test.each([
    ['of the server, by a day, before every step', [DAY, 0, 0]],
    ['of PostgreSQL, by an hour, while the poll is open', [0, HOUR, 0]],
    ['of PostgreSQL, by a day, between close and seal', [0, 0, DAY]],
    ['of both, again and again', [HOUR, DAY, HOUR]],
  ])('%s: everybody votes, and the record is sealed and verifies', async (_which, [own, open, closed]) => {
    const hall = await meeting(api, [group('a', 9)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const turn = () => (own ? jump(sign * own) : undefined);
    turn();
    const people = await Promise.all((hall.slips.a ?? []).slice(0, 8).map((slip) => voter(send, hall.event, slip)));
    turn();
    const ballots = people.map((person) => motionBallot(person, 'agree'));
    const receipts = await Promise.all(ballots.map((ballot) => castTo(send, poll, ballot)));
    expect(receipts.map(({ status }) => status)).toEqual(Array(8).fill(201));
    turn();
    // The same bytes after the jump: the same receipt, for there is no time in it.
    expect((await castTo(send, poll, nth(ballots, 0))).body).toEqual(nth(receipts, 0).body);
    if (open) await goBack(poll, -sign * open);
    must(await api.deps.urn.closePoll(poll));
    turn();
    if (closed) await goBack(poll, -sign * closed);
    must(await api.deps.urn.sealPoll(poll));
    const bundle = (await send('GET', `/api/events/${hall.event}/bundle`)).body as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    expect(nth(bundle.polls, 0).record.count.ballots).toBe(8);
  });
});

describe('the moments of a poll', () => {
  test('stand still where the clock went back, and never go back themselves', async () => {
    const hall = await meeting(api, [group('a', 9)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    await goBack(poll, HOUR);
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
    const { openedAt, closedAt, sealedAt } = nth(
      ((await send('GET', `/api/events/${hall.event}/bundle`)).body as Bundle).polls,
      0,
    ).record;
    expect([closedAt, sealedAt]).toEqual([openedAt, openedAt]);
    expect(Date.parse(openedAt)).toBeGreaterThan(Date.now() + HOUR / 2);
  });
});
