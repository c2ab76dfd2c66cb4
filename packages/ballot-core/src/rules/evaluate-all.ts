/**
 * Every rule of a poll on every question of its paper: the findings on the wall, on the sheet and in the record.
 *
 * A verifier runs this very function on the published count, so its order is part of what is checked: questions in the
 * paper's order, and for each the rules by precedence, severest first.
 */
import type { Accounts } from '../count/accounts.ts';
import type { Count } from '../count/count.ts';
import { tallyOf } from '../count/tally.ts';
import { questions } from '../paper/questions.ts';
import type { Definition, QuestionFinding } from '../record/record.ts';
import { evaluate } from './evaluate.ts';
import type { GateState } from './rule.ts';

/** The gates of a rule on a question, as far as an organ has spoken. Without it all are pending. */
export type GatesOf = (question: string, rule: string) => Readonly<Record<string, GateState>>;

/**
 * `outstanding`: ballots that may still come in after those in `accounts.returned`. When `count` is an older, released
 * one, the ballots it lags behind by are added here, so that nothing is called decided too soon.
 */
export function evaluateAll(
  definition: Definition,
  count: Count,
  accounts: Accounts,
  outstanding: number,
  gatesOf: GatesOf = () => ({}),
): readonly QuestionFinding[] {
  const rules = [...definition.rules].sort((a, b) => b.precedence - a.precedence);
  const unseen = outstanding + Math.max(0, accounts.valid - count.ballots);
  return questions(definition.paper).flatMap(({ id }) => {
    const tally = tallyOf(definition.paper, count, id, accounts);
    return rules.map((rule) => ({
      question: id,
      ...evaluate(rule, tally, { outstanding: unseen, gates: gatesOf(id, rule.id) }),
    }));
  });
}
