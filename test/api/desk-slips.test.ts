import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, EVENT, meeting, type Person, staffOf } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps } = running;
let organizer: Person;
beforeAll(async () => {
  ({ organizer } = await staffOf(running));
});

const draw = (count: number, group: string) =>
  Array.from({ length: count }, () => ({ hash: randomBytes(32).toString('hex'), group }));
const register = (event: string, slips: readonly object[]) =>
  organizer.ask('POST', `/events/${event}/slips`, { slips });
const made = async (event: string) => (await organizer.ask('GET', `/events/${event}`)).body.slips;

describe('slips', () => {
  test('are counted by group, and only their hashes are kept', async () => {
    const { event } = await meeting(organizer);
    const slips = [...draw(9, 'leaders'), ...draw(30, 'staff')];
    expect(await register(event, slips)).toMatchObject({ status: 200, body: { made: 39 } });
    expect(await made(event)).toEqual([
      { group: 'leaders', made: 9, admitted: 0 },
      { group: 'staff', made: 30, admitted: 0 },
    ]);
    const { body } = await organizer.ask('GET', `/events/${event}/trail`);
    const last = (body as unknown as readonly object[]).at(-1);
    expect(last).toMatchObject({ act: 'slips_registered', detail: { leaders: 9, staff: 30 } });
  });

  test('are kept in the order of their hashes, not in the order of printing', async () => {
    const { event } = await meeting(organizer);
    const slips = draw(50, 'staff');
    await register(event, slips);
    const rows = await deps.sql<{ hash: string }[]>`
      select encode(slip_hash, 'hex') as hash from roll.slips where event_id = ${event} order by ctid`;
    expect(rows.map(({ hash }) => hash)).toEqual(slips.map(({ hash }) => hash).sort());
  });

  test('sent again after a lost answer are the same slips', async () => {
    const { event } = await meeting(organizer);
    const slips = draw(20, 'staff');
    await register(event, slips);
    expect(await register(event, slips)).toMatchObject({ status: 200, body: { made: 20 } });
    expect(await made(event)).toContainEqual({ group: 'staff', made: 20, admitted: 0 });
    expect((await acts(organizer, event)).filter((act) => act === 'slips_registered')).toHaveLength(1);
  });

  test('are refused whole when one is not a hash, repeated, of no group, or known elsewhere', async () => {
    const { event } = await meeting(organizer);
    const other = await meeting(organizer);
    const known = draw(1, 'staff');
    await register(other.event, known);
    const good = draw(2, 'staff');
    for (const [wrong, at] of [
      [{ hash: 'xyz', group: 'staff' }, 'slips[2].hash'],
      [{ hash: good[0]?.hash, group: 'staff' }, 'slips[2].hash'],
      [{ hash: 'cd'.repeat(32), group: 'nobody' }, 'slips[2].group'],
      [known[0], 'slips'],
    ] as const) {
      const answer = await register(event, [...good, wrong ?? {}]);
      expect(answer).toMatchObject({ status: 400, body: { code: 'slips_invalid', at } });
    }
    expect(await made(event)).toContainEqual({ group: 'staff', made: 0, admitted: 0 });
  });

  test('are at most three for each person due, also when two browsers register at once', async () => {
    const { event } = await meeting(organizer);
    const answers = await Promise.all([1, 2, 3, 4].map(() => register(event, draw(9, 'leaders'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 400]);
    expect(answers.find(({ status }) => status === 400)?.body).toMatchObject({ at: 'groups.leaders' });
    expect(await made(event)).toContainEqual({ group: 'leaders', made: 27, admitted: 0 });
  });

  test('come at most 2,000 in a request', async () => {
    const { event } = await meeting(organizer);
    expect((await register(event, draw(2001, 'staff'))).body.code).toBe('body_malformed');
    expect((await register(event, [])).body.code).toBe('body_malformed');
  });

  test('that were admitted hold 应到 up: it cannot fall below 实到', async () => {
    const { event } = await meeting(organizer);
    await register(event, draw(3, 'staff'));
    await deps.sql`update roll.slips set admitted = true where event_id = ${event}`;
    const draft = (due: number) => ({ ...EVENT, groups: [EVENT.groups[0], { ...EVENT.groups[1], due }] });
    const answer = await organizer.ask('PUT', `/events/${event}`, draft(2));
    expect(answer).toMatchObject({ status: 400, body: { code: 'event_invalid', at: 'groups' } });
    expect((await organizer.ask('PUT', `/events/${event}`, draft(3))).status).toBe(200);
  });

  test('hold their group: it cannot be taken away any more', async () => {
    const { event } = await meeting(organizer);
    await register(event, draw(1, 'leaders'));
    const draft = { title: '测评', place: '', groups: [{ id: 'staff', name: '其他干部', due: 30 }] };
    const answer = await organizer.ask('PUT', `/events/${event}`, draft);
    expect(answer).toMatchObject({ status: 400, body: { code: 'event_invalid', at: 'groups' } });
  });
});
