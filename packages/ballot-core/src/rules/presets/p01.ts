/**
 * P01 四等次民主测评: the two thirds and the one third of four grades.
 *
 * Both are flags for an organizational inspection. On one base P29b implies P29a; both are kept and recorded.
 */
import type { Preset } from '../preset.ts';
import type { Rule } from '../rule.ts';
import { BATCHES, NOT_TRIGGERED, ORG_INSPECTION } from './parts.ts';
import { COMPETENCE_SCALE, FIVE_DIMENSIONS } from './scales.ts';
import { qingshanhu } from './sources.ts';

/** P29a 称职以上不足三分之二. Equality does not trigger: 60 of 90 passes. */
export const REVIEW_ADJUST: Rule = {
  id: 'p29a',
  zh: '优秀、称职票未达到三分之二',
  en: 'Excellent and competent below two thirds',
  citations: [qingshanhu('第二十九条', '优秀和称职票未达到三分之二，经组织考核不宜继续任现职的，及时调整')],
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
  citations: [qingshanhu('第二十九条', '不称职票超过三分之一，经组织考核认定为不称职的，予以免职')],
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

export const P01: Preset = {
  id: 'P01',
  zh: '四等次民主测评（2/3、1/3）',
  en: 'Assessment in four grades (2/3, 1/3)',
  about: {
    zh: '年度民主测评领导干部，按优秀、称职、基本称职、不称职四等次，低于或超过界线的提请组织考核。',
    en: 'For the yearly assessment of leading cadres in four grades; whoever crosses a line is referred for inspection.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '文件未写明比例以何为分母，默认按该对象有效评价票；其他分母的结果一并列出。',
      en: 'The document does not name the base. Default: valid assessments of this person; other bases are shown beside it.',
    },
    {
      zh: '五个维度分别判定；只按总体判定的，维度改为“总体评价”一项。',
      en: 'Each of the five dimensions is judged by itself. To judge the whole person, keep one dimension.',
    },
  ],
  groups: [{ id: 'members', zh: '参会人员', en: 'Attendees', due: 90, relation: 'member' }],
  polls: [
    {
      zh: '领导干部年度民主测评',
      en: 'Yearly assessment of leading cadres',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '赵某', note: '示例单位一主要负责人' },
          { id: 's2', name: '钱某', note: '示例单位一副职' },
          { id: 's3', name: '孙某', note: '示例单位一副职' },
        ],
        dimensions: FIVE_DIMENSIONS,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
      },
      rules: [REVIEW_ADJUST, REVIEW_DISMISS],
      release: BATCHES,
    },
  ],
};
