/**
 * 程序情况表: which items of a poll's checklist are ticked, each with its document.
 *
 * What the items are stands in the draft. A tick is one row, overwritten when its document changes; the trail keeps
 * every tick.
 */
import { and, asc, eq } from 'drizzle-orm';
import type { PollId } from 'ballot-core';
import type postgres from 'postgres';
import type { ChecklistTick } from '../desk-views.ts';
import type { Db } from './client.ts';
import { checks } from './schema.ts';

export async function tick(db: Db, poll: PollId, { item, document, by }: ChecklistTick): Promise<void> {
  await db
    .insert(checks)
    .values({ pollId: poll, item, document, by })
    .onConflictDoUpdate({ target: [checks.pollId, checks.item], set: { document, by } });
}

/** False when it wasn't ticked. */
export async function untick(db: Db, poll: PollId, item: string): Promise<boolean> {
  const gone = await db
    .delete(checks)
    .where(and(eq(checks.pollId, poll), eq(checks.item, item)))
    .returning({ item: checks.item });
  return gone.length === 1;
}

export async function checksOf(db: Db, poll: PollId): Promise<readonly ChecklistTick[]> {
  return await db
    .select({ item: checks.item, document: checks.document, by: checks.by })
    .from(checks)
    .where(eq(checks.pollId, poll))
    .orderBy(asc(checks.item));
}

/** Ids of the ticked items, in the transaction that opens the poll. */
export async function tickedItems(tx: postgres.TransactionSql, poll: PollId): Promise<ReadonlySet<string>> {
  const rows = await tx<{ item: string }[]>`select item from desk.checks where poll_id = ${poll}`;
  return new Set(rows.map(({ item }) => item));
}
