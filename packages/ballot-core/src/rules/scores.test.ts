import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Given, Rule, Score, Tally } from './rule.ts';

const POINTS = { excellent: 100, competent: 80, basic: 60, incompetent: 0 };
const index: Score = { id: 'index', kind: 'index', points: POINTS };
const clear = { id: 'shown', zh: '得分', en: 'score', weight: 'clear' } as const;
const rule = (...scores: readonly Score[]): Rule => ({
  id: 'r',
  zh: '得分',
  en: 'score',
  citations: [],
  scope: 'item',
  tests: [],
  scores,
  branches: [],
  otherwise: clear,
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
});
const votes = (excellent = 0, competent = 0, basic = 0, incompetent = 0): Tally => {
  const valid = excellent + competent + basic + incompetent;
  return { bases: { returned: valid, valid, validItem: valid }, options: { excellent, competent, basic, incompetent } };
};
const last = (of: Rule, tally: Tally, given?: Given, at?: string) =>
  evaluate(of, tally, { ...(given && { given }), ...(at !== undefined && { at }) }).scores?.at(-1);
const NOTHING: Tally = { bases: {}, options: {} };

describe('an index', () => {
  test('is the mean of the votes that have points', () => {
    expect(last(rule(index), votes(180, 29, 8, 3))?.value).toEqual([1040, 11]);
  });

  test('of nobody is no number, and the finding says that nobody was assessed', () => {
    const finding = evaluate(rule(index), votes());
    expect(finding.scores?.[0]?.value).toBeNull();
    expect([finding.status, finding.label.id]).toEqual(['not_assessed', 'not_assessed']);
  });
});

describe('a score weighted by group', () => {
  const weights = { superior: 40, peer: 30, subordinate: 30 };
  const weighted = (empty: 'error' | 'renormalise', by: Readonly<Record<string, number>> = weights): Rule =>
    rule(index, { id: 'weighted', kind: 'groups', of: 'index', weights: by, empty });
  const of = (groups: Readonly<Record<string, Tally>>): Tally => ({ ...votes(48, 35, 6, 1), groups });
  const groups = { superior: votes(8, 2), peer: votes(10, 8, 2), subordinate: votes(30, 25, 4, 1) };

  test('stands beside the unweighted one: 91 and 88.44 on the same ballots', () => {
    const score = last(weighted('error'), of(groups));
    expect(score?.value).toEqual([91, 1]);
    expect(score?.pooled).toEqual([796, 9]);
    expect(score?.parts?.map(({ id, value }) => [id, value])).toEqual([
      ['superior', [96, 1]],
      ['peer', [88, 1]],
      ['subordinate', [262, 3]],
    ]);
  });

  test('does not make an empty group a group of noughts', () => {
    const without = of({ ...groups, peer: votes() });
    expect(last(weighted('renormalise'), without)?.value).toEqual([646, 7]);
    const finding = evaluate(weighted('error'), without);
    expect([finding.status, finding.label.id, finding.scores?.at(-1)?.value]).toEqual([
      'error',
      'error_empty_group',
      null,
    ]);
  });

  test('that nobody has given yet is not assessed, not broken', () => {
    const empty = { superior: votes(), peer: votes(), subordinate: votes() };
    expect(evaluate(weighted('error'), { ...votes(), groups: empty }).status).toBe('not_assessed');
  });

  test('shows a group of weight 0 and does not count it (本人)', () => {
    const self = { ...groups, self: votes(1) };
    const score = last(weighted('error', { ...weights, self: 0 }), of(self));
    expect(score?.value).toEqual([91, 1]);
    expect(score?.parts?.at(-1)).toEqual({ id: 'self', weight: 0, value: [100, 1] });
    const silent = last(weighted('error', { ...weights, self: 0 }), of({ ...groups, self: votes() }));
    expect(silent?.value).toEqual([91, 1]);
  });

  test('changes nothing when weights and groups change places together', () => {
    const count = fc.nat({ max: 50 });
    const group = fc.tuple(fc.integer({ min: 1, max: 50 }), count, count, count);
    fc.assert(
      fc.property(fc.tuple(group, group, group), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (own, order) => {
        const names = Object.keys(weights) as (keyof typeof weights)[];
        const placed = (at: readonly number[]): readonly [Rule, Tally] => {
          const pairs = at.map((place, seat) => [names[seat] ?? '', place] as const);
          const by = Object.fromEntries(pairs.map(([name, place]) => [name, [40, 30, 30][place] ?? 0]));
          return [
            weighted('error', by),
            of(Object.fromEntries(pairs.map(([name, place]) => [name, votes(...(own[place] ?? []))]))),
          ];
        };
        expect(last(...placed(order))?.value).toEqual(last(...placed([0, 1, 2]))?.value);
      }),
    );
  });
});

