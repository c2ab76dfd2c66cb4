/**
 * Freezing a poll: paper, groups, rules and release policy become one text whose hash is on the wall.
 *
 * From here on a changed paper is another poll. Of two organizers who freeze at once one does it; the other finds it
 * done, and there is one entry in the trail. A list that comes from another poll is read from that poll's sealed record
 * now; memory is never read now, because an organizer must have seen what is frozen (`recall.ts`).
 */
import { canonicalize, checkDefinition, definitionHash, no, ok, type Definition, type Result } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { findPoll, freezeDraft, pollsOf } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { makeKeys } from './keys.ts';
import { withPoll } from './polls.ts';
import { givenFor, unrecalled } from './recall.ts';
import { checkSource, listed } from './sources.ts';

export async function freezePoll(deps: Deps, actor: string, id: string): Promise<Result<null, Refusal>> {
  const frozen = await withPoll(deps, id, async (tx, poll, eventId) => {
    const [row, event] = [await findPoll(tx, poll), await findEvent(tx, eventId)];
    if (row === null || event === null) return no({ code: 'unknown_poll' });
    if (row.state === 'frozen') return ok(null);
    if (row.state !== 'draft') return no({ code: 'wrong_state' });
    const { title, rules, release, at, source: wanted, receipts } = row.draft;
    const strange = checkSource(await pollsOf(tx, eventId), poll, wanted);
    if (strange !== null) return no(strange);
    const list = wanted === undefined ? null : await listed(deps.sql, row.draft, wanted);
    if (list !== null && !list.ok) return list;
    const paper = list === null ? row.draft.paper : list.value.paper;
    const given = list === null ? row.draft.given : givenFor(paper, row.draft.given);
    const written: Definition = {
      format: 'gonglun-poll/1',
      event: event.id,
      poll,
      title,
      paper,
      groups: event.groups,
      rules,
      release,
      ...(at === undefined ? {} : { at }),
      ...(given === undefined ? {} : { given }),
      ...(list === null ? {} : { source: list.value.source }),
      ...(receipts === undefined ? {} : { receipts }),
      ...(event.rehearsal ? { rehearsal: true } : {}),
    };
    const definition = checkDefinition(written);
    if (!definition.ok) {
      const { path, reason } = definition.error;
      return no({ code: 'poll_invalid', at: path, reason });
    }
    const forgotten = await unrecalled(tx, definition.value);
    if (forgotten !== null) return no(forgotten);
    const paperHash = definitionHash(definition.value);
    if (!(await freezeDraft(tx, poll, canonicalize(definition.value), paperHash))) return no({ code: 'wrong_state' });
    const checklist = row.draft.checklist?.length ?? 0;
    const detail = { paperHash, ...(checklist === 0 ? {} : { checklist }) };
    await addTrail(tx, { event: event.id, poll, actor, act: 'poll_frozen', detail });
    return ok(null);
  });
  // Also after a repeated freeze: the queue finds out for itself whether anything is missing.
  if (frozen.ok) makeKeys(deps, id);
  return frozen;
}
