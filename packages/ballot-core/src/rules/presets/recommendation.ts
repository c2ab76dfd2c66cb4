/**
 * 民主推荐: three floors that differ by a word (P03, P04, P05).
 *
 * 低于 spares a candidate at exactly one half, 不过半 does not. All three are principles: the organ may decide otherwise.
 */
import type { Gate, Label, Rule } from '../rule.ts';
import { QINGSHANHU, seed, ZHANGYE } from './sources.ts';

/** 原则上/一般: the organ may decide otherwise, with a reason and an approver; that is this gate, rejected. */
const ORG_DECISION: Gate = {
  id: 'org_decision',
  zh: '经党委（党组）集体研究，按原则执行',
  en: 'Upheld by the party committee; another decision needs a reason and an approver',
};

const NOT_SHORTLISTED: Label = {
  id: 'not_shortlisted',
  zh: '得票率未达下限，提请研究',
  en: 'Below the recommendation floor: refer to the committee',
  weight: 'flag',
};
const ELIGIBLE: Label = { id: 'eligible', zh: '得票率达到下限', en: 'Recommendation floor reached', weight: 'clear' };

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
export const RECOMMEND_THIRD = floor({
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
export const RECOMMEND_OVER_HALF = floor({
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
export const RECOMMEND_HALF = floor({
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
