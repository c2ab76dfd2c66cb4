/**
 * What is stored about the people of an event, in numbers of rows: for everybody, beside the words that say what they are.
 *
 * Each number is counted in its table, and each is a sum over the event that the accounts, the records or the slips that
 * were handed out give as well. Roll and urn are asked in statements of their own.
 */
import type { EventId } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { pollsOf } from '../db/polls.ts';
import { sealedRows } from '../db/records.ts';
import { rollRows } from '../db/roll.ts';
import { ballotRows } from '../db/urn.ts';
import type { Deps } from '../deps.ts';
import type { StoredView } from '../views.ts';

/** null when the event is gone. */
export async function storedView({ sql, db }: Pick<Deps, 'sql' | 'db'>, id: EventId): Promise<StoredView | null> {
  const event = await findEvent(db, id);
  if (event === null) return null;
  const polls = (await pollsOf(db, id)).map((poll) => poll.id);
  const roll = await rollRows(sql, id, polls);
  const ballots = await ballotRows(sql, polls);
  return { event: { id, title: event.title }, ...roll, ballots, ...(await sealedRows(sql, polls)) };
}
