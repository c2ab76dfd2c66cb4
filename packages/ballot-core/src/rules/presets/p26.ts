/**
 * P26 选任满意度与新提拔信任度: a rate and an index side by side, each by its own name.
 *
 * 不了解 is in neither. An index is never a rate: with 30 points for 不满意, a hundred dissatisfied voters still make 30.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NO_LINE } from './parts.ts';
import { OVERALL, SATISFACTION_OR_UNKNOWN, SATISFACTION_RATE } from './scales.ts';
import { conductSurvey, zhangye } from './sources.ts';

const SURVEYED = zhangye('第十九条', '定期开展干部选拔任用工作满意度和新提拔干部信任度调查、测评');

export const P26: Preset = {
  id: 'P26',
  zh: '选任满意度与信任度调查',
  en: 'Survey of satisfaction and trust',
  about: {
    zh: '定期向各层面问卷调查选人用人工作的满意度和新提拔干部的信任度，逐次比较。',
    en: 'For the recurring survey of satisfaction with selection work and of trust in those newly promoted.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '满意率是比例，加权得分是分数，两者分列；加权得分不得称为“率”。',
      en: 'The rate is a share, the index a number of points. They stand apart, and an index is never called a rate.',
    },
    {
      zh: '选“不了解”的不计入分母，人数另列；不了解过多的，满意率不能代表全体。',
      en: '“Don’t know” is outside the base and shown apart; where there are many, the rate speaks for few.',
    },
    {
      zh: '文件未规定达标线和分值；分值 100、70、30 参照他处办法。与上次比较须沿用同样的问题、等次和分值。',
      en: 'No line and no points are given in the document; 100, 70, 30 are borrowed. To compare with last time, keep them.',
    },
  ],
  groups: [
    { id: 'leaders', zh: '领导干部', en: 'Leading cadres', due: 20, relation: 'superior' },
    { id: 'staff', zh: '机关干部', en: 'Civil servants', due: 40, relation: 'peer' },
    { id: 'public', zh: '群众代表', en: 'Representatives of the public', due: 60, relation: 'citizen' },
  ],
  polls: [
    {
      zh: '选任满意度与信任度问卷',
      en: 'Questionnaire on satisfaction and trust',
      paper: {
        kind: 'form',
        sections: [
          {
            id: 'work',
            name: '选人用人工作满意度',
            paper: {
              kind: 'choice',
              questions: [
                { id: 'openness', name: '选人用人公开程度', options: SATISFACTION_OR_UNKNOWN },
                { id: 'fairness', name: '选人用人公正程度', options: SATISFACTION_OR_UNKNOWN },
                { id: 'overall', name: '选人用人总体情况', options: SATISFACTION_OR_UNKNOWN },
              ],
              blank: 'allow',
            },
          },
          {
            id: 'trust',
            name: '新提拔干部信任度',
            paper: {
              kind: 'grades',
              subjects: [
                { id: 's1', name: '赵某', note: '示例单位一副职' },
                { id: 's2', name: '钱某', note: '示例单位二副职' },
              ],
              dimensions: OVERALL,
              scale: [
                { id: 'trusted', name: '信任', counted: true },
                { id: 'fairly-trusted', name: '基本信任', counted: true },
                { id: 'not-trusted', name: '不信任', counted: true },
                { id: 'unknown', name: '不了解', counted: false },
              ],
              blank: 'allow',
            },
          },
        ],
      },
      rules: [
        {
          id: 'p26-work',
          zh: '选人用人满意率和加权得分',
          en: 'Satisfaction with selection work: rate and index',
          citations: [SURVEYED, conductSurvey('计分', '满意 100、基本满意 70、不满意 30，不了解不计')],
          scope: 'question',
          only: { section: 'work' },
          tests: [],
          scores: [
            SATISFACTION_RATE,
            { id: 'index', kind: 'index', points: { satisfied: 100, basically: 70, dissatisfied: 30 } },
          ],
          ...NO_LINE,
        },
        {
          id: 'p26-trust',
          zh: '新提拔干部信任率',
          en: 'Trust in the newly promoted: rate',
          citations: [SURVEYED],
          scope: 'question',
          only: { section: 'trust' },
          tests: [],
          scores: [{ id: 'trust-rate', kind: 'share', options: ['trusted', 'fairly-trusted'], base: 'validItem' }],
          ...NO_LINE,
        },
      ],
      release: BATCHES,
    },
  ],
};
