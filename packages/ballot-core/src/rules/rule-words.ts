/**
 * A rule as it is read aloud: the share in words and the boundary in votes, in both languages.
 *
 * Nobody in a hall works out 2/3 of 91. "61 votes" is what the chair, the teller and the sheet can agree on, so the
 * boundary is computed from the same line that decides, never typed in.
 */
import type { Paper } from '../paper/paper.ts';
import { line, type Comparator } from './compare.ts';
import { BASE_NAMES, COMPARATOR_NAMES, optionName, type Language, type Words } from './names.ts';
import type { BaseKey, Condition, Numerator, Rule, Test, TestFinding } from './rule.ts';

/** What to print beside the words of a rule. */
export interface Setting {
  /** 应到: the boundary is given for all of them attending and marking. Without it only the share is said. */
  readonly due?: number;
  /** Names the options where the paper has its own scale. */
  readonly paper?: Paper;
}

/**
 * The whole rule: "不称职票超过有效评价票的 1/3（应到 90 人全部评价时：31 票起触发）".
 *
 * A rule with several branches gives one clause for each, in the order in which they are decided.
 */
export function ruleInWords(rule: Rule, language: Language, due?: number, paper?: Paper): string {
  const setting: Setting = { ...(due === undefined ? {} : { due }), ...(paper === undefined ? {} : { paper }) };
  const said = (condition: Condition, verb: Words) => conditionInWords(rule, condition, language, setting, verb);
  const [only] = rule.branches;
  if (only !== undefined && rule.branches.length === 1 && rule.otherwise.weight === 'clear') {
    return said(only.when, only.label.weight === 'flag' ? FIRES : PLAIN);
  }
  const clauses = rule.branches.map(({ when, label }) => `${label[language]}${COLON[language]}${said(when, PLAIN)}`);
  return [...clauses, `${OTHERWISE[language]}${COLON[language]}${rule.otherwise[language]}`].join(
    language === 'zh' ? '；' : '; ',
  );
}

/** One test with its boundary, for the line on the wall and the table on the sheet. */
export function testInWords(test: Test, language: Language, setting: Setting = {}): string {
  return clause(test, language, setting, PLAIN);
}

const FIRES: Words = { zh: '触发', en: 'triggered by ' };
/** Where the clause already has its label in front, the boundary needs no verb. */
const PLAIN: Words = { zh: '', en: '' };
const COLON: Words = { zh: '：', en: ': ' };
const OTHERWISE: Words = { zh: '其余情形', en: 'Otherwise' };
const OPPOSITE = { lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' } as const satisfies Record<Comparator, Comparator>;

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
    return clause(negated ? { ...test, comparator: OPPOSITE[test.comparator] } : test, language, setting, verb);
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

function clause(test: Test, language: Language, setting: Setting, verb: Words): string {
  const what = numeratorInWords(test.numerator, language, setting.paper);
  const base = BASE_NAMES[test.base][language];
  const how = COMPARATOR_NAMES[test.comparator][language];
  const boundary = boundaryInWords(test, language, setting, verb);
  const [part, whole] = test.fraction;
  if (language === 'zh') {
    const share = part === whole ? base : `${base}的 ${part}/${whole}`;
    return `${what}${how}${share}${boundary === null ? '' : `（${boundary}）`}`;
  }
  const share = part === whole ? `the ${base}` : `${part}/${whole} of the ${base}`;
  return `${what} are ${how} ${share}${boundary === null ? '' : ` (${boundary})`}`;
}

/** "应到 90 人全部评价时：31 票起触发"; null where no electorate is given or the boundary is the base itself. */
function boundaryInWords(test: Test, language: Language, { due }: Setting, verb: Words): string | null {
  const { base, comparator, fraction, numerator } = test;
  if (due === undefined || due === 0 || fraction[0] === fraction[1]) return null;
  const edge = line(due, comparator, fraction);
  if (edge < 0) return null;
  const rising = comparator === 'gt' || comparator === 'ge';
  const people = 'account' in numerator && (numerator.account === 'present' || numerator.account === 'due');
  if (language === 'zh') {
    const when = `应到 ${due} 人${base === 'due' ? '' : WHEN_ALL[base].zh}`;
    return `${when}：${edge} ${people ? '人' : '票'}${rising ? '起' : '及以下'}${verb.zh}`;
  }
  const when = base === 'due' ? `${due} due` : `if all ${due} due ${WHEN_ALL[base].en}`;
  const unit = people ? (edge === 1 ? 'member' : 'members') : edge === 1 ? 'vote' : 'votes';
  return `${when}: ${verb.en}${edge} ${unit} or ${rising ? 'more' : 'fewer'}`;
}

const WHEN_ALL = {
  present: { zh: '全部到会时', en: 'attend' },
  issued: { zh: '全部领票时', en: 'get a ballot' },
  returned: { zh: '全部交票时', en: 'hand in a ballot' },
  valid: { zh: '全部投票且有效时', en: 'vote validly' },
  validItem: { zh: '全部评价时', en: 'assess' },
} as const satisfies Record<Exclude<BaseKey, 'due'>, Words>;

function numeratorInWords(numerator: Numerator, language: Language, paper: Paper | undefined): string {
  if ('account' in numerator) return BASE_NAMES[numerator.account][language];
  const { options, plus = [] } = numerator;
  if (language === 'zh') {
    if (options.length === 1 && options[0] === 'picked' && plus.length === 0) return '得票';
    const names = [
      ...options.map((option) => optionName(option, language, paper)),
      ...plus.map((more) => PLUS[more].zh),
    ];
    return names.length === 1 ? `${names[0]}票` : `${names.join('、')}票合计`;
  }
  if (options.length === 1 && options[0] === 'picked' && plus.length === 0) return 'votes received';
  const names = [...options.map((option) => optionName(option, language, paper)), ...plus.map((more) => PLUS[more].en)];
  return `${names.map((name) => `“${name}”`).join(' and ')} votes${names.length === 1 ? '' : ' together'}`;
}

const PLUS = {
  absent: { zh: '未投票', en: 'not voting' },
  invalid: { zh: '无效', en: 'invalid' },
} as const satisfies Record<'absent' | 'invalid', Words>;

/**
 * What was found, with the sum that anyone can redo: "不称职票 31，有效评价票 90：31×3 = 93，1×90 = 90，超过 1/3".
 *
 * The comparator is said as it turned out, so the sentence is true whether or not the test holds.
 */
export function testFindingInWords(test: Test, found: TestFinding, language: Language, paper?: Paper): string {
  const what = numeratorInWords(test.numerator, language, paper);
  const base = BASE_NAMES[found.base][language];
  const [part, whole] = found.fraction;
  if (found.baseValue === 0)
    return language === 'zh' ? `${what} ${found.count}，${base} 0` : `${what}: ${found.count}; ${base}: 0`;
  const how = COMPARATOR_NAMES[found.holds ? found.comparator : OPPOSITE[found.comparator]][language];
  const sides = `${found.count}×${whole} = ${found.left}`;
  const against = `${part}×${found.baseValue} = ${found.right}`;
  if (language === 'zh')
    return `${what} ${found.count}，${base} ${found.baseValue}：${sides}，${against}，${how} ${part}/${whole}`;
  return `${what}: ${found.count}; ${base}: ${found.baseValue}; ${sides}, ${against}: ${how} ${part}/${whole}`;
}
