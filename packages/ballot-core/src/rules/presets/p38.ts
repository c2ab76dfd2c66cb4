/**
 * P38 政风行风、服务对象满意度: the rate and the index of the same marks, in two fields with two names.
 *
 * With 50 points for 不满意 a published "满意率" would have been 50 with everybody dissatisfied; here that mark has none.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NO_LINE } from './parts.ts';
import { SATISFACTION_OF_FOUR } from './scales.ts';
import { doubleReview } from './sources.ts';

export const P38: Preset = {
  id: 'P38',
  zh: '政风行风和服务对象满意度测评',
  en: 'Satisfaction of the public and of service users',
  about: {
    zh: '服务对象和群众代表评议窗口单位的服务态度、办事效率和廉洁情况。',
    en: 'For service users and the public rating public offices on manner, speed and honesty.',
  },
  status: 'common_practice',
  confidence: 'source',
  cautions: [
    {
      zh: '满意率（满意、比较满意、基本满意所占比例）与加权得分分列两栏，加权得分不得称为“率”。',
      en: 'The rate (satisfied in any degree) and the index stand in two columns; an index is never called a rate.',
    },
    {
      zh: '选“不了解”的不计入分母，人数另列。',
      en: '“Don’t know” is outside the base and shown apart.',
    },
    {
      zh: '来自社会的票身份核验较弱，结果宜与其他考核结合使用。',
      en: 'The identity of outside voters is weakly checked: read the result together with other findings.',
    },
  ],
  groups: [
    { id: 'users', zh: '服务对象', en: 'Service users', due: 60, relation: 'external' },
    { id: 'public', zh: '群众代表', en: 'Representatives of the public', due: 40, relation: 'citizen' },
  ],
  polls: [
    {
      zh: '服务对象满意度测评',
      en: 'Satisfaction of service users',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '示例窗口单位一' },
          { id: 's2', name: '示例窗口单位二' },
        ],
        dimensions: [
          { id: 'manner', name: '服务态度' },
          { id: 'speed', name: '办事效率' },
          { id: 'honesty', name: '廉洁自律' },
        ],
        scale: SATISFACTION_OF_FOUR,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p38',
          zh: '满意率和加权得分',
          en: 'Satisfaction rate and weighted index',
          citations: [doubleReview('计分', '满意 1、比较满意 0.8、基本满意 0.6、不满意 0，弃权不计入有效票')],
          scope: 'question',
          tests: [],
          scores: [
            {
              id: 'satisfaction-rate',
              kind: 'share',
              options: ['satisfied', 'fairly', 'basically'],
              base: 'validItem',
            },
            { id: 'index', kind: 'index', points: { satisfied: 100, fairly: 80, basically: 60, dissatisfied: 0 } },
          ],
          ...NO_LINE,
        },
      ],
      release: BATCHES,
    },
  ],
};
