/**
 * What organs have said about a poll's findings, as the rules ask for it: gates (经组织考核) and principles that a named
 * approver has set aside (原则上).
 */
import type { Spoken } from 'ballot-core';
import type { GateDecision } from '../desk-views.ts';

/** The gate under which an approver sets a principle aside. */
const OVERRIDE = 'override';

export function spokenBy(decisions: readonly GateDecision[]): Spoken {
  const of = (question: string, rule: string) =>
    decisions.filter((decision) => decision.question === question && decision.rule === rule);
  return {
    gatesOf: (question, rule) =>
      Object.fromEntries(
        of(question, rule)
          .filter(({ gate }) => gate !== OVERRIDE)
          .map(({ gate, state }) => [gate, state]),
      ),
    overriddenOf: (question, rule) =>
      of(question, rule).some(({ gate, state }) => gate === OVERRIDE && state === 'confirmed'),
  };
}
