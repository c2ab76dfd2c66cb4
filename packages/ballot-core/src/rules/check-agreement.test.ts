/** A rule and its paper speak of the same things, or the poll is not frozen. */
import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import type { Cut, Rule, Test } from './rule.ts';

const label = { id: 'flagged', zh: '提请', en: 'flag', weight: 'flag' } as const;
const half: Test = {
  id: 'half',
  numerator: { options: ['good'] },
  base: 'valid',
  comparator: 'gt',
  fraction: [1, 2],
  zh: '过半数',
  en: 'more than half',
};
const rule: Rule = {
  id: 'r',
  zh: '规则',
  en: 'rule',
  citations: [],
  scope: 'item',
  tests: [half],
  branches: [{ when: { test: 'half' }, label }],
  otherwise: { ...label, id: 'ok', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
};
const item = (id: string, tag?: string) => ({ id, name: id, ...(tag && { tag }) });
const grades = {
  kind: 'grades',
  subjects: [item('a', '乡镇'), item('b', '乡镇'), item('c', '部门')],
  dimensions: [item('de'), item('neng')],
  scale: [
    { id: 'good', name: '好', counted: true },
    { id: 'bad', name: '差', counted: true },
  ],
  blank: 'allow',
};
const pick = { kind: 'pick', candidates: [item('a'), item('b')], min: 0, max: 2, seats: null, writeIns: 0 };
const text = { kind: 'text', prompts: [item('w')], lengthMax: 100 };
const form = {
  kind: 'form',
  sections: [
    { ...item('team'), paper: grades },
    { ...item('words'), paper: text },
  ],
};
const definition = {
  format: 'gonglun-poll/1',
  event: 'e',
  poll: 'p',
  title: '测评',
  paper: grades,
  groups: [{ id: 'all', name: '全体', due: 30 }],
  rules: [rule],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
};
const refusal = (change: object): string => {
  const read = checkDefinition({ ...definition, ...change });
  return read.ok ? '' : `${read.error.path}: ${read.error.reason}`;
};
const withRule = (change: Partial<Rule>, more: object = {}) => refusal({ rules: [{ ...rule, ...change }], ...more });
const cut: Cut = { by: { votes: ['good'] }, direction: 'top', places: 3, per: 'poll', ties: 'runoff', taken: label };
const withCut = (change: Partial<Cut>, more: object = {}) =>
  withRule({ scope: 'poll', tests: [], branches: [], cut: { ...cut, ...change } }, more);
const figure = { id: 'exam', kind: 'figure', figure: 'exam', max: 100 } as const;

test('what fits is frozen with everything that was given', () => {
  const whole = {
    ...definition,
    at: '2026-11-22',
    given: {
      '': { figures: { posts: 2 } },
      a: { figures: { exam: 81, awards: [2025] }, history: [{ at: '2025', mark: 'none' }] },
    },
    source: { poll: 'earlier', record: 'ab'.repeat(32), rule: 'r', take: 'taken' },
    groups: [
      {
        id: 'all',
        name: '全体',
        due: 30,
        relation: 'peer',
        excluded: [{ count: 2, reason: '长期病假', approvedBy: '组织科' }],
      },
    ],
  };
  expect(checkDefinition(structuredClone(whole))).toEqual({ ok: true, value: whole });
});

describe('a rule is refused that speaks of', () => {
  test.each<[string, string, string]>([
    [
      'an option nobody can mark',
      withRule({ tests: [{ ...half, numerator: { options: ['fine'] } }] }),
      'rules[0].tests[0].numerator: counts fine, which this paper does not offer',
    ],
    [
      'points for no option',
      withRule({ scores: [{ id: 's', kind: 'index', points: { fine: 1 } }] }),
      'rules[0].scores[0]: counts fine, which this paper does not offer',
    ],
    [
      'a dimension that is not there',
      withRule({ only: { dimension: 'qin' } }),
      'rules[0].only.dimension: names no dimension of this paper: qin',
    ],
    [
      'a section that is not there',
      withRule({ only: { section: 'team' } }),
      'rules[0].only.section: names no section of this paper: team',
    ],
    [
      'a section where nothing is graded',
      withRule({ only: { section: 'words' } }, { paper: form }),
      'rules[0].tests[0].numerator: counts good, which this paper does not offer',
    ],
    [
      'a voter group that is not there',
      withRule({
        scores: [
          { id: 'i', kind: 'index', points: { good: 1 } },
          { id: 'g', kind: 'groups', of: 'i', weights: { leaders: 100 }, empty: 'error' },
        ],
      }),
      'rules[0].scores[1].weights.leaders: is no voter group of this poll',
    ],
    [
      'a weight for no dimension',
      withRule({
        scores: [
          { id: 'i', kind: 'index', points: { good: 1 } },
          { id: 'd', kind: 'dimensions', of: 'i', weights: { qin: 100 }, empty: 'error' },
        ],
      }),
      'rules[0].scores[1].weights.qin: is no dimension of this paper',
    ],
    [
      'a mean of grades',
      withRule({ scores: [{ id: 'm', kind: 'mean', per: 1 }] }),
      'rules[0]: applies to no line of this paper: no line offers all it counts',
    ],
    [
      'posts where there are none',
      withRule({ tests: [{ ...half, base: 'seats', fraction: [2, 1] }] }),
      'rules[0].tests[0].base: is seats, and this paper fills none',
    ],
  ])('%s', (_, refused, said) => {
    expect(refused).toBe(said);
  });
});

describe('a cut is refused', () => {
  test('with more places than rows, in all or in a category', () => {
    expect(withCut({ places: 4 })).toBe('rules[0].cut.places: must be at most 3, the number of rows');
    expect(withCut({ places: 2, per: 'tag' })).toBe('rules[0].cut.places: must be at most 1, the number of rows');
    expect(withCut({ places: { 乡镇: 2, 部门: 2 }, per: 'tag' })).toBe(
      'rules[0].cut.places.部门: must be at most 1, the number of its rows',
    );
    expect(withCut({ places: { 街道: 1 }, per: 'tag' })).toBe(
      'rules[0].cut.places.街道: is a category that no row is in',
    );
    expect(withCut({ places: { 乡镇: 1, 部门: 1 }, per: 'tag' })).toBe('');
  });

  test('with the posts of a paper that fills none', () => {
    const chosen = { by: { votes: ['picked'] }, places: 'seats' } as const;
    expect(withCut(chosen, { paper: pick })).toBe('rules[0].cut.places: is seats, and this paper fills none');
    expect(withCut(chosen, { paper: { ...pick, seats: 2 } })).toBe('');
  });

  test('through a whole form: its rows are of several kinds', () => {
    expect(withCut({ places: 1 }, { paper: form })).toBe('rules[0].only: must name the section whose rows are ranked');
  });

  test('with marks of all rows together against ballots', () => {
    expect(withRule({ scope: 'poll' })).toBe(
      'rules[0].tests[0].base: counts the marks of all rows against ballots: use validItem, or ask each row',
    );
  });
});

describe('what is given is refused', () => {
  const exam = { scores: [figure] };
  const all = { a: { figures: { exam: 80 } }, b: { figures: { exam: 70 } } };

  test('when somebody’s is missing, too high, or a list', () => {
    expect(withRule(exam, { given: all })).toBe('given.c.figures.exam: must be given: score exam is made of it');
    expect(withRule(exam, { given: { ...all, c: { figures: { exam: 101 } } } })).toBe(
      'given.c.figures.exam: must be a whole number up to 100',
    );
    expect(withRule(exam, { given: { ...all, c: { figures: { exam: [1, 2] } } } })).toBe(
      'given.c.figures.exam: must be a whole number up to 100',
    );
    expect(withRule(exam, { given: { ...all, c: { figures: { exam: 0 } } } })).toBe('');
  });

  test('for somebody who is not on the paper', () => {
    expect(refusal({ given: { z: { figures: { exam: 1 } } } })).toBe('given.z: is given for nobody on this paper');
  });

  test('with a year that is none', () => {
    for (const at of ['26', '2026-02-30', '2026-11', 2026]) {
      expect(refusal({ at })).toBe('at: must be a year such as 2026 or a day such as 2026-11-22');
    }
    expect(refusal({ given: { a: { history: [{ at: 'now', mark: 'yellow' }] } } })).toMatch(
      /^given\.a\.history\[0\]\.at: /,
    );
  });

  test('not at all, though the rule counts years', () => {
    const memory = {
      numerator: { history: { kind: 'run', mark: 'yellow', missing: 'breaks' } },
      base: 'one',
      fraction: [2, 1],
    } as const;
    expect(withRule({ tests: [{ ...half, ...memory }] })).toBe('at: must be given: rule r counts years back from it');
    expect(withRule({ tests: [{ ...half, ...memory }] }, { at: '2026' })).toBe('');
  });

  test('with a list that comes from nowhere', () => {
    const source = { poll: 'earlier', record: 'ab'.repeat(32), rule: 'r', take: 'taken' };
    expect(refusal({ source: { ...source, poll: 'p' } })).toBe('source.poll: must be another poll');
    expect(refusal({ source: { ...source, record: 'AB' } })).toBe('source.record: must be 64 hex digits');
    expect(refusal({ source: { ...source, take: 'left' } })).toBe('source.take: must be one of taken, tied');
  });
});

test('a list of ten thousand rows is refused', () => {
  const subjects = Array.from({ length: 10_000 }, (_, index) => item(`s${index}`));
  expect(refusal({ paper: { ...grades, subjects } })).toBe('paper.subjects: must have at most 200 entries');
});

test('a minimum of candidates of a kind that nobody is of is refused', () => {
  const paper = { ...pick, tagMins: [{ tag: '外单位', min: 1 }] };
  expect(refusal({ paper, rules: [] })).toMatch(/^paper\.tagMins\[0\]/);
});

describe('what could be frozen and never be sealed is refused', () => {
  const share = (base: string) => ({ id: 'x', kind: 'share', options: ['good'], base });
  const groups = { id: 'y', kind: 'groups', of: 'x', weights: { all: 100 }, empty: 'error' };
  const scored = (scores: readonly object[], more: Partial<Rule> = {}) => ({
    tests: [],
    branches: [],
    scores,
    ...more,
  });

  test('a score on a base that the paper does not have', () => {
    const change = scored([share('seats')]) as Partial<Rule>;
    expect(withRule(change)).toBe('rules[0].scores[0].base: is seats, and this paper fills none');
  });

  test('a headcount that is a list', () => {
    expect(refusal({ given: { '': { figures: { headcount: [1, 2] } } } })).toBe(
      'given..figures.headcount: must be one whole number',
    );
  });

  test('groups weighed over all rows together, or over names that voters write in', () => {
    const change = { ...scored([share('valid'), groups]), scope: 'poll' } as Partial<Rule>;
    expect(withRule(change)).toMatch(/^rules\[0\]\.scores\[1\]: weighs groups of all rows together/);
    const open = { ...pick, writeIns: 1 };
    const picked = { ...share('valid'), options: ['picked'] };
    const ranked = { ...change, scores: [picked, groups], cut: { ...cut, by: { score: 'y' }, places: 1 } };
    expect(withRule(ranked as Partial<Rule>, { paper: open })).toMatch(
      /names written in do not have: make writeIns 0$/,
    );
    expect(withRule(ranked as Partial<Rule>, { paper: pick })).toBe('');
  });

  test('dimensions that only the first person has', () => {
    const one = { ...grades, dimensions: [item('de')] };
    const both = {
      kind: 'form',
      sections: [
        { ...item('s'), paper: grades },
        { ...item('t'), paper: one },
      ],
    };
    const dimensions = { id: 'y', kind: 'dimensions', of: 'x', weights: { de: 50, neng: 50 }, empty: 'error' };
    const change = scored([share('valid'), dimensions]) as Partial<Rule>;
    expect(withRule(change, { paper: both })).toBe('rules[0].scores[1].weights.neng: is no dimension of this paper');
  });

  test('a score of each row that nothing asks each row for', () => {
    const idle = { ...half, numerator: { score: 'x' }, base: 'one' } as Test;
    const change = { ...scored([share('valid')]), scope: 'poll', tests: [idle], cut: { ...cut, places: 1 } };
    expect(withRule(change as Partial<Rule>)).toMatch(
      /^rules\[0\]\.tests\[0\]\.numerator\.score: is a score of each row/,
    );
  });

  test('a figure that is a number for the poll and a list for a row, asked of both', () => {
    const exam = { ...half, numerator: { figure: 'exam' }, base: 'one' } as Test;
    const band = { id: 'x', kind: 'brackets', bands: [{ when: { test: 'half' }, points: 9 }], otherwise: 1 };
    const change = { scope: 'poll', tests: [exam], scores: [band], cut: { ...cut, places: 1 } } as Partial<Rule>;
    const given = { '': { figures: { exam: 1 } }, a: { figures: { exam: [1, 2] } } };
    expect(withRule(change, { given })).toBe('given.a.figures.exam: must be one whole number');
  });

  test('one person on two dimensions, whose marks are twice the ballots', () => {
    const one = { ...grades, subjects: [item('a')] };
    const change = { scope: 'poll' } as const;
    expect(withRule(change, { paper: one })).toMatch(/counts the marks of all rows against ballots/);
    expect(withRule(change, { paper: { ...one, dimensions: [item('de')] } })).toBe('');
  });

  test('places in each category, of which a name written in would get its own', () => {
    const open = { ...pick, candidates: [item('a', '乡镇'), item('b', '部门')], writeIns: 1 };
    const picked: Cut = { ...cut, by: { votes: ['picked'] }, places: 1, per: 'tag' };
    expect(withCut(picked, { paper: open })).toMatch(/^rules\[0\]\.cut\.per: gives places by category/);
    expect(withCut({ ...picked, places: { 乡镇: 1 } }, { paper: open })).toBe('');
    expect(withCut(picked, { paper: { ...open, writeIns: 0 } })).toBe('');
  });
});
