/**
 * The roster (名册): names that may sign in, and what the sign-in register (签到表) says of them. No times.
 *
 * A name leads to an admission, and an admission to the hashes of blinded messages: there it ends. Nothing here has seen a
 * credential or a ballot. Whoever writes holds the event's lock; letting in is in `door.ts`.
 */
import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { EventId, GroupId } from 'ballot-core';
import type postgres from 'postgres';
import type { DoorRequest, RosterCount, RosterDraft, RosterEntry } from '../desk-views.ts';
import type { Db } from './client.ts';
import { doorRequests, roster } from './schema.ts';

/** Groups without anybody on the roster are left out. */
export async function countRoster(db: Db, event: EventId): Promise<readonly RosterCount[]> {
  const rows = await db
    .select({
      group: roster.groupId,
      entries: sql<number>`count(*)::int`,
      present: sql<number>`count(${roster.admission})::int`,
      late: sql<number>`(count(*) filter (where ${roster.late}))::int`,
      left: sql<number>`(count(*) filter (where ${roster.departed}))::int`,
    })
    .from(roster)
    .where(eq(roster.eventId, event))
    .groupBy(roster.groupId);
  return rows.map((row) => ({ ...row, group: row.group as GroupId }));
}

/** How many phones wait at the door. */
export async function countWaiting(db: postgres.ISql, event: EventId): Promise<number> {
  const [row] = await db<{ waiting: number }[]>`
    select count(*)::int as waiting from roll.door_requests where event_id = ${event} and not refused`;
  return row?.waiting ?? 0;
}

/** By group, unit and name: never in the order in which they came. */
export async function listRoster(db: postgres.ISql, event: EventId): Promise<readonly RosterEntry[]> {
  return await db<RosterEntry[]>`
    select id, name, unit, group_id as "group", code_mac is not null as coded, admission is not null as present,
      late, departed as "left", way, confirmed_by as by
    from roll.roster where event_id = ${event} order by group_id, unit, name, id`;
}

export async function listCalls(db: postgres.ISql, event: EventId): Promise<readonly DoorRequest[]> {
  return await db<DoorRequest[]>`
    select encode(slip_hash, 'hex') as slip, entry_id as entry, number
    from roll.door_requests where event_id = ${event} and not refused order by number, slip_hash`;
}

export async function eventOfEntry(db: Db, id: string): Promise<EventId | null> {
  const [row] = await db.select({ event: roster.eventId }).from(roster).where(eq(roster.id, id));
  return row === undefined ? null : (row.event as EventId);
}

/** How many were new, and how many there are now. Names that are there already are left as they are. */
export async function addEntries(
  db: Db,
  event: EventId,
  added: readonly (RosterDraft & { readonly id: string })[],
): Promise<{ readonly added: number; readonly all: number }> {
  const rows = added.map(({ id, name, unit, group }) => ({ id, eventId: event, groupId: group, name, unit }));
  const kept = await db.insert(roster).values(rows).onConflictDoNothing().returning({ id: roster.id });
  return { added: kept.length, all: await db.$count(roster, eq(roster.eventId, event)) };
}

/** Which of these names are on the roster already, and in which group. */
export async function sameNames(
  db: Db,
  event: EventId,
  names: readonly string[],
): Promise<readonly (RosterDraft & { readonly id: string })[]> {
  const rows = await db
    .select({ id: roster.id, name: roster.name, unit: roster.unit, group: roster.groupId })
    .from(roster)
    .where(and(eq(roster.eventId, event), inArray(roster.name, [...names])));
  return rows.map((row) => ({ ...row, group: row.group as GroupId }));
}

/** False when the entry is gone, or would change its group while somebody is in under it. */
export async function changeEntry(db: Db, id: string, { name, unit, group }: RosterDraft): Promise<boolean> {
  const changed = await db
    .update(roster)
    .set({ name, unit, groupId: group })
    .where(and(eq(roster.id, id), or(isNull(roster.admission), eq(roster.groupId, group))))
    .returning({ id: roster.id });
  return changed.length === 1;
}

/** With who waits under it. False when the entry is gone, or somebody is in under it. */
export async function removeEntry(db: Db, id: string): Promise<boolean> {
  const removed = await db
    .delete(roster)
    .where(and(eq(roster.id, id), isNull(roster.admission)))
    .returning({ id: roster.id });
  if (removed.length === 0) return false;
  await db.delete(doorRequests).where(eq(doorRequests.entryId, id));
  return true;
}

export interface KeptCode {
  readonly entry: string;
  readonly mac: Uint8Array;
}

/** The places in the list of those that are not on the event's roster; nobody's code is changed then. */
export async function keepCodes(db: Db, event: EventId, codes: readonly KeptCode[]): Promise<readonly number[]> {
  const ids = codes.map(({ entry }) => entry);
  const known = await db
    .select({ id: roster.id })
    .from(roster)
    .where(and(eq(roster.eventId, event), inArray(roster.id, ids)));
  const there = new Set(known.map(({ id }) => id));
  const strange = ids.flatMap((id, i) => (there.has(id) ? [] : [i]));
  if (strange.length > 0) return strange;
  const macs = codes.map(({ mac }) => Buffer.from(mac).toString('hex'));
  await db.execute(sql`
    update roll.roster set code_mac = decode(made.mac, 'hex')
    from unnest(${sql.param(ids)}::text[], ${sql.param(macs)}::text[]) as made (entry, mac)
    where roll.roster.id = made.entry`);
  return [];
}
