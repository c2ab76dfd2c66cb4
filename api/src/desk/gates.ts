/**
 * What an organ has decided about a flag (经组织考核认定): recorded with its document, never decided by the count.
 *
 * Only for a finding that stands: the poll is sealed, the rule has this gate, and it raised a flag. A veto (一票否决) is a
 * gate that is rejected. Where the document says 原则上 or 一般, a named approver may set the finding aside with a reason:
 * that is the gate `override`, and an entry of its own in the trail.
 */
import { no, ok, type Result } from 'ballot-core';
import { decideGate } from '../db/gates.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { GateDecision } from '../desk-views.ts';
import { sealedFinding, type Found } from './found.ts';
import { withPoll } from './polls.ts';

/** A draft whose rule has a gate of this name is refused: it belongs to every principle. */
export const OVERRIDE = 'override';

export async function recordDecision(
  deps: Deps,
  actor: string,
  id: string,
  decision: GateDecision,
): Promise<Result<null, Refusal>> {
  const found = await sealedFinding(deps, id, decision);
  if (!found.ok) return found;
  const strange = faultIn(decision, found.value);
  if (strange !== null) return no({ code: 'body_malformed', at: strange });

  const { question, rule, gate, state, document, by } = decision;
  const act = gate === OVERRIDE ? 'principle_overridden' : 'gate_decided';
  return await withPoll(deps, id, async (tx, poll, event) => {
    await decideGate(tx, poll, decision);
    await addTrail(tx, { event, poll, actor, act, detail: { question, rule, gate, state, document, by } });
    return ok(null);
  });
}

/** The field that doesn't fit, or null. */
function faultIn({ gate, state, document, by }: GateDecision, { rule, finding }: Found): keyof GateDecision | null {
  if (gate === OVERRIDE) {
    if (rule.strength !== 'principle') return 'gate';
    if (state === 'rejected') return 'state';
  } else if (!rule.gates.some((known) => known.id === gate)) return 'gate';
  // What is no flag has nothing that could be confirmed, and nothing that could be set aside.
  if (finding.label.weight !== 'flag') return 'question';
  if (state !== 'pending' && document === '') return 'document';
  return state !== 'pending' && by === '' ? 'by' : null;
}
