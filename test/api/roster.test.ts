/** The roster at the desk: what is kept of a name, who may change it, and what the trail says of it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPersonalCode, personalCodeHash, toHex, type EventId, type GroupId } from 'ballot-core';
import type { RosterEntry, RosterView } from 'api/desk-views';
import { findEvent } from '../../api/src/db/events.ts';
import { presentOf } from '../../api/src/db/roll.ts';
import type { Running } from '../../api/src/serve.ts';
import { enter, issued, knock, lineOf, namedHall, phoneIn, rosterOf } from '../attacks/door.ts';
import type { Send } from '../load/http.ts';
import { random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { draft, group, nth, sendTo } from '../urn/meeting.ts';
import { look, must, person, staffOf, type Staff } from './desk.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let staff: Staff;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  staff = await staffOf(api);
});
afterAll(() => api.close());

const GROUPS = [group('a', 7), group('b', 5)];
const A = 'a' as GroupId;
const B = 'b' as GroupId;

async function newEvent(admission: 'slips' | 'roster' = 'roster'): Promise<EventId> {
  const event = { title: '按名册签到的会', place: '', groups: GROUPS, admission };
  return String((await must(staff.organizer, 'POST', '/events', { event, polls: [] })).body.id) as EventId;
}
const add = (event: string, entries: unknown, who = staff.organizer) =>
  who.ask('POST', `/events/${event}/roster`, { entries });
const named = (view: RosterView, name: string): RosterEntry =>
  nth(
    view.entries.filter((entry) => entry.name === name),
    0,
  );
const trail = async (event: string) =>
  JSON.stringify((await must(staff.observer, 'GET', `/events/${event}/trail`)).body);

describe('the roster', () => {
  test('takes names in one spelling, and the same list again is answered like the first', async () => {
    const event = await newEvent();
    const entries = [
      { name: '某　甲', unit: '某 处', group: A },
      { name: '某乙', unit: '', group: B },
    ];
    for (let i = 0; i < 2; i += 1) expect(await add(event, entries)).toMatchObject({ status: 200, body: { added: 2 } });
    const { entries: lines } = await rosterOf(staff.clerk, event);
    expect(lines.map(({ name, unit, group: of }) => [name, unit, of])).toEqual([
      ['某甲', '某处', 'a'],
      ['某乙', '', 'b'],
    ]);
    expect(lines[0]).toMatchObject({ coded: false, present: false, late: false, left: false, way: null, by: '' });
    expect((await look(staff.teller, event)).roster).toEqual(
      expect.arrayContaining([
        { group: 'a', entries: 1, present: 0, late: 0, left: 0 },
        { group: 'b', entries: 1, present: 0, late: 0, left: 0 },
      ]),
    );
    expect(await trail(event)).toMatch(/"roster_added".*"entries":2/);
  });

  test.each([
    ['an empty name', [{ name: ' ', unit: '', group: A }], 'entries[0].name'],
    ['a long name', [{ name: '某'.repeat(61), unit: '', group: A }], 'entries[0].name'],
    ['a long unit', [{ name: '某甲', unit: '某'.repeat(101), group: A }], 'entries[0].unit'],
    ['an invisible character', [{ name: '某\u200b甲', unit: '', group: A }], 'entries[0].name'],
    ['a group that is not there', [{ name: '某甲', unit: '', group: 'z' }], 'entries[0].group'],
    [
      'a name that comes twice',
      [
        { name: '某甲', unit: '某处', group: A },
        { name: '某 甲', unit: '某处', group: B },
      ],
      'entries[1].name',
    ],
  ])('refuses %s and keeps nothing of the list', async (_, entries, at) => {
    const event = await newEvent();
    expect(await add(event, entries)).toMatchObject({ status: 400, body: { code: 'roster_invalid', at } });
    expect((await rosterOf(staff.clerk, event)).entries).toEqual([]);
  });

  test('refuses a list that is half new, and another group for a name that is there', async () => {
    const event = await newEvent();
    const old = { name: '某甲', unit: '', group: A };
    await add(event, [old]);
    const answer = await add(event, [{ name: '某乙', unit: '', group: A }, old]);
    expect(answer.body).toMatchObject({ code: 'roster_invalid', at: 'entries[1].name' });
    expect((await add(event, [{ ...old, group: B }])).body).toMatchObject({ code: 'roster_invalid' });
    expect((await add(event, [{ ...old, unit: '某处' }])).status).toBe(200);
  });

  test('holds 5,000 names, at most 2,000 at once', async () => {
    const event = await newEvent();
    const list = (from: number, many: number) =>
      Array.from({ length: many }, (_, i) => ({ name: `第${from + i}号`, unit: '示例单位', group: A }));
    expect((await add(event, list(0, 2001))).body).toMatchObject({ code: 'body_malformed' });
    for (const from of [0, 2000]) expect((await add(event, list(from, 2000))).status).toBe(200);
    expect((await add(event, list(4000, 1001))).body).toMatchObject({ code: 'roster_invalid', at: 'entries' });
    expect((await add(event, list(4000, 1000))).status).toBe(200);
    expect((await rosterOf(staff.clerk, event)).entries).toHaveLength(5000);
  });

  test('is kept by organizers, the door by clerks too; everybody at the desk reads, nobody else', async () => {
    const event = await newEvent();
    const entries = [{ name: '某甲', unit: '', group: A }];
    for (const who of [staff.clerk, staff.teller, staff.observer]) {
      expect((await add(event, entries, who)).status).toBe(403);
      expect((await who.ask('GET', `/events/${event}/roster`)).status).toBe(200);
    }
    expect((await person(api.url).ask('GET', `/events/${event}/roster`)).status).toBe(401);
    await add(event, entries);
    const { id } = named(await rosterOf(staff.clerk, event), '某甲');
    for (const who of [staff.teller, staff.observer]) {
      expect((await who.ask('PUT', `/roster/${id}/presence`, { present: true })).status).toBe(403);
      expect((await who.ask('PUT', `/events/${event}/door/${'0'.repeat(64)}`, { confirm: true })).status).toBe(403);
    }
    expect((await staff.clerk.ask('DELETE', `/roster/${id}`)).status).toBe(403);
    expect((await staff.clerk.ask('POST', `/events/${event}/shared-device`)).status).toBe(403);
  });

  test('changes and loses a name, but not of somebody who is in', async () => {
    const hall = await namedHall(api, staff, [group('a', 7), group('b', 7)], []);
    const [gone, moved, inside] = [nth(hall.guests, 0), nth(hall.guests, 1), nth(hall.guests, 2)];
    await knock(send, hall, gone, await phoneIn(hall));
    await enter(send, hall, inside);
    expect((await staff.organizer.ask('DELETE', `/roster/${gone.entry}`)).status).toBe(200);
    expect((await staff.organizer.ask('DELETE', `/roster/${gone.entry}`)).status).toBe(404);
    expect((await rosterOf(staff.clerk, hall.event)).requests).toEqual([]);
    const to = { name: '某 改名', unit: '', group: moved.group === A ? B : A };
    expect((await staff.organizer.ask('PUT', `/roster/${moved.entry}`, to)).status).toBe(200);
    expect(await lineOf(hall, moved)).toMatchObject({ name: '某改名', group: to.group, coded: true });
    expect((await staff.organizer.ask('PUT', `/roster/${moved.entry}`, { ...to, name: '' })).body).toMatchObject({
      code: 'roster_invalid',
      at: 'name',
    });

    expect((await staff.organizer.ask('DELETE', `/roster/${inside.entry}`)).body).toMatchObject({
      code: 'wrong_state',
    });
    const other = { name: inside.name, unit: inside.unit, group: inside.group === A ? B : A };
    expect((await staff.organizer.ask('PUT', `/roster/${inside.entry}`, other)).body).toMatchObject({
      code: 'wrong_state',
    });
    const renamed = { ...other, name: '某更正', group: inside.group };
    expect((await staff.organizer.ask('PUT', `/roster/${inside.entry}`, renamed)).status).toBe(200);
    const taken = { name: '某更正', unit: inside.unit, group: to.group };
    expect((await staff.organizer.ask('PUT', `/roster/${moved.entry}`, taken)).body).toMatchObject({
      code: 'roster_invalid',
    });
    expect(await trail(hall.event)).toMatch(/"roster_removed".*"roster_changed"/);
  });
});

describe('personal codes', () => {
  test('are kept under a key that is not in the database, all or none, and new ones replace the old', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const { entry, name, code } = nth(hall.guests, 0);
    const [row] = await api.deps.sql<{ mac: Uint8Array }[]>`
      select code_mac as mac from roll.roster where id = ${entry}`;
    expect(toHex(row?.mac ?? new Uint8Array())).toMatch(/^[0-9a-f]{64}$/);
    expect(toHex(row?.mac ?? new Uint8Array())).not.toBe(personalCodeHash(entry, code));

    const path = `/events/${hall.event}/personal-codes`;
    const fresh = newPersonalCode(random);
    const good = { entry, hash: personalCodeHash(entry, fresh) };
    const bad = [[good, { ...good, entry: 'nosuch' }], [good, good], [{ ...good, hash: 'x' }]];
    for (const codes of bad) {
      expect((await staff.organizer.ask('POST', path, { codes })).body).toMatchObject({ code: 'roster_invalid' });
    }
    expect((await must(staff.organizer, 'POST', path, { codes: [good] })).body).toEqual({ kept: 1 });
    const phone = await phoneIn(hall);
    const says = { slip: phone.slip.code, pass: phone.pass, name };
    expect((await send('POST', `/api/events/${hall.event}/sign-ins`, { ...says, code })).status).toBe(404);
    expect((await send('POST', `/api/events/${hall.event}/sign-ins`, { ...says, code: fresh })).status).toBe(200);
  });
});

describe('the register', () => {
  test('notes somebody without a phone, late, gone and taken back; a phone may come later and is the same person', async () => {
    const hall = await namedHall(api, staff, [group('a', 3)], [draft('甲'), draft('乙')], { opened: 0, spare: 3 });
    const guest = nth(hall.guests, 0);
    const put = (body: object, who = staff.clerk) => who.ask('PUT', `/roster/${guest.entry}/presence`, body);
    const present = async () => (await presentOf(api.deps.sql, hall.event))[0]?.present ?? 0;
    expect((await put({ late: true })).body).toMatchObject({ code: 'wrong_state' });
    for (let i = 0; i < 2; i += 1) expect((await put({ present: true })).status).toBe(200);
    expect(await lineOf(hall, guest)).toMatchObject({
      present: true,
      late: false,
      left: false,
      way: 'hand',
      by: 'clerk',
    });
    expect(await present()).toBe(1);
    expect((await put({ late: true, left: true })).status).toBe(200);
    expect(await lineOf(hall, guest)).toMatchObject({ late: true, left: true });
    expect(await present()).toBe(0);
    for (let i = 0; i < 2; i += 1) expect((await put({ present: false })).status).toBe(200);
    expect(await lineOf(hall, guest)).toMatchObject({ present: false, late: false, left: false, way: null, by: '' });

    await put({ present: true });
    const phone = await enter(send, hall, guest);
    expect(await present()).toBe(1);
    await issued(send, hall, phone);
    expect((await put({ present: false })).body).toMatchObject({ code: 'already_issued' });
    expect(await lineOf(hall, guest)).toMatchObject({ present: true, way: 'hand', by: 'clerk' });

    for (const { entry } of hall.guests.slice(1, 3)) {
      await must(staff.clerk, 'PUT', `/roster/${entry}/presence`, { present: true });
    }
    const full = await staff.clerk.ask('PUT', `/roster/${nth(hall.guests, 3).entry}/presence`, { present: true });
    expect(full.body).toMatchObject({ code: 'group_full' });
    expect((await staff.clerk.ask('PUT', '/roster/nosuch/presence', { present: true })).status).toBe(404);
  });

  test('says late of who comes after a poll was opened, and the trail says nothing of anybody', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')], { opened: 0 });
    const [early, late] = [nth(hall.guests, 0), nth(hall.guests, 1)];
    await enter(send, hall, early);
    await must(staff.organizer, 'POST', `/polls/${nth(hall.polls, 0)}/open`);
    await enter(send, hall, late);
    await must(staff.clerk, 'PUT', `/roster/${nth(hall.guests, 2).entry}/presence`, { present: true });
    const lines = await Promise.all(hall.guests.slice(0, 3).map((guest) => lineOf(hall, guest)));
    expect(lines.map((line) => line.late)).toEqual([false, true, true]);
    expect((await look(staff.clerk, hall.event)).roster).toEqual([
      { group: 'a', entries: 9, present: 3, late: 2, left: 0 },
    ]);
    await must(staff.clerk, 'PUT', `/roster/${late.entry}/presence`, { late: false, left: true });
    const said = await trail(hall.event);
    for (const { entry, name } of hall.guests) expect(said.includes(entry) || said.includes(name)).toBe(false);
    expect(said).not.toMatch(/"actor":"clerk"/);
  });

  test('lists people by group, unit and name, never in the order in which they came', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const before = (await rosterOf(staff.clerk, hall.event)).entries.map(({ id }) => id);
    for (const guest of hall.guests.slice(0, 7).reverse()) await enter(send, hall, guest);
    expect((await rosterOf(staff.clerk, hall.event)).entries.map(({ id }) => id)).toEqual(before);
  });
});

describe('a meeting', () => {
  test('that comes in by name takes no slips, one with slips no names, and it may turn while it has neither', async () => {
    const event = await newEvent('slips');
    const entries = [{ name: '某甲', unit: '', group: A }];
    expect((await add(event, entries)).body).toMatchObject({ code: 'wrong_state' });
    const draftOf = { title: '按名册签到的会', place: '', groups: GROUPS };
    await must(staff.organizer, 'PUT', `/events/${event}`, { ...draftOf, admission: 'roster' });
    await must(staff.organizer, 'PUT', `/events/${event}`, draftOf);
    expect((await look(staff.clerk, event)).admission).toBe('roster');
    const slips = [{ hash: '0'.repeat(64), group: A }];
    expect((await staff.organizer.ask('POST', `/events/${event}/slips`, { slips })).body).toMatchObject({
      code: 'wrong_state',
    });
    await add(event, entries);
    const back = { ...draftOf, admission: 'slips' };
    expect((await staff.organizer.ask('PUT', `/events/${event}`, back)).body).toMatchObject({ code: 'wrong_state' });
    const without = { ...draftOf, groups: [group('b', 5)] };
    expect((await staff.organizer.ask('PUT', `/events/${event}`, without)).body).toMatchObject({
      code: 'event_invalid',
    });
  });

  test('that is removed takes its names, codes, admissions and waiting phones along', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    await enter(send, hall, nth(hall.guests, 0));
    await knock(send, hall, nth(hall.guests, 1), await phoneIn(hall));
    await must(staff.organizer, 'DELETE', `/events/${hall.event}`);
    expect(await findEvent(api.deps.db, hall.event)).toBeNull();
    const [row] = await api.deps.sql<{ left: number }[]>`
      select ((select count(*) from roll.roster where event_id = ${hall.event})
        + (select count(*) from roll.slips where event_id = ${hall.event})
        + (select count(*) from roll.door_requests where event_id = ${hall.event}))::int as left`;
    expect(row).toEqual({ left: 0 });
  });
});
