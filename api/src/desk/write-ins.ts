/**
 * Merging written-in names after the seal (另提人选归并): a teller reads a spelling as a candidate or as another name.
 *
 * The sealed record keeps what was written. The trail keeps every merge with its reason, and every one taken back.
 */
import { mergeEnd, no, ok, type Result } from 'ballot-core';
import { findPoll } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import { dropMerge, keepMerge, mergesOf } from '../db/write-in-merges.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { standing } from '../live/standing.ts';
import type { WriteInMerge } from '../desk-views.ts';
import { withPoll } from './polls.ts';

export async function mergeWriteIn(
  deps: Deps,
  actor: string,
  id: string,
  merge: WriteInMerge,
): Promise<Result<null, Refusal>> {
  const poll = await findPoll(deps.db, id);
  if (poll === null) return no({ code: 'unknown_poll' });
  if (poll.state !== 'sealed' || poll.definition === null) return no({ code: 'wrong_state' });
  const { paper } = poll.definition;
  const candidates = paper.kind === 'pick' ? paper.candidates : [];
  const { name, into, reason, by } = merge;
  if (by === '') return no({ code: 'body_malformed', at: 'by' });
  const { writeIns } = await standing(deps, poll.id);
  if (!writeIns.some((written) => written.name === name)) return no({ code: 'body_malformed', at: 'name' });

  return await withPoll(deps, id, async (tx, pollId, event) => {
    if (into === null) {
      if (!(await dropMerge(tx, pollId, name))) return ok(null);
    } else {
      if (reason === '') return no({ code: 'body_malformed', at: 'reason' });
      const merges = [...(await mergesOf(tx, pollId)).filter((made) => made.name !== name), { name, into }];
      const end = mergeEnd(name, merges, candidates);
      const known = end !== null && (end.candidate !== null || writeIns.some((written) => written.name === end.name));
      if (!known) return no({ code: 'body_malformed', at: 'into' });
      await keepMerge(tx, pollId, { name, into, reason, by });
    }
    await addTrail(tx, { event, poll: pollId, actor, act: 'write_in_merged', detail: { name, into, reason, by } });
    return ok(null);
  });
}
