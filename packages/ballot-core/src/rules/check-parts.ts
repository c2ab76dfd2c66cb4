/**
 * The small parts that rules are written with: words, labels, fractions, conditions.
 *
 * Bounds are generous for any document on record, and small enough that cross-multiplying can't leave exact numbers.
 */
import { readId } from '../paper/check.ts';
import { at, fields, list, matching, oneOf, refuse, whole, words } from '../paper/reader.ts';
import type { Reader } from '../paper/reader.ts';
import type { Fraction } from './compare.ts';
import type { BaseKey, Branch, Citation, Condition, Gate, Label, Period, Test } from './rule.ts';

export const TESTS_MAX = 20;
export const OPTIONS_MAX = 20;
const CONDITION_DEPTH_MAX = 8;
const WORDS_MAX = 500;
/** Fractions are of a document (2/3, 30/100), never of a count. */
const WHOLE_MAX = 10_000;
/** Points, days, cards. */
export const NUMBER_MAX = 1_000_000;
const PERIOD_MAX = 3660;

export const BASES = [
  'due',
  'present',
  'issued',
  'returned',
  'valid',
  'validItem',
  'headcount',
  'seats',
] as const satisfies readonly BaseKey[];

/** A proper fraction: `0 ≤ part ≤ whole`, `whole > 0`. */
export const readFraction: Reader<Fraction> = (value, path) => {
  const [part, over] = readRatio(value, path);
  if (part > over) refuse(path, 'must not be more than the whole');
  return [part, over];
};

/** As `readFraction`, without an upper end: two candidates for each post, 80 points. */
export const readRatio: Reader<Fraction> = (value, path) => {
  const [part = 0, over = 0] = list(whole(0, NUMBER_MAX), 2, 2)(value, path);
  if (over === 0) refuse(`${path}[1]`, 'must be more than 0');
  if (over > WHOLE_MAX) refuse(`${path}[1]`, `must be from 1 to ${WHOLE_MAX}`);
  return [part, over];
};

/** Names of figures. Not those that every plain object answers to. */
export const readName = matching(
  /^(?!constructor$)[a-z0-9][a-z0-9_-]{0,39}$/,
  'must be 1 to 40 of a-z, 0-9, _ and -, and not constructor',
);

/** Machine labels are read by other programs too: letters, digits and underscores. */
export const readWord = matching(
  /^(?!constructor$)[a-z0-9][a-z0-9_]{0,39}$/,
  'must be 1 to 40 of a-z, 0-9 and _, and not constructor',
);

/** What the evaluator says itself, and the mark of somebody who was assessed without one. */
const RESERVED = ['not_assessed', 'error_empty_group', 'none'];

export const readLabel: Reader<Label> = (value, path) => {
  const own = fields(value, path, ['id', 'zh', 'en', 'weight']);
  const id = readWord(own.id, at(path, 'id'));
  if (RESERVED.includes(id)) refuse(at(path, 'id'), 'has a meaning of its own and is no label of a rule');
  return { id, ...readWordsOf(own, path), weight: oneOf(['flag', 'outcome', 'clear'])(own.weight, at(path, 'weight')) };
};

export function readBranch(tests: readonly Test[]): Reader<Branch> {
  return (value, path) => {
    const own = fields(value, path, ['when', 'label']);
    return {
      when: readCondition(tests)(own.when, at(path, 'when')),
      label: readLabel(own.label, at(path, 'label')),
    };
  };
}

export const readCondition =
  (tests: readonly Pick<Test, 'id'>[], depth = 1): Reader<Condition> =>
  (value, path) => {
    if (depth > CONDITION_DEPTH_MAX) refuse(path, `must not be nested deeper than ${CONDITION_DEPTH_MAX}`);
    const own = fields(value, path, ['test', 'not', 'all', 'any']);
    if (Object.keys(own).length !== 1) refuse(path, 'must be one of test, not, all, any');
    const inner = readCondition(tests, depth + 1);
    if (own.test !== undefined) {
      const test = readId(own.test, at(path, 'test'));
      if (!tests.some(({ id }) => id === test)) refuse(at(path, 'test'), `names no test of this rule: ${test}`);
      return { test };
    }
    if (own.not !== undefined) return { not: inner(own.not, at(path, 'not')) };
    if (own.all !== undefined) return { all: list(inner, 1, TESTS_MAX)(own.all, at(path, 'all')) };
    return { any: list(inner, 1, TESTS_MAX)(own.any, at(path, 'any')) };
  };

export const readGate: Reader<Gate> = (value, path) => {
  const own = fields(value, path, ['id', 'zh', 'en']);
  return { id: readWord(own.id, at(path, 'id')), ...readWordsOf(own, path) };
};

export const readPeriod: Reader<Period> = (value, path) => {
  const own = fields(value, path, ['id', 'zh', 'en', 'kind', 'length', 'unit']);
  return {
    id: readWord(own.id, at(path, 'id')),
    ...readWordsOf(own, path),
    kind: oneOf(['appeal', 'notice', 'probation', 'rectification'])(own.kind, at(path, 'kind')),
    length: whole(1, PERIOD_MAX)(own.length, at(path, 'length')),
    unit: oneOf(['calendar_days', 'working_days', 'months'])(own.unit, at(path, 'unit')),
  };
};

export const readPair: Reader<{ zh: string; en: string }> = (value, path) =>
  readWordsOf(fields(value, path, ['zh', 'en']), path);

export function readWordsOf(own: Readonly<Record<string, unknown>>, path: string): { zh: string; en: string } {
  return { zh: words(WORDS_MAX)(own.zh, at(path, 'zh')), en: words(WORDS_MAX)(own.en, at(path, 'en')) };
}

export const readCitation: Reader<Citation> = (value, path) => {
  const own = fields(value, path, ['document', 'clause', 'wording', 'status', 'confidence']);
  return {
    document: words(WORDS_MAX)(own.document, at(path, 'document')),
    clause: words(WORDS_MAX)(own.clause, at(path, 'clause')),
    wording: words(WORDS_MAX)(own.wording, at(path, 'wording')),
    status: oneOf(['current_national', 'historic_local', 'common_practice', 'proposal'])(
      own.status,
      at(path, 'status'),
    ),
    confidence: oneOf(['seed', 'source', 'secondary', 'unverified'])(own.confidence, at(path, 'confidence')),
  };
};

/** Whole numbers by key, each key read by `key`: points of options, weights of groups, places of categories. */
export function numbersBy(key: Reader<string>, number: Reader<number>, most: number): Reader<Record<string, number>> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(path, 'must be an object');
    const entries = Object.entries(value);
    if (entries.length === 0) refuse(path, 'must have at least 1 entry');
    if (entries.length > most) refuse(path, `must have at most ${most} entries`);
    return Object.fromEntries(
      entries.map(([name, field]) => [key(name, at(path, name)), number(field, at(path, name))]),
    );
  };
}
