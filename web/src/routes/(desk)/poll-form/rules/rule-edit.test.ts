import { checkRule, PRESETS, presetRules, type Rule } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { readOwnRule } from './own-rule.ts';
import {
  freeRuleId,
  isChanged,
  original,
  weightTables,
  withOnly,
  withoutWeight,
  withTest,
  withWeight,
} from './rule-edit.ts';

const [rule] = presetRules('P01');
if (rule === undefined) throw new Error('a rule');
const weighed: Rule = {
  ...rule,
  scores: [
    { id: 'base', kind: 'index', points: { excellent: 100, competent: 80 } },
    { id: 'all', kind: 'groups', of: 'base', weights: { a: 60, gone: 40 }, empty: 'error' },
  ],
};

describe('a change', () => {
  test('of base, comparator or fraction is known to be one, and can be taken back', () => {
    const [test] = rule.tests;
    const next = withTest(rule, test?.id ?? '', { base: 'due', comparator: 'le', fraction: [3, 4] });
    expect(next.tests[0]).toMatchObject({ base: 'due', comparator: 'le', fraction: [3, 4] });
    expect([isChanged(rule), isChanged(next)]).toEqual([false, true]);
    expect(original(next)).toEqual(rule);
  });

  test('of the scope leaves nothing behind when it is taken back', () => {
    const next = withOnly(rule, 'dimension', 'de');
    expect(next.only).toEqual({ dimension: 'de' });
    expect(withOnly(next, 'dimension', '')).toEqual(rule);
  });

  test('keeps a rule that may be frozen', () => {
    expect(checkRule(withOnly(rule, 'dimension', 'de'))).toMatchObject({ ok: true });
  });
});

describe('weights', () => {
  test('stand for every group of the meeting, and name those it no longer has', () => {
    const groups = weightTables(weighed, ['a', 'b'], []).find(({ kind }) => kind === 'groups');
    expect(groups?.rows).toEqual([
      { id: 'a', value: 60 },
      { id: 'b', value: 0 },
      { id: 'gone', value: 40 },
    ]);
    expect(groups?.sum).toBe(100);
  });

  test('are changed one by one', () => {
    const next = withoutWeight(withWeight(weighed, 'all', 'b', 40), 'all', 'gone');
    expect(next.scores?.[1]).toMatchObject({ weights: { a: 60, b: 40 } });
    expect(withWeight(weighed, 'base', 'competent', 85).scores?.[0]).toMatchObject({
      points: { excellent: 100, competent: 85 },
    });
  });
});

describe("a rule of one's own", () => {
  test('is told by line where it is no JSON, and by path where it is no rule', () => {
    expect(readOwnRule('{', [])).toMatchObject({ ok: false });
    const bad = { ...rule, tests: [{ ...rule.tests[0], fraction: [1, 0] }] };
    expect(readOwnRule(JSON.stringify(bad), [])).toMatchObject({
      ok: false,
      error: { path: expect.stringContaining('tests[0].fraction') },
    });
    expect(readOwnRule('[]', [])).toMatchObject({ ok: false });
  });

  test('may be a list, and may not have an id that is there already', () => {
    const two = [rule, { ...rule, id: 'mine' }];
    expect(readOwnRule(JSON.stringify(two), [])).toEqual({ ok: true, value: two });
    expect(readOwnRule(JSON.stringify(two), [rule])).toMatchObject({ ok: false, error: { path: '[0].id' } });
  });

  test('comes out of an export the same, for every rule of every template', () => {
    for (const own of Object.values(PRESETS).flatMap(({ polls }) => polls.flatMap(({ rules }) => rules))) {
      expect(readOwnRule(JSON.stringify(own), [])).toMatchObject({ ok: true });
    }
  });
});

test('an id that is taken gets a number', () => {
  expect(freeRuleId('p29a', [])).toBe('p29a');
  expect(freeRuleId(rule.id, [rule])).toBe(`${rule.id}-2`);
});
