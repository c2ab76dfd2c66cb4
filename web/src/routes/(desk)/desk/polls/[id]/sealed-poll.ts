/** What the sheet and the one page are made of: the sealed record, its meeting, and what the desk has noted beside it. */
import { no, ok, type PollId } from 'ballot-core';
import type { DeskEvent, DeskPoll } from 'api/desk-views';
import type { SealedView } from 'api/views';
import { getDeskEvent, getRecord, type Answer } from '#lib/api.ts';

export interface SealedPollAtDesk {
  readonly sealed: SealedView;
  readonly event: DeskEvent;
  /** Null where the desk no longer has the poll. */
  readonly poll: DeskPoll | null;
}

export async function readSealed(id: PollId): Answer<SealedPollAtDesk> {
  const sealed = await getRecord(id);
  if (!sealed.ok) return no(sealed.error);
  const event = await getDeskEvent(sealed.value.record.event.id);
  if (!event.ok) return no(event.error);
  return ok({
    sealed: sealed.value,
    event: event.value,
    poll: event.value.polls.find((poll) => poll.id === id) ?? null,
  });
}
