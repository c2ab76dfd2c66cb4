import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { checkRule } from './check-rule.ts';
import { COMPETENCE_SCALE } from './presets/scales.ts';
import { presetRules } from './presets.ts';
import type { Rule } from './rule.ts';

const [P29A] = presetRules('P01') as readonly [Rule, Rule];
const [P03] = presetRules('P03') as readonly [Rule];

const grades = {
  kind: 'grades',
  subjects: [{ id: 'a', name: '甲' }],
  dimensions: [{ id: 'overall', name: '总体' }],
  scale: COMPETENCE_SCALE,
  blank: 'allow',
};
const pick = { kind: 'pick', candidates: [{ id: 'a', name: '甲' }], min: 0, max: 1, seats: null, writeIns: 0 };
const definition = {
  format: 'gonglun-poll/1',
  event: 'e-1',
  poll: 'p_1',
  title: '2026 年度民主测评',
  paper: grades,
  groups: [{ id: 'all', name: '全体', due: 90 }],
  rules: presetRules('P01'),
  release: { mode: 'batches', k: 5, minTurnout: [1, 5] },
};
const test0 = (change: object) => ({ ...P29A, tests: [{ ...P29A.tests[0], ...change }] });

describe('a definition', () => {
  test('is read whole and rebuilt', () => {
    expect(checkDefinition(structuredClone(definition))).toEqual({ ok: true, value: definition });
  });

  test('may say that it gives no receipts, and that it is a rehearsal', () => {
    const said = { ...definition, receipts: 'off', rehearsal: true };
    expect(checkDefinition(structuredClone(said))).toEqual({ ok: true, value: said });
  });

  test.each([
    ['an unknown field', { secret: 1 }, 'secret'],
    ['receipts that are said to be on', { receipts: 'on' }, 'receipts'],
    ['receipts that are null', { receipts: null }, 'receipts'],
    ['a rehearsal that is none', { rehearsal: false }, 'rehearsal'],
    ['a rehearsal in words', { rehearsal: 'true' }, 'rehearsal'],
    ['another format', { format: 'gonglun-poll/2' }, 'format'],
    ['an id that can’t stand in an address', { poll: 'a b' }, 'poll'],
    ['no title', { title: '' }, 'title'],
    ['a broken paper', { paper: { ...grades, scale: [] } }, 'paper.scale'],
    ['no group', { groups: [] }, 'groups'],
    ['nobody due', { groups: [{ id: 'all', name: '全体', due: 0 }] }, 'groups[0].due'],
    ['more due than a poll can hold', { groups: [{ id: 'all', name: '全体', due: 100_001 }] }, 'groups[0].due'],
    [
      'more due in all',
      {
        groups: [
          { id: 'a', name: 'a', due: 60_000 },
          { id: 'b', name: 'b', due: 60_000 },
        ],
      },
      'groups',
    ],
    [
      'a group twice',
      {
        groups: [
          { id: 'a', name: 'a', due: 1 },
          { id: 'a', name: 'b', due: 1 },
        ],
      },
      'groups[1]',
    ],
    ['21 groups', { groups: Array.from({ length: 21 }, (_, i) => ({ id: `g${i}`, name: `g${i}`, due: 1 })) }, 'groups'],
    ['batches of two', { release: { ...definition.release, k: 2 } }, 'release.k'],
    ['batches of 1001', { release: { ...definition.release, k: 1001 } }, 'release.k'],
    ['a turnout of more than all', { release: { ...definition.release, minTurnout: [6, 5] } }, 'release.minTurnout'],
    ['a turnout of no parts', { release: { ...definition.release, minTurnout: [0, 0] } }, 'release.minTurnout[1]'],
    ['a negative turnout', { release: { ...definition.release, minTurnout: [-1, 5] } }, 'release.minTurnout[0]'],
    ['a rule twice', { rules: [P29A, P29A] }, 'rules[1]'],
    ['a rule that counts an option of another paper', { rules: [P03] }, 'rules[0].tests[0].numerator'],
    [
      'a rule that counts 不了解 against assessments',
      { rules: [test0({ numerator: { options: ['abstain'] } })] },
      'rules[0].tests[0].numerator',
    ],
    [
      'a rule that counts absent members against assessments',
      { rules: [test0({ numerator: { options: ['basic'], plus: ['absent'] } })] },
      'rules[0].tests[0].numerator',
    ],
  ])('with %s is refused before the freeze, and the place named', (_why, change, path) => {
    expect(checkDefinition({ ...definition, ...change })).toMatchObject({ ok: false, error: { path } });
  });

  test('for a pick paper can’t use 有效评价票 as its base', () => {
    const rule = { ...P03, tests: [{ ...P03.tests[0], base: 'validItem' }] };
    expect(checkDefinition({ ...definition, paper: pick, rules: [P03] }).ok).toBe(true);
    expect(checkDefinition({ ...definition, paper: pick, rules: [rule] })).toMatchObject({
      error: { path: 'rules[0].tests[0].base' },
    });
  });
});

describe('a rule is refused, and the place named, when', () => {
  test.each([
    ['it has an unknown field', { ...P29A, weight: 1 }, 'weight'],
    ['it has no test', { ...P29A, tests: [] }, 'tests'],
    ['it can never fire', { ...P29A, branches: [] }, 'branches'],
    [
      'a branch names no test of it',
      { ...P29A, branches: [{ when: { test: 'x' }, label: P29A.otherwise }] },
      'branches[0].when.test',
    ],
    [
      'a condition is two things',
      { ...P29A, branches: [{ when: { test: 'good', not: { test: 'good' } }, label: P29A.otherwise }] },
      'branches[0].when',
    ],
    ['a fraction is more than the whole', test0({ fraction: [3, 2] }), 'tests[0].fraction'],
    ['a fraction has three parts', test0({ fraction: [1, 2, 3] }), 'tests[0].fraction'],
    ['a fraction is a decimal', test0({ fraction: [0.5, 1] }), 'tests[0].fraction[0]'],
    ['a count is to be below nothing', test0({ fraction: [0, 3] }), 'tests[0].fraction'],
    ['a comparator is a sign', test0({ comparator: '<' }), 'tests[0].comparator'],
    ['a base is a guess', test0({ base: 'votes' }), 'tests[0].base'],
    [
      'an option is counted twice',
      test0({ numerator: { options: ['basic', 'basic'] } }),
      'tests[0].numerator.options[1]',
    ],
    [
      'it counts options and an account',
      test0({ numerator: { options: ['basic'], account: 'due' } }),
      'tests[0].numerator',
    ],
    ['an account is measured against itself', test0({ numerator: { account: 'due' }, base: 'due' }), 'tests[0].base'],
    ['a consequence would follow from a vote alone', { ...P29A, gates: [] }, 'gates'],
    ['a label has no English', { ...P29A, otherwise: { ...P29A.otherwise, en: '' } }, 'otherwise.en'],
    [
      'a source does not say how sure it is',
      { ...P29A, citations: [{ ...P29A.citations[0], confidence: 'sure' }] },
      'citations[0].confidence',
    ],
  ])('%s', (_why, rule, path) => {
    expect(checkRule(rule)).toMatchObject({ ok: false, error: { path } });
  });
});
