/**
 * What is being changed while a phone asks: it waits for the change and is answered by what came of it. Each change stands
 * uncommitted until the phone waits for it, so that the order is not left to chance.
 */
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../api/src/db/client.ts';
import { findEvent } from '../../api/src/db/events.ts';
import { makeEvent, reviseEvent } from '../../api/src/desk/events.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Alongside } from '../../api/src/urn/urn.ts';
import {
  byCode,
  claim,
  decide,
  enter,
  knock,
  lineOf,
  namedHall,
  phoneIn,
  type Guest,
  type NamedHall,
  type Phone,
} from '../attacks/door.ts';
import { staffOf, type Staff } from '../api/desk.ts';
import type { Answer, Send } from '../load/http.ts';
import { blindAll, drawSlip, eventView } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { codeOf, draft, group, nth, sendTo } from './meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let staff: Staff;
let hall: NamedHall;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  staff = await staffOf(api);
  hall = await namedHall(api, staff, [group('a', 7)], [draft('甲')]);
});
afterAll(() => api.close());

/** Lets `act` begin while `change` is not committed, and commits once it waits for the change or has not. */
async function during<T>(change: Alongside, act: () => Promise<T>): Promise<T> {
  const { sql } = api.deps;
  const asked: Promise<T>[] = [];
  await sql.begin(async (tx) => {
    await change(tx);
    let answered = false;
    asked.push(act().finally(() => (answered = true)));
    await vi.waitFor(
      async () => {
        const waiting = await sql`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        expect(answered || waiting.length > 0).toBe(true);
      },
      { timeout: 20_000, interval: 20 },
    );
  });
  return await nth(asked, 0);
}

async function issue({ slip }: Phone): Promise<Answer> {
  const { polls } = await eventView(send, hall.event);
  return await send('POST', `/api/events/${hall.event}/credentials`, blindAll(group('a', 0).id, polls).body(slip.code));
}

/** Rights that stand under nobody, and admissions of nobody. */
async function strays(): Promise<object | undefined> {
  const [row] = await api.deps.sql<object[]>`
    select (select count(*)::int from roll.issuances i
        where not exists (select 1 from roll.slips s where s.slip_hash = i.slip_hash)) as rights,
      (select count(*)::int from roll.slips s
        where not exists (select 1 from roll.roster r where r.admission = s.slip_hash)) as admissions,
      (select count(*)::int from roll.door_requests d
        where not exists (select 1 from roll.roster r where r.id = d.entry_id)) as calls`;
  return row;
}
const NONE = { rights: 0, admissions: 0, calls: 0 };
const guest = (at: number): Guest => nth(hall.guests, at);

test('a sign-in that is being taken back gets no right any more', async () => {
  const phone = await enter(send, hall, guest(0));
  const answer = await during(
    async (tx) => {
      await tx`
      with gone as (
        update roll.roster set admission = null, slip_hash = null, way = null where id = ${guest(0).entry} returning 1)
      delete from roll.slips where exists (select 1 from gone) and slip_hash = decode(${phone.slip.hash}, 'hex')`;
    },
    () => issue(phone),
  );
  expect(codeOf(answer)).toBe('unknown_slip');
  expect(await strays()).toEqual(NONE);
});

test('a phone that is being replaced gets no right any more', async () => {
  const phone = await enter(send, hall, guest(1));
  const answer = await during(
    (tx) => tx`
      update roll.roster set slip_hash = decode(${drawSlip().hash}, 'hex') where id = ${guest(1).entry}`,
    () => issue(phone),
  );
  expect(codeOf(answer)).toBe('unknown_slip');
});

test('to who is just noted as having left nothing is issued', async () => {
  const phone = await enter(send, hall, guest(2));
  const answer = await during(
    (tx) => tx`update roll.roster set departed = true where id = ${guest(2).entry}`,
    () => issue(phone),
  );
  expect(codeOf(answer)).toBe('departed');
});

test('under a name that is being removed nobody comes in, and nobody waits', async () => {
  const [coming, asking] = [await phoneIn(hall), await phoneIn(hall)];
  const removed =
    (at: number): Alongside =>
    (tx) =>
      tx`delete from roll.roster where id = ${guest(at).entry}`;
  const entered = await during(removed(3), () => claim(send, hall, coming, byCode(guest(3))));
  expect(codeOf(entered)).toBe('unknown_entry');
  const { name, unit } = guest(4);
  const called = await during(removed(4), () => claim(send, hall, asking, { name, unit }));
  expect(called.status).toBe(503);
  expect(await strays()).toEqual(NONE);
});

test('a phone that has just gone from the door is not confirmed', async () => {
  const phone = await phoneIn(hall);
  await knock(send, hall, guest(5), phone);
  const answer = await during(
    (tx) => tx`delete from roll.door_requests where slip_hash = decode(${phone.slip.hash}, 'hex')`,
    () => decide(staff.clerk, hall, phone, true),
  );
  expect(answer.status).toBe(404);
  expect((await lineOf(hall, guest(5))).present).toBe(false);
});

test('of all lines to the database one is enough to change what is due: whoever comes in may hold the others', async () => {
  const event = { title: '某某大会', place: '', groups: [group('a', 7)], admission: 'roster' } as const;
  const made = await makeEvent(api.deps, 'organizer', { event, polls: [], baseUrl: null });
  if (!made.ok) throw new Error('no meeting was made');
  const line = connect(database.url, { max: 1 });
  onTestFinished(line.end);
  const groups = [group('a', 8), group('b', 2)];
  const deps = { db: line.db, hub: api.deps.hub };
  expect(await reviseEvent(deps, 'organizer', made.value, { ...event, groups })).toEqual({ ok: true, value: null });
  expect((await findEvent(line.db, made.value))?.groups).toEqual(groups);
}, 20_000);
