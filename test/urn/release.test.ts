import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StageView } from 'api';
import type { PollId } from 'ballot-core';
import { findEvent } from '../../api/src/db/events.ts';
import { STREAMS_MAX } from '../../api/src/routes/stage.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, draft, each, group, meeting, MOTION, motionBallot, nth, sendTo, voter } from './meeting.ts';

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

const stageOf = async (event: string) => {
  const code = (await findEvent(one.deps.db, event))?.displayCode;
  return async (server = 0) => {
    const { status, body } = await nth(sends, server)('GET', `/api/stage/${code}`);
    expect(status).toBe(200);
    return body as StageView;
  };
};
const released = (view: StageView, poll: PollId) => view.polls.find(({ id }) => id === poll)?.released ?? null;
const returned = (view: StageView, poll: PollId) => view.polls.find(({ id }) => id === poll)?.accounts.returned;

describe('counts on the wall', () => {
  test('move by at least k ballots, on every screen, with two servers counting', async () => {
    const hall = await meeting(one, [group('a', 30)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const stage = await stageOf(hall.event);
    const voters = await each((hall.slips.a ?? []).slice(0, 30), 8, (slip) => voter(nth(sends, 0), hall.event, slip));
    const seen: number[] = [];
    for (const [i, person] of voters.entries()) {
      await castTo(nth(sends, i % 2), poll, motionBallot(person, 'agree'));
      const shown = released(await stage(i % 2), poll)?.ballots;
      if (shown !== undefined && shown !== seen.at(-1)) seen.push(shown);
    }
    await vi.waitFor(async () => expect(released(await stage(), poll)?.ballots).toBe(30), { timeout: 15_000 });
    seen.push(30);
    const steps = [...new Set(seen)].map((n, i, all) => n - (all[i - 1] ?? 0));
    for (const step of steps) expect(step).toBeGreaterThanOrEqual(5);
    expect(nth(steps, 0)).toBeGreaterThanOrEqual(6);
    expect(returned(await stage(1), poll)).toBe(30);
    expect((await stage(1)).polls[0]?.findings.length).toBeGreaterThan(0);
  });

  test('wait for the minimum turnout and for the last voters', async () => {
    const hall = await meeting(one, [group('a', 30)], [draft('甲', MOTION, { minTurnout: [1, 2] })]);
    const poll = nth(hall.polls, 0);
    const stage = await stageOf(hall.event);
    const voters = await each((hall.slips.a ?? []).slice(0, 18), 8, (slip) => voter(nth(sends, 0), hall.event, slip));
    const vote = (people: typeof voters) =>
      each(people, 1, (person) => castTo(nth(sends, 0), poll, motionBallot(person, 'agree')));
    await vote(voters.slice(0, 14));
    await vi.waitFor(async () => expect(returned(await stage(), poll)).toBe(14), { timeout: 5000 });
    expect(released(await stage(), poll)).toBeNull();
    // 16 of 18 issued: the turnout is reached, but the last two could be read off the close.
    await vote(voters.slice(14, 16));
    await vi.waitFor(async () => expect(returned(await stage(), poll)).toBe(16), { timeout: 5000 });
    expect(released(await stage(), poll)).toBeNull();
    // Nobody is out, but 12 may still come, and the first of them would be alone.
    await vote(voters.slice(16));
    await vi.waitFor(async () => expect(returned(await stage(), poll)).toBe(18), { timeout: 5000 });
    await sleep(1500); // longer than the releases wait between two looks
    expect(released(await stage(), poll)).toBeNull();
    const late = await each((hall.slips.a ?? []).slice(18, 30), 1, (slip) => voter(nth(sends, 0), hall.event, slip));
    await vote(late.slice(0, 1));
    // 11 are out now: the next ballot releases.
    await vi.waitFor(async () => expect(released(await stage(), poll)?.ballots).toBe(19), { timeout: 10_000 });
  });

  test('are never shown before the seal where only turnout is', async () => {
    const hall = await meeting(one, [group('a', 12), group('b', 4)], [draft('甲', MOTION, { mode: 'turnout' })]);
    const poll = nth(hall.polls, 0);
    const stage = await stageOf(hall.event);
    const voters = await each((hall.slips.a ?? []).slice(0, 12), 8, (slip) => voter(nth(sends, 0), hall.event, slip));
    await each(voters, 4, (person) => castTo(nth(sends, 0), poll, motionBallot(person, 'agree')));
    await vi.waitFor(async () => expect(returned(await stage(), poll)).toBe(12), { timeout: 5000 });
    const [row] = await one.deps.sql<{ ballots: number }[]>`select ballots from urn.releases where poll_id = ${poll}`;
    expect(row?.ballots).toBe(0);
    await one.deps.urn.closePoll(poll);
    expect(released(await stage(), poll)).toBeNull();
    await one.deps.urn.sealPoll(poll);
    expect(released(await stage(1), poll)?.ballots).toBe(12);
  });
});

describe('a screen', () => {
  test('gets whole snapshots over the stream, by itself, from whichever server took the ballot', async () => {
    const hall = await meeting(one, [group('a', 10)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const code = (await findEvent(one.deps.db, hall.event))?.displayCode;
    const stop = new AbortController();
    const stream = await fetch(`${two.url}/api/stage/${code}/stream`, { signal: stop.signal });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('x-accel-buffering')).toBe('no');
    expect(stream.headers.get('cache-control')).toBe('no-store');
    const snapshots = read(stream);
    expect((await snapshots.next()).value).toMatchObject({ event: { id: hall.event }, due: 10, present: 0 });

    const voters = await each((hall.slips.a ?? []).slice(0, 10), 5, (slip) => voter(nth(sends, 0), hall.event, slip));
    await each(voters, 5, (person) => castTo(nth(sends, 0), poll, motionBallot(person, 'agree')));
    let latest: StageView | undefined;
    while (latest?.polls[0]?.released?.ballots !== 10) latest = (await snapshots.next()).value;
    expect(latest).toMatchObject({ present: 10, polls: [{ accounts: { issued: 10, returned: 10 } }] });
    await one.deps.urn.closePoll(poll);
    while (latest?.polls[0]?.state !== 'closed') latest = (await snapshots.next()).value;
    stop.abort();
  });

  test('gets single pictures when there are too many streams, and a stream again when some have ended', async () => {
    const hall = await meeting(one, [group('a', 10)], [draft('甲')]);
    const code = (await findEvent(one.deps.db, hall.event))?.displayCode;
    const stop = new AbortController();
    const open = () => fetch(`${two.url}/api/stage/${code}/stream`, { signal: stop.signal });
    const opened = await each([...Array(STREAMS_MAX + 5).keys()], 25, open);
    expect(opened.filter(({ status }) => status === 200).length).toBe(STREAMS_MAX);
    expect(opened.filter(({ status }) => status === 503).length).toBe(5);
    expect((await nth(sends, 1)('GET', `/api/stage/${code}`)).status).toBe(200);
    stop.abort();
    await vi.waitFor(
      async () => {
        const again = await fetch(`${two.url}/api/stage/${code}/stream`);
        await again.body?.cancel();
        expect(again.status).toBe(200);
      },
      { timeout: 5000 },
    );
  });

  test('with a wrong code is refused', async () => {
    for (const path of ['/api/stage/nosuch', '/api/stage/nosuch/stream', '/api/codes/000000']) {
      const answer = await nth(sends, 1)('GET', path);
      expect([answer.status, answer.body]).toMatchObject([404, { code: 'unknown_code' }]);
    }
  });
});

describe("an event's state", () => {
  test('is answered with 304 until something changes, also when another server changed it', async () => {
    const hall = await meeting(one, [group('a', 10)], [draft('甲')], 0);
    const ask = (etag?: string) =>
      fetch(`${two.url}/api/events/${hall.event}`, etag === undefined ? {} : { headers: { 'if-none-match': etag } });
    const etag = (await ask()).headers.get('etag') ?? '';
    expect((await ask(etag)).status).toBe(304);
    await one.deps.urn.openPoll(nth(hall.polls, 0));
    await vi.waitFor(async () => expect((await ask(etag)).status).toBe(200), { timeout: 5000 });
    const view = (await (await ask()).json()) as { polls: readonly { state: string; keys: readonly unknown[] }[] };
    expect(view.polls[0]).toMatchObject({ state: 'open' });
    expect(view.polls[0]?.keys).toHaveLength(1);
  });

  test('is found by the short code', async () => {
    const hall = await meeting(one, [group('a', 10)], [draft('甲')], 0);
    const short = (await findEvent(one.deps.db, hall.event))?.shortCode;
    expect(await nth(sends, 0)('GET', `/api/codes/${short}`)).toEqual({ status: 200, body: { event: hall.event } });
  });
});

async function* read(stream: Response): AsyncGenerator<StageView, StageView> {
  let text = '';
  for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      const line = event.split('\n').find((each) => each.startsWith('data: '));
      if (event.includes('event: snapshot') && line !== undefined) yield JSON.parse(line.slice(6)) as StageView;
    }
  }
  throw new Error('the stream ended');
}
