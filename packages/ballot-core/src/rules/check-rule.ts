/**
 * Is this rule whole? Everything it names must be there, and everything there must be known.
 *
 * Bounds are generous for any document on record, and small enough that cross-multiplying can't leave exact numbers.
 */
import { readId } from '../paper/check.ts';
import { at, distinct, fields, list, matching, oneOf, read, refuse, whole, words } from '../paper/reader.ts';
import type { Misread, Reader } from '../paper/reader.ts';
import type { Result } from '../result.ts';
import type { Fraction } from './compare.ts';
import type { BaseKey, Branch, Citation, Condition, Gate, Label, Numerator, Rule, Test } from './rule.ts';

const TESTS_MAX = 20;
const BRANCHES_MAX = 20;
const CONDITION_DEPTH_MAX = 8;
const OPTIONS_MAX = 20;
const WORDS_MAX = 500;
/** Fractions are of a document (2/3, 30/100), never of a count. */
const WHOLE_MAX = 10_000;

const BASES = ['due', 'present', 'issued', 'returned', 'valid', 'validItem'] as const satisfies readonly BaseKey[];

export function checkRule(value: unknown): Result<Rule, Misread> {
  return read(readRule, value);
}

export const readRule: Reader<Rule> = (value, path) => {
  const own = fields(value, path, [
    'id',
    'zh',
    'en',
    'citations',
    'scope',
    'tests',
    'branches',
    'otherwise',
    'strength',
    'gates',
    'consequence',
    'precedence',
    'sensitivity',
  ]);
  const tests = list(readTest, 1, TESTS_MAX)(own.tests, at(path, 'tests'));
  distinct(tests, at(path, 'tests'), ({ id }) => id, 'has the id of an earlier test');
  const branches = list(readBranch(tests), 1, BRANCHES_MAX)(own.branches, at(path, 'branches'));
  const gates = list(readGate, 0, 10)(own.gates, at(path, 'gates'));
  distinct(gates, at(path, 'gates'), ({ id }) => id, 'has the id of an earlier gate');
  const consequence = own.consequence === null ? null : readPair(own.consequence, at(path, 'consequence'));
  if (consequence !== null && gates.length === 0) {
    refuse(at(path, 'gates'), 'must have a gate before a consequence: a vote only flags');
  }
  const sensitivity = list(oneOf(BASES), 0, BASES.length)(own.sensitivity, at(path, 'sensitivity'));
  distinct(sensitivity, at(path, 'sensitivity'), (base) => base, 'is named twice');
  return {
    id: readId(own.id, at(path, 'id')),
    zh: words(WORDS_MAX)(own.zh, at(path, 'zh')),
    en: words(WORDS_MAX)(own.en, at(path, 'en')),
    citations: list(readCitation, 0, 20)(own.citations, at(path, 'citations')),
    scope: oneOf(['question'])(own.scope, at(path, 'scope')),
    tests,
    branches,
    otherwise: readLabel(own.otherwise, at(path, 'otherwise')),
    strength: oneOf(['auto', 'flag', 'principle'])(own.strength, at(path, 'strength')),
    gates,
    consequence,
    precedence: whole(0, 1000)(own.precedence, at(path, 'precedence')),
    sensitivity,
  };
};

/** A proper fraction: `0 ≤ part ≤ whole`, `whole > 0`. */
export const readFraction: Reader<Fraction> = (value, path) => {
  const pair = list(whole(0, WHOLE_MAX), 2, 2)(value, path);
  const [part = 0, over = 0] = pair;
  if (over === 0) refuse(`${path}[1]`, 'must be more than 0');
  if (part > over) refuse(path, 'must not be more than the whole');
  return [part, over];
};

