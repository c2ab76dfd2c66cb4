/** What people are told is stored about them, in numbers: those of the tables, and none that is not public already. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { FormPaper } from 'ballot-core';
import type { StageView, StoredView } from 'api/views';
import { findEvent } from '../../api/src/db/events.ts';
import type { Running } from '../../api/src/serve.ts';
import { enter, issued, knock, namedHall, phoneIn } from '../attacks/door.ts';
import type { Send } from '../load/http.ts';
import { ballotOf } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { staffOf } from './desk.ts';
import { castTo, draft, each, group, meeting, motionBallot, must, nth, sendTo, voter } from '../urn/meeting.ts';

const running = await startApi(await freshDatabase());
let one: Running;
let send: Send;
beforeAll(() => {
  one = running;
  send = sendTo(one.url);
});
afterAll(() => running.close());

const WORDS: FormPaper = {
  kind: 'form',
  sections: [
    { id: 'work', name: '工作', paper: { kind: 'motion', matters: [{ id: 'm', name: '年度工作' }] } },
    { id: 'words', name: '意见', paper: { kind: 'text', prompts: [{ id: 't', name: '建议' }], lengthMax: 40 } },
  ],
};

test('what is stored is counted in the tables, and the accounts, records and slips say as much', async () => {
  const hall = await meeting(
    one,
    [group('a', 10), group('b', 4)],
    [draft('票决'), { ...draft('意见', WORDS), rules: [] }],
  );
  const [motion, words] = [nth(hall.polls, 0), nth(hall.polls, 1)];
  const slips = [...(hall.slips.a ?? []).slice(0, 8), ...(hall.slips.b ?? []).slice(0, 2)];
  const voters = await each(slips, 4, (slip) => voter(send, hall.event, slip));
  for (const person of voters.slice(0, 6)) await castTo(send, motion, motionBallot(person, 'agree'));
  for (const [i, { view, held }] of voters.slice(0, 9).entries()) {
    const choices = { 'work.m': 'agree', ...(i < 3 ? { 'words.t': `第 ${i} 条` } : {}) };
    const answer = await castTo(send, words, ballotOf(nth(view.polls, 1), nth(held, 1), { choices, writeIns: [] }));
    expect(answer.status).toBe(201);
  }
  const open = await stored(hall.event, { ballots: 15 });
  expect(open).toEqual(await counted(hall.event));
  expect(open).toMatchObject({
    names: 0,
    slips: 18,
    admitted: 10,
    issuances: 20,
    openings: 0,
    credentials: 0,
    texts: 0,
  });
  expect(open).toEqual({ ...open, ...(await told(hall.event)) });

  must(await one.deps.urn.closePoll(words));
  must(await one.deps.urn.sealPoll(words));
  const sealed = await stored(hall.event, { ballots: 6 });
  expect(sealed).toEqual(await counted(hall.event));
  expect(sealed).toMatchObject({ ballots: 6, openings: 18, credentials: 9, texts: 3 });
  expect(sealed).toEqual({ ...sealed, ...(await told(hall.event)) });
  // Sums and the meeting's name: no group, poll, moment or text.
  expect(Object.keys(sealed).sort()).toEqual([
    'admitted',
    'ballots',
    'credentials',
    'event',
    'issuances',
    'names',
    'openings',
    'slips',
    'texts',
  ]);
});

test('of people who come by name the roster is counted too, and no door, code or way of coming in is told', async () => {
  const hall = await namedHall(one, await staffOf(one), [group('a', 7)], [draft('票决')], { spare: 1 });
  for (const guest of hall.guests.slice(0, 3)) await issued(send, hall, await enter(send, hall, guest));
  await knock(send, hall, nth(hall.guests, 4), await phoneIn(hall));
  const open = await stored(hall.event, { issuances: 3 });
  expect(open).toEqual(await counted(hall.event));
  expect(open).toMatchObject({ names: 8, slips: 3, admitted: 3, ballots: 0 });
  expect(open).toEqual({ ...open, ...(await told(hall.event)) });
});

test('what is stored of a meeting that is not there is refused', async () => {
  const answer = await send('GET', '/api/events/nosuch/stored');
  expect([answer.status, answer.body]).toMatchObject([404, { code: 'unknown_event' }]);
});

test('what is stored is told some seconds late, so that nobody reads the moment of a ballot from it', async () => {
  const hall = await meeting(one, [group('a', 10)], [draft('票决')]);
  const person = await voter(send, hall.event, nth(hall.slips.a, 0));
  const before = (await send('GET', `/api/events/${hall.event}/stored`)).body;
  expect(before).toMatchObject({ ballots: 0 });
  await castTo(send, nth(hall.polls, 0), motionBallot(person, 'agree'));
  expect((await send('GET', `/api/events/${hall.event}/stored`)).body).toEqual(before);
});

/** The answer, once it is as new as `known`. */
async function stored(event: string, known: Partial<StoredView>): Promise<StoredView> {
  return await vi.waitFor(
    async () => {
      const { status, body } = await send('GET', `/api/events/${event}/stored`);
      expect(status).toBe(200);
      expect(body).toMatchObject(known);
      return body as StoredView;
    },
    { timeout: 10_000, interval: 500 },
  );
}

/** By hand, table by table. */
async function counted(event: string): Promise<StoredView> {
  const { sql, db } = one.deps;
  const rows = async (from: ReturnType<typeof sql>) =>
    Number(nth(await sql<{ n: string }[]>`select count(*) as n from ${from}`, 0).n);
  const polls = (await sql<{ id: string }[]>`select id from desk.polls where event_id = ${event}`).map(({ id }) => id);
  const found = await findEvent(db, event);
  return {
    event: { id: found?.id ?? expect.fail(), title: found?.title ?? '' },
    names: await rows(sql`roll.roster where event_id = ${event}`),
    slips: await rows(sql`roll.slips where event_id = ${event}`),
    admitted: await rows(sql`roll.slips where event_id = ${event} and admitted`),
    issuances: await rows(sql`roll.issuances where poll_id = any(${polls})`),
    ballots: await rows(sql`urn.ballots where poll_id = any(${polls})`),
    openings: await rows(sql`urn.openings where poll_id = any(${polls})`),
    credentials: await rows(sql`urn.credentials where poll_id = any(${polls})`),
    texts: await rows(sql`urn.texts where poll_id = any(${polls})`),
  };
}

/** The same numbers, from what hangs on the wall and from what anybody may load. */
async function told(event: string): Promise<Partial<StoredView>> {
  const code = (await findEvent(one.deps.db, event))?.displayCode;
  const wall = (await send('GET', `/api/stage/${code}`)).body as StageView;
  const sum = (of: (poll: StageView['polls'][number]) => number) => wall.polls.reduce((all, poll) => all + of(poll), 0);
  return {
    admitted: wall.present,
    issuances: sum(({ accounts }) => accounts.issued),
    ballots: sum(({ state, accounts }) => (state === 'sealed' ? 0 : accounts.returned)),
    credentials: sum(({ state, accounts }) => (state === 'sealed' ? accounts.returned : 0)),
  };
}
