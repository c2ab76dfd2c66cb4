/** Signing in by name at a real server: what a phone may ask again, and who is one person however many ask. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkAccounts, newPersonalCode, personalCodeHash, type EventId } from 'ballot-core';
import type { Waiting } from 'api/views';
import { presentOf } from '../../api/src/db/roll.ts';
import { standing } from '../../api/src/live/standing.ts';
import type { Running } from '../../api/src/serve.ts';
import {
  byCode,
  claim,
  decide,
  enter,
  issued,
  knock,
  lineOf,
  namedHall,
  phoneIn,
  rosterOf,
  wallCode,
  type Guest,
  type NamedHall,
} from '../attacks/door.ts';
import { must, staffOf, type Staff } from '../api/desk.ts';
import type { Answer, Send } from '../load/http.ts';
import { blindAll, drawSlip, eventView, passDoor, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, group, motionBallot, must as done, nth, sendTo } from './meeting.ts';

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

const A = group('a', 0).id;
const present = async (event: EventId) =>
  (await presentOf(api.deps.sql, event)).reduce((sum, row) => sum + row.present, 0);
const guest = (hall: NamedHall, at: number): Guest => nth(hall.guests, at);
const count = async (rows: ReturnType<typeof api.deps.sql>) =>
  Number(nth(await api.deps.sql<{ n: string }[]>`select count(*) as n from ${rows}`, 0).n);
const ask = (hall: NamedHall, slip: string, body: object): Promise<Answer> =>
  send('POST', `/api/events/${hall.event}/sign-ins`, { slip, ...body });
const issue = (hall: NamedHall, body: unknown) => send('POST', `/api/events/${hall.event}/credentials`, body);

describe('a phone', () => {
  test('is let in by name and code, by entry and code, or by the door, and then votes as with a printed slip', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const typed = await phoneIn(hall);
    expect(await claim(send, hall, typed, byCode(guest(hall, 0)))).toEqual({ status: 200, body: { group: 'a' } });
    const linked = await phoneIn(hall);
    const { entry, code } = guest(hall, 1);
    expect(
      (await claim(send, hall, linked, { entry, code: `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}` })).status,
    ).toBe(200);
    const asking = await phoneIn(hall);
    const number = await knock(send, hall, guest(hall, 2), asking);
    const [request] = (await rosterOf(staff.clerk, hall.event)).requests;
    expect(request).toEqual({ slip: asking.slip.hash, entry: guest(hall, 2).entry, number });
    expect((await decide(staff.clerk, hall, asking, true)).status).toBe(200);
    expect(await ask(hall, asking.slip.code, {})).toEqual({ status: 200, body: { group: 'a' } });

    for (const phone of [typed, linked, asking]) {
      const voter = await issued(send, hall, phone);
      expect((await castTo(send, nth(hall.polls, 0), motionBallot(voter, 'agree'))).status).toBe(201);
    }
    const lines = await Promise.all([0, 1, 2, 3].map((at) => lineOf(hall, guest(hall, at))));
    expect(lines.map(({ present: is, way, by }) => [is, way, by])).toEqual([
      [true, 'code', ''],
      [true, 'code', ''],
      [true, 'clerk', 'clerk'],
      [false, null, ''],
    ]);
    expect((await standing(api.deps, nth(hall.polls, 0))).accounts).toMatchObject({
      present: 3,
      issued: 3,
      returned: 3,
    });
  });

  test('whose answer was lost asks again without a pass and hears the same, in or waiting', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const inside = await enter(send, hall, guest(hall, 0));
    for (let i = 0; i < 3; i += 1) expect((await ask(hall, inside.slip.code, byCode(guest(hall, 0)))).status).toBe(200);
    const outside = await phoneIn(hall);
    const number = await knock(send, hall, guest(hall, 1), outside);
    const again = await ask(hall, outside.slip.code, { name: guest(hall, 1).name });
    expect(again).toEqual({ status: 202, body: { waiting: number } });
    expect(await present(hall.event)).toBe(1);
    expect((await rosterOf(staff.clerk, hall.event)).requests).toHaveLength(1);
  });

  test('that was turned away hears it once, and may ask again', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const phone = await phoneIn(hall);
    await knock(send, hall, guest(hall, 0), phone);
    for (let i = 0; i < 2; i += 1) expect((await decide(staff.clerk, hall, phone, false)).status).toBe(200);
    expect((await rosterOf(staff.clerk, hall.event)).requests).toEqual([]);
    expect(codeOf(await ask(hall, phone.slip.code, {}))).toBe('door_refused');
    await knock(send, hall, guest(hall, 1), phone);
    expect((await decide(staff.clerk, hall, phone, true)).status).toBe(200);
    expect((await lineOf(hall, guest(hall, 0))).present).toBe(false);
  });

  test('that waits cannot change the name that the door has before its eyes', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const phone = await phoneIn(hall);
    const number = await knock(send, hall, guest(hall, 0), phone);
    expect(await knock(send, hall, guest(hall, 1), phone)).toBe(number);
    await decide(staff.clerk, hall, phone, true);
    expect((await lineOf(hall, guest(hall, 0))).present).toBe(true);
    expect((await lineOf(hall, guest(hall, 1))).present).toBe(false);
  });

  test('without a pass for itself is sent back to the wall', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const other = await namedHall(api, staff, [group('a', 7)], []);
    const { slip, pass } = await phoneIn(hall);
    const says = byCode(guest(hall, 0));
    expect(codeOf(await ask(hall, slip.code, says))).toBe('hall_code_invalid');
    expect(codeOf(await ask(hall, drawSlip().code, { ...says, pass }))).toBe('hall_code_invalid');
    const strange = await phoneIn(other);
    expect(codeOf(await ask(hall, strange.slip.code, { ...says, pass: strange.pass }))).toBe('hall_code_invalid');
    const door = `/api/events/${hall.event}/door`;
    expect(codeOf(await send('POST', door, { hall: await wallCode(other), slip: slip.hash }))).toBe(
      'hall_code_invalid',
    );
    expect(codeOf(await send('POST', door, { hall: pass, slip: slip.hash }))).toBe('hall_code_invalid');
    expect(codeOf(await send('POST', door, { hall: 'x', slip: 'y' }))).toBe('body_malformed');
    expect(await present(hall.event)).toBe(0);
  });

  test('waits for sign-in to open, and one that is in may be replaced while it is closed', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const first = await enter(send, hall, guest(hall, 0));
    await must(staff.organizer, 'POST', `/events/${hall.event}/sign-in`, { open: false });
    expect(codeOf(await claim(send, hall, await phoneIn(hall), byCode(guest(hall, 1))))).toBe('sign_in_closed');
    const second = await enter(send, hall, guest(hall, 0));
    expect(await present(hall.event)).toBe(1);
    const old = blindAll(A, (await eventView(send, hall.event)).polls);
    expect(codeOf(await issue(hall, old.body(first.slip.code)))).toBe('unknown_slip');
    await issued(send, hall, second);
  });
});

describe('a name', () => {
  test('is one name however it is spaced, and an unknown one is told like a wrong code', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const entries = [{ name: '某　甲', unit: ' 某 处 ', group: A }];
    await must(staff.organizer, 'POST', `/events/${hall.event}/roster`, { entries });
    const phone = await phoneIn(hall);
    expect(codeOf(await claim(send, hall, phone, { name: '某乙' }))).toBe('unknown_entry');
    const { name } = guest(hall, 0);
    expect(codeOf(await claim(send, hall, phone, { name, code: newPersonalCode(random) }))).toBe('unknown_entry');
    expect(codeOf(await claim(send, hall, phone, { name, code: '?' }))).toBe('unknown_entry');
    expect(codeOf(await claim(send, hall, phone, { entry: 'nosuch', code: guest(hall, 0).code }))).toBe(
      'unknown_entry',
    );
    expect(codeOf(await claim(send, hall, phone, {}))).toBe('body_malformed');
    expect((await claim(send, hall, phone, { name: ' 某 甲', unit: '某处' })).status).toBe(202);
  });

  test('of several people needs the unit or the code', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const entries = ['甲处', '乙处'].map((unit) => ({ name: '某同名', unit, group: A }));
    await must(staff.organizer, 'POST', `/events/${hall.event}/roster`, { entries });
    expect(codeOf(await claim(send, hall, await phoneIn(hall), { name: '某同名' }))).toBe('name_ambiguous');
    expect((await claim(send, hall, await phoneIn(hall), { name: '某同名', unit: '乙处' })).status).toBe(202);
    const both = (await rosterOf(staff.clerk, hall.event)).entries.filter(({ name }) => name === '某同名');
    const codes = both.map(({ id }) => ({ id, code: newPersonalCode(random) }));
    await must(staff.organizer, 'POST', `/events/${hall.event}/personal-codes`, {
      codes: codes.map(({ id, code }) => ({ entry: id, hash: personalCodeHash(id, code) })),
    });
    const second = nth(codes, 1);
    expect((await claim(send, hall, await phoneIn(hall), { name: '某同名', code: second.code })).status).toBe(200);
    const now = (await rosterOf(staff.clerk, hall.event)).entries.filter((line) => line.present);
    expect(now.map(({ id }) => id)).toEqual([second.id]);
  });

  test('whose code is guessed is let in by the door only, for a while', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const { name, code } = guest(hall, 0);
    const phone = await phoneIn(hall);
    const guesses = await Promise.all(
      Array.from({ length: 30 }, () => claim(send, hall, phone, { name, code: newPersonalCode(random) })),
    );
    expect(guesses.every(({ status }) => status === 404 || status === 429)).toBe(true);
    expect(codeOf(await claim(send, hall, phone, { name, code }))).toBe('too_many_wrong_codes');
    expect(await present(hall.event)).toBe(0);
    await knock(send, hall, guest(hall, 0), phone);
    expect((await decide(staff.clerk, hall, phone, true)).status).toBe(200);
    expect((await claim(send, hall, await phoneIn(hall), byCode(guest(hall, 1)))).status).toBe(200);
  });

  test('has at most three phones waiting under it, each with a number of its own', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const { name, unit } = guest(hall, 0);
    const phones = await Promise.all(Array.from({ length: 8 }, () => phoneIn(hall)));
    const answers = await Promise.all(phones.map((phone) => claim(send, hall, phone, { name, unit })));
    const numbers = answers.flatMap(({ status, body }) => (status === 202 ? [(body as Waiting).waiting] : []));
    expect(new Set(numbers).size).toBe(3);
    expect(answers.filter((answer) => codeOf(answer) === 'busy')).toHaveLength(5);
    expect(numbers.every((number) => number >= 100 && number <= 999)).toBe(true);
  });
});

describe('one person', () => {
  test('is one admission, however many phones race in under the name, and one right, however many of them ask', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const phones = await Promise.all(Array.from({ length: 12 }, () => phoneIn(hall)));
    const answers = await Promise.all(phones.map((phone) => claim(send, hall, phone, byCode(guest(hall, 0)))));
    expect(answers.map(({ status }) => status)).toEqual(phones.map(() => 200));
    expect(await present(hall.event)).toBe(1);
    const { polls } = await eventView(send, hall.event);
    const rights = await Promise.all(phones.map(({ slip }) => issue(hall, blindAll(A, polls).body(slip.code))));
    expect(rights.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(rights.map(codeOf))).toEqual(new Set([undefined, 'unknown_slip']));
  });

  test('whose phone is replaced while it is issued has one right in each poll, and gets those that are left', async () => {
    const hall = await namedHall(api, staff, [group('a', 20)], [draft('甲'), draft('乙')]);
    const { polls } = await eventView(send, hall.event);
    const [first, second] = [nth(polls, 0), nth(polls, 1)];
    for (const person of hall.guests.slice(0, 8)) {
      const [lost, found] = [await enter(send, hall, person), await phoneIn(hall)];
      const [, moved] = await Promise.all([
        issue(hall, blindAll(A, [first]).body(lost.slip.code)),
        claim(send, hall, found, byCode(person)),
      ]);
      expect(moved.status).toBe(200);
      await issue(hall, blindAll(A, [first]).body(found.slip.code));
      const rest = await issue(hall, blindAll(A, [second]).body(found.slip.code));
      expect(rest.status).toBe(200);
      expect(codeOf(await issue(hall, blindAll(A, [second]).body(lost.slip.code)))).toBe('unknown_slip');
    }
    for (const { id } of polls) {
      expect((await standing(api.deps, id)).accounts).toMatchObject({ present: 8, issued: 8 });
    }
  });

  test('who was issued gets nothing more for the same poll with another phone', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
    const lost = await enter(send, hall, guest(hall, 0));
    await issued(send, hall, lost);
    const found = await enter(send, hall, guest(hall, 0));
    const { polls } = await eventView(send, hall.event);
    expect(codeOf(await issue(hall, blindAll(A, polls).body(found.slip.code)))).toBe('slip_used');
    expect((await standing(api.deps, nth(hall.polls, 0))).accounts).toMatchObject({ present: 1, issued: 1 });
  });

  test('confirmed twice at once is in once, and a phone that is gone confirms nothing', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const phone = await phoneIn(hall);
    await knock(send, hall, guest(hall, 0), phone);
    const answers = await Promise.all(Array.from({ length: 6 }, () => decide(staff.clerk, hall, phone, true)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await decide(staff.organizer, hall, phone, true)).status).toBe(200);
    expect(await present(hall.event)).toBe(1);
    expect((await decide(staff.clerk, hall, await phoneIn(hall), true)).status).toBe(404);
    expect((await decide(staff.teller, hall, phone, true)).status).toBe(403);
  });

  test('cannot be two: a slip that stands for somebody lets nobody else in', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], []);
    const phone = await enter(send, hall, guest(hall, 0));
    expect((await claim(send, hall, phone, byCode(guest(hall, 1)))).status).toBe(200);
    expect((await lineOf(hall, guest(hall, 1))).present).toBe(false);
    // Replaced, the first phone's slip is still what everything of its owner stands under.
    await enter(send, hall, guest(hall, 0));
    expect(codeOf(await claim(send, hall, phone, byCode(guest(hall, 1))))).toBe('slip_used');
    expect(await present(hall.event)).toBe(1);
  });
});

test('the last place of a group is taken once, however many race for it', async () => {
  const hall = await namedHall(api, staff, [group('a', 5)], [], { spare: 6 });
  for (const person of hall.guests.slice(0, 4)) await enter(send, hall, person);
  const late = hall.guests.slice(4);
  const phones = await Promise.all(late.map(() => phoneIn(hall)));
  const answers = await Promise.all(late.map((person, i) => claim(send, hall, nth(phones, i), byCode(person))));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter((answer) => codeOf(answer) === 'group_full')).toHaveLength(6);
  expect(await present(hall.event)).toBe(5);
});

describe('who has left', () => {
  test('is not present, is issued nothing new, and counts where a right is out already', async () => {
    const hall = await namedHall(api, staff, [group('a', 7)], [draft('甲'), draft('乙')]);
    const [first, second] = [nth(hall.polls, 0), nth(hall.polls, 1)];
    const { polls } = await eventView(send, hall.event);
    const phone = await enter(send, hall, guest(hall, 0));
    await enter(send, hall, guest(hall, 1));
    const asked = blindAll(A, polls.slice(0, 1)).body(phone.slip.code);
    expect((await issue(hall, asked)).status).toBe(200);
    const line = `/roster/${guest(hall, 0).entry}/presence`;
    await must(staff.clerk, 'PUT', line, { left: true });

    expect(await present(hall.event)).toBe(1);
    expect((await issue(hall, asked)).status).toBe(200);
    expect(codeOf(await issue(hall, blindAll(A, polls.slice(1)).body(phone.slip.code)))).toBe('departed');
    expect(codeOf(await claim(send, hall, await phoneIn(hall), byCode(guest(hall, 0))))).toBe('departed');
    expect((await standing(api.deps, first)).accounts).toMatchObject({ present: 2, issued: 1 });
    expect((await standing(api.deps, second)).accounts).toMatchObject({ present: 1, issued: 0 });

    done(await api.deps.urn.closePoll(first));
    done(await api.deps.urn.sealPoll(first));
    const { accounts } = await standing(api.deps, first);
    expect(accounts).toMatchObject({ present: 2, issued: 1, returned: 0 });
    expect(checkAccounts(accounts)).toEqual([]);

    await must(staff.clerk, 'PUT', line, { left: false });
    expect((await issue(hall, blindAll(A, polls.slice(1)).body(phone.slip.code))).status).toBe(200);
    expect(await present(hall.event)).toBe(2);
  });

  test('never makes 发出 exceed 实到, whatever comes and goes while they are counted', async () => {
    const hall = await namedHall(api, staff, [group('a', 12)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    let busy = true;
    const watch = (async () => {
      const wrong: unknown[] = [];
      for (; busy;) {
        const { accounts } = await standing(api.deps, poll);
        if (checkAccounts(accounts).length > 0) wrong.push(accounts);
      }
      return wrong;
    })();
    const { polls } = await eventView(send, hall.event);
    await Promise.all(
      hall.guests.slice(0, 12).map(async (person) => {
        const phone = await enter(send, hall, person);
        const line = `/roster/${person.entry}/presence`;
        await Promise.all([
          issue(hall, blindAll(A, polls).body(phone.slip.code)),
          staff.clerk.ask('PUT', line, { left: true }),
          staff.clerk.ask('PUT', line, { present: false }),
        ]);
        await staff.clerk.ask('PUT', line, { left: false });
      }),
    );
    busy = false;
    expect(await watch).toEqual([]);
    const { accounts } = await standing(api.deps, poll);
    expect(accounts.issued).toBeLessThanOrEqual(accounts.present);
    const { sql } = api.deps;
    expect(
      await count(sql`roll.issuances i where i.poll_id = ${poll}
        and not exists (select 1 from roll.slips s where s.slip_hash = i.slip_hash and s.admitted)`),
    ).toBe(0);
  });
});

test('a wall shows a code of its own to whoever knows the display code, and none where people come with slips', async () => {
  const hall = await namedHall(api, staff, [group('a', 7)], []);
  const { body } = await send('GET', `/api/stage/${hall.displayCode}/hall`);
  expect(body).toEqual({ url: expect.stringContaining(`/v/${hall.event}#hall=`), next: expect.any(Number) });
  expect(codeOf(await send('GET', '/api/stage/nosuch/hall'))).toBe('unknown_code');
  const draftOf = { title: '带票的会', place: '', groups: [group('a', 7)] };
  const slips = String(
    (await must(staff.organizer, 'POST', '/events', { event: draftOf, polls: [] })).body.id,
  ) as EventId;
  const { displayCode } = (await must(staff.organizer, 'GET', `/events/${slips}`)).body;
  expect(codeOf(await send('GET', `/api/stage/${displayCode}/hall`))).toBe('wrong_state');
  const device = (await must(staff.organizer, 'POST', `/events/${slips}/shared-device`)).body;
  const slip = drawSlip();
  const pass = await passDoor(send, slips, String(device.url).split('#device=')[1] ?? '', slip);
  expect(codeOf(await send('POST', `/api/events/${slips}/sign-ins`, { slip: slip.code, pass, name: '某甲' }))).toBe(
    'wrong_state',
  );
});
