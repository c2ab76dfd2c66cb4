/**
 * What is announced about an event (公示、公告), in the order in which it is read.
 */
import { asc, count, eq, max } from 'drizzle-orm';
import type { EventId, PollId } from 'ballot-core';
import type { Notice, NoticeKind } from '../views.ts';
import type { Db } from './client.ts';
import { notices } from './schema.ts';

export type NoticeFields = Omit<Notice, 'id'>;

/** Added at the end. The caller holds the event's lock, so two positions can't be the same. */
export async function addNotice(db: Db, id: string, event: EventId, fields: NoticeFields): Promise<void> {
  const [last] = await db
    .select({ position: max(notices.position) })
    .from(notices)
    .where(eq(notices.eventId, event));
  await db.insert(notices).values({ id, eventId: event, ...fields, position: (last?.position ?? -1) + 1 });
}

export async function noticesOf(db: Db, event: EventId): Promise<readonly Notice[]> {
  const rows = await db
    .select({
      id: notices.id,
      kind: notices.kind,
      title: notices.title,
      body: notices.body,
      scope: notices.scope,
      polls: notices.polls,
      startsOn: notices.startsOn,
      endsOn: notices.endsOn,
    })
    .from(notices)
    .where(eq(notices.eventId, event))
    .orderBy(asc(notices.position), asc(notices.id));
  return rows.map((row) => ({ ...row, kind: row.kind as NoticeKind, polls: row.polls as readonly PollId[] }));
}

export async function countNotices(db: Db, event: EventId): Promise<number> {
  const [row] = await db.select({ notices: count() }).from(notices).where(eq(notices.eventId, event));
  return row?.notices ?? 0;
}

/** The event that a notice belongs to. */
export async function eventOfNotice(db: Db, id: string): Promise<EventId | null> {
  const [row] = await db.select({ event: notices.eventId }).from(notices).where(eq(notices.id, id));
  return row === undefined ? null : (row.event as EventId);
}

/** True when it was there. */
export async function changeNotice(db: Db, id: string, fields: NoticeFields): Promise<boolean> {
  return (await db.update(notices).set(fields).where(eq(notices.id, id)).returning({ id: notices.id })).length === 1;
}

export async function removeNotice(db: Db, id: string): Promise<boolean> {
  return (await db.delete(notices).where(eq(notices.id, id)).returning({ id: notices.id })).length === 1;
}

export async function placeNotice(db: Db, id: string, position: number): Promise<void> {
  await db.update(notices).set({ position }).where(eq(notices.id, id));
}
