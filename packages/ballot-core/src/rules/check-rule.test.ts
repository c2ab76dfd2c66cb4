import { describe, expect, test } from 'vitest';
import { checkRule } from './check-rule.ts';
import type { Cut, Rule, Score, Test } from './rule.ts';

const flag = { id: 'flagged', zh: '提请', en: 'flag', weight: 'flag' } as const;
const clear = { id: 'ok', zh: '无', en: 'nothing', weight: 'clear' } as const;
const half: Test = {
  id: 'half',
  numerator: { options: ['agree'] },
  base: 'due',
  comparator: 'gt',
  fraction: [1, 2],
  zh: '过半数',
  en: 'more than half',
};
const plain: Rule = {
  id: 'r',
  zh: '规则',
  en: 'rule',
  citations: [],
  scope: 'item',
  tests: [half],
  branches: [{ when: { test: 'half' }, label: flag }],
  otherwise: clear,
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
};
const index: Score = { id: 'index', kind: 'index', points: { good: 100, bad: 0 } };
const share: Score = { id: 'share', kind: 'share', options: ['good'], base: 'valid' };
const groups = (weights: object, of = 'index'): object => ({
  id: 'groups',
  kind: 'groups',
  of,
  weights,
  empty: 'error',
});
const cut: Cut = { by: { votes: ['agree'] }, direction: 'top', places: 3, per: 'poll', ties: 'runoff', taken: flag };
const refusal = (value: object): string => {
  const read = checkRule({ ...plain, ...value });
  return read.ok ? '' : `${read.error.path}: ${read.error.reason}`;
};
const withTest = (change: object) => refusal({ tests: [{ ...half, ...change }] });
const withScores = (...scores: readonly object[]) => refusal({ scores });
const withCut = (change: object, more: object = {}) => refusal({ scope: 'poll', cut: { ...cut, ...change }, ...more });

test('a rule that uses everything is read whole and rebuilt', () => {
  const whole: Rule = {
    ...plain,
    scope: 'poll',
    only: { section: 'team', dimension: 'de' },
    tests: [
      half,
      { ...half, id: 'days', numerator: { figure: 'days' }, base: 'one', comparator: 'le', fraction: [7, 1] },
      { ...half, id: 'ratio', numerator: { figure: 'candidates' }, base: 'seats', comparator: 'ge', fraction: [2, 1] },
      {
        ...half,
        id: 'cards',
        numerator: { history: { kind: 'run', mark: 'yellow', missing: 'breaks' } },
        base: 'one',
        fraction: [2, 1],
      },
      {
        ...half,
        id: 'absences',
        numerator: { history: { kind: 'count', mark: 'absent', within: 'year' } },
        base: 'one',
        fraction: [2, 1],
      },
    ],
    scores: [
      index,
      share,
      { id: 'mean', kind: 'mean', per: 10, trim: { minRaters: 6 } },
      { id: 'by-group', kind: 'groups', of: 'index', weights: { a: 60, b: 40, self: 0 }, empty: 'renormalise' },
      { id: 'by-dimension', kind: 'dimensions', of: 'by-group', weights: { de: 100 }, empty: 'error' },
      { id: 'exam', kind: 'figure', figure: 'exam', max: 100 },
      { id: 'bands', kind: 'brackets', bands: [{ when: { test: 'half' }, points: 200 }], otherwise: 130 },
      { id: 'ranks', kind: 'ranks', figure: 'ranks', top: 200, stepPercent: 2 },
      { id: 'bonus', kind: 'bonus', award: 'awards', points: 2, validYears: 1 },
      {
        id: 'composite',
        kind: 'weighted',
        parts: [
          { score: 'exam', weight: 4 },
          { score: 'index', weight: 6 },
        ],
      },
      { id: 'total', kind: 'sum', parts: ['composite', 'bonus'] },
    ],
    cut: {
      ...cut,
      by: { score: 'total' },
      per: 'tag',
      places: { 乡镇: 1, 部门: 3 },
      ties: 'secondary',
      secondary: 'exam',
      win: 'half',
    },
    branches: [{ when: { not: { test: 'days' } }, label: { ...flag, id: 'late' } }],
    periods: [{ id: 'appeal', zh: '申诉期', en: 'appeal', kind: 'appeal', length: 7, unit: 'calendar_days' }],
  };
  expect(checkRule(structuredClone(whole))).toEqual({ ok: true, value: whole });
});

