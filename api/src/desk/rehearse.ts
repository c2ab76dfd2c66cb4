/**
 * A rehearsal (演练): a copy of the meeting in which everything can be tried on real phones, and nothing ever counts.
 *
 * It is another event, with other keys, other slips and papers that say what they are, so none of it can be spent in the
 * meeting (decision 022). Polls come as drafts, whatever has become of theirs; a list that comes from another poll comes
 * from that poll's copy. Checklists (程序情况表) are left out: nobody signs documents for a rehearsal. Names are not copied
 * either, so people come in with slips.
 */
import { no, type EventId, type Result } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { pollsOf, type PollRow } from '../db/polls.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { PollDraft } from '../desk-views.ts';
import { makeEvent } from './events.ts';

export async function rehearse(deps: Deps, actor: string, id: string): Promise<Result<EventId, Refusal>> {
  const event = await findEvent(deps.db, id);
  if (event === null) return no({ code: 'unknown_event' });
  const { title, place, groups, baseUrl } = event;
  const polls = await pollsOf(deps.db, event.id);
  return await makeEvent(deps, actor, {
    event: { title, place, groups, admission: 'slips' },
    polls: polls.map(({ draft }) => copyOf(draft, polls)),
    baseUrl,
    rehearses: event.id,
  });
}

/** `makeEvent` finds a poll of the same request by its place in it. */
function copyOf({ source, checklist: _checklist, ...draft }: PollDraft, polls: readonly PollRow[]): PollDraft {
  if (source === undefined) return draft;
  const place = polls.findIndex(({ id }) => id === source.poll);
  return { ...draft, source: { ...source, poll: `#${place}` as PollRow['id'] } };
}
