/**
 * The rules that come with the house, as data with their sources; a meeting copies them and may change every figure.
 *
 * Wordings differ by one word between sibling documents (未达到, 不过半, 低于), so each rule carries its own comparator. A
 * source that was not seen says so, and the desk prints that beside it.
 */
import type { Grade } from '../paper/paper.ts';
import type { Citation, Gate, Label, Rule } from './rule.ts';

/** 四等次: the default scale of 民主测评; 不了解 is shown but is not an assessment. */
export const COMPETENCE_SCALE: readonly Grade[] = [
  { id: 'excellent', name: '优秀', counted: true },
  { id: 'competent', name: '称职', counted: true },
  { id: 'basic', name: '基本称职', counted: true },
  { id: 'incompetent', name: '不称职', counted: true },
  { id: 'abstain', name: '不了解', counted: false },
];

const QINGSHANHU = '青山湖区干部工作办法（2009 年 7 月）';
const ZHANGYE = '张掖市委发〔2009〕33号';
const REGULATION = '党政领导干部选拔任用工作条例（2019）';

const seed = (document: string, clause: string, wording: string): Citation => ({
  document,
  clause,
  wording,
  status: 'historic_local',
  confidence: 'seed',
});

/** 经组织考核: no vote share acts by itself. */
const ORG_INSPECTION: Gate = {
  id: 'org_inspection',
  zh: '经组织考核认定',
  en: 'Found so by organizational inspection',
};

/** 原则上/一般: the organ may decide otherwise, with a reason and an approver; that is this gate, rejected. */
const ORG_DECISION: Gate = {
  id: 'org_decision',
  zh: '经党委（党组）集体研究，按原则执行',
  en: 'Upheld by the party committee; another decision needs a reason and an approver',
};

const NOT_TRIGGERED: Label = { id: 'ok', zh: '未触发', en: 'Not triggered', weight: 'clear' };
const NOT_SHORTLISTED: Label = {
  id: 'not_shortlisted',
  zh: '得票率未达下限，提请研究',
  en: 'Below the recommendation floor: refer to the committee',
  weight: 'flag',
};
const ELIGIBLE: Label = { id: 'eligible', zh: '得票率达到下限', en: 'Recommendation floor reached', weight: 'clear' };

