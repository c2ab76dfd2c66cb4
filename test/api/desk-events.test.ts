import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskEvent } from 'api';
import type { EventId, GroupId } from 'ballot-core';
import { createApp } from '../../api/src/app.ts';
import { admissionLock } from '../../api/src/db/roll.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, EVENT, meeting, type Person, PAPER, POLL, staffOf } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps, url } = running;
let organizer: Person;
let teller: Person;
beforeAll(async () => {
  ({ organizer, teller } = await staffOf(running));
});

describe('a meeting', () => {
  test('comes back as it was written, with codes that can be read aloud and a key of its own', async () => {
    const { event } = await meeting(organizer);
    const { body } = await organizer.ask('GET', `/events/${event}`);
    expect(body).toMatchObject({ ...EVENT, id: event, signIn: 'closed' });
    expect(event).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
    expect(body.displayCode).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/);
    expect(body.shortCode).toMatch(/^[1-9]\d{5}$/);
    const key = Buffer.from(String(body.eventKey), 'base64url');
    expect(key).toHaveLength(32);
    expect(body.eventFingerprint).toBe(createHash('sha256').update(key).digest('hex').slice(0, 20));
    expect(body.polls).toMatchObject([{ ...POLL, state: 'draft', paperHash: null, keys: [], released: null }]);
    expect(body.slips).toEqual(EVENT.groups.map(({ id }) => ({ group: id, made: 0, admitted: 0 })));
  });

  test('is listed, newest first', async () => {
    const older = await meeting(organizer);
    const newer = await meeting(organizer);
    const { body } = await organizer.ask('GET', '/events');
    const rows = body as unknown as readonly { id: string; polls: number; sealed: number }[];
    expect(rows.slice(0, 2).map(({ id }) => id)).toEqual([newer.event, older.event]);
    expect(rows[0]).toMatchObject({ title: EVENT.title, polls: 1, sealed: 0 });
  });

  test('is refused whole when one of its polls is wrong, and says where', async () => {
    const before = (await organizer.ask('GET', '/events')).body;
    const twice = { ...PAPER, subjects: [...PAPER.subjects, PAPER.subjects[0]] };
    const polls = [POLL, { ...POLL, paper: twice }];
    const answer = await organizer.ask('POST', '/events', { event: EVENT, polls });
    expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid' } });
    expect(answer.body.at).toMatch(/^polls\[1\]\.paper\.subjects\[2\]/);
    const nameless = await organizer.ask('POST', '/events', { event: { ...EVENT, title: '' }, polls: [] });
    expect(nameless).toMatchObject({ status: 400, body: { code: 'event_invalid', at: 'event.title' } });
    expect((await organizer.ask('GET', '/events')).body).toEqual(before);
  });

  test('keeps 应到 at or above 实到, also while somebody is just signing in', async () => {
    const { event } = await meeting(organizer);
    const hashes = ['11', '22'].map((pair) => ({ hash: pair.repeat(32), group: 'staff' }));
    await organizer.ask('POST', `/events/${event}/slips`, { slips: hashes });
    const groups = EVENT.groups.map((group) => (group.id === 'staff' ? { ...group, due: 1 } : group));
    let revised: Promise<{ status: number; body: unknown }> | undefined;
    await deps.sql.begin(async (tx) => {
      // Two sign-ins that are written and not yet committed.
      const line = admissionLock(event as EventId, 'staff' as GroupId);
      await tx`select pg_advisory_xact_lock(hashtextextended(${line}, 0))`;
      await tx`update roll.slips set admitted = true where event_id = ${event}`;
      revised = organizer.ask('PUT', `/events/${event}`, { ...EVENT, groups });
      await Promise.race([revised, sleep(500)]);
    });
    expect(await revised).toMatchObject({ status: 400, body: { code: 'event_invalid', at: 'groups' } });
  });

  test('that nobody knows is unknown to every route', async () => {
    for (const [method, path, body] of [
      ['GET', '/events/none'],
      ['GET', '/events/none/stream'],
      ['GET', '/events/none/trail'],
      ['PUT', '/events/none', EVENT],
      ['DELETE', '/events/none'],
      ['POST', '/events/none/sign-in', { open: true }],
      ['POST', '/events/none/witness', { note: '在场' }],
      ['POST', '/events/none/polls', POLL],
      ['POST', '/events/none/slips', { slips: [{ hash: '0'.repeat(64), group: 'staff' }] }],
    ] as const) {
      expect(await organizer.ask(method, path, body)).toMatchObject({ status: 404, body: { code: 'unknown_event' } });
    }
    for (const [method, path, body] of [
      ['PUT', '/polls/none', POLL],
      ['DELETE', '/polls/none'],
      ['POST', '/polls/none/freeze'],
      ['POST', '/polls/none/open'],
      ['POST', '/polls/none/close'],
      ['POST', '/polls/none/seal'],
      ['PUT', '/polls/none/gates', { question: 'q', rule: 'r', gate: 'g', state: 'pending', document: '', by: '' }],
    ] as const) {
      expect(await organizer.ask(method, path, body)).toMatchObject({ status: 404, body: { code: 'unknown_poll' } });
    }
  });

  test('with a NUL in its address is not found, rather than an error of the database', async () => {
    for (const path of ['/events/%00', '/events/a%00b/trail']) {
      expect(await organizer.ask('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  test('may change its groups until the first freeze, its title and place always', async () => {
    const { event, poll } = await meeting(organizer);
    const smaller = { ...EVENT, groups: [{ id: 'all', name: '全体', due: 50 }] };
    expect((await organizer.ask('PUT', `/events/${event}`, smaller)).status).toBe(200);
    await organizer.ask('POST', `/polls/${poll}/freeze`);
    const answer = await organizer.ask('PUT', `/events/${event}`, EVENT);
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong_state', at: 'groups' } });
    const renamed = { ...smaller, title: '年度测评', place: '第二会议室' };
    expect((await organizer.ask('PUT', `/events/${event}`, renamed)).status).toBe(200);
    expect((await organizer.ask('GET', `/events/${event}`)).body).toMatchObject(renamed);
  });

  test('can be removed until something is frozen, with its slips', async () => {
    const { event } = await meeting(organizer);
    await organizer.ask('POST', `/events/${event}/slips`, { slips: [{ hash: 'ab'.repeat(32), group: 'staff' }] });
    expect((await organizer.ask('DELETE', `/events/${event}`)).status).toBe(200);
    expect((await organizer.ask('GET', `/events/${event}`)).status).toBe(404);
    expect(await deps.sql`select 1 from roll.slips where event_id = ${event}`).toHaveLength(0);

    const other = await meeting(organizer);
    await organizer.ask('POST', `/polls/${other.poll}/freeze`);
    const answer = await organizer.ask('DELETE', `/events/${other.event}`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });

  test('opens and closes its sign-in, each with one entry in the trail however often it is pressed', async () => {
    const { event } = await meeting(organizer);
    const turn = (open: boolean) => organizer.ask('POST', `/events/${event}/sign-in`, { open });
    expect((await Promise.all([turn(true), turn(true), turn(true)])).map(({ status }) => status)).toEqual([
      200, 200, 200,
    ]);
    expect((await organizer.ask('GET', `/events/${event}`)).body.signIn).toBe('open');
    await turn(false);
    expect((await acts(organizer, event)).slice(2)).toEqual(['sign_in_opened', 'sign_in_closed']);
  });
});

describe('a draft poll', () => {
  test('is added at the end, changed and removed, each in the trail', async () => {
    const { event } = await meeting(organizer);
    const added = await organizer.ask('POST', `/events/${event}/polls`, { ...POLL, title: '民主推荐' });
    expect(added.status).toBe(201);
    const id = String(added.body.id);
    await organizer.ask('PUT', `/polls/${id}`, { ...POLL, title: '推荐' });
    const { body } = await organizer.ask('GET', `/events/${event}`);
    expect((body.polls as readonly { title: string }[]).map(({ title }) => title)).toEqual([POLL.title, '推荐']);
    expect((await organizer.ask('DELETE', `/polls/${id}`)).status).toBe(200);
    expect((await acts(organizer, event)).slice(2)).toEqual(['poll_added', 'poll_changed', 'poll_removed']);
  });

  test('that is wrong is refused with the path of the field', async () => {
    const { event, poll } = await meeting(organizer);
    const bad = { ...POLL, release: { ...POLL.release, k: 1 } };
    for (const [method, path] of [
      ['POST', `/events/${event}/polls`],
      ['PUT', `/polls/${poll}`],
    ] as const) {
      const answer = await organizer.ask(method, path, bad);
      expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'release.k' } });
    }
  });
});

