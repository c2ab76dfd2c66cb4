/**
 * 另提人选的归并: which written-in spelling a teller reads as which name. One row for each spelling; the trail keeps
 * every change of mind.
 */
import { and, asc, eq } from 'drizzle-orm';
import type { PollId } from 'ballot-core';
import type { WriteInMerge } from '../desk-views.ts';
import type { Db } from './client.ts';
import { writeInMerges } from './schema.ts';

export async function keepMerge(db: Db, poll: PollId, merge: WriteInMerge & { readonly into: string }): Promise<void> {
  const { name, into, reason, by } = merge;
  await db
    .insert(writeInMerges)
    .values({ pollId: poll, name, into, reason, by })
    .onConflictDoUpdate({ target: [writeInMerges.pollId, writeInMerges.name], set: { into, reason, by } });
}

/** True when there was one. */
export async function dropMerge(db: Db, poll: PollId, name: string): Promise<boolean> {
  const dropped = await db
    .delete(writeInMerges)
    .where(and(eq(writeInMerges.pollId, poll), eq(writeInMerges.name, name)))
    .returning({ name: writeInMerges.name });
  return dropped.length === 1;
}

export async function mergesOf(db: Db, poll: PollId): Promise<readonly (WriteInMerge & { readonly into: string })[]> {
  return await db
    .select({
      name: writeInMerges.name,
      into: writeInMerges.into,
      reason: writeInMerges.reason,
      by: writeInMerges.by,
    })
    .from(writeInMerges)
    .where(eq(writeInMerges.pollId, poll))
    .orderBy(asc(writeInMerges.name));
}