/** P29a 称职以上不足三分之二. Equality does not trigger: 60 of 90 passes. */
const REVIEW_ADJUST: Rule = {
  id: 'p29a',
  zh: '优秀、称职票未达到三分之二',
  en: 'Excellent and competent below two thirds',
  citations: [seed(QINGSHANHU, '第二十九条', '优秀和称职票未达到三分之二，经组织考核不宜继续任现职的，及时调整')],
  scope: 'question',
  tests: [
    {
      id: 'good',
      numerator: { options: ['excellent', 'competent'] },
      base: 'validItem',
      comparator: 'lt',
      fraction: [2, 3],
      zh: '优秀、称职票未达到三分之二',
      en: 'excellent and competent do not reach two thirds',
    },
  ],
  branches: [
    {
      when: { test: 'good' },
      label: {
        id: 'review_adjust',
        zh: '优秀、称职不足 2/3，提请组织考核',
        en: 'Excellent and competent below 2/3: refer for inspection',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [ORG_INSPECTION],
  consequence: { zh: '不宜继续任现职，及时调整', en: 'Not fit to stay in the post: to be moved in due course' },
  precedence: 20,
  sensitivity: ['valid', 'returned', 'present', 'due'],
};

/** P29b 不称职超过三分之一. Equality does not trigger: 30 of 90 is not over a third. */
const REVIEW_DISMISS: Rule = {
  id: 'p29b',
  zh: '不称职票超过三分之一',
  en: 'Incompetent above one third',
  citations: [seed(QINGSHANHU, '第二十九条', '不称职票超过三分之一，经组织考核认定为不称职的，予以免职')],
  scope: 'question',
  tests: [
    {
      id: 'bad',
      numerator: { options: ['incompetent'] },
      base: 'validItem',
      comparator: 'gt',
      fraction: [1, 3],
      zh: '不称职票超过三分之一',
      en: 'incompetent exceeds one third',
    },
  ],
  branches: [
    {
      when: { test: 'bad' },
      label: {
        id: 'review_dismiss',
        zh: '不称职超过 1/3，提请组织考核',
        en: 'Incompetent above 1/3: refer for inspection',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [ORG_INSPECTION],
  consequence: { zh: '不称职，予以免职', en: 'Incompetent: to be removed from the post' },
  precedence: 30,
  sensitivity: ['valid', 'returned', 'present', 'due'],
};

type Floor = Pick<Rule, 'id' | 'zh' | 'en' | 'citations' | 'tests'>;

/** A recommendation floor is a principle: below it a name is generally not listed, and the committee may still list it. */
const floor = (particular: Floor): Rule => ({
  ...particular,
  scope: 'question',
  branches: [{ when: { test: 'votes' }, label: NOT_SHORTLISTED }],
  otherwise: ELIGIBLE,
  strength: 'principle',
  gates: [ORG_DECISION],
  consequence: { zh: '原则上不列为考察对象', en: 'As a principle, not listed for inspection' },
  precedence: 10,
  sensitivity: ['present', 'issued', 'due'],
});

/** Z06 差额推荐: 30 of 90 is listed, 29 is not. A blank ballot is valid and counts in the base. */
const RECOMMEND_THIRD = floor({
  id: 'z06',
  zh: '民主推荐得票率低于三分之一',
  en: 'Recommended by less than one third',
  citations: [seed(ZHANGYE, '第六条', '得票率低于三分之一的，原则上不列为考察对象')],
  tests: [
    {
      id: 'votes',
      numerator: { options: ['picked'] },
      base: 'valid',
      comparator: 'lt',
      fraction: [1, 3],
      zh: '得票率低于三分之一',
      en: 'less than one third of the votes',
    },
  ],
});

/** Z07 等额推荐: exactly half is 不过半; 45 of 90 is not listed, 46 is. */
const RECOMMEND_OVER_HALF = floor({
  id: 'z07',
  zh: '等额推荐得票不过半',
  en: 'Single candidate not recommended by more than half',
  citations: [seed(ZHANGYE, '第六条', '等额推荐得票不过半的，原则上不列为考察对象')],
  tests: [
    {
      id: 'votes',
      numerator: { options: ['picked'] },
      base: 'valid',
      comparator: 'le',
      fraction: [1, 2],
      zh: '得票不过半',
      en: 'not more than half of the votes',
    },
  ],
});

/** Q08 单位推荐: exactly half is listed; 45 of 90 is, 44 is not. */
const RECOMMEND_HALF = floor({
  id: 'q08',
  zh: '单位民主推荐得票率低于二分之一',
  en: 'Recommended by less than half of the unit',
  citations: [seed(QINGSHANHU, '第十九条', '得票率低于二分之一的，一般不列为考察对象')],
  tests: [
    {
      id: 'votes',
      numerator: { options: ['picked'] },
      base: 'valid',
      comparator: 'lt',
      fraction: [1, 2],
      zh: '得票率低于二分之一',
      en: 'less than half of the votes',
    },
  ],
});

/**
 * P08 常委会票决, with the 30 % deferral (Z14). Decided in this order: void, quorum, deferral, pass.
 *
 * A candidate with a majority may still be deferred: 13 agree and 7 do not, of 20. Absent members sit in the denominator
 * only. Where both hold the label is 暂缓, and the failing pass test stays visible among the tests.
 */
const COMMITTEE_BALLOT: Rule = {
  id: 'p08',
  zh: '常委会票决（含暂缓）',
  en: 'Committee ballot with deferral',
  citations: [
    seed(ZHANGYE, '第九条', '不同意票和弃权票超过应到会人数 30% 的，暂缓作出任用决定'),
    {
      document: REGULATION,
      clause: '讨论决定一章',
      wording: '三分之二以上成员到会，以应到会成员超过半数同意形成决定',
      status: 'current_national',
      confidence: 'unverified',
    },
  ],
  scope: 'question',
  tests: [
    {
      id: 'void',
      numerator: { account: 'returned' },
      base: 'issued',
      comparator: 'gt',
      fraction: [1, 1],
      zh: '收回票多于发出票',
      en: 'more ballots returned than issued',
    },
    {
      id: 'quorum',
      numerator: { account: 'present' },
      base: 'due',
      comparator: 'ge',
      fraction: [2, 3],
      zh: '三分之二以上成员到会',
      en: 'at least two thirds of the members attend',
    },
    {
      id: 'defer',
      numerator: { options: ['disagree', 'abstain'] },
      base: 'due',
      comparator: 'gt',
      fraction: [3, 10],
      zh: '不同意票和弃权票超过应到会人数 30%',
      en: 'disagree and abstain exceed 30 % of the members due',
    },
    {
      id: 'pass',
      numerator: { options: ['agree'] },
      base: 'due',
      comparator: 'gt',
      fraction: [1, 2],
      zh: '同意票超过应到会人数的半数',
      en: 'agree exceeds half of the members due',
    },
  ],
  branches: [
    {
      when: { test: 'void' },
      label: { id: 'count_invalid', zh: '本次投票无效', en: 'The count is void', weight: 'outcome' },
    },
    {
      when: { not: { test: 'quorum' } },
      label: { id: 'quorum_failed', zh: '未达到法定到会人数', en: 'No quorum', weight: 'outcome' },
    },
    {
      when: { test: 'defer' },
      label: { id: 'deferred', zh: '暂缓作出任用决定', en: 'Deferred', weight: 'outcome' },
    },
    { when: { test: 'pass' }, label: { id: 'passed', zh: '通过', en: 'Passed', weight: 'outcome' } },
  ],
  otherwise: { id: 'not_passed', zh: '未通过', en: 'Not passed', weight: 'outcome' },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 40,
  sensitivity: [],
};

export type PresetId = 'P01' | 'P03' | 'P04' | 'P05' | 'P08';

/** By the rulebook's numbers. P01 is two rules, because both can fire and both are recorded. */
export const PRESETS: Readonly<Record<PresetId, readonly Rule[]>> = {
  P01: [REVIEW_ADJUST, REVIEW_DISMISS],
  P03: [RECOMMEND_THIRD],
  P04: [RECOMMEND_OVER_HALF],
  P05: [RECOMMEND_HALF],
  P08: [COMMITTEE_BALLOT],
};

/** What the desk calls them. */
export const PRESET_NAMES = {
  P01: { zh: '四等次民主测评（2/3、1/3）', en: 'Assessment in four grades (2/3, 1/3)' },
  P03: { zh: '民主推荐·差额（低于 1/3）', en: 'Recommendation, several candidates (below 1/3)' },
  P04: { zh: '民主推荐·等额（不过半）', en: 'Recommendation, single candidate (not over half)' },
  P05: { zh: '单位民主推荐（低于 1/2）', en: 'Recommendation by the unit (below 1/2)' },
  P08: { zh: '常委会票决（含 30% 暂缓）', en: 'Committee ballot with 30 % deferral' },
} as const satisfies Record<PresetId, { readonly zh: string; readonly en: string }>;
