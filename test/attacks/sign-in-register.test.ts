/**
 * Attacks on the register of a hall that is entered by name: who is entered by hand, taken back, noted as gone or struck
 * off in the moment of issuing, and who reads or changes the list.
 *
 * What the register says and what was issued are the same people, so 发出 never exceeds 实到, and the list stays at the desk.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '../../api/src/serve.ts';
import { staffOf, type Staff } from '../api/desk.ts';
import type { Send } from '../load/http.ts';
import { blindAll, drawSlip, eventView } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, each, group, motionBallot, nth, sendTo } from '../urn/meeting.ts';
import { byCode, claim, decide, enter, issued, knock, lineOf, namedHall, phoneIn, wants, type Guest } from './door.ts';
import { accountsOf, isWhole, seals } from './whole.ts';

const database = await freshDatabase();
let api: Running;
let two: Running;
let sends: readonly Send[];
let send: Send;
let staff: Staff;

beforeAll(async () => {
  [api, two] = [await startApi(database), await startApi(database)];
  sends = [sendTo(api.url), sendTo(two.url)];
  send = nth(sends, 0);
  staff = await staffOf(api);
});
afterAll(async () => {
  await Promise.all([api.close(), two.close()]);
});

const at = (i: number): Send => nth(sends, i % 2);
const presence = (guest: Guest, body: object, who = staff.clerk) =>
  who.ask('PUT', `/roster/${guest.entry}/presence`, body);

describe('the register', () => {
  test('filled by hand gives nobody a right: 实到 rises for the tellers to count, 发出 does not', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const answers = [];
    for (const guest of hall.guests) answers.push(await presence(guest, { present: true }, staff.organizer));
    expect(answers.map(({ status }) => status)).toEqual([...Array(7).fill(200), 409, 409]);
    // Nothing that could be a slip is answered or kept.
    expect(answers.slice(0, 7).map(({ body }) => JSON.stringify(body).length)).toEqual(Array(7).fill(2));
    const rows = await api.deps.sql<{ held: number }[]>`
      select count(slip_hash)::int as held from roll.roster where event_id = ${hall.event}`;
    expect(rows).toEqual([{ held: 0 }]);
    expect(await accountsOf(api, poll)).toMatchObject({ present: 7, issued: 0 });

    // Who comes with a phone after all is the same one person.
    const guest = nth(hall.guests, 0);
    await issued(send, hall, await enter(send, hall, guest));
    expect(await accountsOf(api, poll)).toMatchObject({ present: 7, issued: 1 });
    expect((await presence(guest, { present: false })).body).toMatchObject({ code: 'already_issued' });
    expect((await presence(nth(hall.guests, 1), { present: false })).status).toBe(200);
    expect(await accountsOf(api, poll)).toMatchObject({ present: 6, issued: 1 });
    await isWhole(api, hall);
    await seals(api, hall);
  });

  test('taken back in the moment of issuing: either no right is out, or the person is in', async () => {
    const hall = await namedHall(api, staff, [group('a', 24)], [draft('甲')]);
    const people = hall.guests.slice(0, 24);
    const phones = await each(people, 4, (guest) => enter(send, hall, guest));
    const ends = await each(people, 4, async (guest, i) => {
      const [right, back] = await Promise.all([
        wants(at(i), hall, nth(phones, i)),
        presence(guest, { present: false }),
      ]);
      return { out: right.status === 200, back: back.status === 200, in: (await lineOf(hall, guest)).present };
    });
    for (const end of ends) {
      expect(end.out && end.back).toBe(false);
      expect(end.in).toBe(!end.back);
    }
    await isWhole(api, hall);
    await seals(api, hall);
  });

  test('from which a line is removed while its owner comes in: gone or in, never both', async () => {
    const hall = await namedHall(api, staff, [group('a', 24)], [draft('甲')]);
    const people = hall.guests.slice(0, 24);
    const phones = await each(people, 4, () => phoneIn(hall));
    await each(people, 4, async (guest, i) => {
      if (i % 2 === 0) await knock(at(i), hall, guest, nth(phones, i));
    });
    await each(people, 4, async (guest, i) => {
      const phone = nth(phones, i);
      const [inside, removed] = await Promise.all([
        i % 2 === 0 ? decide(staff.clerk, hall, phone, true) : claim(at(i), hall, phone, byCode(guest)),
        staff.organizer.ask('DELETE', `/roster/${guest.entry}`),
      ]);
      expect(inside.status === 200 && removed.status === 200).toBe(false);
      const right = await wants(at(i), hall, phone);
      expect(right.status === 200, 'a right for a line that is gone').toBe(inside.status === 200);
    });
    await isWhole(api, hall);
    await seals(api, hall);
  });

  test('notes who has left: nothing more is issued, what is out stays out and counts, and no new phone gets in', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲'), draft('乙')]);
    const [gone, stays] = [nth(hall.guests, 0), nth(hall.guests, 1)];
    const [phone, neighbour] = [await enter(send, hall, gone), await enter(send, hall, stays)];
    await issued(send, hall, neighbour);
    const { polls } = await eventView(send, hall.event);
    const door = `/api/events/${hall.event}/credentials`;
    const first = blindAll(group('a', 0).id, polls.slice(0, 1)).body(phone.slip.code);
    expect((await send('POST', door, first)).status).toBe(200);
    expect((await presence(gone, { left: true })).status).toBe(200);
    const second = blindAll(group('a', 0).id, polls.slice(1)).body(phone.slip.code);
    expect(codeOf(await send('POST', door, second))).toBe('departed');
    // A lost answer may still be asked for.
    expect((await send('POST', door, first)).status).toBe(200);
    expect(codeOf(await claim(send, hall, await phoneIn(hall), byCode(gone)))).toBe('departed');
    expect(codeOf(await claim(send, hall, await phoneIn(hall), { name: gone.name, unit: gone.unit }))).toBe('departed');
    expect(await accountsOf(api, nth(hall.polls, 0))).toMatchObject({ present: 2, issued: 2 });
    expect(await accountsOf(api, nth(hall.polls, 1))).toMatchObject({ present: 1, issued: 1 });
    await isWhole(api, hall);
    await seals(api, hall);
  });

  test('that says "left" in the moment of issuing never has more 发出 than 实到', async () => {
    const hall = await namedHall(api, staff, [group('a', 24)], [draft('甲')]);
    const people = hall.guests.slice(0, 24);
    const phones = await each(people, 4, (guest) => enter(send, hall, guest));
    const ends = await each(people, 4, async (guest, i) => {
      const [right] = await Promise.all([wants(at(i), hall, nth(phones, i)), presence(guest, { left: true })]);
      return right.status === 200 ? 'out' : codeOf(right);
    });
    expect(ends.every((end) => end === 'out' || end === 'departed')).toBe(true);
    const out = ends.filter((end) => end === 'out').length;
    expect(await accountsOf(api, nth(hall.polls, 0))).toMatchObject({ present: out, issued: out });
    await isWhole(api, hall);
    await seals(api, hall);
  });

  test('has no slips beside it, and does not become a hall with slips while somebody is in', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const slips = [{ hash: drawSlip().hash, group: 'a' }];
    expect((await staff.organizer.ask('POST', `/events/${hall.event}/slips`, { slips })).status).toBeGreaterThanOrEqual(
      400,
    );
    await enter(send, hall, nth(hall.guests, 0));
    const turned = { title: '年度考核大会', place: '三楼会议室', groups: [group('a', 7)], admission: 'slips' };
    expect((await staff.organizer.ask('PUT', `/events/${hall.event}`, turned)).status).toBeGreaterThanOrEqual(400);
    expect((await eventView(send, hall.event)).admission).toBe('roster');
    await isWhole(api, hall);
  });

  test('is read at the desk and nowhere else: no name, line or code in anything that a phone, a wall or a stranger gets', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const people = hall.guests.slice(0, 7);
    for (const [i, guest] of people.entries()) {
      const phone = await enter(send, hall, guest);
      const voter = await issued(send, hall, phone);
      await castTo(send, nth(hall.polls, 0), motionBallot(voter, i % 2 ? 'agree' : 'disagree'));
    }
    await seals(api, hall);
    const { event, displayCode, polls } = hall;
    const open = [
      `events/${event}`,
      `events/${event}/stored`,
      `events/${event}/publication?code=${displayCode}`,
      `events/${event}/bundle`,
      `stage/${displayCode}`,
      `polls/${nth(polls, 0)}/record`,
      `polls/${nth(polls, 0)}/openings`,
    ];
    const seen: unknown[] = [];
    for (const path of open) {
      const { status, body } = await send('GET', `/api/${path}`);
      expect([path, status]).toEqual([path, 200]);
      seen.push(body);
    }
    // The trail is public with the bundle.
    seen.push((await staff.observer.ask('GET', `/events/${event}/trail`)).body);
    const said = JSON.stringify(seen);
    for (const { name, entry, code } of hall.guests) {
      for (const word of [name, entry, code]) expect(said).not.toContain(word);
    }
    for (const path of [`events/${event}/roster`, `events/${event}/personal-codes`]) {
      expect((await send('GET', `/api/desk/${path}`)).status).toBeGreaterThanOrEqual(400);
    }
  });

  test('is changed by an organizer only; a clerk keeps the door, tellers and observers look', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const guest = nth(hall.guests, 0);
    const entries = [{ name: '临时增补', unit: '', group: 'a' }];
    for (const who of [staff.clerk, staff.teller, staff.observer]) {
      for (const [method, path, body] of [
        ['POST', `/events/${hall.event}/roster`, { entries }],
        ['PUT', `/roster/${guest.entry}`, { name: '别人', unit: '', group: 'a' }],
        ['DELETE', `/roster/${guest.entry}`, undefined],
        ['POST', `/events/${hall.event}/personal-codes`, { codes: [] }],
      ] as const) {
        expect([path, (await who.ask(method, path, body)).status]).toEqual([path, 403]);
      }
    }
    for (const who of [staff.teller, staff.observer]) {
      expect((await presence(guest, { present: true }, who)).status).toBe(403);
    }
    expect((await lineOf(hall, guest)).name).toBe(guest.name);
  });
});