describe('the address for phones', () => {
  const app = createApp(deps);
  const look = async (event: string, host: string, cookie = organizer.cookie) => {
    const answer = await app.request(`http://${host}/api/desk/events/${event}`, { headers: { host, cookie } });
    return (await answer.json()) as DeskEvent;
  };

  test('is the one the desk was opened with, and localhost is warned about', async () => {
    const { event } = await meeting(organizer);
    const { body } = await organizer.ask('GET', `/events/${event}`);
    expect(body).toMatchObject({ voterUrl: `${url}/v/${event}`, urlWarnings: ['loopback'] });
    expect(body.stageUrl).toBe(`${url}/stage/${String(body.displayCode)}`);
  });

  test("becomes the hall's as soon as an organizer opens the desk there, and stays it", async () => {
    const { event } = await meeting(organizer);
    const hall = { voterUrl: `http://192.168.1.8:3000/v/${event}`, urlWarnings: ['plain_http'] };
    expect(await look(event, '192.168.1.8:3000')).toMatchObject(hall);
    expect(await look(event, 'localhost:3000')).toMatchObject(hall);
    expect((await organizer.ask('GET', `/events/${event}`)).body).toMatchObject(hall);
  });

  test('is not chosen by somebody who only reads', async () => {
    const { event } = await meeting(organizer);
    const seen = await look(event, '192.168.1.9:3000', teller.cookie);
    expect(seen.voterUrl).toBe(`${url}/v/${event}`);
  });

  test('is PUBLIC_URL wherever that is set', async () => {
    const { event } = await meeting(organizer);
    const set = createApp({ ...deps, env: { ...deps.env, publicUrl: 'https://vote.example.cn' } });
    const headers = { host: '192.168.1.8:3000', cookie: organizer.cookie };
    const answer = await set.request(`http://192.168.1.8:3000/api/desk/events/${event}`, { headers });
    expect(await answer.json()).toMatchObject({ voterUrl: `https://vote.example.cn/v/${event}`, urlWarnings: [] });
  });
});
