/**
 * Are these scores ones that can be reckoned? Weights are whole and add up, and no score is made of itself.
 */
import { readId } from '../paper/check.ts';
import { at, distinct, fields, list, oneOf, refuse, whole } from '../paper/reader.ts';
import type { Reader } from '../paper/reader.ts';
import { BASES, NUMBER_MAX, numbersBy, OPTIONS_MAX, readCondition, readName } from './check-parts.ts';
import { readOptions } from './check-test.ts';
import { testsIn } from './decided.ts';
import type { BaseKey, Score, Test } from './rule.ts';

const SCORES_MAX = 20;
const PARTS_MAX = 20;
const POINTS_MAX = 10_000;
/** With fewer raters, one highest and one lowest are too much of what was said. */
const TRIM_MIN = 6;
const YEARS_MAX = 50;

export const readScores =
  (tests: readonly Test[]): Reader<readonly Score[]> =>
  (value, path) => {
    const scores = list(readScore(tests), 1, SCORES_MAX)(value, path);
    distinct(scores, path, ({ id }) => id, 'has the id of an earlier score');
    checkReferences(scores, tests, path);
    return scores;
  };

const KEYS = {
  index: ['points'],
  share: ['options', 'base'],
  mean: ['per', 'trim'],
  groups: ['of', 'weights', 'empty'],
  dimensions: ['of', 'weights', 'empty'],
  weighted: ['parts'],
  sum: ['parts'],
  figure: ['figure', 'max'],
  brackets: ['bands', 'otherwise'],
  ranks: ['figure', 'top', 'stepPercent'],
  bonus: ['award', 'points', 'validYears'],
} as const satisfies Record<Score['kind'], readonly string[]>;

const readScore =
  (tests: readonly Test[]): Reader<Score> =>
  (value, path) => {
    const named = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
    const kind = oneOf(Object.keys(KEYS) as readonly Score['kind'][])(named, at(path, 'kind'));
    const own = fields(value, path, ['id', 'kind', ...KEYS[kind]]);
    const id = readId(own.id, at(path, 'id'));
    const points = whole(0, POINTS_MAX);
    switch (kind) {
      case 'index':
        return { id, kind, points: numbersBy(readId, points, OPTIONS_MAX)(own.points, at(path, 'points')) };
      case 'share':
        return {
          id,
          kind,
          options: readOptions(own.options, at(path, 'options')),
          base: oneOf(BASES)(own.base, at(path, 'base')),
        };
      case 'mean':
        return { id, kind, per: readPer(own.per, at(path, 'per')), ...readTrim(own.trim, at(path, 'trim')) };
      case 'groups':
      case 'dimensions':
        return {
          id,
          kind,
          of: readId(own.of, at(path, 'of')),
          weights: readWeights(own.weights, at(path, 'weights')),
          empty: oneOf(['error', 'renormalise'])(own.empty, at(path, 'empty')),
        };
      case 'weighted': {
        const parts = list(readPart, 1, PARTS_MAX)(own.parts, at(path, 'parts'));
        distinct(parts, at(path, 'parts'), ({ score }) => score, 'is weighed twice');
        if (parts.every(({ weight }) => weight === 0)) refuse(at(path, 'parts'), 'must have a weight above 0');
        return { id, kind, parts };
      }
      case 'sum': {
        const parts = list(readId, 1, PARTS_MAX)(own.parts, at(path, 'parts'));
        distinct(parts, at(path, 'parts'), (part) => part, 'is added twice');
        return { id, kind, parts };
      }
      case 'figure':
        return {
          id,
          kind,
          figure: readName(own.figure, at(path, 'figure')),
          max: whole(1, NUMBER_MAX)(own.max, at(path, 'max')),
        };
      case 'brackets': {
        const readBand: Reader<Extract<Score, { kind: 'brackets' }>['bands'][number]> = (band, place) => {
          const part = fields(band, place, ['when', 'points']);
          return {
            when: readCondition(tests)(part.when, at(place, 'when')),
            points: points(part.points, at(place, 'points')),
          };
        };
        return {
          id,
          kind,
          bands: list(readBand, 1, PARTS_MAX)(own.bands, at(path, 'bands')),
          otherwise: points(own.otherwise, at(path, 'otherwise')),
        };
      }
      case 'ranks':
        return {
          id,
          kind,
          figure: readName(own.figure, at(path, 'figure')),
          top: whole(1, POINTS_MAX)(own.top, at(path, 'top')),
          stepPercent: whole(0, 100)(own.stepPercent, at(path, 'stepPercent')),
        };
      case 'bonus':
        return {
          id,
          kind,
          award: readName(own.award, at(path, 'award')),
          points: whole(1, POINTS_MAX)(own.points, at(path, 'points')),
          validYears: whole(0, YEARS_MAX)(own.validYears, at(path, 'validYears')),
        };
    }
  };

