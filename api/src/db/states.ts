/**
 * A poll's way from frozen to sealed, and what can't change any more about it.
 *
 * Each step is a compare-and-set under the poll's lock (`lockPoll`), and its moment is the database's clock.
 */
import { and, eq, sql as statement } from 'drizzle-orm';
import type { PollId } from 'ballot-core';
import type postgres from 'postgres';
import type { PollState } from '../views.ts';
import type { Db } from './client.ts';
import { polls } from './schema.ts';

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

const MOMENT = { open: 'openedAt', closed: 'closedAt', sealed: 'sealedAt' } as const;

/** The moment at which the transaction began. */
export async function moment(tx: Db): Promise<Date> {
  const [row] = [...(await tx.execute(statement`select extract(epoch from now()) * 1000 as ms`))];
  return new Date(Math.floor(Number(row?.ms)));
}

/** True when the poll was in `from` and is now in `to`. */
export async function move(
  tx: Db,
  poll: PollId,
  from: PollState,
  to: 'open' | 'closed' | 'sealed',
  at: Date,
): Promise<boolean> {
  const moved = await tx
    .update(polls)
    .set({ state: to, [MOMENT[to]]: at, ...(to === 'sealed' ? { alarm: null } : {}) })
    .where(and(eq(polls.id, poll), eq(polls.state, from)))
    .returning({ id: polls.id });
  return moved.length === 1;
}

/** Why the seal was stopped, in words for the operator. */
export async function setAlarm(db: Db, poll: PollId, alarm: string): Promise<void> {
  await db.update(polls).set({ alarm }).where(eq(polls.id, poll));
}
