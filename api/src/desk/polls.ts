/**
 * Adding, changing and removing polls, as long as they are drafts.
 *
 * All of it is done with the event locked, so nothing moves under a freeze that is under way.
 */
import { no, ok, type EventId, type PollId, type Result } from 'ballot-core';
import { checksOf, untick } from '../db/checks.ts';
import { lockEvent } from '../db/events.ts';
import { addPoll, changeDraft, findPoll, pollsOf, removeDraft, type PollRow } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import { allOrNothing } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { PollDraft } from '../desk-views.ts';
import { newPollId } from './codes.ts';
import { checkSource } from './sources.ts';

/** One phone asks for all of an event's credentials at once, and the desk shows all of its polls. */
export const POLLS_MAX = 50;

export async function appendPoll(
  { db, hub }: Deps,
  actor: string,
  event: string,
  draft: PollDraft,
): Promise<Result<PollId, Refusal>> {
  return await allOrNothing(db, async (tx): Promise<Result<PollId, Refusal>> => {
    const found = await lockEvent(tx, event);
    if (found === null) return no({ code: 'unknown_event' });
    const others = await pollsOf(tx, found.id);
    if (others.length >= POLLS_MAX) return no({ code: 'event_invalid', at: 'polls' });
    const strange = checkSource(others, null, draft.source);
    if (strange !== null) return no(strange);
    return ok(await addDraft(tx, actor, found.id, draft));
  }).then((done) => told(hub, event as EventId, done));
}

/** At the end, with its entry in the trail. The caller holds the event's lock. */
export async function addDraft(tx: Deps['db'], actor: string, event: EventId, draft: PollDraft): Promise<PollId> {
  const poll = newPollId();
  await addPoll(tx, poll, event, draft);
  await addTrail(tx, { event, poll, actor, act: 'poll_added', detail: { title: draft.title } });
  return poll;
}

export async function revisePoll(
  { db, hub }: Deps,
  actor: string,
  id: string,
  draft: PollDraft,
): Promise<Result<null, Refusal>> {
  return await withPoll({ db, hub }, id, async (tx, poll, event) => {
    const strange = checkSource(await pollsOf(tx, event), poll, draft.source);
    if (strange !== null) return no(strange);
    const before = await findPoll(tx, poll);
    if (before === null || !(await changeDraft(tx, poll, draft))) return no({ code: 'wrong_state' });
    await addTrail(tx, { event, poll, actor, act: 'poll_changed', detail: { title: draft.title } });
    await dropTicks(tx, actor, event, before, draft);
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

/** What was ticked is a text: when the text changes or goes, its tick goes too. */
async function dropTicks(
  tx: Deps['db'],
  actor: string,
  event: EventId,
  before: PollRow,
  { checklist = [] }: PollDraft,
): Promise<void> {
  const textOf = (list: PollDraft['checklist'], item: string) => list?.find(({ id }) => id === item)?.text;
  for (const { item } of await checksOf(tx, before.id)) {
    const text = textOf(before.draft.checklist, item);
    if (text === textOf(checklist, item)) continue;
    await untick(tx, before.id, item);
    const detail = { item, text: text ?? '' };
    await addTrail(tx, { event, poll: before.id, actor, act: 'check_unticked', detail });
  }
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
