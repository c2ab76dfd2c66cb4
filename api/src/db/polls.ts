/**
 * Polls (表决、测评、推荐各一票): a draft until frozen, then a definition that never changes.
 *
 * Every step from one state to the next is a compare-and-set, so of two organizers who press at once one moves the
 * poll and the other sees that it has moved.
 */
import { and, asc, count, eq, max, ne, sql } from 'drizzle-orm';
import type { Definition, EventId, GroupId, PollId } from 'ballot-core';
import type { PollDraft } from '../desk-views.ts';
import type { PollState } from '../views.ts';
import type { Db } from './client.ts';
import { polls } from './schema.ts';

export interface PollRow {
  readonly id: PollId;
  readonly eventId: EventId;
  readonly position: number;
  readonly state: PollState;
  readonly draft: PollDraft;
  /** Null while a draft. */
  readonly definition: Definition | null;
  readonly paperHash: string | null;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly sealedAt: Date | null;
  /** 实到 and 发出 of each group as they stood at the close; null before. */
  readonly attendance: readonly ClosedAttendance[] | null;
  readonly alarm: string | null;
}

export interface ClosedAttendance {
  readonly group: GroupId;
  readonly present: number;
  readonly issued: number;
}

/** Added at the end. The caller holds the event's lock, so two positions can't be the same. */
export async function addPoll(db: Db, id: PollId, event: EventId, draft: PollDraft): Promise<void> {
  const [last] = await db
    .select({ position: max(polls.position) })
    .from(polls)
    .where(eq(polls.eventId, event));
  await db.insert(polls).values({ id, eventId: event, position: (last?.position ?? -1) + 1, draft });
}

export async function findPoll(db: Db, id: string): Promise<PollRow | null> {
  const [row] = await db.select().from(polls).where(eq(polls.id, id));
  return row === undefined ? null : read(row);
}

/** In the order of the event. */
export async function pollsOf(db: Db, event: EventId): Promise<readonly PollRow[]> {
  return (await db.select().from(polls).where(eq(polls.eventId, event)).orderBy(asc(polls.position))).map(read);
}

/** True when the draft was changed; false when it is no draft any more. */
export async function changeDraft(db: Db, id: PollId, draft: PollDraft): Promise<boolean> {
  const changed = await db
    .update(polls)
    .set({ draft })
    .where(and(eq(polls.id, id), eq(polls.state, 'draft')))
    .returning({ id: polls.id });
  return changed.length === 1;
}

export async function removeDraft(db: Db, id: PollId): Promise<boolean> {
  const removed = await db
    .delete(polls)
    .where(and(eq(polls.id, id), eq(polls.state, 'draft')))
    .returning({ id: polls.id });
  return removed.length === 1;
}

/** Draft → frozen, with the definition's canonical text and its hash. False when it is no draft any more. */
export async function freezeDraft(db: Db, id: PollId, definition: string, paperHash: string): Promise<boolean> {
  const frozen = await db
    .update(polls)
    .set({ state: 'frozen', definition, paperHash })
    .where(and(eq(polls.id, id), eq(polls.state, 'draft')))
    .returning({ id: polls.id });
  return frozen.length === 1;
}

/** How many polls of the event are beyond the draft. */
export async function countFrozen(db: Db, event: EventId): Promise<number> {
  const [row] = await db
    .select({ frozen: count() })
    .from(polls)
    .where(and(eq(polls.eventId, event), ne(polls.state, 'draft')));
  return row?.frozen ?? 0;
}

/** Frozen polls with fewer keys than groups: what a restart has to finish. */
export async function pollsLackingKeys(db: Db): Promise<readonly PollId[]> {
  const rows = await db
    .select({ id: polls.id })
    .from(polls)
    .where(
      and(
        eq(polls.state, 'frozen'),
        sql`(select count(*) from desk.issuer_keys k where k.poll_id = ${polls.id}) < jsonb_array_length(${polls.definition}::jsonb -> 'groups')`,
      ),
    )
    .orderBy(asc(polls.id));
  return rows.map((row) => row.id as PollId);
}

const read = (row: typeof polls.$inferSelect): PollRow => ({
  ...row,
  id: row.id as PollId,
  eventId: row.eventId as EventId,
  draft: row.draft as PollDraft,
  definition: row.definition === null ? null : (JSON.parse(row.definition) as Definition),
  attendance: row.attendance as PollRow['attendance'],
});
