/** Rules about one line, one person, one poll: what each of them sees of a count. */
import { describe, expect, test } from 'vitest';
import { Counter } from '../count/counter.ts';
import type { Paper } from '../paper/paper.ts';
import type { Definition } from '../record/record.ts';
import { checkDefinition } from './check-definition.ts';
import { evaluateAll } from './evaluate-all.ts';
import type { Label, Rule, Test } from './rule.ts';

const label = (id: string): Label => ({ id, zh: id, en: id, weight: 'flag' });
const scale = [
  { id: 'good', name: '好', counted: true },
  { id: 'bad', name: '差', counted: true },
  { id: 'unknown', name: '不了解', counted: false },
];
const items = (...ids: readonly string[]) => ids.map((id) => ({ id, name: id }));
const grades = {
  kind: 'grades',
  subjects: items('a', 'b'),
  dimensions: items('de', 'neng'),
  scale,
  blank: 'allow',
} as const;
const bad: Test = {
  id: 'bad',
  numerator: { options: ['bad'] },
  base: 'validItem',
  comparator: 'gt',
  fraction: [1, 3],
  zh: '超过三分之一',
  en: 'more than a third',
};
const rule = (change: Partial<Rule>): Rule => ({
  id: 'r',
  zh: '规则',
  en: 'rule',
  citations: [],
  scope: 'question',
  tests: [bad],
  branches: [{ when: { test: 'bad' }, label: label('review') }],
  otherwise: { ...label('ok'), weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
  ...change,
});
const base = {
  format: 'gonglun-poll/1',
  event: 'e',
  poll: 'p',
  title: '测评',
  groups: [
    { id: 'up', name: '上级', due: 10 },
    { id: 'down', name: '下级', due: 20 },
  ],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
};

function frozen(paper: Paper, rules: readonly Rule[], more: object = {}): Definition {
  const read = checkDefinition({ ...base, paper, rules, ...more });
  if (!read.ok) throw new Error(`${read.error.path}: ${read.error.reason}`);
  return read.value;
}

function counted(definition: Definition, ballots: readonly Readonly<Record<string, string>>[]) {
  const counter = new Counter(definition.paper);
  for (const choices of ballots) counter.add({ choices, writeIns: [] });
  return counter.count;
}
const accounts = (valid: number) => ({ due: 30, present: 30, issued: 30, returned: valid, valid, invalid: 0 });
const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

describe('a rule about a person', () => {
  test('takes all dimensions together, where one about a line takes each by itself', () => {
    const rules = [rule({ id: 'line' }), rule({ id: 'person', scope: 'item' })];
    const definition = frozen(grades, rules);
    const count = counted(definition, [
      ...times(6, { 'a/de': 'bad', 'a/neng': 'good', 'b/de': 'good', 'b/neng': 'good' }),
      ...times(4, { 'a/de': 'good', 'a/neng': 'unknown', 'b/de': 'good' }),
    ]);
    const found = evaluateAll(definition, count, accounts(10), 0).map(
      ({ question, rule: id, label: { id: said }, tests }) => [
        question,
        id,
        said,
        tests[0]?.count,
        tests[0]?.baseValue,
      ],
    );
    expect(found).toEqual([
      ['a/de', 'line', 'review', 6, 10],
      ['a/neng', 'line', 'ok', 0, 6],
      ['b/de', 'line', 'ok', 0, 10],
      ['b/neng', 'line', 'ok', 0, 6],
      ['a', 'person', 'review', 6, 16],
      ['b', 'person', 'ok', 0, 16],
    ]);
  });

  test('about one dimension leaves the others alone', () => {
    const definition = frozen(grades, [
      rule({ only: { dimension: 'neng' } }),
      rule({ id: 'p', scope: 'item', only: { dimension: 'neng' } }),
    ]);
    const found = evaluateAll(definition, counted(definition, times(3, { 'a/neng': 'bad' })), accounts(3), 0);
    expect(found.map(({ question }) => question)).toEqual(['a/neng', 'b/neng', 'a', 'b']);
    expect(found[2]?.tests[0]).toMatchObject({ count: 3, baseValue: 3 });
  });
});

describe('a form', () => {
  const paper: Paper = {
    kind: 'form',
    sections: [
      { id: 'team', name: '班子', paper: { ...grades, subjects: items('t') } },
      { id: 'staff', name: '干部', paper: grades },
      { id: 'words', name: '意见', paper: { kind: 'text', prompts: items('w'), lengthMax: 100 } },
    ],
  };

  test('is asked only where its lines offer what is counted', () => {
    const definition = frozen(paper, [rule({}), rule({ id: 'staff', scope: 'item', only: { section: 'staff' } })]);
    const found = evaluateAll(definition, counted(definition, []), accounts(0), 30);
    const lines = ['team.t/de', 'team.t/neng', 'staff.a/de', 'staff.a/neng', 'staff.b/de', 'staff.b/neng'];
    expect(found.map(({ question }) => question)).toEqual([...lines, 'staff.a', 'staff.b']);
    expect(found.every(({ status }) => status === 'not_assessed')).toBe(true);
  });

  test('names a ranking by its section', () => {
    const ranking = rule({
      scope: 'poll',
      only: { section: 'staff' },
      tests: [],
      branches: [],
      cut: { by: { votes: ['good'] }, direction: 'top', places: 1, per: 'poll', ties: 'runoff', taken: label('first') },
    });
    const definition = frozen(paper, [ranking]);
    const [found] = evaluateAll(definition, counted(definition, times(3, { 'staff.b/de': 'good' })), accounts(3), 0);
    expect([found?.question, found?.label.id]).toEqual(['staff', 'first']);
    expect(found?.ranking?.map(({ id, rank }) => [id, rank])).toEqual([
      ['staff.b', 1],
      ['staff.a', 2],
    ]);
  });
});

describe('a poll', () => {
  const paper: Paper = {
    kind: 'pick',
    candidates: [
      { id: 'a', name: '甲', tag: '本单位' },
      { id: 'b', name: '乙', tag: '外单位' },
    ],
    min: 0,
    max: 1,
    seats: 1,
    writeIns: 1,
  };
  const elect = rule({
    scope: 'poll',
    tests: [{ ...bad, id: 'win', numerator: { options: ['picked'] }, base: 'returned', fraction: [1, 2] }],
    branches: [],
    cut: {
      by: { votes: ['picked'] },
      direction: 'top',
      places: 'seats',
      per: 'poll',
      ties: 'runoff',
      win: 'win',
      taken: label('elected'),
    },
  });

  test('ranks written-in names with the others', () => {
    const definition = frozen(paper, [elect]);
    const count = counted(definition, [...times(4, { a: 'picked' }), ...times(6, {})]);
    const writeIns = [{ name: '丙', votes: 6 }];
    const [found] = evaluateAll(definition, count, accounts(10), 0, { writeIns });
    expect(found?.ranking?.map(({ id, state }) => [id, state])).toEqual([
      ['+丙', 'taken'],
      ['a', 'left'],
      ['b', 'left'],
    ]);
    expect(found?.ranking?.[0]?.win).toMatchObject({ count: 6, baseValue: 10, holds: true });
  });

  test('is principled: an approver may decide otherwise, and then nothing follows', () => {
    const definition = frozen(paper, [
      {
        ...elect,
        strength: 'principle',
        gates: [{ id: 'org', zh: '考察', en: 'inspection' }],
        consequence: { zh: '列入', en: 'listed' },
      },
    ]);
    const count = counted(definition, times(4, { a: 'picked' }));
    const gatesOf = () => ({ org: 'confirmed' }) as const;
    const [plain] = evaluateAll(definition, count, accounts(4), 0, { gatesOf });
    const [aside] = evaluateAll(definition, count, accounts(4), 0, { gatesOf, overriddenOf: () => true });
    expect([plain?.consequence, plain?.overridden]).toEqual([true, undefined]);
    expect([aside?.consequence, aside?.overridden, aside?.label.id]).toEqual([false, true, 'elected']);
  });
});

describe('voter groups', () => {
  const weighed = rule({
    id: 'weighed',
    scope: 'item',
    tests: [],
    branches: [],
    scores: [
      { id: 'index', kind: 'index', points: { good: 100, bad: 0 } },
      { id: 'groups', kind: 'groups', of: 'index', weights: { up: 60, down: 40 }, empty: 'error' },
    ],
  });
  const definition = frozen({ ...grades, subjects: items('a'), dimensions: items('all') }, [weighed, rule({})]);
  const up = counted(definition, times(5, { 'a/all': 'good' }));
  const down = counted(definition, times(10, { 'a/all': 'bad' }));
  const all = counted(definition, [...times(5, { 'a/all': 'good' }), ...times(10, { 'a/all': 'bad' })]);

  test('are needed by rules that weigh them, and by no others', () => {
    expect(evaluateAll(definition, all, accounts(15), 0).map(({ rule: id }) => id)).toEqual(['r']);
    const [upId, downId] = definition.groups.map(({ id }) => id);
    if (upId === undefined || downId === undefined) throw new Error('two groups');
    const groupCounts = [
      { group: upId, ...up },
      { group: downId, ...down },
    ];
    const found = evaluateAll(definition, all, accounts(15), 0, { groupCounts });
    expect(found.find(({ rule: id }) => id === 'weighed')?.scores?.at(-1)).toMatchObject({
      value: [60, 1],
      pooled: [100, 3],
    });
  });
});