test('what is not set is left out', () => {
  const read = checkRule(plain);
  expect(read.ok && Object.keys(read.value)).not.toEqual(expect.arrayContaining(['only', 'scores', 'cut', 'periods']));
});

describe('a test is refused', () => {
  test.each([
    ['of no parts', { fraction: [1, 0] }, 'tests[0].fraction[1]: must be more than 0'],
    ['of more than all ballots', { fraction: [3, 2] }, 'tests[0].fraction: must not be more than the whole'],
    [
      'that can never hold',
      { comparator: 'lt', fraction: [0, 1] },
      'tests[0].fraction: can never hold: no count is below 0',
    ],
    [
      'that asks for more than everybody',
      { fraction: [1, 1] },
      'tests[0].fraction: can never hold: a part is never more than the whole',
    ],
    [
      'that always holds',
      { comparator: 'le', fraction: [2, 2] },
      'tests[0].fraction: always holds: a part is never more than the whole',
    ],
    [
      'of a score on a base',
      { numerator: { score: 'index' } },
      'tests[0].base: must be one: a score or a number of marks is compared as it is',
    ],
    [
      'of no such score',
      { numerator: { score: 'index' }, base: 'one' },
      'tests[0].numerator.score: names no score of this rule: index',
    ],
    [
      'of two things',
      { numerator: { figure: 'a', account: 'due' } },
      'tests[0].numerator: counts one of options, an account, a figure, a score or history',
    ],
    ['of an account against itself', { numerator: { account: 'due' } }, 'tests[0].base: is measured against itself'],
    [
      'of memory without its gaps',
      { numerator: { history: { kind: 'run', mark: 'yellow' } }, base: 'one' },
      'tests[0].numerator.history.missing: must be one of breaks, skips',
    ],
    [
      'of a count with a run’s field',
      { numerator: { history: { kind: 'count', mark: 'a', within: 'ever', missing: 'skips' } }, base: 'one' },
      'tests[0].numerator.history.missing: is not a field of a count',
    ],
  ])('%s', (_, change, said) => {
    expect(withTest(change)).toBe(said);
  });

  test('but more returned than issued may be asked: it voids the count', () => {
    expect(withTest({ numerator: { account: 'returned' }, base: 'issued', fraction: [1, 1] })).toBe('');
  });
});

