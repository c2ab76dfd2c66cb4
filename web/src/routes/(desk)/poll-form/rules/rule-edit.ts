/**
 * Changes to a rule before the freeze: base, comparator, fraction, scope, weights, places. Each gives a new rule.
 *
 * A rule that was changed no longer says what its document says, so it can be told from the template it came from.
 */
import { canonicalize, PRESETS, type BaseKey, type Comparator, type Cut, type Fraction, type Rule } from 'ballot-core';

export interface TestChange {
  readonly base?: BaseKey | 'one';
  readonly comparator?: Comparator;
  readonly fraction?: Fraction;
}

export const withTest = (rule: Rule, test: string, change: TestChange): Rule => ({
  ...rule,
  tests: rule.tests.map((each) => (each.id === test ? { ...each, ...change } : each)),
});

export function withOnly(rule: Rule, key: 'section' | 'dimension', value: string): Rule {
  const { only = {}, ...rest } = rule;
  const { [key]: _before, ...others } = only;
  const next = value === '' ? others : { ...others, [key]: value };
  return Object.keys(next).length === 0 ? rest : { ...rest, only: next };
}

export const withCut = (rule: Rule, change: Partial<Pick<Cut, 'places' | 'ties'>>): Rule =>
  rule.cut === undefined ? rule : { ...rule, cut: { ...rule.cut, ...change } };

/** What an organizer weighs or prices: voter groups, dimensions, parts of a composite, points of a grade. */
export interface WeightTable {
  readonly score: string;
  readonly kind: 'groups' | 'dimensions' | 'weighted' | 'index';
  readonly rows: readonly { readonly id: string; readonly value: number }[];
  /** Null where nothing must sum up: points of an index. */
  readonly sum: number | null;
}

export const WEIGHTS_SUM = 100;

/** The tables of a rule. `groups` and `dimensions` of the poll stand in, so that none of them can be forgotten. */
export function weightTables(
  rule: Rule,
  groups: readonly string[],
  dimensions: readonly string[],
): readonly WeightTable[] {
  return (rule.scores ?? []).flatMap((score): WeightTable[] => {
    switch (score.kind) {
      case 'groups':
      case 'dimensions': {
        const present = score.kind === 'groups' ? groups : dimensions;
        const ids = [...new Set([...present, ...Object.keys(score.weights)])];
        const rows = ids.map((id) => ({ id, value: score.weights[id] ?? 0 }));
        return [{ score: score.id, kind: score.kind, rows, sum: total(rows) }];
      }
      case 'weighted': {
        const rows = score.parts.map((part) => ({ id: part.score, value: part.weight }));
        return [{ score: score.id, kind: 'weighted', rows, sum: total(rows) }];
      }
      case 'index': {
        const rows = Object.entries(score.points).map(([id, value]) => ({ id, value }));
        return [{ score: score.id, kind: 'index', rows, sum: null }];
      }
      default:
        return [];
    }
  });
}

export function withWeight(rule: Rule, id: string, row: string, value: number): Rule {
  const scores = (rule.scores ?? []).map((score) => {
    if (score.id !== id) return score;
    switch (score.kind) {
      case 'groups':
      case 'dimensions':
        return { ...score, weights: { ...score.weights, [row]: value } };
      case 'weighted':
        return { ...score, parts: score.parts.map((part) => (part.score === row ? { ...part, weight: value } : part)) };
      case 'index':
        return { ...score, points: { ...score.points, [row]: value } };
      default:
        return score;
    }
  });
  return { ...rule, scores };
}

/** Rows that name a group or dimension which the meeting no longer has are taken out. */
export function withoutWeight(rule: Rule, id: string, row: string): Rule {
  const scores = (rule.scores ?? []).map((score) => {
    if (score.id !== id || (score.kind !== 'groups' && score.kind !== 'dimensions')) return score;
    const { [row]: _gone, ...weights } = score.weights;
    return { ...score, weights };
  });
  return { ...rule, scores };
}

/** True when a template has a rule of this id and says something else. */
export function isChanged(rule: Rule): boolean {
  const [first] = originals(rule.id);
  return first !== undefined && !originals(rule.id).some((own) => canonicalize(own) === canonicalize(rule));
}

/** The rule as its template has it; null when no template has one of this id. */
export const original = (rule: Rule): Rule | null => originals(rule.id)[0] ?? null;

/** An id that no rule of the poll has yet. */
export function freeRuleId(wanted: string, taken: readonly Rule[]): string {
  if (!taken.some(({ id }) => id === wanted)) return wanted;
  let number = 2;
  while (taken.some(({ id }) => id === `${wanted.slice(0, 20)}-${number}`)) number += 1;
  return `${wanted.slice(0, 20)}-${number}`;
}

const originals = (id: string): readonly Rule[] =>
  Object.values(PRESETS).flatMap(({ polls }) => polls.flatMap(({ rules }) => rules.filter((rule) => rule.id === id)));

const total = (rows: readonly { readonly value: number }[]): number => rows.reduce((sum, { value }) => sum + value, 0);
