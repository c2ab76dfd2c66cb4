/**
 * A rule as it is read aloud: the share in words and the boundary in votes, in both languages.
 *
 * Nobody in a hall works out 2/3 of 91. "61 votes" is what the chair, the teller and the sheet can agree on, so the
 * boundary is computed from the same line that decides, never typed in.
 */
import type { Paper } from '../paper/paper.ts';
import { OPPOSITE } from './compare.ts';
import { cutInWords } from './cut-words.ts';
import type { Language, Words } from './names.ts';
import type { Condition, Rule } from './rule.ts';
import { scoreInWords } from './score-words.ts';
import { PLAIN, testClause, type Setting } from './test-words.ts';

/**
 * The whole rule: "不称职票超过有效评价票的 1/3（应到 90 人全部评价时：31 票起触发）".
 *
 * A rule with several branches gives one clause for each, in the order in which they are decided.
 */
export function ruleInWords(
  rule: Rule,
  language: Language,
  due?: number,
  paper?: Paper,
  groups?: Setting['groups'],
): string {
  const setting: Setting = {
    rule,
    ...(due === undefined ? {} : { due }),
    ...(paper === undefined ? {} : { paper }),
    ...(groups === undefined ? {} : { groups }),
  };
  const said = (condition: Condition, verb: Words) => conditionInWords(rule, condition, language, setting, verb);
  const scores = (rule.scores ?? []).map((score) => scoreInWords(score, language, setting, said));
  const [only] = rule.branches;
  if (only !== undefined && rule.branches.length === 1 && rule.otherwise.weight === 'clear' && rule.cut === undefined) {
    return [said(only.when, only.label.weight === 'flag' ? FIRES : PLAIN), ...scores].join(STOP[language]);
  }
  const clauses = rule.branches.map(({ when, label }) => `${label[language]}${COLON[language]}${said(when, PLAIN)}`);
  const cut = rule.cut === undefined ? [] : [cutInWords(rule.cut, language, setting)];
  const rest =
    [...clauses, ...cut].length === 0 ? [] : [`${OTHERWISE[language]}${COLON[language]}${rule.otherwise[language]}`];
  return [...clauses, ...cut, ...rest, ...scores].join(STOP[language]);
}

const FIRES: Words = { zh: '触发', en: 'triggered by ' };
const COLON: Words = { zh: '：', en: ': ' };
const STOP: Words = { zh: '；', en: '; ' };
const OTHERWISE: Words = { zh: '其余情形', en: 'Otherwise' };

/** "Not at least 2/3" is said as "below 2/3", "not both" as "one or the other fails": a listener shouldn't have to negate. */
function conditionInWords(
  rule: Rule,
  condition: Condition,
  language: Language,
  setting: Setting,
  verb: Words,
  negated = false,
): string {
  if ('not' in condition) return conditionInWords(rule, condition.not, language, setting, verb, !negated);
  if ('test' in condition) {
    const test = rule.tests.find(({ id }) => id === condition.test);
    if (test === undefined) throw new RangeError(`rule ${rule.id} has no test ${condition.test}`);
    return testClause(negated ? { ...test, comparator: OPPOSITE[test.comparator] } : test, language, setting, verb);
  }
  const parts = 'all' in condition ? condition.all : condition.any;
  const link = 'all' in condition === negated ? OR : AND;
  const said = parts.map((part) => {
    const words = conditionInWords(rule, part, language, setting, verb, negated);
    return isGroup(part) ? `${OPEN[language]}${words}${CLOSE[language]}` : words;
  });
  return said.length === 1 ? said.join('') : said.join(link[language]);
}

const isGroup = (condition: Condition): boolean =>
  'not' in condition ? isGroup(condition.not) : !('test' in condition);

const AND: Words = { zh: '，并且', en: ' and ' };
const OR: Words = { zh: '，或者', en: ' or ' };
const OPEN: Words = { zh: '［', en: '[' };
const CLOSE: Words = { zh: '］', en: ']' };
