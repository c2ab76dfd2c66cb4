/**
 * The door: who on the roster is let in, and which phones wait for it.
 *
 * Whoever is in has an admission in `roll.slips` that is never another one, so a phone that is replaced makes nobody twice.
 * One order of locks everywhere: the line of the group, the entry, the request.
 */
import type { EventId, GroupId } from 'ballot-core';
import type postgres from 'postgres';
import type { PresenceBody } from '../desk-views.ts';
import { admissionLock } from './roll.ts';

export interface Person {
  readonly id: string;
  readonly event: EventId;
  readonly group: GroupId;
  readonly codeMac: Uint8Array | null;
  readonly departed: boolean;
}
export interface DoorCall {
  readonly entry: string;
  readonly group: GroupId;
  readonly number: number;
  readonly refused: boolean;
}
export type Way = 'code' | 'clerk' | 'hand';
export type LetIn =
  'in' | 'sign_in_closed' | 'group_full' | 'departed' | 'unknown_entry' | 'slip_used' | 'nobody_waits';

export async function personOf(sql: postgres.Sql, event: EventId, id: string): Promise<Person | null> {
  const [row] = await sql<Person[]>`
    select id, event_id as event, group_id as "group", code_mac as "codeMac", departed
    from roll.roster where id = ${id} and event_id = ${event}`;
  return row ?? null;
}

/** All with this name; with `unit`, the one of that unit. Both as `nameForm` has them. */
export async function peopleNamed(
  sql: postgres.Sql,
  event: EventId,
  name: string,
  unit: string | null,
): Promise<readonly Person[]> {
  return await sql<Person[]>`
    select id, event_id as event, group_id as "group", code_mac as "codeMac", departed
    from roll.roster where event_id = ${event} and name = ${name} and (${unit}::text is null or unit = ${unit})
    order by id`;
}

/** What a waiting phone asked for; null when it doesn't wait. */
export async function callOf(sql: postgres.Sql, event: EventId, slip: Uint8Array): Promise<DoorCall | null> {
  const [row] = await sql<DoorCall[]>`
    select call.entry_id as entry, person.group_id as "group", call.number, call.refused
    from roll.door_requests call join roll.roster person on person.id = call.entry_id
    where call.slip_hash = ${slip} and call.event_id = ${event}`;
  return row ?? null;
}

export async function forgetCall(sql: postgres.Sql, slip: Uint8Array): Promise<void> {
  await sql`delete from roll.door_requests where slip_hash = ${slip}`;
}

/**
 * Has this phone wait under this name; a phone that waits already keeps its number. `draw` gives a number: no two phones
 * under one name have the same. Null when too many wait, or the entry is gone.
 */
export async function callAtDoor(
  sql: postgres.Sql,
  { event, id }: Person,
  slip: Uint8Array,
  most: { readonly entry: number; readonly event: number },
  draw: () => number,
): Promise<number | null> {
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${`door/${event}`}, 0))`;
    // The entry stays while we write, or the request would be left behind.
    const there = await tx`select 1 from roll.roster where id = ${id} for share`;
    if (there.length === 0) return null;
    const waiting = await tx<{ own: boolean; number: number; here: boolean }[]>`
      select slip_hash = ${slip} as own, number, entry_id = ${id} as here
      from roll.door_requests where event_id = ${event} and (not refused or slip_hash = ${slip})`;
    const own = waiting.find((call) => call.own);
    if (own !== undefined) return own.number;
    const here = waiting.filter((call) => call.here);
    if (here.length >= most.entry || waiting.length >= most.event) return null;
    let number = draw();
    while (here.some((call) => call.number === number)) number = draw();
    await tx`
      insert into roll.door_requests (slip_hash, event_id, entry_id, number)
      values (${slip}, ${event}, ${id}, ${number})`;
    return number;
  });
}

/**
 * Lets somebody in: with the phone that holds `slip`, or by hand without one (`slip` null, `admission` the hash of what
 * nobody keeps). For the first time only while sign-in is open and 实到 is under 应到, with the same lock as slips; whoever
 * is in already gets this phone instead of the last one, and stays one admission. `waits`: only if it still waits for this
 * entry.
 */
export async function letIn(
  sql: postgres.Sql,
  { event, group, id }: Pick<Person, 'event' | 'group' | 'id'>,
  {
    slip,
    admission,
    way,
    by,
    waits,
  }: {
    readonly slip: Uint8Array | null;
    readonly admission: Uint8Array;
    readonly way: Way;
    readonly by: string;
    readonly waits: boolean;
  },
): Promise<LetIn> {
  return await sql.begin(async (tx): Promise<LetIn> => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${admissionLock(event, group)}, 0))`;
    const [person] = await tx<{ isIn: boolean; departed: boolean }[]>`
      select admission is not null as "isIn", departed from roll.roster
      where id = ${id} and event_id = ${event} and group_id = ${group} for update`;
    if (person === undefined) return 'unknown_entry';
    if (person.isIn && slip === null) return 'in';
    if (person.departed) return 'departed';
    if (waits) {
      const call = await tx`
        select 1 from roll.door_requests where slip_hash = ${slip} and entry_id = ${id} for update`;
      if (call.length === 0) return 'nobody_waits';
    }
    if (person.isIn) {
      const moved = await tx`
        update roll.roster set slip_hash = ${slip}
        where id = ${id} and not exists (select 1 from roll.roster other where other.slip_hash = ${slip} and other.id <> ${id})
        returning 1`;
      if (moved.length === 0) return 'slip_used';
    } else {
      const refused = await enter(tx, event, group, admission);
      if (refused !== null) return refused;
      await tx`
        update roll.roster set admission = ${admission}, slip_hash = ${slip}, way = ${way}, confirmed_by = ${by},
          late = exists (select 1 from desk.polls where event_id = ${event} and state in ('open', 'closed', 'sealed'))
        where id = ${id}`;
    }
    if (slip !== null) await tx`delete from roll.door_requests where slip_hash = ${slip}`;
    return 'in';
  });
}

