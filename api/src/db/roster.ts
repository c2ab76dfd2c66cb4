/**
 * The roster (名册): names that may sign in, and what the sign-in register (签到表) says of them. No times.
 *
 * A name leads to an admission, and an admission to the hashes of blinded messages: there it ends. Nothing here has seen a
 * credential or a ballot.
 */
import type { EventId } from 'ballot-core';
import type postgres from 'postgres';
import type { RosterCount } from '../views.ts';

/** Groups without anybody on the roster are left out. */
export async function countRoster(sql: postgres.ISql, event: EventId): Promise<readonly RosterCount[]> {
  return await sql<RosterCount[]>`
    select group_id as "group", count(*)::int as entries, (count(admission))::int as present,
      (count(*) filter (where late))::int as late, (count(*) filter (where departed))::int as "left"
    from roll.roster where event_id = ${event} group by group_id`;
}

/** How many phones wait at the door. */
export async function countWaiting(sql: postgres.ISql, event: EventId): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(*)::int as waiting from roll.door_requests where event_id = ${event} and not refused`;
  return row?.waiting ?? 0;
}
