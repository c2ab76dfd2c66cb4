/**
 * A rule as it is read aloud: the share in words and the boundary in votes, in both languages.
 *
 * Nobody in a hall works out 2/3 of 91. "61 votes" is what the chair, the teller and the sheet can agree on, so the
 * boundary is computed from the same line that decides, never typed in.
 */
import type { Paper } from '../paper/paper.ts';
import { line, type Comparator, type Fraction } from './compare.ts';
import type { BaseKey, Citation, Condition, Numerator, Rule, Test } from './rule.ts';

export type Language = 'zh' | 'en';
export type Words = Readonly<Record<Language, string>>;

/** Bases as the sheet names them. */
export const BASE_NAMES = {
  due: { zh: '应到人数', en: 'members due' },
  present: { zh: '实到人数', en: 'members present' },
  issued: { zh: '发出票', en: 'ballots issued' },
  returned: { zh: '收回票', en: 'ballots returned' },
  valid: { zh: '有效票', en: 'valid ballots' },
  validItem: { zh: '有效评价票', en: 'valid assessments' },
} as const satisfies Record<BaseKey, Words>;

/** The one word that decides at equality. */
export const COMPARATOR_NAMES = {
  lt: { zh: '低于', en: 'below' },
  le: { zh: '不超过', en: 'at most' },
  gt: { zh: '超过', en: 'more than' },
  ge: { zh: '达到或超过', en: 'at least' },
} as const satisfies Record<Comparator, Words>;

export const STATUS_NAMES = {
  current_national: { zh: '现行全国规定', en: 'national rule in force' },
  historic_local: { zh: '地方文件（历史）', en: 'local document (historic)' },
  common_practice: { zh: '通行做法', en: 'common practice' },
  proposal: { zh: '研究建议', en: 'proposal' },
} as const satisfies Record<Citation['status'], Words>;

export const CONFIDENCE_NAMES = {
  seed: { zh: '文件载明', en: 'stated in the document' },
  source: { zh: '已见条文', en: 'text of the rule seen' },
  secondary: { zh: '转引，未见原文', en: 'seen second-hand only' },
  unverified: { zh: '未经核对', en: 'not checked' },
} as const satisfies Record<Citation['confidence'], Words>;

/** Options that have a name without a paper: the default scale, the motion, the mark of a pick paper. */
const OPTION_NAMES: Readonly<Record<string, Words>> = {
  excellent: { zh: '优秀', en: 'excellent' },
  competent: { zh: '称职', en: 'competent' },
  basic: { zh: '基本称职', en: 'basically competent' },
  incompetent: { zh: '不称职', en: 'incompetent' },
  agree: { zh: '同意', en: 'agree' },
  disagree: { zh: '不同意', en: 'disagree' },
  abstain: { zh: '弃权', en: 'abstain' },
};

/** What to print beside the words of a rule. */
export interface Setting {
  /** 应到: the boundary is given for all of them attending and marking. Without it only the share is said. */
  readonly due?: number;
  /** Names the options where the paper has its own scale. */
  readonly paper?: Paper;
}

/** "三分之二", "百分之六十"; "two thirds", "60 per cent". */
export function fractionInWords([part, whole]: Fraction, language: Language): string {
  if (part === whole) return language === 'zh' ? '全部' : 'all';
  if (language === 'zh') {
    return whole === 100 ? `百分之${numeral(part)}` : `${numeral(whole)}分之${numeral(part)}`;
  }
  const unit = ENGLISH_PARTS[whole];
  if (whole === 100) return `${part} per cent`;
  return unit === undefined ? `${part}/${whole}` : `${ENGLISH_NUMBERS[part] ?? part} ${part === 1 ? unit[0] : unit[1]}`;
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
    return said(only.when, only.label.weight === 'flag' ? FIRES : HOLDS);
  }
  const clauses = rule.branches.map(({ when, label }) => `${label[language]}${COLON[language]}${said(when, HOLDS)}`);
  return [...clauses, `${OTHERWISE[language]}${COLON[language]}${rule.otherwise[language]}`].join(
    language === 'zh' ? '；' : '; ',
  );
}

/** One test with its boundary, for the line on the wall and the table on the sheet. */
export function testInWords(test: Test, language: Language, setting: Setting = {}): string {
  return clause(test, language, setting, HOLDS);
}

