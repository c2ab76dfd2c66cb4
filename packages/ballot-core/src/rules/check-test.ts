/**
 * Is this test one that can fall either way? What never fires would never be noticed.
 */
import { readId } from '../paper/check.ts';
import { at, distinct, fields, list, oneOf, refuse } from '../paper/reader.ts';
import type { Reader } from '../paper/reader.ts';
import { BASES, OPTIONS_MAX, readFraction, readName, readRatio, readWord, readWordsOf } from './check-parts.ts';
import type { BaseKey, HistoryMeasure, Numerator, Test } from './rule.ts';

export const readTest: Reader<Test> = (value, path) => {
  const own = fields(value, path, ['id', 'numerator', 'base', 'comparator', 'fraction', 'zh', 'en']);
  const comparator = oneOf(['lt', 'le', 'gt', 'ge'])(own.comparator, at(path, 'comparator'));
  const base = oneOf([...BASES, 'one'])(own.base, at(path, 'base'));
  const fraction = (OPEN_ENDED.includes(base) ? readRatio : readFraction)(own.fraction, at(path, 'fraction'));
  if (fraction[0] === 0 && comparator === 'lt') refuse(at(path, 'fraction'), 'can never hold: no count is below 0');
  if (fraction[0] === 0 && comparator === 'ge') refuse(at(path, 'fraction'), 'always holds: every count is at least 0');
  const numerator = readNumerator(own.numerator, at(path, 'numerator'));
  if ('account' in numerator && numerator.account === base) refuse(at(path, 'base'), 'is measured against itself');
  if (('score' in numerator || 'history' in numerator) && base !== 'one') {
    refuse(at(path, 'base'), 'must be one: a score or a number of marks is compared as it is');
  }
  if ('options' in numerator && BALLOTS.includes(base) && fraction[0] === fraction[1]) {
    if (comparator === 'gt') refuse(at(path, 'fraction'), 'can never hold: a part is never more than the whole');
    if (comparator === 'le') refuse(at(path, 'fraction'), 'always holds: a part is never more than the whole');
  }
  return { id: readId(own.id, at(path, 'id')), numerator, base, comparator, fraction, ...readWordsOf(own, path) };
};

/** Bases of which there may be more than the whole. */
const OPEN_ENDED: readonly (BaseKey | 'one')[] = ['one', 'seats', 'headcount'];
/** Bases of which the marks on one line are a part. */
const BALLOTS: readonly (BaseKey | 'one')[] = ['due', 'present', 'issued', 'returned', 'valid', 'validItem'];

const readNumerator: Reader<Numerator> = (value, path) => {
  const own = fields(value, path, ['options', 'plus', 'account', 'figure', 'score', 'history']);
  const kinds = Object.keys(own).filter((key) => key !== 'plus');
  if (kinds.length !== 1 || (own.plus !== undefined && own.options === undefined)) {
    refuse(path, 'counts one of options, an account, a figure, a score or history');
  }
  if (own.account !== undefined) return { account: oneOf(BASES)(own.account, at(path, 'account')) };
  if (own.figure !== undefined) return { figure: readName(own.figure, at(path, 'figure')) };
  if (own.score !== undefined) return { score: readId(own.score, at(path, 'score')) };
  if (own.history !== undefined) return { history: readHistory(own.history, at(path, 'history')) };
  const options = readOptions(own.options, at(path, 'options'));
  if (own.plus === undefined) return { options };
  const plus = list(oneOf(['absent', 'invalid']), 1, 2)(own.plus, at(path, 'plus'));
  distinct(plus, at(path, 'plus'), (more) => more, 'is counted twice');
  return { options, plus };
};

export const readOptions: Reader<readonly string[]> = (value, path) => {
  const options = list(readId, 1, OPTIONS_MAX)(value, path);
  distinct(options, path, (option) => option, 'is counted twice');
  return options;
};

const readHistory: Reader<HistoryMeasure> = (value, path) => {
  const own = fields(value, path, ['kind', 'mark', 'missing', 'within']);
  const mark = readWord(own.mark, at(path, 'mark'));
  if (oneOf(['run', 'count'])(own.kind, at(path, 'kind')) === 'run') {
    if (own.within !== undefined) refuse(at(path, 'within'), 'is not a field of a run');
    return { kind: 'run', mark, missing: oneOf(['breaks', 'skips'])(own.missing, at(path, 'missing')) };
  }
  if (own.missing !== undefined) refuse(at(path, 'missing'), 'is not a field of a count');
  return { kind: 'count', mark, within: oneOf(['year', 'ever'])(own.within, at(path, 'within')) };
};
