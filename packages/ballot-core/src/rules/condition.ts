/**
 * Whether a condition holds when some of its tests may still go either way.
 */
import type { Condition } from './rule.ts';

/** Kleene's three values: undefined is "may go either way". */
export function truth(condition: Condition, value: (test: string) => boolean | undefined): boolean | undefined {
  if ('test' in condition) return value(condition.test);
  if ('not' in condition) {
    const inner = truth(condition.not, value);
    return inner === undefined ? undefined : !inner;
  }
  const [parts, settles] = 'all' in condition ? [condition.all, false] : [condition.any, true];
  const values = parts.map((part) => truth(part, value));
  if (values.includes(settles)) return settles;
  return values.includes(undefined) ? undefined : !settles;
}
