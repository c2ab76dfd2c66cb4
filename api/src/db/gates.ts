/**
 * Gates (经组织考核认定…): what an organ decided about a flag that a vote raised.
 *
 * One row for each gate of a finding, overwritten when the organ decides again; the trail keeps every decision.
 */
import { asc, eq } from 'drizzle-orm';
import type { PollId } from 'ballot-core';
import type { GateDecision } from '../desk-views.ts';
import type { Db } from './client.ts';
import { gateDecisions } from './schema.ts';

export async function decideGate(db: Db, poll: PollId, decision: GateDecision): Promise<void> {
  const { question, rule, gate, state, document, by } = decision;
  await db
    .insert(gateDecisions)
    .values({ pollId: poll, question, rule, gate, state, document, by })
    .onConflictDoUpdate({
      target: [gateDecisions.pollId, gateDecisions.question, gateDecisions.rule, gateDecisions.gate],
      set: { state, document, by },
    });
}

export async function gatesOf(db: Db, poll: PollId): Promise<readonly GateDecision[]> {
  return await db
    .select({
      question: gateDecisions.question,
      rule: gateDecisions.rule,
      gate: gateDecisions.gate,
      state: gateDecisions.state,
      document: gateDecisions.document,
      by: gateDecisions.by,
    })
    .from(gateDecisions)
    .where(eq(gateDecisions.pollId, poll))
    .orderBy(asc(gateDecisions.question), asc(gateDecisions.rule), asc(gateDecisions.gate));
}
