/**
 * A poll's way from frozen to sealed, and what can't change any more about it.
 *
 * Each step is a compare-and-set under the poll's lock (`lockPoll`), and its moment is the database's clock.
 */
import type { PollId } from 'ballot-core';
import type postgres from 'postgres';
import type { PollState } from '../views.ts';
import type { ClosedAttendance } from './polls.ts';

export async function stateOf(sql: postgres.Sql, poll: string): Promise<PollState | null> {
  const [row] = await sql<{ state: PollState }[]>`select state from desk.polls where id = ${poll}`;
  return row?.state ?? null;
}

/** The states of these polls; unknown ones are left out. */
export async function statesOf(sql: postgres.Sql, asked: readonly string[]): Promise<ReadonlyMap<string, PollState>> {
  const rows = await sql<{ id: string; state: PollState }[]>`
    select id, state from desk.polls where id = any(${[...asked]}::text[])`;
  return new Map(rows.map(({ id, state }) => [id, state]));
}

export async function openPolls(sql: postgres.Sql): Promise<readonly PollId[]> {
  const rows = await sql<{ id: PollId }[]>`select id from desk.polls where state = 'open' order by id`;
  return rows.map(({ id }) => id);
}

const MOMENT = { open: 'opened_at', closed: 'closed_at', sealed: 'sealed_at' } as const;

/**
 * The moment of a step: the database's clock, one for all processes, and never before the poll's last moment. A clock that
 * was set right in between (a laptop that finds the network) would else close a poll before it was opened, and no verifier
 * would take that record.
 */
export async function clock(tx: postgres.ISql, poll: PollId): Promise<Date> {
  const [row] = await tx<{ ms: number }[]>`
    select (extract(epoch from greatest(clock_timestamp(), opened_at, closed_at, sealed_at)) * 1000)::float8 as ms
    from desk.polls where id = ${poll}`;
  if (row === undefined) throw new Error('a step of a poll that is not there');
  return new Date(Math.floor(row.ms));
}

/** True when the poll was in `from` and is now in `to`. A seal lifts the alarm that an earlier attempt left. */
export async function move(
  tx: postgres.TransactionSql,
  poll: PollId,
  from: PollState,
  to: keyof typeof MOMENT,
  at: Date,
): Promise<boolean> {
  const moved = await tx`
    update desk.polls set state = ${to}, ${tx(MOMENT[to])} = ${at}, alarm = null
    where id = ${poll} and state = ${from} returning 1`;
  return moved.length === 1;
}

/** 实到 and 发出 as they stood when the poll was closed, in the transaction that closes it. */
export async function keepAttendance(
  tx: postgres.TransactionSql,
  poll: PollId,
  attendance: readonly ClosedAttendance[],
): Promise<void> {
  await tx`update desk.polls set attendance = ${JSON.stringify(attendance)}::text::jsonb where id = ${poll}`;
}

/** Why the seal was stopped, in words for the operator. */
export async function setAlarm(sql: postgres.Sql, poll: PollId, alarm: string): Promise<void> {
  await sql`update desk.polls set alarm = ${alarm} where id = ${poll} and state = 'closed'`;
}
