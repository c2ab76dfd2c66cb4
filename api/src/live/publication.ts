/**
 * The publication page of an event: the notices whose days have come, with the results they announce.
 *
 * The day is the server's, in the time zone it was told (`GONGLUN_TIME_ZONE`), and both stand on the page: a notice
 * period that counts days must say whose days.
 */
import type { EventId, PollRecord } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { eventOfNotice, noticesOf } from '../db/notices.ts';
import { findRecord } from '../db/records.ts';
import { mergesOf } from '../db/write-in-merges.ts';
import type { Deps } from '../deps.ts';
import type { Notice, PublicationView, PublishedNotice, PublishedResult } from '../views.ts';
import { publishedResult } from './published.ts';

/** YYYY-MM-DD in that zone. */
export function dayIn(timeZone: string, moment: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const part = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
}

/** First and last day belong to the notice. */
export const isDue = ({ startsOn, endsOn }: Pick<Notice, 'startsOn' | 'endsOn'>, day: string): boolean =>
  startsOn <= day && (endsOn === null || day <= endsOn);

/** null when the event is gone. */
export async function publicationView(
  { sql, db, env }: Pick<Deps, 'sql' | 'db' | 'env'>,
  id: EventId,
  { asOf, participants }: { readonly asOf: string; readonly participants: boolean },
): Promise<PublicationView | null> {
  const event = await findEvent(db, id);
  if (event === null) return null;
  const due = (await noticesOf(db, id)).filter(
    (notice) => isDue(notice, asOf) && (participants || notice.scope === 'public'),
  );
  const notices: PublishedNotice[] = [];
  for (const notice of due) notices.push(await withResults({ sql, db }, notice));
  const { title, place } = event;
  return { event: { id, title, place }, asOf, timeZone: env.timeZone, participants, notices };
}

/** One notice as it is or will be shown, for the desk. null when it is gone. */
export async function noticeView({ sql, db }: Pick<Deps, 'sql' | 'db'>, id: string): Promise<PublishedNotice | null> {
  const event = await eventOfNotice(db, id);
  const notice = event === null ? undefined : (await noticesOf(db, event)).find((candidate) => candidate.id === id);
  return notice === undefined ? null : await withResults({ sql, db }, notice);
}

async function withResults(
  { sql, db }: Pick<Deps, 'sql' | 'db'>,
  { polls, ...notice }: Notice,
): Promise<PublishedNotice> {
  const results: PublishedResult[] = [];
  for (const poll of polls) {
    const row = await findRecord(sql, poll);
    // Not sealed yet: it appears by itself when it is.
    if (row === null) continue;
    results.push(publishedResult(JSON.parse(row.record) as PollRecord, await mergesOf(db, poll)));
  }
  return { ...notice, results };
}
