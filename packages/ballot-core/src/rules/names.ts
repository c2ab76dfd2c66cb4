/**
 * What bases, comparators, sources and options are called, in both languages.
 *
 * Tables, so that a key without its words doesn't compile. Pages, sheets and sentences all take them from here: a base
 * must have one name in the room.
 */
import type { Grade, Paper } from '../paper/paper.ts';
import type { Comparator } from './compare.ts';
import type { BaseKey, Citation } from './rule.ts';

export type Language = 'zh' | 'en';
export type Words = Readonly<Record<Language, string>>;

/** Bases as the sheet names them. `one` is no base: the number itself is compared. */
export const BASE_NAMES = {
  due: { zh: '应到人数', en: 'members due' },
  present: { zh: '实到人数', en: 'members present' },
  issued: { zh: '发出票', en: 'ballots issued' },
  returned: { zh: '收回票', en: 'ballots returned' },
  valid: { zh: '有效票', en: 'valid ballots' },
  validItem: { zh: '有效评价票', en: 'valid assessments' },
  headcount: { zh: '参评人数', en: 'people assessed' },
  seats: { zh: '职数', en: 'posts' },
  one: { zh: '数值', en: 'number' },
} as const satisfies Record<BaseKey | 'one', Words>;

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
  qualified: { zh: '合格', en: 'qualified' },
  unqualified: { zh: '不合格', en: 'unqualified' },
  satisfied: { zh: '满意', en: 'satisfied' },
  fairly: { zh: '比较满意', en: 'fairly satisfied' },
  basically: { zh: '基本满意', en: 'basically satisfied' },
  dissatisfied: { zh: '不满意', en: 'dissatisfied' },
  trusted: { zh: '信任', en: 'trusted' },
  'fairly-trusted': { zh: '基本信任', en: 'fairly trusted' },
  'not-trusted': { zh: '不信任', en: 'not trusted' },
  good: { zh: '好', en: 'good' },
  fair: { zh: '较好', en: 'fairly good' },
  average: { zh: '一般', en: 'average' },
  poor: { zh: '差', en: 'poor' },
  unknown: { zh: '不了解', en: 'don’t know' },
  agree: { zh: '同意', en: 'agree' },
  disagree: { zh: '不同意', en: 'disagree' },
  abstain: { zh: '弃权', en: 'abstain' },
};

/** The paper's own word for an option comes first: a scale may call 不称职 by another name. */
export function optionName(option: string, language: Language, paper?: Paper): string {
  const grade = paper === undefined ? undefined : gradesOf(paper).find(({ id }) => id === option);
  const common = option === 'picked' ? { zh: '得票', en: 'chosen' } : OPTION_NAMES[option];
  if (grade !== undefined && (language === 'zh' || grade.name !== common?.zh)) return grade.name;
  return common?.[language] ?? option;
}

/** Every step of every scale; where two parts of a form share an id, the first one's name is said. */
function gradesOf(paper: Paper): readonly Grade[] {
  if (paper.kind === 'grades') return paper.scale;
  if (paper.kind === 'choice') return paper.questions.flatMap(({ options }) => options);
  return paper.kind === 'form' ? paper.sections.flatMap((section) => gradesOf(section.paper)) : [];
}
