/**
 * P02 四等次民主测评, one third inclusive: 达到三分之一 fires at exactly one third, where 超过 of P01 doesn't.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NOT_TRIGGERED, ORG_INSPECTION } from './parts.ts';
import { COMPETENCE_SCALE, OVERALL } from './scales.ts';
import { beijing2001 } from './sources.ts';

export const P02: Preset = {
  id: 'P02',
  zh: '四等次民主测评（不称职达到 1/3）',
  en: 'Assessment in four grades (incompetent reaching 1/3)',
  about: {
    zh: '四等次测评，不称职票“达到”三分之一即触发，正好三分之一也触发。',
    en: 'For assessments in four grades where incompetent votes that reach one third, equality included, raise the flag.',
  },
  status: 'historic_local',
  confidence: 'source',
  cautions: [
    {
      zh: '与“超过三分之一”（P01）在正好三分之一时结论相反：90 票中 30 票，本模板触发，P01 不触发。',
      en: 'At exactly one third it is the opposite of P01: 30 of 90 fires here and does not there.',
    },
    {
      zh: '文件未写明分母，默认按该对象有效评价票。',
      en: 'The document does not name the base. Default: valid assessments of this person.',
    },
  ],
  groups: [{ id: 'members', zh: '参会人员', en: 'Attendees', due: 60, relation: 'member' }],
  polls: [
    {
      zh: '领导干部民主测评',
      en: 'Assessment of leading cadres',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '赵某', note: '示例单位一主要负责人' },
          { id: 's2', name: '钱某', note: '示例单位一副职' },
        ],
        dimensions: OVERALL,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p02',
          zh: '不称职票达到三分之一',
          en: 'Incompetent reaching one third',
          citations: [beijing2001('免职一款', '不称职票达到三分之一以上的，予以免职')],
          scope: 'question',
          tests: [
            {
              id: 'bad',
              numerator: { options: ['incompetent'] },
              base: 'validItem',
              comparator: 'ge',
              fraction: [1, 3],
              zh: '不称职票达到三分之一以上',
              en: 'incompetent reaches one third',
            },
          ],
          branches: [
            {
              when: { test: 'bad' },
              label: {
                id: 'review_dismiss',
                zh: '不称职达到 1/3，提请组织考核',
                en: 'Incompetent reaching 1/3: refer for inspection',
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
        },
      ],
      release: BATCHES,
    },
  ],
};
