/** What a correction (更正) of a sealed poll would change, said before it is made. A count is never among it. */
import { canonicalize, type PollRecord } from 'ballot-core';
import type { DeskEvent, DeskPoll } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';

/** In the order in which they are read; [] where a new record would say the same. */
export function changesOf(
  record: Pick<PollRecord, 'event' | 'findings'>,
  event: Pick<DeskEvent, 'title' | 'place'>,
  poll: Pick<DeskPoll, 'findings'>,
): readonly string[] {
  const changes: string[] = [];
  if (record.event.title !== event.title)
    changes.push(m.correction_title({ from: record.event.title, to: event.title }));
  if (record.event.place !== event.place)
    changes.push(m.correction_place({ from: record.event.place, to: event.place }));
  if (canonicalize(record.findings) !== canonicalize(poll.findings)) changes.push(m.correction_findings());
  return changes;
}
