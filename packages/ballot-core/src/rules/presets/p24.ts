/**
 * P24 民主评议党员: at most a third are 优秀, rounded down. 13 of 40 are, 14 are not.
 */
import type { Preset } from '../preset.ts';
import { BATCHES } from './parts.ts';
import { MEMBER_SCALE, OVERALL } from './scales.ts';
import { memberReview } from './sources.ts';

export const P24: Preset = {
  id: 'P24',
  zh: '民主评议党员',
  en: 'Yearly review of party members',
  about: {
    zh: '党支部按个人自评、党员互评后投票测评，分优秀、合格、基本合格、不合格；优秀不超过三分之一。',
    en: 'For a branch that grades its members after self-review and discussion; at most a third are excellent.',
  },
  status: 'current_national',
  confidence: 'source',
  cautions: [
    {
      zh: '预备党员参加评议但不评定等次，不列入名单，也不计入优秀比例的分母。',
      en: 'Probationary members attend and are not graded: not on the list, and not in the base of the quota.',
    },
    {
      zh: '等次由支部委员会（支部大会）综合确定，测评票只作参考；拟定优秀人数填入“已知情况”。',
      en: 'The branch fixes the grades; the vote informs it. Enter how many are proposed as excellent.',
    },
  ],
  groups: [{ id: 'members', zh: '参评党员', en: 'Members', due: 30, relation: 'member' }],
  polls: [
    {
      zh: '民主评议党员测评',
      en: 'Review of members',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '赵某' },
          { id: 's2', name: '钱某' },
          { id: 's3', name: '孙某' },
          { id: 's4', name: '李某' },
          { id: 's5', name: '周某' },
          { id: 's6', name: '吴某' },
        ],
        dimensions: OVERALL,
        scale: MEMBER_SCALE,
        blank: 'allow',
        quotas: [{ marks: { grades: ['excellent'] }, min: 0, max: 2, mode: 'warn' }],
      },
      given: { '': { figures: { excellent: 2 } } },
      rules: [
        {
          id: 'p24-quota',
          zh: '优秀党员不超过参评党员的三分之一',
          en: 'Excellent for at most a third of the members',
          citations: [memberReview('等次评定', '评为优秀的党员比例一般不超过参加评议正式党员的三分之一')],
          scope: 'poll',
          tests: [
            {
              id: 'quota',
              numerator: { figure: 'excellent' },
              base: 'headcount',
              comparator: 'le',
              fraction: [1, 3],
              zh: '优秀人数不超过参评党员的三分之一',
              en: 'at most a third of the members are excellent',
            },
          ],
          branches: [
            {
              when: { not: { test: 'quota' } },
              label: {
                id: 'over_quota',
                zh: '拟定优秀人数超过三分之一，须核减',
                en: 'More than a third proposed as excellent: to be reduced',
                weight: 'flag',
              },
            },
          ],
          otherwise: { id: 'within_quota', zh: '优秀人数在比例以内', en: 'Within the quota', weight: 'clear' },
          strength: 'flag',
          gates: [],
          consequence: null,
          precedence: 10,
          sensitivity: [],
        },
      ],
      release: BATCHES,
    },
  ],
};
