/**
 * Adding, changing and removing polls, as long as they are drafts.
 *
 * All of it is done with the event locked, so nothing moves under a freeze that is under way.
 */
import { no, ok, type EventId, type PollId, type Result } from 'ballot-core';
import { lockEvent } from '../db/events.ts';
import { addPoll, changeDraft, findPoll, pollsOf, removeDraft } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import { allOrNothing } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { PollDraft } from '../views.ts';
import { newPollId } from './codes.ts';

/** One phone asks for all of an event's credentials at once, and the desk shows all of its polls. */
const POLLS_MAX = 50;

export async function appendPoll(
  { db, hub }: Deps,
  actor: string,
  event: string,
  draft: PollDraft,
): Promise<Result<PollId, Refusal>> {
  return await allOrNothing(db, async (tx): Promise<Result<PollId, Refusal>> => {
    const found = await lockEvent(tx, event);
    if (found === null) return no({ code: 'unknown_event' });
    if ((await pollsOf(tx, found.id)).length >= POLLS_MAX) return no({ code: 'event_invalid', at: 'polls' });
    const poll = newPollId();
    await addPoll(tx, poll, found.id, draft);
    await addTrail(tx, { event: found.id, poll, actor, act: 'poll_added', detail: { title: draft.title } });
    return ok(poll);
  }).then((done) => told(hub, event as EventId, done));
}

export async function revisePoll(
  { db, hub }: Deps,
  actor: string,
  id: string,
  draft: PollDraft,
): Promise<Result<null, Refusal>> {
  return await withPoll({ db, hub }, id, async (tx, poll, event) => {
    if (!(await changeDraft(tx, poll, draft))) return no({ code: 'wrong_state' });
    await addTrail(tx, { event, poll, actor, act: 'poll_changed', detail: { title: draft.title } });
    return ok(null);
  });
}

export async function discardPoll({ db, hub }: Deps, actor: string, id: string): Promise<Result<null, Refusal>> {
  return await withPoll({ db, hub }, id, async (tx, poll, event) => {
    if (!(await removeDraft(tx, poll))) return no({ code: 'wrong_state' });
    await addTrail(tx, { event, poll, actor, act: 'poll_removed' });
    return ok(null);
  });
}

/** Runs `work` with the poll's event locked, and tells the house to look again when something was done. */
export async function withPoll(
  { db, hub }: Pick<Deps, 'db' | 'hub'>,
  id: string,
  work: (tx: Deps['db'], poll: PollId, event: EventId) => Promise<Result<null, Refusal>>,
): Promise<Result<null, Refusal>> {
  const row = await findPoll(db, id);
  if (row === null) return no({ code: 'unknown_poll' });
  const done = await allOrNothing(db, async (tx): Promise<Result<null, Refusal>> => {
    const event = await lockEvent(tx, row.eventId);
    return event === null ? no({ code: 'unknown_poll' }) : await work(tx, row.id, event.id);
  });
  return told(hub, row.eventId, done);
}

function told<T>(hub: Deps['hub'], event: EventId, done: Result<T, Refusal>): Result<T, Refusal> {
  if (done.ok) hub.tell(event, 'state');
  return done;
}
