/**
 * Is this rule whole? Everything it names must be there, and everything there must be known.
 */
import { readId } from '../paper/check.ts';
import { at, distinct, fields, list, oneOf, read, refuse, whole } from '../paper/reader.ts';
import type { Misread, Reader } from '../paper/reader.ts';
import type { Result } from '../result.ts';
import { readCut } from './check-cut.ts';
import {
  BASES,
  readBranch,
  readCitation,
  readGate,
  readLabel,
  readPair,
  readPeriod,
  readWordsOf,
  TESTS_MAX,
} from './check-parts.ts';
import { readScores } from './check-score.ts';
import { readTest } from './check-test.ts';
import { testsIn } from './decided.ts';
import type { Rule } from './rule.ts';

const BRANCHES_MAX = 20;
const KEYS = [
  'id',
  'zh',
  'en',
  'citations',
  'scope',
  'only',
  'tests',
  'scores',
  'cut',
  'branches',
  'otherwise',
  'strength',
  'gates',
  'consequence',
  'periods',
  'precedence',
  'sensitivity',
] as const satisfies readonly (keyof Rule)[];

export function checkRule(value: unknown): Result<Rule, Misread> {
  return read(readRule, value);
}

export const readRule: Reader<Rule> = (value, path) => {
  const own = fields(value, path, KEYS);
  // A rule that ranks or only shows a score needs no test and no branch.
  const least = own.scores === undefined && own.cut === undefined ? 1 : 0;
  const tests = list(readTest, least, TESTS_MAX)(own.tests, at(path, 'tests'));
  distinct(tests, at(path, 'tests'), ({ id }) => id, 'has the id of an earlier test');
  const scores = own.scores === undefined ? [] : readScores(tests)(own.scores, at(path, 'scores'));
  const cut = own.cut === undefined ? undefined : readCut(tests, scores)(own.cut, at(path, 'cut'));
  const branches = list(readBranch(tests), least, BRANCHES_MAX)(own.branches, at(path, 'branches'));
  const gates = list(readGate, 0, 10)(own.gates, at(path, 'gates'));
  distinct(gates, at(path, 'gates'), ({ id }) => id, 'has the id of an earlier gate');
  const consequence = own.consequence === null ? null : readPair(own.consequence, at(path, 'consequence'));
  if (consequence !== null && gates.length === 0) {
    refuse(at(path, 'gates'), 'must have a gate before a consequence: a vote only flags');
  }
  const periods = own.periods === undefined ? undefined : list(readPeriod, 1, 10)(own.periods, at(path, 'periods'));
  distinct(periods ?? [], at(path, 'periods'), ({ id }) => id, 'has the id of an earlier period');
  const sensitivity = list(oneOf(BASES), 0, BASES.length)(own.sensitivity, at(path, 'sensitivity'));
  distinct(sensitivity, at(path, 'sensitivity'), (base) => base, 'is named twice');
  const rule: Rule = {
    id: readId(own.id, at(path, 'id')),
    ...readWordsOf(own, path),
    citations: list(readCitation, 0, 20)(own.citations, at(path, 'citations')),
    scope: oneOf(['question', 'item', 'poll'])(own.scope, at(path, 'scope')),
    ...(own.only !== undefined && { only: readOnly(own.only, at(path, 'only')) }),
    tests,
    ...(scores.length > 0 && { scores }),
    ...(cut !== undefined && { cut }),
    branches,
    otherwise: readLabel(own.otherwise, at(path, 'otherwise')),
    strength: oneOf(['auto', 'flag', 'principle'])(own.strength, at(path, 'strength')),
    gates,
    consequence,
    ...(periods !== undefined && { periods }),
    precedence: whole(0, 1000)(own.precedence, at(path, 'precedence')),
    sensitivity,
  };
  checkWhole(rule, path);
  return rule;
};

const readOnly: Reader<NonNullable<Rule['only']>> = (value, path) => {
  const own = fields(value, path, ['section', 'dimension']);
  if (Object.keys(own).length === 0) refuse(path, 'must name a section or a dimension');
  return {
    ...(own.section !== undefined && { section: readId(own.section, at(path, 'section')) }),
    ...(own.dimension !== undefined && { dimension: readId(own.dimension, at(path, 'dimension')) }),
  };
};

/** What only the parts together can get wrong. */
function checkWhole({ tests, scores = [], scope, cut, branches }: Rule, path: string): void {
  tests.forEach(({ numerator }, index) => {
    if ('score' in numerator && !scores.some(({ id }) => id === numerator.score)) {
      refuse(`${at(path, 'tests')}[${index}].numerator.score`, `names no score of this rule: ${numerator.score}`);
    }
  });
  const split = scores.findIndex(({ kind }) => kind === 'dimensions');
  if (split >= 0 && scope === 'question') {
    refuse(`${at(path, 'scores')}[${split}]`, 'weighs dimensions, and the rule is about one line: make its scope item');
  }
  if (cut === undefined) return;
  if (scope !== 'poll') refuse(at(path, 'cut'), 'goes through the rows of a poll: make the scope poll');
  branches.forEach(({ when }, index) => {
    const named = tests.filter(({ id }) => testsIn(when).includes(id));
    const own = named.find(({ id, numerator }) => id === cut.win || 'score' in numerator);
    if (own !== undefined) {
      refuse(`${at(path, 'branches')}[${index}].when`, `asks of the poll what is asked of each row: ${own.id}`);
    }
  });
  const bands = scores.flatMap((score) => (score.kind === 'brackets' ? score.bands : []));
  const ofRows = new Set([cut.win, ...bands.flatMap(({ when }) => testsIn(when))]);
  const idle = tests.findIndex(({ id, numerator }) => 'score' in numerator && !ofRows.has(id));
  if (idle >= 0) {
    refuse(`${at(path, 'tests')}[${idle}].numerator.score`, 'is a score of each row, and the cut asks no row for it');
  }
}
