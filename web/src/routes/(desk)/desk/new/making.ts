/**
 * Sends a new meeting to the server, so that no half is lost when the line breaks in between.
 *
 * Without lists that come from other polls everything goes in one request, all or nothing. A poll that takes its list from
 * another must name it by the id the server gave it, so then the meeting is made first and its polls one after the other;
 * what is made already is remembered and not made twice.
 */
import { ok, type EventId, type PollId, type Result } from 'ballot-core';
import type { EventDraft, PollDraft } from 'api/desk-views';
import { addEvent, addPoll, type Failure } from '#lib/api.ts';

/** What the server has taken so far. */
export interface Made {
  event: string;
  /** Ids of polls by their key in the form. */
  polls: Record<string, string>;
}

export interface Keyed {
  readonly key: string;
  readonly draft: PollDraft;
}

export async function make(
  event: EventDraft,
  polls: readonly Keyed[],
  made: Made,
  /** Called after each step, for keeping it. */
  step: (made: Made) => void,
): Promise<Result<EventId, Failure>> {
  if (made.event === '' && polls.every(({ draft }) => draft.source === undefined)) {
    const answer = await addEvent({ event, polls: polls.map(({ draft }) => draft) });
    return answer.ok ? ok(answer.value.id) : answer;
  }
  let now = made;
  if (now.event === '') {
    const answer = await addEvent({ event, polls: [] });
    if (!answer.ok) return answer;
    now = { ...now, event: answer.value.id };
    step(now);
  }
  const id = now.event as EventId;
  for (const { key, draft } of polls) {
    if (Object.hasOwn(now.polls, key)) continue;
    const answer = await addPoll(id, withSource(draft, now.polls));
    if (!answer.ok) return answer;
    now = { ...now, polls: { ...now.polls, [key]: answer.value.id } };
    step(now);
  }
  return ok(id);
}

function withSource(draft: PollDraft, ids: Readonly<Record<string, string>>): PollDraft {
  if (draft.source === undefined) return draft;
  const poll = ids[draft.source.poll];
  return poll === undefined ? draft : { ...draft, source: { ...draft.source, poll: poll as PollId } };
}
