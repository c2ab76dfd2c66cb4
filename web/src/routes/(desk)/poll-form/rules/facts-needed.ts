/**
 * Which facts from outside the ballot the rules of a poll ask for, about the poll itself and about each row.
 *
 * What a rule of scope `poll` compares is about the poll; what its scores rank by is about each row.
 */
import type { Condition, Rule, Score, Test } from 'ballot-core';

export interface FactsNeeded {
  /** Figures of the poll itself. */
  readonly poll: readonly string[];
  /** Figures of each row. */
  readonly row: readonly string[];
  /** Marks of earlier years that are looked for. */
  readonly marks: readonly string[];
}

export function factsNeeded(rules: readonly Rule[]): FactsNeeded {
  const poll = new Set<string>();
  const row = new Set<string>();
  const marks = new Set<string>();
  for (const rule of rules) {
    for (const test of rule.tests) {
      const { numerator } = test;
      if ('figure' in numerator) (aboutPoll(rule, test) ? poll : row).add(numerator.figure);
      if ('history' in numerator) marks.add(numerator.history.mark);
    }
    for (const figure of (rule.scores ?? []).flatMap(figuresOf))
      (rule.scope === 'poll' && !rule.cut ? poll : row).add(figure);
  }
  return { poll: [...poll], row: [...row], marks: [...marks] };
}

function aboutPoll(rule: Rule, test: Test): boolean {
  if (rule.scope !== 'poll') return false;
  const inBands = (rule.scores ?? []).some(
    (score) => score.kind === 'brackets' && score.bands.some(({ when }) => names(when, test.id)),
  );
  return !inBands && rule.cut?.win !== test.id;
}

function names(condition: Condition, test: string): boolean {
  if ('test' in condition) return condition.test === test;
  if ('not' in condition) return names(condition.not, test);
  return ('all' in condition ? condition.all : condition.any).some((part) => names(part, test));
}

function figuresOf(score: Score): readonly string[] {
  switch (score.kind) {
    case 'figure':
    case 'ranks':
      return [score.figure];
    case 'bonus':
      return [score.award];
    default:
      return [];
  }
}
