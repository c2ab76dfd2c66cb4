/**
 * What must be read out and followed up: what concerns the whole poll first, then the more severe proposal before the
 * milder, then in the order of the paper.
 */
import { itemsOf } from 'ballot-core';
import type { PollRecord, QuestionFinding, Rule } from 'ballot-core';
import { subjectOf } from './parts.ts';

export interface Raised {
  readonly finding: QuestionFinding;
  readonly rule: Rule;
}

export function raised({ definition, findings }: Pick<PollRecord, 'definition' | 'findings'>): readonly Raised[] {
  const rules = new Map(definition.rules.map((rule) => [rule.id, rule]));
  const order = new Map<string, number>();
  for (const [index, { id, questions }] of itemsOf(definition.paper).entries()) {
    order.set(id, index);
    for (const question of questions) order.set(question.id, index);
  }
  return findings
    .filter(({ status, label, overridden }) => status !== 'found' || label.weight !== 'clear' || overridden === true)
    .flatMap((finding) => {
      const rule = rules.get(finding.rule);
      if (rule === undefined) return [];
      const isWhole = subjectOf(definition.paper, finding.question).item === null;
      return [{ finding, rule, isWhole, place: order.get(finding.question) ?? -1 }];
    })
    .sort((a, b) => Number(b.isWhole) - Number(a.isWhole) || b.rule.precedence - a.rule.precedence || a.place - b.place)
    .map(({ finding, rule }) => ({ finding, rule }));
}
