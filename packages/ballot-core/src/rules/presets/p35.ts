/**
 * P35 乡镇与部门互评: each side rates the other on a scale of its own, and is ranked among its own kind.
 *
 * The marks that a side gives itself weigh nothing.
 */
import type { Preset } from '../preset.ts';
import type { Rule } from '../rule.ts';
import { BATCHES } from './parts.ts';
import { OVERALL, QUALITY_OF_FOUR, SATISFACTION_OF_FOUR } from './scales.ts';
import { custom, doubleReview, qingshanhu } from './sources.ts';

const MUTUAL = qingshanhu('第二十六条', '乡镇与区直部门相互评议，结果计入年度考核');

const COMMON = {
  scope: 'poll',
  tests: [],
  branches: [],
  otherwise: { id: 'none_ranked', zh: '尚无名次', en: 'No ranks yet', weight: 'clear' },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 10,
  sensitivity: [],
} as const satisfies Partial<Rule>;

const FIRST = { id: 'first_of_kind', zh: '本类第一', en: 'First of its kind', weight: 'clear' } as const;

export const P35: Preset = {
  id: 'P35',
  zh: '乡镇与区直部门互评',
  en: 'Townships and departments rate each other',
  about: {
    zh: '年度考核中乡镇评部门、部门评乡镇，各用各的等次，按类别排名。',
    en: 'For the yearly appraisal in which townships and departments rate one another, ranked by category.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '两方领同一张票：只填对方一栏；填了本方的，权重为 0，只列出不计分。',
      en: 'Both sides have the same paper and fill in the other’s part; marks on one’s own side weigh nothing.',
    },
    {
      zh: '等次和分值（100、80、60、0）文件未写明，为示例；计入年度考核的比重另行确定。',
      en: 'Scales and points are examples, not from the document; how much it weighs in the year is set elsewhere.',
    },
    {
      zh: '并列的同列一个名次；不同类别之间不排名。',
      en: 'Equal scores share a rank; there is no rank across categories.',
    },
  ],
  groups: [
    { id: 'towns', zh: '乡镇（街道）代表', en: 'Townships', due: 40, relation: 'peer' },
    { id: 'departments', zh: '区直部门代表', en: 'Departments', due: 50, relation: 'peer' },
  ],
  polls: [
    {
      zh: '乡镇与区直部门互评',
      en: 'Mutual rating',
      paper: {
        kind: 'form',
        sections: [
          {
            id: 'departments',
            name: '乡镇（街道）评区直部门',
            paper: {
              kind: 'grades',
              subjects: [
                { id: 'd1', name: '示例部门一', tag: '党群部门' },
                { id: 'd2', name: '示例部门二', tag: '党群部门' },
                { id: 'd3', name: '示例部门三', tag: '政府部门' },
                { id: 'd4', name: '示例部门四', tag: '政府部门' },
              ],
              dimensions: OVERALL,
              scale: SATISFACTION_OF_FOUR,
              blank: 'allow',
            },
          },
          {
            id: 'towns',
            name: '区直部门评乡镇（街道）',
            paper: {
              kind: 'grades',
              subjects: [
                { id: 't1', name: '示例乡一', tag: '乡镇' },
                { id: 't2', name: '示例镇二', tag: '乡镇' },
                { id: 't3', name: '示例街道一', tag: '街道' },
                { id: 't4', name: '示例街道二', tag: '街道' },
              ],
              dimensions: OVERALL,
              scale: QUALITY_OF_FOUR,
              blank: 'allow',
            },
          },
        ],
      },
      rules: [
        {
          ...COMMON,
          id: 'p35-departments',
          zh: '乡镇评部门：按类别排名',
          en: 'Departments as rated by townships, ranked by category',
          citations: [MUTUAL, doubleReview('计分', '满意 1、比较满意 0.8、基本满意 0.6、不满意 0，不了解不计')],
          only: { section: 'departments' },
          scores: [
            { id: 'index', kind: 'index', points: { satisfied: 100, fairly: 80, basically: 60, dissatisfied: 0 } },
            {
              id: 'by-towns',
              kind: 'groups',
              of: 'index',
              weights: { towns: 100, departments: 0 },
              empty: 'error',
            },
          ],
          cut: {
            by: { score: 'by-towns' },
            direction: 'top',
            places: 1,
            per: 'tag',
            ties: 'include_all',
            taken: FIRST,
          },
        },
        {
          ...COMMON,
          id: 'p35-towns',
          zh: '部门评乡镇：按类别排名',
          en: 'Townships as rated by departments, ranked by category',
          citations: [MUTUAL, custom('计分', '好 100、较好 80、一般 60、差 0')],
          only: { section: 'towns' },
          scores: [
            { id: 'index', kind: 'index', points: { good: 100, fair: 80, average: 60, poor: 0 } },
            {
              id: 'by-departments',
              kind: 'groups',
              of: 'index',
              weights: { towns: 0, departments: 100 },
              empty: 'error',
            },
          ],
          cut: {
            by: { score: 'by-departments' },
            direction: 'top',
            places: 1,
            per: 'tag',
            ties: 'include_all',
            taken: FIRST,
          },
        },
      ],
      release: BATCHES,
    },
  ],
};
