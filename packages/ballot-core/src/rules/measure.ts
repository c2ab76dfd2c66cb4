/**
 * The number that a test compares, and what it is compared on.
 */
import { baseOf, figureOf, testOf, votesOf, type Ground } from './ground.ts';
import { historyOf } from './history.ts';
import { ratio, standsTo, times, type Rational } from './rational.ts';
import type { Numerator, Test } from './rule.ts';
import { scoreOf } from './scores.ts';

/** Null where a score has no value because nobody gave a vote that it is made of, or a figure is not given. */
export function numberOf(ground: Ground, numerator: Numerator): Rational | null {
  if ('options' in numerator) return ratio(counted(ground, numerator));
  if ('account' in numerator) return ratio(baseOf(ground, numerator.account));
  if ('score' in numerator) return scoreOf(ground, numerator.score, holdsOn).value;
  const { rule, facts } = ground;
  if ('figure' in numerator) {
    const given = figureOf(ground, numerator.figure);
    if (given !== null && typeof given !== 'number') {
      throw new RangeError(`rule ${rule.id} compares the figure ${numerator.figure}, which is a list`);
    }
    return given === null ? null : ratio(given);
  }
  if (facts.at === undefined) throw new RangeError(`rule ${rule.id} needs the current year`);
  return ratio(historyOf(numerator.history, facts.given?.history ?? [], facts.at));
}

/** As a test finding has it, without its words; undefined where it can't be assessed. */
export function holdsOn(ground: Ground, id: string): boolean | undefined {
  const test = testOf(ground, id);
  const number = numberOf(ground, test.numerator);
  const base = unitOf(ground, test);
  if (number === null || base === 0) return undefined;
  return standsTo(times(number, ratio(1, base)), test.comparator, test.fraction);
}

export const unitOf = (ground: Ground, { base }: Pick<Test, 'base'>): number =>
  base === 'one' ? 1 : baseOf(ground, base);

function counted(ground: Ground, { options, plus = [] }: Extract<Numerator, { options: readonly string[] }>): number {
  return plus.reduce(
    (sum, more) => {
      if (more === 'invalid') return sum + (ground.tally.invalid ?? 0);
      // Members who were due and handed nothing in; more returned than due leaves none absent.
      return sum + Math.max(0, baseOf(ground, 'due') - baseOf(ground, 'returned'));
    },
    votesOf(ground, options),
  );
}
