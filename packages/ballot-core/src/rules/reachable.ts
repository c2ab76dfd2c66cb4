/**
 * What no count can bring about: more votes than there are members, two shares that are more than the whole.
 */
import type { Definition } from '../record/record.ts';
import { itemsFor } from './applies.ts';
import { line, type Fraction } from './compare.ts';
import { testsIn } from './decided.ts';
import { order, plus, ratio } from './rational.ts';
import type { Condition, Rule, Test } from './rule.ts';

export const isRising = ({ comparator }: Pick<Test, 'comparator'>): boolean =>
  comparator === 'gt' || comparator === 'ge';

/** Whether no count on these 应到 makes the condition hold. Errs towards "it may". */
export function isImpossible(condition: Condition, rule: Rule, definition: Definition): boolean {
  if ('test' in condition) {
    const test = rule.tests.find(({ id }) => id === condition.test);
    return test !== undefined && isUnreachable(test, rule, definition);
  }
  if ('not' in condition) return false;
  if ('any' in condition) return condition.any.every((part) => isImpossible(part, rule, definition));
  if (condition.all.some((part) => isImpossible(part, rule, definition))) return true;
  const plain = condition.all.flatMap((part) => ('test' in part ? testsIn(part) : []));
  return exclude(rule.tests.filter(({ id }) => plain.includes(id)));
}

/** Votes on one line that everybody due together can't bring about. */
function isUnreachable(test: Test, rule: Rule, { groups, paper }: Definition): boolean {
  if (!('options' in test.numerator) || rule.scope === 'poll') return false;
  const due = groups.reduce((sum, group) => sum + group.due, 0);
  const lines = rule.scope === 'item' ? Math.max(...itemsFor(rule, paper).map(({ questions }) => questions.length)) : 1;
  const edge =
    test.base === 'one' ? line(1, test.comparator, test.fraction) : line(due, test.comparator, test.fraction);
  return isRising(test) ? edge > due * lines : edge < 0;
}

/** Two shares of the same base, of options that no ballot marks together, that come to more than the whole. */
function exclude(tests: readonly Test[]): boolean {
  return tests.some((a, at) =>
    tests.slice(at + 1).some((b) => {
      if (!('options' in a.numerator) || !('options' in b.numerator) || a.base !== b.base || a.base === 'one')
        return false;
      const [first, second] = [a.numerator, b.numerator];
      if (first.plus !== undefined || second.plus !== undefined) return false;
      if (first.options.some((option) => second.options.includes(option)) || !isRising(a) || !isRising(b)) return false;
      const together = order(plus(fraction(a.fraction), fraction(b.fraction)), ratio(1));
      return together > 0 || (together === 0 && (a.comparator === 'gt' || b.comparator === 'gt'));
    }),
  );
}

const fraction = ([part, whole]: Fraction) => ratio(part, whole);
