/**
 * What waits behind flags: the gates of organs (经组织考核), and principles (原则上) that a named approver may set aside.
 *
 * A vote only raises the flag. The desk records what the organ found; it offers no consequence before that.
 */
import type { GateState, Paper, QuestionFinding, Rule } from 'ballot-core';
import type { DeskPoll, GateDecision } from 'api/desk-views';
import { isSeveral, subjectOf } from '#lib/parts.ts';

/** The gate under which a principle is set aside. */
export const OVERRIDE = 'override';

export interface OpenGate {
  readonly question: string;
  /** The person or matter, and the dimension where there are several; '' for the poll itself. */
  readonly name: string;
  readonly rule: Rule;
  /** Null where it is about setting a principle aside. */
  readonly gate: Rule['gates'][number] | null;
  readonly finding: QuestionFinding;
  readonly state: GateState;
  readonly decision: GateDecision | null;
}

/**
 * In the order of the findings: the paper's, the more severe rule first. Once a principle is set aside nothing waits for an
 * organ to uphold it.
 */
export function gatesOf(poll: DeskPoll): readonly OpenGate[] {
  return poll.findings.flatMap((finding): readonly OpenGate[] => {
    const rule = poll.rules.find(({ id }) => id === finding.rule);
    if (rule === undefined || finding.label.weight !== 'flag') return [];
    const { question } = finding;
    const name = nameOf(poll.paper, question);
    const waiting = [...rule.gates, ...(rule.strength === 'principle' ? [null] : [])];
    const decided = (gate: string): GateDecision | null =>
      poll.gates.find((made) => made.question === question && made.rule === rule.id && made.gate === gate) ?? null;
    const setAside = decided(OVERRIDE)?.state === 'confirmed';
    return waiting
      .map((gate): OpenGate => {
        const decision = decided(gate?.id ?? OVERRIDE);
        return { question, name, rule, gate, finding, state: decision?.state ?? 'pending', decision };
      })
      .filter(({ gate, state }) => gate === null || state !== 'pending' || !setAside);
  });
}

/** What a finding or a ranked row is about, as it was named on the paper; '' for the poll itself. */
export function nameOf(paper: Paper, id: string): string {
  const { item, dimension, section, paper: part } = subjectOf(paper, id);
  const several = dimension !== null && part !== null && isSeveral(part);
  return [section?.name, item?.name, several ? dimension.name : undefined].filter(Boolean).join(' · ');
}
