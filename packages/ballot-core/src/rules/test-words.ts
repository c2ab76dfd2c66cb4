/**
 * One test in words, with its boundary in votes: "不称职票超过有效评价票的 1/3（应到 90 人全部评价时：31 票起）".
 */
import type { Paper } from '../paper/paper.ts';
import { line } from './compare.ts';
import { BASE_NAMES, COMPARATOR_NAMES, type Language, type Words } from './names.ts';
import { numeratorInWords } from './numerator-words.ts';
import type { BaseKey, Rule, Test } from './rule.ts';

/** What to print beside the words of a rule. */
export interface Setting {
  /** 应到: the boundary is given for all of them attending and marking. Without it only the share is said. */
  readonly due?: number;
  /** Names the options where the paper has its own scale. */
  readonly paper?: Paper;
  /** Names its scores and marks. */
  readonly rule?: Rule;
  /** Names the voter groups that scores weigh, in the language they were given in. */
  readonly groups?: readonly { readonly id: string; readonly name: string }[];
}

/** One test with its boundary, for the line on the wall and the table on the sheet. */
export function testInWords(test: Test, language: Language, setting: Setting = {}): string {
  return testClause(test, language, setting, PLAIN);
}

/** Where the clause already has its label in front, the boundary needs no verb. */
export const PLAIN: Words = { zh: '', en: '' };

export function testClause(test: Test, language: Language, setting: Setting, verb: Words): string {
  const what = numeratorInWords(test.numerator, language, setting.paper, setting.rule);
  const how = COMPARATOR_NAMES[test.comparator][language];
  const boundary = boundaryInWords(test, language, setting, verb);
  const against = againstInWords(test, language);
  const is = 'options' in test.numerator || 'account' in test.numerator ? 'are' : 'is';
  if (language === 'zh') return `${what}${how}${against}${boundary === null ? '' : `（${boundary}）`}`;
  return `${what} ${is} ${how} ${against}${boundary === null ? '' : ` (${boundary})`}`;
}

/** "有效票的 1/3", "职数的 2 倍", "应到人数", "80". */
function againstInWords({ base, fraction: [part, whole] }: Test, language: Language): string {
  const zh = language === 'zh';
  if (base === 'one')
    return whole === 1 ? (zh ? ` ${part}` : `${part}`) : zh ? ` ${part}/${whole}` : `${part}/${whole}`;
  const name = BASE_NAMES[base][language];
  if (part === whole) return zh ? name : `the ${name}`;
  if (whole === 1 && part > 1) return zh ? `${name}的 ${part} 倍` : `${part} times the ${name}`;
  const share = whole === 100 ? `${part}%` : `${part}/${whole}`;
  return zh ? `${name}的 ${share}` : `${share} of the ${name}`;
}

/** "应到 90 人全部评价时：31 票起触发"; null where no electorate is given or the boundary is the base itself. */
function boundaryInWords(test: Test, language: Language, { due, rule }: Setting, verb: Words): string | null {
  const { base, comparator, fraction, numerator } = test;
  if (due === undefined || due === 0 || fraction[0] === fraction[1]) return null;
  if (base === 'one' || base === 'headcount' || base === 'seats') return null;
  // Several lines together have several times as many marks as there are members.
  const isMany = rule?.scope === 'item' || (rule?.scope === 'poll' && test.id !== rule.cut?.win);
  if (isMany && (base === 'validItem' || 'options' in numerator)) return null;
  const edge = line(due, comparator, fraction);
  if (edge < 0) return null;
  const rising = comparator === 'gt' || comparator === 'ge';
  const people = 'account' in numerator && (numerator.account === 'present' || numerator.account === 'due');
  const isFigure = 'figure' in numerator;
  if (language === 'zh') {
    const when = `应到 ${due} 人${base === 'due' ? '' : WHEN_ALL[base].zh}`;
    return `${when}：${edge}${isFigure ? ' ' : people ? ' 人' : ' 票'}${rising ? '起' : '及以下'}${verb.zh}`;
  }
  const when = base === 'due' ? `${due} due` : `if all ${due} due ${WHEN_ALL[base].en}`;
  const unit = isFigure ? '' : people ? (edge === 1 ? ' member' : ' members') : edge === 1 ? ' vote' : ' votes';
  return `${when}: ${verb.en}${edge}${unit} or ${rising ? 'more' : 'fewer'}`;
}

const WHEN_ALL = {
  present: { zh: '全部到会时', en: 'attend' },
  issued: { zh: '全部领票时', en: 'get a ballot' },
  returned: { zh: '全部交票时', en: 'hand in a ballot' },
  valid: { zh: '全部投票且有效时', en: 'vote validly' },
  validItem: { zh: '全部评价时', en: 'assess' },
} as const satisfies Record<Exclude<BaseKey, 'due' | 'headcount' | 'seats'>, Words>;
