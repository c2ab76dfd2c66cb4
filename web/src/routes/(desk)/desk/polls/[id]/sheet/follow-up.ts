/**
 * What followed a finding, as the desk has it: gates an organ decided, a principle set aside, periods that run.
 *
 * It is said in the same words whatever came of it; only the documents named are about persons.
 */
import type { Finding, GateState, QuestionFinding, Rule } from 'ballot-core';
import type { GateDecision, PeriodView } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';

/** The id under which a principle (原则上) is set aside. */
const OVERRIDE = 'override';

const STATES = {
  pending: m.desk_gate_pending,
  confirmed: m.desk_gate_confirmed,
  rejected: m.desk_gate_rejected,
} satisfies Record<GateState, () => string>;

export function gateLines(
  finding: QuestionFinding,
  rule: Rule,
  made: readonly GateDecision[],
  language: 'zh' | 'en',
): readonly string[] {
  const own = made.filter((each) => each.question === finding.question && each.rule === finding.rule);
  const aside = own.find(({ gate, state }) => gate === OVERRIDE && state === 'confirmed');
  const overridden = aside !== undefined || finding.overridden === true;
  const gates = gatesOf(finding).flatMap((id) => {
    const gate = rule.gates.find((each) => each.id === id)?.[language];
    if (gate === undefined) return [];
    const decision = own.find((each) => each.gate === id);
    // Once a principle is set aside, nothing waits for an organ to uphold it.
    if (overridden && (decision?.state ?? 'pending') === 'pending') return [];
    const state = STATES[decision?.state ?? 'pending']();
    return decision === undefined || decision.state === 'pending'
      ? [m.desk_sheet_gate({ gate, state })]
      : [m.desk_sheet_gate_decided({ gate, state, document: decision.document, by: decision.by })];
  });
  if (aside !== undefined) return [...gates, m.desk_sheet_overridden({ document: aside.document, by: aside.by })];
  return finding.overridden === true ? [...gates, m.stage_overridden()] : gates;
}

const gatesOf = (finding: Finding): readonly string[] => finding.gates.map(({ id }) => id);

export function periodLines(
  finding: QuestionFinding,
  rule: Rule,
  periods: readonly PeriodView[],
  language: 'zh' | 'en',
): readonly string[] {
  return periods
    .filter((each) => each.question === finding.question && each.rule === finding.rule)
    .flatMap(({ period, startsOn, lastDay }) => {
      const words = rule.periods?.find(({ id }) => id === period)?.[language];
      return words === undefined ? [] : [m.desk_sheet_period({ period: words, from: startsOn, to: lastDay })];
    });
}
