/**
 * 民主测评: the two thirds and the one third of four grades (P01).
 *
 * Both are flags for an organizational inspection. On one base P29b implies P29a; both are kept and recorded.
 */
import type { Grade } from '../../paper/paper.ts';
import type { Gate, Label, Rule } from '../rule.ts';
import { QINGSHANHU, seed } from './sources.ts';

/** 四等次: the default scale of 民主测评; 不了解 is shown but is not an assessment. */
export const COMPETENCE_SCALE: readonly Grade[] = [
  { id: 'excellent', name: '优秀', counted: true },
  { id: 'competent', name: '称职', counted: true },
  { id: 'basic', name: '基本称职', counted: true },
  { id: 'incompetent', name: '不称职', counted: true },
  { id: 'abstain', name: '不了解', counted: false },
];

/** 经组织考核: no vote share acts by itself. */
const ORG_INSPECTION: Gate = {
  id: 'org_inspection',
  zh: '经组织考核认定',
  en: 'Found so by organizational inspection',
};

const NOT_TRIGGERED: Label = { id: 'ok', zh: '未触发', en: 'Not triggered', weight: 'clear' };
/** P29a 称职以上不足三分之二. Equality does not trigger: 60 of 90 passes. */
export const REVIEW_ADJUST: Rule = {
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
export const REVIEW_DISMISS: Rule = {
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
