/** Signed recommendation forms (署名推荐表) at the desk: who may read and change them, and what the public trail keeps of them. */
import type { NamedForm } from 'api/desk-views';
import { afterAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, staffOf } from './desk.ts';
import { FORM, openness } from './openness.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { url } = running;
const staff = await staffOf(running);
const { organizer } = staff;
const { meeting } = openness(url, organizer);

describe('signed recommendation forms', () => {
  test('are recorded, changed and removed by the organizer, and read back as they stand on paper', async () => {
    const { event } = await meeting();
    const made = await organizer.ask('POST', `/events/${event}/forms`, {
      ...FORM,
      grounds: ' 熟悉业务。\r\n作风扎实。 ',
    });
    expect(made.status).toBe(201);
    const list = async () => (await organizer.ask('GET', `/events/${event}/forms`)).body as unknown as NamedForm[];
    expect(await list()).toEqual([{ id: made.body.id, ...FORM }]);
    await organizer.ask('PUT', `/forms/${String(made.body.id)}`, { ...FORM, forPost: '' });
    expect(await list()).toEqual([{ id: made.body.id, ...FORM, forPost: '' }]);
    expect((await organizer.ask('DELETE', `/forms/${String(made.body.id)}`)).status).toBe(200);
    expect(await list()).toEqual([]);
    expect((await organizer.ask('DELETE', `/forms/${String(made.body.id)}`)).body.code).toBe('not_found');
    expect((await organizer.ask('PUT', `/forms/${String(made.body.id)}`, FORM)).body.code).toBe('not_found');
  });

  test('leave a count in the trail and no name: the trail is published', async () => {
    const { event } = await meeting();
    const { body } = await organizer.ask('POST', `/events/${event}/forms`, FORM);
    await organizer.ask('DELETE', `/forms/${String(body.id)}`);
    expect((await acts(organizer, event)).slice(-2)).toEqual(['form_added', 'form_removed']);
    const trail = JSON.stringify((await organizer.ask('GET', `/events/${event}/trail`)).body);
    expect(trail).toContain('"forms":1');
    for (const name of [FORM.recommender, FORM.recommended, '熟悉业务', String(body.id)])
      expect(trail).not.toContain(name);
  });

  test('are read by observers, not by tellers or strangers, and changed by organizers only', async () => {
    const { event } = await meeting();
    const { body } = await organizer.ask('POST', `/events/${event}/forms`, FORM);
    expect((await staff.observer.ask('GET', `/events/${event}/forms`)).status).toBe(200);
    expect((await staff.teller.ask('GET', `/events/${event}/forms`)).body.code).toBe('wrong_role');
    for (const person of [staff.observer, staff.teller]) {
      expect((await person.ask('POST', `/events/${event}/forms`, FORM)).body.code).toBe('wrong_role');
      expect((await person.ask('PUT', `/forms/${String(body.id)}`, FORM)).body.code).toBe('wrong_role');
      expect((await person.ask('DELETE', `/forms/${String(body.id)}`)).body.code).toBe('wrong_role');
    }
    expect((await fetch(`${url}/api/desk/events/${event}/forms`)).status).toBe(401);
  });

  test.each([
    ['no recommender', 'recommender', ''],
    ['a blank name', 'recommended', ' '],
    ['a day that does not exist', 'signedOn', '2026-02-30'],
    ['no day', 'signedOn', ''],
    ['a NUL', 'grounds', 'x\u0000'],
    ['two lines where one belongs', 'forPost', '甲\n乙'],
    ['more than two pages of grounds', 'grounds', '长'.repeat(2001)],
  ])('are refused with %s', async (_what, field, value) => {
    const { event } = await meeting();
    const { status, body } = await organizer.ask('POST', `/events/${event}/forms`, { ...FORM, [field]: value });
    expect([status, body.at]).toEqual([400, field]);
  });
});
