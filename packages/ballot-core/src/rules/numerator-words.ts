/**
 * What a rule counts, in words: 优秀、称职票合计, 综合得分, 连续“黄牌”年数.
 */
import type { Paper } from '../paper/paper.ts';
import { BASE_NAMES, optionName, type Language, type Words } from './names.ts';
import type { HistoryMeasure, Label, Numerator, Rule, Score } from './rule.ts';

/** `rule` names scores and marks that are its own; without it they go by their ids. */
export function numeratorInWords(numerator: Numerator, language: Language, paper?: Paper, rule?: Rule): string {
  if ('account' in numerator) return BASE_NAMES[numerator.account][language];
  if ('figure' in numerator) return figureName(numerator.figure, language);
  if ('score' in numerator) return scoreName(numerator.score, language, rule);
  if ('history' in numerator) return historyInWords(numerator.history, language, rule);
  return votesInWords(numerator, language, paper);
}

export function votesInWords(
  { options, plus = [] }: Extract<Numerator, { options: readonly string[] }>,
  language: Language,
  paper?: Paper,
): string {
  const names = [
    ...options.map((option) => optionName(option, language, paper)),
    ...plus.map((more) => PLUS[more][language]),
  ];
  const isPicked = options.length === 1 && options[0] === 'picked' && plus.length === 0;
  if (language === 'zh') {
    if (isPicked) return '得票';
    return names.length === 1 ? `${names[0]}票` : `${names.join('、')}票合计`;
  }
  if (isPicked) return 'votes received';
  return `${names.map((name) => `“${name}”`).join(' and ')} votes${names.length === 1 ? '' : ' together'}`;
}

const PLUS = {
  absent: { zh: '未投票', en: 'not voting' },
  invalid: { zh: '无效', en: 'invalid' },
} as const satisfies Record<'absent' | 'invalid', Words>;

/** A score goes by what it is; where a rule has two of a kind, by its id too. */
export function scoreName(id: string, language: Language, rule?: Rule): string {
  const scores = rule?.scores ?? [];
  const score = scores.find((each) => each.id === id);
  if (score === undefined) return `${SCORE.any[language]}${quoted(id, language)}`;
  if (score.kind === 'figure') return figureName(score.figure, language);
  if (score.kind === 'share' && RATES[id] !== undefined) return RATES[id][language];
  const name = SCORE[score.kind][language];
  return scores.filter(({ kind }) => kind === score.kind).length === 1 ? name : `${name}${quoted(id, language)}`;
}

const SCORE = {
  any: { zh: '得分', en: 'score' },
  index: { zh: '加权得分', en: 'weighted index' },
  share: { zh: '得票率得分', en: 'share in points' },
  mean: { zh: '平均分', en: 'mean score' },
  groups: { zh: '分组加权得分', en: 'score weighted by group' },
  dimensions: { zh: '分项加权得分', en: 'score weighted by dimension' },
  weighted: { zh: '综合得分', en: 'composite score' },
  sum: { zh: '总分', en: 'total' },
  brackets: { zh: '分档得分', en: 'points by band' },
  ranks: { zh: '名次得分', en: 'points by rank' },
  bonus: { zh: '奖励加分', en: 'bonus points' },
} as const satisfies Record<Exclude<Score['kind'], 'figure'> | 'any', Words>;

/** Shares that have a name of their own in surveys. Only a share is ever called 率. */
const RATES: Readonly<Record<string, Words>> = {
  'satisfaction-rate': { zh: '满意率', en: 'satisfaction rate' },
  'trust-rate': { zh: '信任率', en: 'trust rate' },
  'good-rate': { zh: '好评率', en: 'rate of good marks' },
  'vote-rate': { zh: '得票率', en: 'share of votes' },
};

/** Figures that documents ask for. Others go by their id. */
const FIGURES: Readonly<Record<string, Words>> = {
  exam: { zh: '考试成绩', en: 'exam score' },
  written: { zh: '笔试成绩', en: 'written exam' },
  interview: { zh: '面试成绩', en: 'interview score' },
  appraisal: { zh: '平时考核得分', en: 'appraisal score' },
  audit: { zh: '考核得分', en: 'audit score' },
  candidates: { zh: '候选人数', en: 'number of candidates' },
  surplus: { zh: '候选人多于职数的人数', en: 'number of candidates beyond the posts' },
  petitioners: { zh: '联名人数', en: 'number of petitioners' },
  signers: { zh: '联名人数', en: 'number of petitioners' },
  reps: { zh: '联名代表人数', en: 'number of petitioning representatives' },
  posts: { zh: '职数', en: 'number of posts' },
  awards: { zh: '获奖年份', en: 'years of awards' },
  award: { zh: '获奖年份', en: 'year of the award' },
  ranks: { zh: '名次', en: 'ranks' },
  excellent: { zh: '优秀人数', en: 'number graded excellent' },
  days: { zh: '天数', en: 'number of days' },
  notice_days: { zh: '公示工作日数', en: 'number of working days of notice' },
  days_since_feedback: { zh: '距反馈的天数', en: 'number of days since the feedback' },
  days_since_knowing: { zh: '距知道处理之日的天数', en: 'number of days since knowing of it' },
};

export const figureName = (id: string, language: Language): string =>
  FIGURES[id]?.[language] ?? (language === 'zh' ? `数据${quoted(id, language)}` : `figure${quoted(id, language)}`);

function historyInWords(measure: HistoryMeasure, language: Language, rule?: Rule): string {
  const mark = markName(measure.mark, language, rule);
  if (measure.kind === 'run') return language === 'zh' ? `连续“${mark}”次数` : `number of “${mark}” in a row`;
  const year = measure.within === 'year';
  if (language === 'zh') return `${year ? '本年度' : '历次'}“${mark}”次数`;
  return `number of “${mark}” ${year ? 'this year' : 'so far'}`;
}

const MARKS: Readonly<Record<string, Words>> = {
  yellow: { zh: '黄牌', en: 'yellow card' },
  yellow_card: { zh: '黄牌', en: 'yellow card' },
  incompetent: { zh: '不称职', en: 'incompetent' },
  not_passed: { zh: '未通过', en: 'not passed' },
  absent: { zh: '无故缺席', en: 'absent without leave' },
  absence: { zh: '无故缺席', en: 'absent without leave' },
};

/** A mark is the id of a label; this rule's own label first. */
function markName(mark: string, language: Language, rule?: Rule): string {
  return labelsOf(rule).find(({ id }) => id === mark)?.[language] ?? MARKS[mark]?.[language] ?? mark;
}

const labelsOf = (rule?: Rule): readonly Label[] =>
  rule === undefined
    ? []
    : [...rule.branches.map(({ label }) => label), rule.otherwise, ...(rule.cut === undefined ? [] : [rule.cut.taken])];

const quoted = (id: string, language: Language): string => (language === 'zh' ? `“${id}”` : ` “${id}”`);
