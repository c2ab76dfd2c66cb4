/**
 * 相互印证: what the organ concludes from the ballot, the interviews and the signed forms together.
 *
 * It may name persons and what was said of them, so the published trail holds its SHA-256 only.
 */
import { no, ok, sha256, toHex, utf8, type Result } from 'ballot-core';
import { dropConclusion, keepConclusion } from '../db/conclusions.ts';
import { findPoll } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Conclusion } from '../desk-views.ts';
import { withPoll } from './polls.ts';

/** An empty text takes the conclusion back. */
export async function conclude(
  deps: Deps,
  actor: string,
  id: string,
  { text, by }: Conclusion,
): Promise<Result<null, Refusal>> {
  const poll = await findPoll(deps.db, id);
  if (poll === null) return no({ code: 'unknown_poll' });
  if (poll.state !== 'sealed') return no({ code: 'wrong_state' });
  if (by === '') return no({ code: 'body_malformed', at: 'by' });
  return await withPoll(deps, id, async (tx, pollId, event) => {
    if (text === '') await dropConclusion(tx, pollId);
    else await keepConclusion(tx, pollId, { text, by });
    const detail = { by, text: text === '' ? null : toHex(sha256(utf8(text))) };
    await addTrail(tx, { event, poll: pollId, actor, act: 'conclusion_written', detail });
    return ok(null);
  });
}
