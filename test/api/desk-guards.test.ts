/** Walks the desk's own table of routes, so a route that is added without a guard is found here. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTS } from '../../api/src/desk/acts.ts';
import { desk } from '../../api/src/routes/desk.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { meeting, person, type Staff, staffOf } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { url } = running;
const stranger = person(url);

let staff: Staff;
let made: { readonly event: string; readonly poll: string };
beforeAll(async () => {
  staff = await staffOf(running);
  made = await meeting(staff.organizer);
});

const OPEN_TO_STRANGERS = ['POST /setup', 'POST /session', 'DELETE /session'];
/** The only unsafe acts of a role other than the organizer's. */
const ALLOWED = {
  clerk: ['PUT /roster/:entry/presence', 'PUT /events/:event/door/:slip'],
  teller: ['POST /events/:event/witness', 'PUT /polls/:poll/write-ins'],
  observer: [],
} as const;
/** What a role may not even read. */
const HIDDEN = {
  clerk: ['GET /users', 'GET /events/:event/forms', 'GET /polls/:poll/texts', 'GET /polls/:poll/annex'],
  teller: ['GET /users', 'GET /events/:event/forms', 'GET /polls/:poll/texts'],
  observer: ['GET /users', 'GET /polls/:poll/annex'],
} as const;

const routes = [
  ...new Set(
    desk(running.deps)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
];
const unsafe = routes.filter((route) => !route.startsWith('GET '));
const guarded = routes.filter((route) => !OPEN_TO_STRANGERS.includes(route));

const parts = (route: string) => {
  const [method = '', path = ''] = route.split(' ');
  const named = path.replace(':event', made.event).replace(':poll', made.poll);
  return [method, named.replace(/:(form|notice|mark|entry|slip)/, 'none')] as const;
};

describe('the door of the desk', () => {
  test('has as many routes as are walked here', () => {
    expect(routes.length).toBeGreaterThanOrEqual(40);
    expect(Object.keys(ACTS).length).toBeGreaterThan(20);
    expect(routes.filter((route) => /:(?!event|poll|form|notice|mark|entry|slip)/.test(route))).toEqual([]);
    for (const hidden of Object.values(HIDDEN).flat()) expect(routes).toContain(hidden);
  });

  test.each(guarded)('%s wants a session', async (route) => {
    expect(await stranger.ask(...parts(route))).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  });

  test.each(unsafe)('%s refuses another site', async (route) => {
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1']) {
      const answer = await staff.organizer.ask(...parts(route), {}, { origin });
      expect(answer).toMatchObject({ status: 403, body: { code: 'wrong_origin' } });
    }
  });

  test.each(unsafe)('%s refuses what a form could send', async (route) => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonx',
    ]) {
      const answer = await staff.organizer.ask(...parts(route), '{}', { 'content-type': type });
      expect(answer).toMatchObject({ status: 415, body: { code: 'not_json' } });
    }
  });

  for (const role of ['clerk', 'teller', 'observer'] as const) {
    const others = unsafe.filter(
      (route) => !OPEN_TO_STRANGERS.includes(route) && !(ALLOWED[role] as readonly string[]).includes(route),
    );
    test.each([...others, ...HIDDEN[role]])(`%s refuses a ${role}`, async (route) => {
      expect(await staff[role].ask(...parts(route))).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
    });
  }

  test('nothing was done by all of that', async () => {
    const { body } = await staff.organizer.ask('GET', `/events/${made.event}/trail`);
    expect((body as unknown as readonly { act: string }[]).map(({ act }) => act)).toEqual([
      'event_created',
      'poll_added',
    ]);
  });

  test('clerks, tellers and observers read everything the desk shows', async () => {
    const paths = ['/events', `/events/${made.event}`, `/events/${made.event}/trail`, '/me', '/marks', '/holidays'];
    for (const path of paths) {
      for (const reader of [staff.clerk, staff.teller, staff.observer])
        expect((await reader.ask('GET', path)).status).toBe(200);
    }
  });

  test('a teller witnesses; it stands in the trail under their name', async () => {
    const note = '开票前核对指纹一致';
    expect((await staff.teller.ask('POST', `/events/${made.event}/witness`, { note })).status).toBe(200);
    const { body } = await staff.observer.ask('GET', `/events/${made.event}/trail`);
    const last = (body as unknown as readonly object[]).at(-1);
    expect(last).toMatchObject({ actor: 'teller', act: 'witnessed', detail: { note } });
  });

  test('our own pages are let in, by this address and by the public one', async () => {
    const { host } = new URL(url);
    for (const origin of [`http://${host}`, `https://${host}`]) {
      const answer = await staff.teller.ask('POST', `/events/${made.event}/witness`, { note: '在场' }, { origin });
      expect(answer.status).toBe(200);
    }
  });
});