test('dimensions are weighed like groups, and may have groups inside', () => {
  const byGroup: Score = { id: 'by-group', kind: 'groups', of: 'index', weights: { a: 60, b: 40 }, empty: 'error' };
  const all: Score = { id: 'all', kind: 'dimensions', of: 'by-group', weights: { de: 50, neng: 50 }, empty: 'error' };
  const line = (a: Tally, b: Tally): Tally => ({ ...votes(1), groups: { a, b } });
  const dimensions = { de: line(votes(1), votes(0, 1)), neng: line(votes(0, 0, 1), votes(1)) };
  // de: 0.6 × 100 + 0.4 × 80 = 92; neng: 0.6 × 60 + 0.4 × 100 = 76.
  expect(last(rule(index, byGroup, all), { ...line(votes(1), votes(1)), dimensions })?.value).toEqual([84, 1]);
});

describe('a mean', () => {
  const marks = (...given: readonly number[]): Tally => {
    const options: Record<string, number> = { 0: 0 };
    for (const mark of given) options[mark] = (options[mark] ?? 0) + 1;
    return { bases: { valid: given.length }, options };
  };
  const mean = (per: number): Rule => rule({ id: 'mean', kind: 'mean', per, trim: { minRaters: 6 } });

  test('drops one highest and one lowest from six raters on, even where several are equal', () => {
    expect(last(mean(1), marks(95, 90, 88, 86, 60))).toMatchObject({ value: [419, 5], dropped: 0 });
    expect(last(mean(1), marks(95, 90, 88, 86, 84, 60))).toMatchObject({ value: [87, 1], dropped: 2 });
    expect(last(mean(1), marks(95, 95, 90, 80, 70, 70))?.value).toEqual([335, 4]);
  });

  test('of half points is exact', () => {
    expect(last(rule({ id: 'mean', kind: 'mean', per: 10 }), marks(95, 90, 90))?.value).toEqual([55, 6]);
  });
});

describe('scores put together', () => {
  const exam: Score = { id: 'exam', kind: 'figure', figure: 'exam', max: 100 };
  const rec: Score = { id: 'rec', kind: 'share', options: ['excellent'], base: 'valid' };
  const both: Score = {
    id: 'both',
    kind: 'weighted',
    parts: [
      { score: 'exam', weight: 5 },
      { score: 'rec', weight: 5 },
    ],
  };

  test('are as exact as their parts', () => {
    expect(last(rule(exam, rec, both), votes(72, 28), { figures: { exam: 81 } })?.value).toEqual([153, 2]);
  });

  test('are nothing while a part is missing', () => {
    expect(last(rule(exam, rec, both), votes(72, 28))?.value).toBeNull();
    expect(last(rule(exam, rec, both), votes(), { figures: { exam: 81 } })?.value).toBeNull();
  });

  test('with a bonus that counts in its year and the next, each award by itself', () => {
    const bonus: Score = { id: 'bonus', kind: 'bonus', award: 'awards', points: 3, validYears: 1 };
    const of = (awards?: number | readonly number[]) =>
      last(rule(bonus), NOTHING, awards === undefined ? {} : { figures: { awards } }, '2026-11-22')?.value;
    expect([of(2026), of(2025), of(2024), of([2025, 2026, 2020]), of(2027), of()]).toEqual([
      [3, 1],
      [3, 1],
      [0, 1],
      [6, 1],
      [0, 1],
      [0, 1],
    ]);
  });

  test('points for ranks go down by a part of the first place’s', () => {
    const ranks: Score = { id: 'ranks', kind: 'ranks', figure: 'ranks', top: 200, stepPercent: 2 };
    expect(last(rule(ranks), NOTHING, { figures: { ranks: [1, 3, 2] } })?.value).toEqual([196, 1]);
    expect(last(rule(ranks), NOTHING, { figures: { ranks: 60 } })?.value).toEqual([0, 1]);
  });
});

test('a number that was given is decided before anybody votes, one that was voted is not', () => {
  const least = (score: string) => ({
    tests: [
      {
        id: 'least',
        numerator: { score },
        base: 'one',
        comparator: 'ge',
        fraction: [80, 1],
        zh: '80 分',
        en: '80',
      } as const,
    ],
    branches: [{ when: { test: 'least' }, label: { ...clear, id: 'met' } }],
  });
  const exam: Score = { id: 'exam', kind: 'figure', figure: 'exam', max: 100 };
  const facts = { outstanding: 90, given: { figures: { exam: 81 } } };
  expect(evaluate({ ...rule(exam), scope: 'question', ...least('exam') }, votes(10), facts).decided).toBe(true);
  expect(evaluate({ ...rule(index), scope: 'question', ...least('index') }, votes(10), facts).decided).toBe(false);
  const after = evaluate({ ...rule(index), scope: 'question', ...least('index') }, votes(2, 1), { outstanding: 0 });
  expect(after.decided).toBe(true);
  expect(after.tests[0]).toMatchObject({ count: 280, baseValue: 3, holds: true, left: '280', right: '240' });
});

test('scores made of scores made of scores are reckoned once each', () => {
  const ids = Array.from({ length: 20 }, (_, at) => `x${at}`);
  const scores = ids.map((id, at): Score =>
    at === 0 ? { id, kind: 'figure', figure: 'exam', max: 100 } : { id, kind: 'sum', parts: ids.slice(0, at) },
  );
  const start = performance.now();
  const found = last(rule(...scores), NOTHING, { figures: { exam: 1 } });
  expect(found?.value).toEqual([2 ** 18, 1]);
  expect(performance.now() - start).toBeLessThan(500);
});
