/**
 * Attacks on a hall that is entered by name: on somebody else's place, and on the door.
 *
 * Whatever is tried, a name is one admission, every right stands under it, and 发出 never exceeds 实到. What a stolen code
 * or a mistaken clerk can do stands here too, so that nobody takes it for a promise.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PollId } from 'ballot-core';
import type { Running } from '../../api/src/serve.ts';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { must, staffOf, type Staff } from '../api/desk.ts';
import type { Send } from '../load/http.ts';
import { blindAll, drawSlip, eventView } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, each, group, motionBallot, nth, sendTo } from '../urn/meeting.ts';
import {
  asks,
  byCode,
  claim,
  decide,
  deviceCode,
  enter,
  issued,
  knock,
  lineOf,
  namedHall,
  phoneIn,
  rosterOf,
  wants,
  type Guest,
  type Phone,
} from './door.ts';
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

describe('one name', () => {
  test('and a dozen phones that race with its code, at two servers: one person, one right', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    for (const guest of hall.guests.slice(0, 3)) {
      const phones = await each(Array(12).fill(0), 6, () => phoneIn(hall));
      const answers = await each(phones, 12, async (phone, i) => {
        const inside = await claim(at(i), hall, phone, byCode(guest));
        return { inside, right: await wants(at(i + 1), hall, phone) };
      });
      expect(answers.map(({ inside }) => inside.status)).toEqual(Array(12).fill(200));
      expect(answers.filter(({ right }) => right.status === 200).length).toBeLessThanOrEqual(1);
      for (const { right } of answers) {
        expect([undefined, 'slip_used', 'unknown_slip']).toContain(codeOf(right));
      }
    }
    const { present, issued: out } = await accountsOf(api, poll);
    expect(present).toBe(3);
    expect(out).toBeLessThanOrEqual(3);
    await isWhole(api, hall);
    await seals(api, hall);
  });

  test('is not taken by a phone that is in under another one', async () => {
    const hall = await namedHall(api, staff, [group('a', 7), group('b', 7)], [draft('甲')]);
    const [own, absent] = [nth(hall.guests, 0), nth(hall.guests, 12)];
    expect([own.group, absent.group]).toEqual(['a', 'b']);
    const phone = await enter(send, hall, own);
    expect((await claim(send, hall, phone, byCode(absent))).body).toEqual({ group: 'a' });
    expect((await lineOf(hall, absent)).present).toBe(false);
    // Both at once, with one slip that is in nowhere yet.
    const fresh = await phoneIn(hall);
    const [left, right] = [nth(hall.guests, 1), nth(hall.guests, 13)];
    await Promise.all([claim(at(0), hall, fresh, byCode(left)), claim(at(1), hall, fresh, byCode(right))]);
    const there = [await lineOf(hall, left), await lineOf(hall, right)].filter((line) => line.present);
    expect(there).toHaveLength(1);
    await isWhole(api, hall);
  });

  test('with a stolen code, after its owner was issued: the thief gets no right that is out, the owner votes', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const guest = nth(hall.guests, 0);
    const phone = await enter(send, hall, guest);
    const owner = await issued(send, hall, phone);
    const thief = await enter(at(1), hall, guest);
    expect(codeOf(await wants(send, hall, thief))).toBe('slip_used');
    expect((await castTo(send, poll, motionBallot(owner, 'agree'))).status).toBe(201);
    expect(await accountsOf(api, poll)).toMatchObject({ present: 1, issued: 1, returned: 1 });

    // Not prevented: of a poll that comes later the thief is first, until the owner comes in again. Nobody gets two.
    const added = String((await must(staff.organizer, 'POST', `/events/${hall.event}/polls`, draft('乙'))).body.id);
    await must(staff.organizer, 'POST', `/polls/${added}/freeze`);
    await keysSettled();
    expect(codeOf(await asks(send, hall, phone.slip))).toBe('unknown_slip');
    const again = await enter(send, hall, guest);
    expect(codeOf(await asks(send, hall, thief.slip))).toBe('unknown_slip');
    const { polls } = await eventView(send, hall.event);
    const rest = blindAll(group('a', 0).id, polls.slice(1)).body(again.slip.code);
    expect((await send('POST', `/api/events/${hall.event}/credentials`, rest)).status).toBe(200);
    expect(await accountsOf(api, added as PollId)).toMatchObject({ present: 1, issued: 1 });
    await isWhole(api, hall);
  });

  test('on a device that is passed along: nobody gets what another got, and the one before is told nothing', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const tablet = await deviceCode(hall);
    const phones: Phone[] = [];
    for (const guest of hall.guests.slice(0, 4)) {
      const phone = await enter(send, hall, guest, await phoneIn(hall, tablet));
      phones.push(phone);
      const voter = await issued(send, hall, phone);
      expect((await castTo(send, nth(hall.polls, 0), motionBallot(voter, 'agree'))).status).toBe(201);
    }
    // The pass of the one before lets nobody else in.
    const guest = nth(hall.guests, 5);
    const stale = { slip: drawSlip(), pass: nth(phones, 3).pass };
    expect(codeOf(await claim(send, hall, stale, byCode(guest)))).toBe('hall_code_invalid');
    expect(await accountsOf(api, nth(hall.polls, 0))).toMatchObject({ present: 4, issued: 4, returned: 4 });
    await isWhole(api, hall);
  });
});

describe('the door', () => {
  test('that confirms the wrong one of two can be put right: the owner takes over, and nothing is out twice', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲'), draft('乙')]);
    const guest = nth(hall.guests, 0);
    const [owner, thief] = [await phoneIn(hall), await phoneIn(hall)];
    const numbers = [await knock(send, hall, guest, owner), await knock(at(1), hall, guest, thief)];
    expect(new Set(numbers).size, 'two who wait under one name can be told apart').toBe(2);
    expect((await decide(staff.clerk, hall, thief, true)).status).toBe(200);
    const { polls } = await eventView(send, hall.event);
    const first = blindAll(group('a', 0).id, polls.slice(0, 1));
    const credentials = `/api/events/${hall.event}/credentials`;
    expect((await send('POST', credentials, first.body(thief.slip.code))).status).toBe(200);

    expect((await claim(send, hall, owner, { name: guest.name, unit: guest.unit })).status).toBe(202);
    expect((await decide(staff.clerk, hall, owner, true)).status).toBe(200);
    expect((await claim(send, hall, owner, { name: guest.name, unit: guest.unit })).status).toBe(200);
    expect(codeOf(await asks(send, hall, thief.slip))).toBe('unknown_slip');
    const [late, rest] = [polls.slice(0, 1), polls.slice(1)].map((some) => blindAll(group('a', 0).id, some));
    expect(codeOf(await send('POST', credentials, late?.body(owner.slip.code)))).toBe('slip_used');
    expect((await send('POST', credentials, rest?.body(owner.slip.code))).status).toBe(200);
    for (const poll of hall.polls) expect(await accountsOf(api, poll)).toMatchObject({ present: 1, issued: 1 });
    await isWhole(api, hall);
  });

  test('decides for phones that wait there, once, and for no other meeting', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const next = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const guest = nth(hall.guests, 0);
    const phone = await phoneIn(hall);
    await knock(send, hall, guest, phone);
    for (const who of [staff.teller, staff.observer]) expect((await decide(who, hall, phone, true)).status).toBe(403);
    expect((await decide(staff.clerk, next, phone, true)).status).toBeGreaterThanOrEqual(400);
    expect((await decide(staff.clerk, hall, await phoneIn(hall), true)).status).toBeGreaterThanOrEqual(400);
    expect((await lineOf(hall, guest)).present).toBe(false);
    expect((await decide(staff.clerk, hall, phone, false)).status).toBe(200);
    await decide(staff.clerk, hall, phone, true);
    const told = await claim(send, hall, phone, { name: guest.name, unit: guest.unit });
    // Whichever of the two stands, the phone and the register say the same.
    expect((await lineOf(hall, guest)).present).toBe(told.status === 200);
    await isWhole(api, hall);
  });

  test('that is flooded keeps a list that can be read; who has a code comes in, and a name is free when it was cleared', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const victim = nth(hall.guests, 0);
    const phones = await each(Array(12).fill(0), 6, () => phoneIn(hall));
    const under = await each(phones, 12, (phone, i) =>
      claim(at(i), hall, phone, { name: victim.name, unit: victim.unit }),
    );
    expect(under.filter(({ status }) => status === 202)).toHaveLength(3);
    expect(new Set(under.flatMap(({ body }) => (body as { readonly waiting?: number }).waiting ?? [])).size).toBe(3);
    expect(new Set(under.map(codeOf))).toEqual(new Set([undefined, 'busy']));
    // Under all names together as well.
    const many = await each(Array(40).fill(0), 6, () => phoneIn(hall));
    await each(many, 12, (phone, i) => {
      const { name, unit } = nth(hall.guests, 1 + (i % 8));
      return claim(at(i), hall, phone, { name, unit });
    });
    const { requests } = await rosterOf(staff.clerk, hall.event);
    expect(requests.length).toBeLessThanOrEqual(Math.min(3 * hall.guests.length, 2 * 7 + 20));

    await enter(send, hall, nth(hall.guests, 1));
    const own = await phoneIn(hall);
    expect(codeOf(await claim(send, hall, own, { name: victim.name, unit: victim.unit }))).toBe('busy');
    for (const { slip, entry } of requests.filter((request) => request.entry === victim.entry)) {
      await must(staff.clerk, 'PUT', `/events/${hall.event}/door/${slip}`, { confirm: false });
      expect(entry).toBe(victim.entry);
    }
    // The flood doesn't ask again, so it never hears the refusal; the place is free all the same.
    await knock(send, hall, victim, own);
    expect((await decide(staff.clerk, hall, own, true)).status).toBe(200);
    expect((await lineOf(hall, victim)).present).toBe(true);
    await isWhole(api, hall);
  });

  test('that was closed lets in who is in already, and nobody else: not by code, not by the clerk, not by hand', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const [inside, late, waiting] = [nth(hall.guests, 0), nth(hall.guests, 1), nth(hall.guests, 2)];
    await enter(send, hall, inside);
    const phone = await phoneIn(hall);
    await knock(send, hall, waiting, phone);
    await must(staff.organizer, 'POST', `/events/${hall.event}/sign-in`, { open: false });
    expect(codeOf(await claim(send, hall, await phoneIn(hall), byCode(late)))).toBe('sign_in_closed');
    expect((await decide(staff.clerk, hall, phone, true)).body).toMatchObject({ code: 'sign_in_closed' });
    expect((await presence(late, { present: true })).body).toMatchObject({ code: 'sign_in_closed' });
    expect((await issued(send, hall, await enter(send, hall, inside))).held).toHaveLength(1);
    expect(await accountsOf(api, nth(hall.polls, 0))).toMatchObject({ present: 1, issued: 1 });
    await isWhole(api, hall);
  });

  test('lets in no more than are due, whichever way they come, at two servers at once', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')], { spare: 9 });
    const phones = await each(hall.guests, 6, () => phoneIn(hall));
    await each(hall.guests, 4, (guest, i) =>
      i % 3 === 0 ? knock(at(i), hall, guest, nth(phones, i)) : Promise.resolve(0),
    );
    await each(hall.guests, 16, async (guest, i) => {
      if (i % 3 === 0) await decide(staff.clerk, hall, nth(phones, i), true);
      else if (i % 3 === 1) await claim(at(i), hall, nth(phones, i), byCode(guest));
      else await presence(guest, { present: true });
    });
    expect((await rosterOf(staff.clerk, hall.event)).entries.filter(({ present }) => present)).toHaveLength(7);
    const out = (await rosterOf(staff.clerk, hall.event)).entries.filter(({ present }) => !present);
    const absent = hall.guests.filter(({ entry }) => entry === out[0]?.id);
    expect(codeOf(await claim(send, hall, await phoneIn(hall), byCode(nth(absent, 0))))).toBe('group_full');
    await each(phones, 8, (phone, i) => wants(at(i), hall, phone));
    const accounts = await accountsOf(api, nth(hall.polls, 0));
    expect(accounts.present).toBe(7);
    await isWhole(api, hall);
    await seals(api, hall);
  });
});
