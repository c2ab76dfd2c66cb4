/**
 * P31 试用期满测评: 优秀 and 称职 must be over two thirds. Exactly two thirds is not over: 60 of 90 is not confirmed, 61 is.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, ORG_INSPECTION } from './parts.ts';
import { COMPETENCE_SCALE, OVERALL } from './scales.ts';
import { probationRule, siping } from './sources.ts';

export const P31: Preset = {
  id: 'P31',
  zh: '试用期满测评（超过 2/3）',
  en: 'Assessment at the end of probation (over 2/3)',
  about: {
    zh: '任职试用期满时民主测评试任人员；优秀、称职票未超过三分之二的，提请组织考核是否正式任职。',
    en: 'For the end of a probation in post; without over two thirds of excellent or competent it goes to inspection.',
  },
  status: 'historic_local',
  confidence: 'source',
  cautions: [
    {
      zh: '“超过”不含正好三分之二；有的地方写作“达到三分之二以上”，正好三分之二可以转正。请按本地文件选定。',
      en: '“Over” leaves out exactly two thirds; some places write “two thirds or more”, where it is enough. Settle which.',
    },
    {
      zh: '试用期一年，自任职通知之日起算；测评只是期满考核的一部分，是否正式任职由党委（党组）决定。',
      en: 'Probation is one year from the letter of appointment; the vote is one part, the committee decides.',
    },
  ],
  groups: [{ id: 'staff', zh: '参评人员', en: 'Attendees', due: 45, relation: 'subordinate' }],
  polls: [
    {
      zh: '试用期满民主测评',
      en: 'Assessment at the end of probation',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '赵某', note: '试任示例单位一副职' },
          { id: 's2', name: '钱某', note: '试任示例科室负责人' },
        ],
        dimensions: OVERALL,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p31',
          zh: '优秀、称职票超过三分之二方可转正',
          en: 'Confirmed only with over two thirds excellent or competent',
          citations: [
            siping('五', '优秀、称职票须超过三分之二；未超过的，不予正式任职'),
            probationRule('第三条', '试用期为一年，自任职通知之日起计算'),
          ],
          scope: 'question',
          tests: [
            {
              id: 'good',
              numerator: { options: ['excellent', 'competent'] },
              base: 'validItem',
              comparator: 'gt',
              fraction: [2, 3],
              zh: '优秀、称职票超过三分之二',
              en: 'excellent and competent exceed two thirds',
            },
          ],
          branches: [
            {
              when: { not: { test: 'good' } },
              label: {
                id: 'not_confirmed',
                zh: '优秀、称职未超过 2/3，提请组织考核',
                en: 'Excellent and competent not over 2/3: refer for inspection',
                weight: 'flag',
              },
            },
          ],
          otherwise: {
            id: 'confirm_recommended',
            zh: '优秀、称职超过 2/3，可以办理转正',
            en: 'Over 2/3: may be confirmed in the post',
            weight: 'clear',
          },
          strength: 'flag',
          gates: [ORG_INSPECTION],
          consequence: { zh: '免去试任职务', en: 'The probationary post ends' },
          precedence: 20,
          sensitivity: ['valid', 'returned', 'present', 'due'],
        },
      ],
      release: BATCHES,
    },
  ],
};
