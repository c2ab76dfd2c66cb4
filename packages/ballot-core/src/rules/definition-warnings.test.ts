import { describe, expect, test } from 'vitest';
import type { Definition } from '../record/record.ts';
import { checkDefinition } from './check-definition.ts';
import { definitionWarnings } from './definition-warnings.ts';
import type { Rule, Test } from './rule.ts';

const cited = {
  document: '某办法（2009）',
  clause: '29',
  wording: '超过三分之一',
  status: 'historic_local',
  confidence: 'seed',
} as const;
const flag = { id: 'flagged', zh: '提请', en: 'flag', weight: 'flag' } as const;
const bad: Test = {
  id: 'bad',
  numerator: { options: ['incompetent'] },
  base: 'validItem',
  comparator: 'gt',
  fraction: [1, 3],
  zh: '不称职票超过三分之一',
  en: 'incompetent over a third',
};
const good: Test = {
  ...bad,
  id: 'good',
  numerator: { options: ['excellent', 'competent'] },
  comparator: 'lt',
  fraction: [2, 3],
};
const rule = (id: string, ...tests: readonly Test[]): Rule => ({
  id,
  zh: '规则',
  en: 'rule',
  citations: [cited],
  scope: 'question',
  tests,
  branches: [{ when: { all: tests.map((test) => ({ test: test.id })) }, label: flag }],
  otherwise: { ...flag, id: 'ok', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
});
function frozen(rules: readonly Rule[], due = 90, more: object = {}): Definition {
  const read = checkDefinition({
    format: 'gonglun-poll/1',
    event: 'e',
    poll: 'p',
    title: '测评',
    paper: {
      kind: 'grades',
      subjects: [
        { id: 'a', name: '甲' },
        { id: 'b', name: '乙' },
      ],
      dimensions: [{ id: 'all', name: '总体' }],
      scale: ['excellent', 'competent', 'basic', 'incompetent'].map((id) => ({ id, name: id, counted: true })),
      blank: 'allow',
      ...more,
    },
    groups: [{ id: 'all', name: '全体', due }],
    rules,
    release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  });
  if (!read.ok) throw new Error(`${read.error.path}: ${read.error.reason}`);
  return read.value;
}
const codes = (...given: Parameters<typeof frozen>) =>
  definitionWarnings(frozen(...given)).map(({ code, path }) => [code, path]);

describe('two tests that follow from each other', () => {
  test('are fine on one base and warned of on two: 不称职 over 1/3 must leave 优秀＋称职 under 2/3', () => {
    expect(codes([rule('a', good), rule('b', bad)])).toEqual([]);
    expect(codes([rule('a', good), rule('b', { ...bad, base: 'due' })])).toEqual([
      ['implied_on_other_base', 'rules[0].tests[0].base'],
    ]);
  });

  test('are not warned of where neither follows: over 1/4 leaves room for 2/3', () => {
    expect(codes([rule('a', good), rule('b', { ...bad, base: 'due', fraction: [1, 4] })])).toEqual([]);
  });
});

test('the same votes on two bases may give two answers', () => {
  expect(codes([rule('a', bad), rule('b', { ...bad, base: 'valid' })])).toEqual([
    ['same_votes_other_base', 'rules[1].tests[0].base'],
  ]);
});

describe('a finding that nobody can bring about', () => {
  test('because it needs more votes than there are members', () => {
    const fifty: Test = { ...bad, base: 'one', comparator: 'ge', fraction: [50, 1] };
    expect(codes([rule('a', fifty)], 49)).toEqual([['never_fires', 'rules[0].branches[0]']]);
    expect(codes([rule('a', fifty)], 50)).toEqual([]);
  });

  test('because two shares are more than the whole', () => {
    const most: Test = { ...good, comparator: 'gt', fraction: [2, 3] };
    expect(codes([rule('a', most, bad)])).toEqual([['never_fires', 'rules[0].branches[0]']]);
  });
});

test('small groups, unchecked sources, principles and averages called rates are seen', () => {
  const index: Rule = {
    ...rule('a', bad),
    zh: '满意率',
    scores: [{ id: 'i', kind: 'index', points: { excellent: 100 } }],
  };
  expect(codes([index])).toEqual([['index_named_rate', 'rules[0].zh']]);
  expect(codes([{ ...rule('a', bad), strength: 'principle' }])).toEqual([['principle', 'rules[0].strength']]);
  expect(codes([{ ...rule('a', bad), citations: [{ ...cited, confidence: 'unverified' }] }])).toEqual([
    ['unverified_source', 'rules[0].citations[0]'],
  ]);
  expect(codes([{ ...rule('a', bad), citations: [] }])).toEqual([['unverified_source', 'rules[0].citations']]);
  expect(codes([rule('a', bad)], 4)).toEqual([['small_group', 'groups[0].due']]);
  expect(codes([rule('a', { ...bad, comparator: 'ge', fraction: [1, 2], zh: '半数以上' })])).toEqual([
    ['half_or_more', 'rules[0].tests[0].comparator'],
  ]);
  expect(codes([rule('a', bad)], 90, { sameMarks: 'warn' })).toEqual([['same_marks', 'paper.sameMarks']]);
});

test('every warning has its sentence in both languages', () => {
  const all = definitionWarnings(
    frozen([rule('a', good), rule('b', { ...bad, base: 'due' }), rule('c', bad)], 4, { sameMarks: 'warn' }),
  );
  expect(all.length).toBeGreaterThan(3);
  for (const { zh, en } of all) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/[a-z]/);
  }
});
