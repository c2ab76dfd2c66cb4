/**
 * Freezing a poll: paper, groups, rules and release policy become one text whose hash is on the wall.
 *
 * From here on a changed paper is another poll. Of two organizers who freeze at once one does it; the other finds it
 * done, and there is one entry in the trail.
 */
import { canonicalize, checkDefinition, definitionHash, no, ok, type Definition, type Result } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { findPoll, freezeDraft } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { makeKeys } from './keys.ts';
import { withPoll } from './polls.ts';

export async function freezePoll(deps: Deps, actor: string, id: string): Promise<Result<null, Refusal>> {
  const frozen = await withPoll(deps, id, async (tx, poll, eventId) => {
    const [row, event] = [await findPoll(tx, poll), await findEvent(tx, eventId)];
    if (row === null || event === null) return no({ code: 'unknown_poll' });
    if (row.state === 'frozen') return ok(null);
    if (row.state !== 'draft') return no({ code: 'wrong_state' });
    const { title, paper, rules, release } = row.draft;
    const written: Definition = {
      format: 'gonglun-poll/1',
      event: event.id,
      poll,
      title,
      paper,
      groups: event.groups,
      rules,
      release,
    };
    const definition = checkDefinition(written);
    if (!definition.ok) return no({ code: 'poll_invalid', at: definition.error.path });
    const paperHash = definitionHash(definition.value);
    if (!(await freezeDraft(tx, poll, canonicalize(definition.value), paperHash))) return no({ code: 'wrong_state' });
    await addTrail(tx, { event: event.id, poll, actor, act: 'poll_frozen', detail: { paperHash } });
    return ok(null);
  });
  // Also after a repeated freeze: the queue finds out for itself whether anything is missing.
  if (frozen.ok) makeKeys(deps, id);
  return frozen;
}