describe('a score is refused', () => {
  test.each<[string, readonly object[], string]>([
    [
      'whose weights are no 100',
      [index, groups({ a: 60, b: 30 })],
      'scores[1].weights: must sum to 100, and sum to 90',
    ],
    ['with a weight below 0', [index, groups({ a: 101, b: -1 })], 'scores[1].weights.a: must be from 0 to 100'],
    ['with a weight of −1', [index, groups({ b: -1, a: 100 })], 'scores[1].weights.b: must be from 0 to 100'],
    ['with half a weight', [index, groups({ a: 99.5, b: 0.5 })], 'scores[1].weights.a: must be a whole number'],
    ['of no such score', [groups({ a: 100 })], 'scores[0].of: names no score of this rule: index'],
    ['made of itself', [{ id: 's', kind: 'sum', parts: ['s'] }], 'scores[0]: is made of itself'],
    [
      'made of one made of it',
      [
        { id: 's', kind: 'sum', parts: ['t'] },
        { id: 't', kind: 'sum', parts: ['s'] },
      ],
      'scores[0]: is made of itself',
    ],
    [
      'groups of groups',
      [index, groups({ a: 100 }), { ...groups({ a: 100 }, 'groups'), id: 'again' }],
      'scores[2].of: must not weigh groups again inside: weigh groups within each dimension',
    ],
    [
      'of groups on attendance',
      [{ ...share, base: 'due' }, groups({ a: 100 }, 'share')],
      'scores[1].of: is measured on due, which is not known of a group alone',
    ],
    [
      'that trims among five',
      [{ id: 'm', kind: 'mean', per: 1, trim: { minRaters: 5 } }],
      'scores[0].trim.minRaters: must be from 6 to 1000000',
    ],
    ['of sevenths', [{ id: 'm', kind: 'mean', per: 7 }], 'scores[0].per: must be one of 1, 10, 100'],
    [
      'of no weight at all',
      [index, { id: 'w', kind: 'weighted', parts: [{ score: 'index', weight: 0 }] }],
      'scores[1].parts: must have a weight above 0',
    ],
    ['with a field of another kind', [{ ...index, max: 3 }], 'scores[0].max: is not a known field'],
    [
      'of no known kind',
      [{ id: 'x', kind: 'median' }],
      'scores[0].kind: must be one of index, share, mean, groups, dimensions, weighted, sum, figure, brackets, ranks, bonus',
    ],
    ['twice', [index, index], 'scores[1]: has the id of an earlier score'],
  ])('%s', (_, scores, said) => {
    expect(withScores(...scores)).toBe(said);
  });

  test('that is made of itself through the test of a band', () => {
    const bands = { id: 'bands', kind: 'brackets', bands: [{ when: { test: 'own' }, points: 1 }], otherwise: 0 };
    const own = { ...half, id: 'own', numerator: { score: 'bands' }, base: 'one', fraction: [80, 1] };
    expect(refusal({ tests: [half, own], scores: [bands] })).toBe('scores[0]: is made of itself');
  });

  test('of dimensions, where the rule is about one line', () => {
    const split = { id: 'd', kind: 'dimensions', of: 'index', weights: { de: 100 }, empty: 'error' };
    expect(refusal({ scope: 'question', scores: [index, split] })).toMatch(/^scores\[1\]: weighs dimensions/);
  });
});

describe('a cut is refused', () => {
  test.each<[string, object, string]>([
    ['without places', { places: 0 }, 'cut.places: must be from 1 to 200'],
    ['by no such score', { by: { score: 'index' } }, 'cut.by.score: names no score of this rule: index'],
    [
      'with categories of one poll',
      { places: { a: 1 } },
      'cut.places: are by category, and the cut goes through the whole poll',
    ],
    [
      'with a second score and another answer to ties',
      { secondary: 'index' },
      'cut.secondary: must be given with ties: secondary, and only then',
    ],
    [
      'without the second score it needs',
      { ties: 'secondary' },
      'cut.secondary: must be given with ties: secondary, and only then',
    ],
    ['with no such win', { win: 'majority' }, 'cut.win: names no test of this rule: majority'],
  ])('%s', (_, change, said) => {
    expect(withCut(change)).toBe(said);
  });

  test('on anything but a poll', () => {
    expect(withCut({}, { scope: 'item' })).toBe('cut: goes through the rows of a poll: make the scope poll');
  });

  test('whose branches ask of the poll what is asked of each row', () => {
    expect(withCut({ win: 'half' })).toBe('branches[0].when: asks of the poll what is asked of each row: half');
  });
});

describe('a rule is refused', () => {
  test('with a consequence and no gate: a vote only flags', () => {
    expect(refusal({ consequence: { zh: '免职', en: 'removal' } })).toMatch(/^gates: must have a gate/);
  });

  test('with nothing to say', () => {
    expect(refusal({ tests: [], branches: [] })).toBe('tests: must have at least 1 entry');
  });

  test('with a label that means something else', () => {
    expect(refusal({ otherwise: { ...clear, id: 'not_assessed' } })).toMatch(/^otherwise\.id: has a meaning/);
    expect(refusal({ otherwise: { ...clear, id: 'error_empty_group' } })).toMatch(/^otherwise\.id: has a meaning/);
  });

  test('with a period of no length, or two of one name', () => {
    const period = { id: 'p', zh: '公示', en: 'notice', kind: 'notice', length: 5, unit: 'working_days' };
    expect(refusal({ periods: [{ ...period, length: 0 }] })).toBe('periods[0].length: must be from 1 to 3660');
    expect(refusal({ periods: [period, period] })).toBe('periods[1]: has the id of an earlier period');
  });
});
