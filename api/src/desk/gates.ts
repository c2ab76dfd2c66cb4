/**
 * What an organ has decided about a flag (经组织考核认定): recorded with its document, never decided by the count.
 *
 * Only for a finding that stands: the poll is closed, the rule has this gate, and the question raised a flag.
 */
import { no, ok, type Result } from 'ballot-core';
import { decideGate } from '../db/gates.ts';
import { findPoll } from '../db/polls.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { standing } from '../live/standing.ts';
import type { GateDecision } from '../views.ts';
import { withPoll } from './polls.ts';

export async function recordDecision(
  deps: Deps,
  actor: string,
  id: string,
  decision: GateDecision,
): Promise<Result<null, Refusal>> {
  const poll = await findPoll(deps.db, id);
  if (poll === null) return no({ code: 'unknown_poll' });
  if (poll.definition === null || poll.state !== 'sealed') return no({ code: 'wrong_state' });
  const { question, rule, gate, state, document, by } = decision;
  const known = poll.definition.rules.find((candidate) => candidate.id === rule);
  if (known === undefined) return no({ code: 'body_malformed', at: 'rule' });
  if (!known.gates.some((candidate) => candidate.id === gate)) return no({ code: 'body_malformed', at: 'gate' });
  const { findings } = await standing(deps, poll.id);
  const finding = findings.find((candidate) => candidate.rule === rule && candidate.question === question);
  if (finding?.label.weight !== 'flag') return no({ code: 'body_malformed', at: 'question' });
  if (state !== 'pending' && document === '') return no({ code: 'body_malformed', at: 'document' });
  if (state !== 'pending' && by === '') return no({ code: 'body_malformed', at: 'by' });

  return await withPoll(deps, id, async (tx, pollId, event) => {
    await decideGate(tx, pollId, decision);
    const detail = { question, rule, gate, state, document, by };
    await addTrail(tx, { event, poll: pollId, actor, act: 'gate_decided', detail });
    return ok(null);
  });
}
