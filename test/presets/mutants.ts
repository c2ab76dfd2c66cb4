/**
 * Every way in which a single figure of a rule could be wrong: another comparator, base or fraction, another tie policy,
 * direction, number of places, weight or number of points.
 */
import type { BaseKey, Comparator, Cut, Fraction, Rule, Score, Test } from 'ballot-core';

export interface Mutant {
  /** "good.comparator: gt". */
  readonly name: string;
  readonly rule: Rule;
}

const COMPARATORS: readonly Comparator[] = ['lt', 'le', 'gt', 'ge'];
const BASES: readonly (BaseKey | 'one')[] = [
  'due',
  'present',
  'issued',
  'returned',
  'valid',
  'validItem',
  'headcount',
  'seats',
  'one',
];
const TIES: readonly Cut['ties'][] = ['include_all', 'runoff'];

export function mutantsOf(rule: Rule): readonly Mutant[] {
  const tests = rule.tests.flatMap((test, index) =>
    testMutants(test).map(([name, mutant]): Mutant => ({
      name: `${test.id}.${name}`,
      rule: { ...rule, tests: rule.tests.with(index, mutant) },
    })),
  );
  const scores = (rule.scores ?? []).flatMap((score, index) =>
    scoreMutants(score).map(([name, mutant]): Mutant => ({
      name: `${score.id}.${name}`,
      rule: { ...rule, scores: (rule.scores ?? []).with(index, mutant) },
    })),
  );
  const { cut } = rule;
  const cuts =
    cut === undefined
      ? []
      : cutMutants(cut).map(([name, mutant]): Mutant => ({ name: `cut.${name}`, rule: { ...rule, cut: mutant } }));
  return [...tests, ...scores, ...cuts];
}

type Named<T> = readonly (readonly [name: string, mutant: T])[];

function testMutants(test: Test): Named<Test> {
  const { comparator, base, fraction, numerator } = test;
  const [part, whole] = fraction;
  // A whole number compared by itself has no other fraction between it and the next.
  const fractions: readonly Fraction[] =
    base === 'one' && 'score' in numerator === false
      ? [
          [part + whole, whole],
          [Math.max(0, part - whole), whole],
        ]
      : [
          [part + 1, whole],
          [part, whole + 1],
        ];
  const fewer =
    'options' in numerator && numerator.options.length > 1
      ? numerator.options.map((option) => ({
          ...numerator,
          options: numerator.options.filter((other) => other !== option),
        }))
      : [];
  return [
    ...COMPARATORS.filter((other) => other !== comparator).map(
      (other) => [`comparator: ${other}`, { ...test, comparator: other }] as const,
    ),
    ...BASES.filter((other) => other !== base).map((other) => [`base: ${other}`, { ...test, base: other }] as const),
    ...fractions.map((other) => [`fraction: ${other.join('/')}`, { ...test, fraction: other }] as const),
    ...fewer.map((other) => [`options: ${other.options.join(',')}`, { ...test, numerator: other }] as const),
  ];
}

function cutMutants(cut: Cut): Named<Cut> {
  const { places, direction, ties, win, ...rest } = cut;
  const opposite = direction === 'top' ? 'bottom' : 'top';
  return [
    ...(typeof places === 'number' ? [places + 1, Math.max(1, places - 1)] : [1, 4])
      .filter((other) => other !== places)
      .map((other) => [`places: ${other}`, { ...cut, places: other }] as const),
    [`direction: ${opposite}`, { ...cut, direction: opposite }],
    ...TIES.filter((other) => other !== ties).map((other) => [`ties: ${other}`, { ...cut, ties: other }] as const),
    ...(win === undefined ? [] : [['without win', { ...rest, places, direction, ties }] as const]),
  ];
}

function scoreMutants(score: Score): Named<Score> {
  switch (score.kind) {
    case 'index':
      return Object.entries(score.points).map(([option, points]) => [
        `points of ${option}: ${points + 1}`,
        { ...score, points: { ...score.points, [option]: points + 1 } },
      ]);
    case 'share':
      return BASES.filter((other): other is BaseKey => other !== 'one' && other !== score.base).map((base) => [
        `base: ${base}`,
        { ...score, base },
      ]);
    case 'groups':
    case 'dimensions':
      // The only weight there is weighs everything, whatever its number.
      return Object.entries(score.weights)
        .filter(([, weight]) => weight < 100)
        .map(([part, weight]) => [
          `weight of ${part}: ${weight + 1}`,
          { ...score, weights: { ...score.weights, [part]: weight + 1 } },
        ]);
    case 'weighted':
      return several(score.parts).map((part, index) => [
        `weight of ${part.score}: ${part.weight + 1}`,
        { ...score, parts: score.parts.with(index, { ...part, weight: part.weight + 1 }) },
      ]);
    case 'brackets':
      return score.bands.map((band, index) => [
        `band ${index}: ${band.points + 1}`,
        { ...score, bands: score.bands.with(index, { ...band, points: band.points + 1 }) },
      ]);
    case 'bonus':
      return [
        [`years: ${score.validYears + 1}`, { ...score, validYears: score.validYears + 1 }],
        [`points: ${score.points + 1}`, { ...score, points: score.points + 1 }],
      ];
    case 'ranks':
      return [[`step: ${score.stepPercent + 1}`, { ...score, stepPercent: score.stepPercent + 1 }]];
    case 'mean':
      return score.trim === undefined
        ? []
        : [[`raters: ${score.trim.minRaters + 1}`, { ...score, trim: { minRaters: score.trim.minRaters + 1 } }]];
    case 'sum':
    case 'figure':
      return [];
  }
}

/** A single part has the whole weight, whatever it is. */
const several = <T>(parts: readonly T[]): readonly T[] => (parts.length > 1 ? parts : []);
