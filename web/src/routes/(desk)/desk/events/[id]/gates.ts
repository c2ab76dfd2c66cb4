/**
 * The gates that wait behind flags (经组织考核): which are still open, and what was decided with which document.
 *
 * A vote only raises the flag. The desk records what the organ found; it offers no consequence before that.
 */
import { questions } from 'ballot-core';
import type { Gate, GateState, Label, Rule } from 'ballot-core';
import type { DeskPoll, GateDecision } from 'api/views';

export interface OpenGate {
  readonly question: string;
  /** The person or matter, and the dimension where there are several. */
  readonly name: string;
  readonly rule: Rule;
  readonly gate: Gate;
  readonly label: Label;
  readonly state: GateState;
  readonly decision: GateDecision | null;
}

/** In the order of the paper, the more severe rule first. */
export function gatesOf(poll: DeskPoll): readonly OpenGate[] {
  const names = new Map(
    questions(poll.paper).map((question) => [
      String(question.id),
      question.dimension && poll.paper.kind === 'grades' && poll.paper.dimensions.length > 1
        ? `${question.item.name} · ${question.dimension.name}`
        : question.item.name,
    ]),
  );
  const severe = [...poll.rules].sort((a, b) => b.precedence - a.precedence);
  return [...names].flatMap(([question, name]) =>
    severe.flatMap((rule) => {
      const finding = poll.findings.find((found) => found.question === question && found.rule === rule.id);
      if (finding?.label.weight !== 'flag') return [];
      return rule.gates.map((gate): OpenGate => {
        const decision =
          poll.gates.find((made) => made.question === question && made.rule === rule.id && made.gate === gate.id) ??
          null;
        return { question, name, rule, gate, label: finding.label, state: decision?.state ?? 'pending', decision };
      });
    }),
  );
}
