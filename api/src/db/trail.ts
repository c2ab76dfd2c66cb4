/**
 * The audit trail (全程纪实): what organizers, tellers and the system did, in the order they did it.
 *
 * Append-only, and written in the transaction of the act itself, so that an act without an entry can't exist. The
 * detail holds words, counts and hashes of the organizers' own work; nothing of a voter is ever passed here.
 */
import { asc, eq } from 'drizzle-orm';
import type { EventId, PollId, TrailEntry } from 'ballot-core';
import type postgres from 'postgres';
import type { Db } from './client.ts';
import { trail } from './schema.ts';

/** Everything that can stand in the trail. */
export type Act =
  | 'event_created'
  | 'event_changed'
  | 'poll_added'
  | 'poll_changed'
  | 'poll_removed'
  | 'poll_frozen'
  | 'keys_made'
  | 'poll_opened'
  | 'poll_closed'
  | 'poll_sealed'
  | 'seal_stopped'
  | 'record_corrected'
  | 'rehearsal_made'
  | 'sign_in_opened'
  | 'sign_in_closed'
  | 'slips_registered'
  | 'roster_added'
  | 'roster_changed'
  | 'roster_removed'
  | 'personal_codes_made'
  | 'device_shared'
  | 'gate_decided'
  | 'principle_overridden'
  | 'check_ticked'
  | 'check_unticked'
  | 'history_recalled'
  | 'period_started'
  | 'period_withdrawn'
  | 'witnessed'
  | 'form_added'
  | 'form_changed'
  | 'form_removed'
  | 'notice_added'
  | 'notice_changed'
  | 'notice_removed'
  | 'write_in_merged'
  | 'conclusion_written';

/** Who acts where nobody is signed in. */
export const SYSTEM = 'system';

export interface NewEntry {
  readonly event: EventId;
  readonly poll?: PollId;
  /** A user name, or `system`. */
  readonly actor: string;
  readonly act: Act;
  readonly detail?: TrailEntry['detail'];
}

export async function addTrail(db: Db, entry: NewEntry): Promise<void> {
  await db.insert(trail).values({
    eventId: entry.event,
    pollId: entry.poll ?? null,
    actor: entry.actor,
    act: entry.act,
    detail: entry.detail ?? {},
  });
}

/** As `addTrail`, in a transaction of the driver itself: for acts that are the urn's. */
export async function addTrailAlong(tx: postgres.TransactionSql, entry: NewEntry): Promise<void> {
  await tx`
    insert into desk.trail (event_id, poll_id, actor, act, detail)
    values (${entry.event}, ${entry.poll ?? null}, ${entry.actor}, ${entry.act},
            ${JSON.stringify(entry.detail ?? {})}::text::jsonb)`;
}

/** Who opened and who closed a poll, as its record names them; null where the trail has no such entry. */
export async function actorsOf(
  tx: postgres.TransactionSql,
  poll: PollId,
): Promise<{ readonly openedBy: string | null; readonly closedBy: string | null }> {
  const rows = await tx<{ act: Act; actor: string }[]>`
    select act, actor from desk.trail where poll_id = ${poll} and act in ('poll_opened', 'poll_closed') order by id`;
  const by = (act: Act) => rows.find((row) => row.act === act)?.actor ?? null;
  return { openedBy: by('poll_opened'), closedBy: by('poll_closed') };
}

/** The whole trail of an event, oldest first. */
export async function readTrail(db: Db, event: EventId): Promise<readonly TrailEntry[]> {
  const rows = await db.select().from(trail).where(eq(trail.eventId, event)).orderBy(asc(trail.id));
  return rows.map((row) => ({
    at: row.at.toISOString(),
    actor: row.actor,
    act: row.act,
    poll: row.pollId as PollId | null,
    detail: row.detail as TrailEntry['detail'],
  }));
}
