/** Notices (公示): where and when they stand, for whom, and what of a sealed result is announced in them. */
import type { Notice, PublicationView } from 'api/views';
import { afterAll, describe, expect, test } from 'vitest';
import { dayIn } from '../../api/src/live/publication.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, staffOf } from './desk.ts';
import { FORM, NOTICE, openness, TODAY } from './openness.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const staff = await staffOf(running);
const { organizer } = staff;
const { meeting, published, sealed } = openness(running.url, organizer);
const shifted = (days: number): string =>
  new Date(Date.parse(`${TODAY}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const titles = async (event: string, code?: string) =>
  ((await published(event, code)).body as PublicationView).notices.map(({ title }) => title);

describe('notices', () => {
  test('are made, changed, put in order and removed', async () => {
    const { event } = await meeting();
    const ids: string[] = [];
    for (const title of ['甲', '乙', '丙']) {
      const { body } = await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, title });
      ids.push(String(body.id));
    }
    const [first = '', second = '', third = ''] = ids;
    expect(await titles(event)).toEqual(['甲', '乙', '丙']);
    expect((await organizer.ask('PUT', `/events/${event}/notices`, { order: [third, first, second] })).status).toBe(
      200,
    );
    expect(await titles(event)).toEqual(['丙', '甲', '乙']);
    await organizer.ask('PUT', `/notices/${first}`, { ...NOTICE, title: '甲二' });
    await organizer.ask('DELETE', `/notices/${third}`);
    expect(await titles(event)).toEqual(['甲二', '乙']);
    for (const order of [[first], [first, second, second], [first, 'unknown']]) {
      expect((await organizer.ask('PUT', `/events/${event}/notices`, { order })).body.at).toBe('order');
    }
    expect((await acts(organizer, event)).slice(-5)).toEqual([
      'notice_added',
      'notice_added',
      'notice_added',
      'notice_changed',
      'notice_removed',
    ]);
  });

  test('stand on their first and last day, by the calendar of the place', async () => {
    const { event } = await meeting();
    const days: readonly (readonly [string, string, string | null])[] = [
      ['yesterday', shifted(-3), shifted(-1)],
      ['until today', shifted(-3), TODAY],
      ['from today', TODAY, shifted(3)],
      ['tomorrow', shifted(1), null],
    ];
    for (const [title, startsOn, endsOn] of days) {
      await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, title, startsOn, endsOn });
    }
    expect(await titles(event)).toEqual(['until today', 'from today']);
    expect((await published(event)).body).toMatchObject({ asOf: TODAY, timeZone: 'Asia/Shanghai' });
    const late = new Date('2026-11-22T17:30:00Z');
    expect([dayIn('Asia/Shanghai', late), dayIn('UTC', late)]).toEqual(['2026-11-23', '2026-11-22']);
  });

  test('for those who took part need the code of the wall; a wrong one is refused, and too many are', async () => {
    const { event, code } = await meeting();
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, title: '内部', scope: 'participants' });
    await organizer.ask('POST', `/events/${event}/notices`, NOTICE);
    expect(await titles(event)).toEqual(['任前公示']);
    expect(await titles(event, code)).toEqual(['内部', '任前公示']);
    for (const wrong of ['', 'wrong', code.slice(1), `${code}x`, code.toUpperCase()]) {
      expect(await published(event, wrong)).toMatchObject({ status: 404, body: { code: 'unknown_code' } });
    }
    expect((await published('nowhere')).body.code).toBe('unknown_event');
    let last = 0;
    for (let i = 0; i < 40 && last !== 429; i += 1) last = (await published(event, `guess${i}`)).status;
    expect(last).toBe(429);
    // Who has the right code is never shut out by somebody who guesses.
    expect((await published(event, code)).status).toBe(200);
  });

  test('answer 304 to a known ETag, and a new page after a change', async () => {
    const { event } = await meeting();
    const { headers } = await published(event);
    const tag = headers.get('etag') ?? '';
    expect((await published(event, undefined, { 'if-none-match': tag })).status).toBe(304);
    await organizer.ask('POST', `/events/${event}/notices`, NOTICE);
    expect((await published(event, undefined, { 'if-none-match': tag })).status).toBe(200);
  });

  test('leave kind, days and the hash of their words in the trail, not the words', async () => {
    const { event } = await meeting();
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, scope: 'participants', title: '内部通报' });
    const trail = JSON.stringify((await organizer.ask('GET', `/events/${event}/trail`)).body);
    expect(trail).toMatch(/"text":"[0-9a-f]{64}"/);
    expect(trail).not.toContain('内部通报');
    expect(trail).not.toContain('12380');
  });

  test('are made by organizers only, for polls of their own event, with days that exist', async () => {
    const { event } = await meeting();
    const other = await meeting();
    for (const person of [staff.teller, staff.observer]) {
      expect((await person.ask('GET', `/events/${event}/notices`)).status).toBe(200);
      expect((await person.ask('POST', `/events/${event}/notices`, NOTICE)).body.code).toBe('wrong_role');
    }
    const refused = async (fields: Partial<Notice>) =>
      (await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, ...fields })).body.at;
    expect(await refused({ polls: [other.poll] })).toBe('polls');
    expect(await refused({ startsOn: '2026-13-01' })).toBe('startsOn');
    expect(await refused({ startsOn: TODAY, endsOn: shifted(-1) })).toBe('endsOn');
    expect(await refused({ title: '' })).toBe('title');
    expect(await refused({ kind: 'rumour' as Notice['kind'] })).toBe('kind');
  });
});

describe('a published result', () => {
  test('is the total of a sealed poll, from the moment of the seal, with rare written names counted together', async () => {
    const { event, poll } = await sealed([
      ...Array.from({ length: 6 }, () => ({ picks: ['c1'], written: '赵六' })),
      { picks: ['c1', 'c2'] },
      { picks: [], written: '王五' },
    ]);
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, polls: [poll] });
    const view = (await published(event)).body as PublicationView;
    const [result] = view.notices[0]?.results ?? [];
    expect(result).toMatchObject({
      poll,
      shown: 'totals',
      accounts: { due: 12, present: 8, issued: 8, returned: 8, valid: 8, invalid: 0 },
      count: { ballots: 8, counts: [7, 1, 1, 7, 7] },
      writeIns: [
        { name: '赵六', votes: 6 },
        { name: '', votes: 1 },
      ],
    });
    expect(JSON.stringify(view)).not.toContain('王五');
    expect(Object.keys(result ?? {})).not.toContain('groupAccounts');
  });

  test('does not stand there before the seal', async () => {
    const { event, poll } = await meeting();
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, polls: [poll] });
    expect(((await published(event)).body as PublicationView).notices[0]?.results).toEqual([]);
  });

  test('of fewer than five ballots has no total in it', async () => {
    const { event, poll } = await sealed([{ picks: ['c1'] }, { picks: ['c1'] }, { picks: ['c2'], written: '王五' }]);
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, polls: [poll] });
    const view = (await published(event)).body as PublicationView;
    expect(view.notices[0]?.results[0]).toMatchObject({ shown: 'labels', count: null, writeIns: [] });
    expect(JSON.stringify(view)).not.toContain('王五');
  });
});

test('forms, notices, merges and conclusions go with an event that is removed', async () => {
  const { event } = await meeting();
  await organizer.ask('POST', `/events/${event}/forms`, FORM);
  await organizer.ask('POST', `/events/${event}/notices`, NOTICE);
  expect((await organizer.ask('DELETE', `/events/${event}`)).status).toBe(200);
  expect(await running.deps.sql`select 1 from named.forms where event_id = ${event}`).toHaveLength(0);
  expect(await running.deps.sql`select 1 from desk.notices where event_id = ${event}`).toHaveLength(0);
});