/** One more in the group, or why not. The check and the row are one statement. */
async function enter(
  tx: postgres.TransactionSql,
  event: EventId,
  group: GroupId,
  admission: Uint8Array,
): Promise<LetIn | null> {
  const done = await tx`
    insert into roll.slips (slip_hash, event_id, group_id, admitted)
    select ${admission}, event.id, ${group}, true from desk.events event
    where event.id = ${event} and event.sign_in = 'open'
      and not exists (select 1 from roll.roster other where other.slip_hash = ${admission})
      and (select count(*) from roll.slips other
           where other.event_id = event.id and other.group_id = ${group} and other.admitted)
        < (select (g ->> 'due')::int from jsonb_array_elements(event.groups) g where g ->> 'id' = ${group})
    on conflict do nothing returning 1`;
  if (done.length === 1) return null;
  const [row] = await tx<{ open: boolean; used: boolean }[]>`
    select event.sign_in = 'open' as open,
      exists (select 1 from roll.slips where slip_hash = ${admission})
        or exists (select 1 from roll.roster where slip_hash = ${admission}) as used
    from desk.events event where event.id = ${event}`;
  if (row?.used === true) return 'slip_used';
  return row?.open === true ? 'group_full' : 'sign_in_closed';
}

/**
 * The door's notes: late (迟到) and left (离场) of who is in, and a sign-in taken back (`present` false), while nothing was
 * issued under it. The order of locks is that of `letIn`; issuing holds the entry, so nothing is issued meanwhile.
 */
export async function notePresence(
  sql: postgres.Sql,
  { event, group, id }: Pick<Person, 'event' | 'group' | 'id'>,
  { present, late, left }: PresenceBody,
): Promise<'noted' | 'unknown_entry' | 'already_issued' | 'wrong_state'> {
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${admissionLock(event, group)}, 0))`;
    const [person] = await tx<{ admission: Uint8Array | null }[]>`
      select admission from roll.roster
      where id = ${id} and event_id = ${event} and group_id = ${group} for update`;
    if (person === undefined) return 'unknown_entry';
    const { admission } = person;
    if (present === false) {
      if (admission === null) return 'noted';
      const issued = await tx`select 1 from roll.issuances where slip_hash = ${admission} limit 1`;
      if (issued.length > 0) return 'already_issued';
      await tx`
        update roll.roster set admission = null, slip_hash = null, late = false, departed = false, way = null, confirmed_by = ''
        where id = ${id}`;
      await tx`delete from roll.slips where slip_hash = ${admission}`;
      return 'noted';
    }
    if (late === undefined && left === undefined) return 'noted';
    if (admission === null) return 'wrong_state';
    await tx`
      update roll.roster set late = coalesce(${late ?? null}::bool, late), departed = coalesce(${left ?? null}::bool, departed)
      where id = ${id}`;
    return 'noted';
  });
}

/** Turns a waiting phone away: it hears of it when it asks again. */
export async function turnAway(sql: postgres.Sql, event: EventId, slip: Uint8Array): Promise<void> {
  await sql`update roll.door_requests set refused = true where slip_hash = ${slip} and event_id = ${event}`;
}