const FIRES: Words = { zh: '触发', en: 'fires' };
const HOLDS: Words = { zh: '成立', en: 'holds' };
const COLON: Words = { zh: '：', en: ': ' };
const OTHERWISE: Words = { zh: '其余情形', en: 'Otherwise' };
const OPPOSITE = { lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' } as const satisfies Record<Comparator, Comparator>;

function conditionInWords(rule: Rule, condition: Condition, language: Language, setting: Setting, verb: Words): string {
  if ('test' in condition) {
    const test = rule.tests.find(({ id }) => id === condition.test);
    if (test === undefined) throw new RangeError(`rule ${rule.id} has no test ${condition.test}`);
    return clause(test, language, setting, verb);
  }
  if ('not' in condition) return conditionInWords(negated(rule, condition.not), condition.not, language, setting, verb);
  const [parts, link] = 'all' in condition ? [condition.all, AND] : [condition.any, OR];
  return parts.map((part) => conditionInWords(rule, part, language, setting, verb)).join(link[language]);
}

const AND: Words = { zh: '，并且', en: ' and ' };
const OR: Words = { zh: '，或者', en: ' or ' };

/** "Not at least 2/3" is said as "below 2/3". */
function negated(rule: Rule, inner: Condition): Rule {
  if (!('test' in inner)) throw new RangeError(`rule ${rule.id} negates more than one test; it can't be said plainly`);
  const tests = rule.tests.map((test) =>
    test.id === inner.test ? { ...test, comparator: OPPOSITE[test.comparator] } : test,
  );
  return { ...rule, tests };
}

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
  return `${what} ${how} ${share}${boundary === null ? '' : ` (${boundary})`}`;
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
  const when = base === 'due' ? `${due} due` : `with all ${due} due ${WHEN_ALL[base].en}`;
  const unit = people ? (edge === 1 ? 'member' : 'members') : edge === 1 ? 'vote' : 'votes';
  return `${when}: ${verb.en} ${rising ? 'from' : 'up to'} ${edge} ${unit}`;
}

const WHEN_ALL = {
  present: { zh: '全部到会时', en: 'present' },
  issued: { zh: '全部领票时', en: 'issued a ballot' },
  returned: { zh: '全部交票时', en: 'voting' },
  valid: { zh: '全部有效投票时', en: 'voting validly' },
  validItem: { zh: '全部评价时', en: 'assessing' },
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
    return names.length === 1 ? `${names[0]}票` : `${names.slice(0, -1).join('、')}和${names[names.length - 1]}票合计`;
  }
  if (options.length === 1 && options[0] === 'picked' && plus.length === 0) return 'votes received';
  const names = [...options.map((option) => optionName(option, language, paper)), ...plus.map((more) => PLUS[more].en)];
  return `${names.map((name) => `“${name}”`).join(' plus ')} votes`;
}

const PLUS = {
  absent: { zh: '未投票', en: 'not voting' },
  invalid: { zh: '无效', en: 'invalid' },
} as const satisfies Record<'absent' | 'invalid', Words>;

/** The paper's own word for an option comes first: a scale may call 不称职 by another name. */
export function optionName(option: string, language: Language, paper?: Paper): string {
  const grade = paper?.kind === 'grades' ? paper.scale.find(({ id }) => id === option) : undefined;
  const common = option === 'picked' ? { zh: '得票', en: 'chosen' } : OPTION_NAMES[option];
  if (grade !== undefined && (language === 'zh' || grade.name !== common?.zh)) return grade.name;
  return common?.[language] ?? option;
}

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** Chinese numerals up to 99, which covers every document cited; figures beyond. */
function numeral(value: number): string {
  if (value >= 100) return String(value);
  const tens = Math.floor(value / 10);
  const ones = value % 10;
  if (tens === 0) return DIGITS[ones] ?? '';
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`;
}

const ENGLISH_NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const ENGLISH_PARTS: Readonly<Record<number, readonly [one: string, many: string]>> = {
  2: ['half', 'halves'],
  3: ['third', 'thirds'],
  4: ['quarter', 'quarters'],
  5: ['fifth', 'fifths'],
  6: ['sixth', 'sixths'],
  10: ['tenth', 'tenths'],
};
