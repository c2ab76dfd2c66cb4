/**
 * Events (会议): the desk's own table, read by every part of the server.
 *
 * Rows come out typed: what is inside a JSON column was checked by a reader when it went in.
 */
import { count, desc, eq, sql } from 'drizzle-orm';
import type { EventId, Group } from 'ballot-core';
import type postgres from 'postgres';
import type { DeskEventRow, EventDraft } from '../desk-views.ts';
import type { AdmissionMode } from '../views.ts';
import type { Db } from './client.ts';
import { events, polls } from './schema.ts';

export interface EventRow {
  readonly id: EventId;
  readonly title: string;
  readonly place: string;
  readonly groups: readonly Group[];
  readonly signIn: 'open' | 'closed';
  readonly admission: AdmissionMode;
  readonly rehearsal: boolean;
  readonly displayCode: string;
  readonly shortCode: string;
  readonly baseUrl: string | null;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sealedPrivateKey: Uint8Array;
  readonly createdAt: Date;
}
export type NewEvent = Omit<EventRow, 'createdAt' | 'signIn' | 'admission' | 'rehearsal'> &
  Partial<Pick<EventRow, 'rehearsal'>> & { readonly admission?: AdmissionMode | undefined };

/** Null when one of the random codes is taken: draw again. */
export async function addEvent(db: Db, event: NewEvent): Promise<EventId | null> {
  const added = await db.insert(events).values(event).onConflictDoNothing().returning({ id: events.id });
  return added[0] === undefined ? null : event.id;
}

export async function findEvent(db: Db, id: string): Promise<EventRow | null> {
  return one(await db.select().from(events).where(eq(events.id, id)));
}

/** As `findEvent`, and nobody else changes or freezes anything of this event until the transaction ends. */
export async function lockEvent(db: Db, id: string): Promise<EventRow | null> {
  return one(await db.select().from(events).where(eq(events.id, id)).for('update'));
}

/** As `lockEvent`, in a transaction of the driver itself: true when the event was there. */
export async function holdEvent(tx: postgres.TransactionSql, id: EventId): Promise<boolean> {
  return (await tx`select 1 from desk.events where id = ${id} for update`).length === 1;
}

export async function findEventByShortCode(db: Db, code: string): Promise<EventRow | null> {
  return one(await db.select().from(events).where(eq(events.shortCode, code)));
}

export async function findEventByDisplayCode(db: Db, code: string): Promise<EventRow | null> {
  return one(await db.select().from(events).where(eq(events.displayCode, code)));
}

/** Newest first. */
export async function listEvents(db: Db): Promise<readonly DeskEventRow[]> {
  const rows = await db
    .select({
      id: events.id,
      title: events.title,
      place: events.place,
      admission: events.admission,
      rehearsal: events.rehearsal,
      createdAt: events.createdAt,
      polls: count(polls.id),
      sealed: sql<number>`(count(*) filter (where ${polls.state} = 'sealed'))::int`,
    })
    .from(events)
    .leftJoin(polls, eq(polls.eventId, events.id))
    .groupBy(events.id)
    .orderBy(desc(events.createdAt), desc(events.id));
  return rows.map((row) => ({ ...row, id: row.id as EventId, createdAt: row.createdAt.toISOString() }));
}

export async function changeEvent(db: Db, id: EventId, draft: EventDraft): Promise<void> {
  await db
    .update(events)
    .set({
      title: draft.title,
      place: draft.place,
      groups: draft.groups,
      ...(draft.admission === undefined ? {} : { admission: draft.admission }),
    })
    .where(eq(events.id, id));
}

export async function removeEvent(db: Db, id: EventId): Promise<void> {
  await db.delete(events).where(eq(events.id, id));
}

export async function setSignIn(db: Db, id: EventId, signIn: 'open' | 'closed'): Promise<void> {
  await db.update(events).set({ signIn }).where(eq(events.id, id));
}

export async function setBaseUrl(db: Db, id: EventId, baseUrl: string): Promise<void> {
  await db.update(events).set({ baseUrl }).where(eq(events.id, id));
}

type Selected = typeof events.$inferSelect;

const one = (rows: readonly Selected[]): EventRow | null =>
  rows[0] === undefined ? null : { ...rows[0], id: rows[0].id as EventId, groups: rows[0].groups as readonly Group[] };
