/**
 * What a rule stands on for one line, person or poll: the votes, and what is known from elsewhere.
 *
 * Everything that is read from it is either there or an error: a rule is never applied to a guess.
 */
import type { BaseKey, Facts, Rule, Score, Tally, Test } from './rule.ts';

export interface Ground {
  readonly rule: Rule;
  readonly tally: Tally;
  readonly facts: Facts;
}

export function baseOf({ rule, tally }: Ground, base: BaseKey): number {
  const value = tally.bases[base];
  if (value === undefined) {
    throw new RangeError(`rule ${rule.id} is measured on ${base}, and the tally does not give it`);
  }
  return value;
}

export function votesOf({ rule, tally }: Ground, options: readonly string[]): number {
  return options.reduce((sum, option) => {
    const votes = tally.options[option];
    if (votes === undefined) throw new RangeError(`rule ${rule.id} counts ${option}, and the tally has no such option`);
    return sum + votes;
  }, 0);
}

/** A given number or list, or null where nothing is given: of a name that was written in nothing is known. */
export function figureOf({ facts }: Ground, figure: string): number | readonly number[] | null {
  return facts.given?.figures?.[figure] ?? null;
}

export function testOf({ rule }: Pick<Ground, 'rule'>, id: string): Test {
  const test = rule.tests.find((each) => each.id === id);
  if (test === undefined) throw new RangeError(`rule ${rule.id} has no test ${id}`);
  return test;
}

export function scoreNamed({ rule }: Pick<Ground, 'rule'>, id: string): Score {
  const score = rule.scores?.find((each) => each.id === id);
  if (score === undefined) throw new RangeError(`rule ${rule.id} has no score ${id}`);
  return score;
}