const readTest: Reader<Test> = (value, path) => {
  const own = fields(value, path, ['id', 'numerator', 'base', 'comparator', 'fraction', 'zh', 'en']);
  const comparator = oneOf(['lt', 'le', 'gt', 'ge'])(own.comparator, at(path, 'comparator'));
  const fraction = readFraction(own.fraction, at(path, 'fraction'));
  if (fraction[0] === 0 && comparator === 'lt') refuse(at(path, 'fraction'), 'can never hold: no count is below 0');
  if (fraction[0] === 0 && comparator === 'ge') refuse(at(path, 'fraction'), 'always holds: every count is at least 0');
  const numerator = readNumerator(own.numerator, at(path, 'numerator'));
  const base = oneOf(BASES)(own.base, at(path, 'base'));
  if ('account' in numerator && numerator.account === base) refuse(at(path, 'base'), 'is measured against itself');
  return {
    id: readId(own.id, at(path, 'id')),
    numerator,
    base,
    comparator,
    fraction,
    zh: words(WORDS_MAX)(own.zh, at(path, 'zh')),
    en: words(WORDS_MAX)(own.en, at(path, 'en')),
  };
};

const readNumerator: Reader<Numerator> = (value, path) => {
  const own = fields(value, path, ['options', 'plus', 'account']);
  if (own.account !== undefined) {
    if (own.options !== undefined || own.plus !== undefined) refuse(path, 'counts either options or an account');
    return { account: oneOf(BASES)(own.account, at(path, 'account')) };
  }
  const options = list(readId, 1, OPTIONS_MAX)(own.options, at(path, 'options'));
  distinct(options, at(path, 'options'), (option) => option, 'is counted twice');
  if (own.plus === undefined) return { options };
  const plus = list(oneOf(['absent', 'invalid']), 1, 2)(own.plus, at(path, 'plus'));
  distinct(plus, at(path, 'plus'), (more) => more, 'is counted twice');
  return { options, plus };
};

function readBranch(tests: readonly Test[]): Reader<Branch> {
  return (value, path) => {
    const own = fields(value, path, ['when', 'label']);
    return {
      when: readCondition(own.when, at(path, 'when'), tests, 1),
      label: readLabel(own.label, at(path, 'label')),
    };
  };
}

function readCondition(value: unknown, path: string, tests: readonly Test[], depth: number): Condition {
  if (depth > CONDITION_DEPTH_MAX) refuse(path, `must not be nested deeper than ${CONDITION_DEPTH_MAX}`);
  const own = fields(value, path, ['test', 'not', 'all', 'any']);
  if (Object.keys(own).length !== 1) refuse(path, 'must be one of test, not, all, any');
  const inner: Reader<Condition> = (part, place) => readCondition(part, place, tests, depth + 1);
  if (own.test !== undefined) {
    const test = readId(own.test, at(path, 'test'));
    if (!tests.some(({ id }) => id === test)) refuse(at(path, 'test'), `names no test of this rule: ${test}`);
    return { test };
  }
  if (own.not !== undefined) return { not: inner(own.not, at(path, 'not')) };
  if (own.all !== undefined) return { all: list(inner, 1, TESTS_MAX)(own.all, at(path, 'all')) };
  return { any: list(inner, 1, TESTS_MAX)(own.any, at(path, 'any')) };
}

/** Machine labels are read by other programs too: letters, digits and underscores. */
const readWord = matching(/^[a-z0-9][a-z0-9_]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and _');

const readLabel: Reader<Label> = (value, path) => {
  const own = fields(value, path, ['id', 'zh', 'en', 'weight']);
  return {
    id: readWord(own.id, at(path, 'id')),
    zh: words(WORDS_MAX)(own.zh, at(path, 'zh')),
    en: words(WORDS_MAX)(own.en, at(path, 'en')),
    weight: oneOf(['flag', 'outcome', 'clear'])(own.weight, at(path, 'weight')),
  };
};

const readGate: Reader<Gate> = (value, path) => {
  const own = fields(value, path, ['id', 'zh', 'en']);
  return { id: readWord(own.id, at(path, 'id')), ...readWordsOf(own, path) };
};

const readPair: Reader<{ zh: string; en: string }> = (value, path) =>
  readWordsOf(fields(value, path, ['zh', 'en']), path);

function readWordsOf(own: Readonly<Record<string, unknown>>, path: string): { zh: string; en: string } {
  return { zh: words(WORDS_MAX)(own.zh, at(path, 'zh')), en: words(WORDS_MAX)(own.en, at(path, 'en')) };
}

const readCitation: Reader<Citation> = (value, path) => {
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