const readPer: Reader<number> = (value, path) =>
  [1, 10, 100].find((per) => per === value) ?? refuse(path, 'must be one of 1, 10, 100');

function readTrim(value: unknown, path: string): { readonly trim?: { readonly minRaters: number } } {
  if (value === undefined) return {};
  const own = fields(value, path, ['minRaters']);
  return { trim: { minRaters: whole(TRIM_MIN, NUMBER_MAX)(own.minRaters, at(path, 'minRaters')) } };
}

/** Whole, none below 0, 100 together. */
const readWeights: Reader<Record<string, number>> = (value, path) => {
  const weights = numbersBy(readId, whole(0, 100), OPTIONS_MAX)(value, path);
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  if (sum !== 100) refuse(path, `must sum to 100, and sum to ${sum}`);
  return weights;
};

const readPart: Reader<{ score: string; weight: number }> = (value, path) => {
  const own = fields(value, path, ['score', 'weight']);
  return { score: readId(own.score, at(path, 'score')), weight: whole(0, POINTS_MAX)(own.weight, at(path, 'weight')) };
};

/** Everything that is named is there, nothing is made of itself, and no part asks for what it can't have. */
function checkReferences(scores: readonly Score[], tests: readonly Test[], path: string): void {
  scores.forEach((score, index) => {
    const place = `${path}[${index}]`;
    for (const [key, part] of partsOf(score)) {
      if (!scores.some(({ id }) => id === part)) refuse(at(place, key), `names no score of this rule: ${part}`);
    }
    const below = reachable(score, scores, tests);
    if (below.some(({ id }) => id === score.id)) refuse(place, 'is made of itself');
    if (score.kind === 'groups' || score.kind === 'dimensions') checkSplit(score, below, tests, place);
  });
}

/** A group has marks and ballots, no attendance and no dimensions; a dimension may have groups. */
function checkSplit({ kind }: Score, below: readonly Score[], tests: readonly Test[], place: string): void {
  const nested = below.find((score) => score.kind === kind || (kind === 'groups' && score.kind === 'dimensions'));
  if (nested !== undefined) {
    refuse(at(place, 'of'), `must not weigh ${nested.kind} again inside: weigh groups within each dimension`);
  }
  if (kind !== 'groups') return;
  const bases = below.flatMap((score) => [
    ...(score.kind === 'share' ? [score.base] : []),
    ...testsOf(score, tests).flatMap(({ base, numerator }): readonly (BaseKey | 'one')[] => [
      base,
      ...('account' in numerator ? [numerator.account] : []),
      ...('options' in numerator && numerator.plus?.includes('absent') === true ? (['due'] as const) : []),
    ]),
  ]);
  const unknown = bases.find((base) => base === 'due' || base === 'present' || base === 'issued');
  if (unknown !== undefined) refuse(at(place, 'of'), `is measured on ${unknown}, which is not known of a group alone`);
}

function partsOf(score: Score): readonly (readonly [key: string, part: string])[] {
  if (score.kind === 'groups' || score.kind === 'dimensions') return [['of', score.of]];
  if (score.kind === 'sum') return score.parts.map((part, index) => [`parts[${index}]`, part]);
  return score.kind === 'weighted' ? score.parts.map((part, index) => [`parts[${index}].score`, part.score]) : [];
}

const testsOf = (score: Score, tests: readonly Test[]): readonly Test[] =>
  score.kind === 'brackets' ? tests.filter(({ id }) => score.bands.some(({ when }) => testsIn(when).includes(id))) : [];

/** All scores that a score is made of, directly or through the tests of its bands. */
function reachable(score: Score, scores: readonly Score[], tests: readonly Test[]): readonly Score[] {
  const seen = new Set<Score>();
  const visit = (from: Score): void => {
    const named = [
      ...partsOf(from).map(([, part]) => part),
      ...testsOf(from, tests).flatMap(({ numerator }) => ('score' in numerator ? [numerator.score] : [])),
    ];
    for (const next of scores.filter(({ id }) => named.includes(id))) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(score);
  return [...seen];
}
