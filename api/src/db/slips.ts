/**
 * Slips as the desk knows them: how many were made, never which is whose.
 *
 * Only hashes come in, and they are written in the order of the hashes, so the table doesn't repeat the order in which
 * they were printed. No time, no sequence.
 */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { EventId, GroupId, PollId } from 'ballot-core';
import type { Db } from './client.ts';
import { admissionLock } from './roll.ts';
import { doorRequests, issuances, roster, slips } from './schema.ts';

export interface NewSlip {
  /** SHA-256, 32 bytes. */
  readonly hash: Uint8Array;
  readonly group: GroupId;
}

/** How many of them were new. */
export async function addSlips(db: Db, event: EventId, added: readonly NewSlip[]): Promise<number> {
  const rows = added
    .map(({ hash, group }) => ({ slipHash: hash, eventId: event, groupId: group }))
    .sort((a, b) => Buffer.compare(a.slipHash, b.slipHash));
  const kept = await db.insert(slips).values(rows).onConflictDoNothing().returning({ group: slips.groupId });
  return kept.length;
}

/** How many of these slips are registered with exactly this event and group. */
export async function countSame(db: Db, event: EventId, known: readonly NewSlip[]): Promise<number> {
  const rows = await db
    .select({ hash: slips.slipHash, group: slips.groupId })
    .from(slips)
    .where(
      and(
        eq(slips.eventId, event),
        inArray(
          slips.slipHash,
          known.map(({ hash }) => hash),
        ),
      ),
    );
  const groups = new Map(rows.map(({ hash, group }) => [Buffer.from(hash).toString('hex'), group]));
  return known.filter(({ hash, group }) => groups.get(Buffer.from(hash).toString('hex')) === group).length;
}

export interface SlipCount {
  readonly group: GroupId;
  readonly made: number;
  readonly admitted: number;
}

export async function countSlips(db: Db, event: EventId): Promise<readonly SlipCount[]> {
  const rows = await db
    .select({
      group: slips.groupId,
      made: sql<number>`count(*)::int`,
      admitted: sql<number>`(count(*) filter (where ${slips.admitted}))::int`,
    })
    .from(slips)
    .where(eq(slips.eventId, event))
    .groupBy(slips.groupId);
  return rows.map((row) => ({ ...row, group: row.group as GroupId }));
}

/** Until the transaction ends nobody signs in to these groups, and whoever was about to has done so. */
export async function holdAdmissions(db: Db, event: EventId, groups: readonly GroupId[]): Promise<void> {
  for (const group of groups) {
    await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${admissionLock(event, group)}, 0))`);
  }
}

/** All that the roll knows of an event and its polls, when the event itself goes. */
export async function removeRoll(db: Db, event: EventId, polls: readonly PollId[]): Promise<void> {
  // The roster first: whoever is being let in just now is waited for, and after that nobody comes in or waits.
  await db.delete(roster).where(eq(roster.eventId, event));
  await db.delete(doorRequests).where(eq(doorRequests.eventId, event));
  await db.delete(slips).where(eq(slips.eventId, event));
  if (polls.length > 0) await db.delete(issuances).where(inArray(issuances.pollId, [...polls]));
}
