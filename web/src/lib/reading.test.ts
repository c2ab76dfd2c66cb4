import { expect, test } from 'vitest';
import { presetRules, evaluate } from 'ballot-core';
import type { Rule } from 'ballot-core';
import { readingOf } from './reading.ts';

function reading(rule: Rule | undefined, options: Record<string, number>, outstanding: number) {
  const valid = Object.values(options).reduce((sum, count) => sum + count, 0);
  const finding = rule && evaluate(rule, { bases: { valid: 90, validItem: valid, due: 90 }, options }, { outstanding });
  const tested = finding?.tests[0];
  if (!tested) throw new Error('the rule was not evaluated');
  return readingOf(tested);
}
const grades = (good: number, bad: number) => ({
  excellent: good,
  competent: 0,
  basic: 90 - good - bad,
  incompetent: bad,
});

test('未达到 2/3 is crossed by reaching it: 60 of 90 is over, 59 needs one more', () => {
  expect(reading(presetRules('P01')[0], grades(60, 0), 5)).toMatchObject({ crossed: true, verb: 'reach', needed: 0 });
  expect(reading(presetRules('P01')[0], grades(59, 0), 5)).toMatchObject({ crossed: false, needed: 1 });
});
test('超过 1/3 is crossed only by passing it: 30 of 90 is not over, 31 is', () => {
  expect(reading(presetRules('P01')[1], grades(0, 30), 5)).toMatchObject({ crossed: false, verb: 'exceed', needed: 1 });
  expect(reading(presetRules('P01')[1], grades(0, 31), 5)).toMatchObject({ crossed: true });
});
test('nothing is said to be missing when nothing can come any more', () => {
  expect(reading(presetRules('P01')[0], grades(59, 0), 0)).toMatchObject({ crossed: false, decided: true, needed: 0 });
});
test('不过半 takes the word 超过: exactly half is not enough', () => {
  expect(reading(presetRules('P04')[0], { picked: 45 }, 3)).toMatchObject({ crossed: false, verb: 'exceed' });
  expect(reading(presetRules('P04')[0], { picked: 46 }, 3)).toMatchObject({ crossed: true });
});
