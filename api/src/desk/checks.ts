/**
 * The checklist of a poll (程序情况表): an item is ticked with the document that proves it, before the poll opens.
 *
 * The trail keeps the item's words with every tick, because the list itself is no part of the definition. Once the poll is
 * open nothing is ticked or unticked any more: what opened it stays as it was.
 */
import { no, ok, type Result } from 'ballot-core';
import { tick, untick } from '../db/checks.ts';
import { findPoll } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { ChecklistTick } from '../desk-views.ts';
import { withPoll } from './polls.ts';

export async function recordTick(
  deps: Deps,
  actor: string,
  id: string,
  made: ChecklistTick,
): Promise<Result<null, Refusal>> {
  return await withPoll(deps, id, async (tx, poll, event) => {
    const row = await findPoll(tx, poll);
    if (row === null) return no({ code: 'unknown_poll' });
    if (row.state !== 'draft' && row.state !== 'frozen') return no({ code: 'wrong_state' });
    const { item, document, by } = made;
    const text = row.draft.checklist?.find((known) => known.id === item)?.text;
    if (text === undefined) return no({ code: 'body_malformed', at: 'item' });
    if (document === '') {
      if (!(await untick(tx, poll, item))) return ok(null);
      await addTrail(tx, { event, poll, actor, act: 'check_unticked', detail: { item, text } });
      return ok(null);
    }
    if (by === '') return no({ code: 'body_malformed', at: 'by' });
    await tick(tx, poll, made);
    await addTrail(tx, { event, poll, actor, act: 'check_ticked', detail: { item, text, document, by } });
    return ok(null);
  });
}
