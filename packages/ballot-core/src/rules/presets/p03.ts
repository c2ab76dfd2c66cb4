/**
 * P03 民主推荐·差额: below one third a name is generally not listed. 30 of 90 is listed, 29 is not.
 *
 * A blank ballot is valid and counts in the base: not choosing anybody is a choice.
 */
import type { Preset } from '../preset.ts';
import { ELIGIBLE, NOT_SHORTLISTED, ORG_DECISION, TURNOUT } from './parts.ts';
import { zhangye } from './sources.ts';

export const P03: Preset = {
  id: 'P03',
  zh: '民主推荐·差额（低于 1/3）',
  en: 'Recommendation, several candidates (below 1/3)',
  about: {
    zh: '会议投票推荐，参考人选多于职位数；得票率低于三分之一的，原则上不列为考察对象。',
    en: 'For a meeting that recommends from more names than posts; below one third a name is, as a principle, not listed.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '文件未写明得票率以何为分母，默认按有效票；按参会人数等计算的结果一并列出。',
      en: 'The document does not name the base. Default: valid ballots; the result on other bases is shown beside it.',
    },
    {
      zh: '“原则上”可以例外：须有理由和批准人。得票不是决定任用的唯一依据。',
      en: '“As a principle” allows an exception with a reason and an approver. Votes alone decide no appointment.',
    },
  ],
  groups: [{ id: 'members', zh: '参会人员', en: 'Attendees', due: 90, relation: 'member' }],
  polls: [
    {
      zh: '会议投票推荐',
      en: 'Recommendation by meeting ballot',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '人选一', note: '示例单位一' },
          { id: 'c2', name: '人选二', note: '示例单位二' },
          { id: 'c3', name: '人选三', note: '示例单位三' },
        ],
        min: 0,
        max: 2,
        seats: null,
        writeIns: 1,
      },
      rules: [
        {
          id: 'z06',
          zh: '民主推荐得票率低于三分之一',
          en: 'Recommended by less than one third',
          citations: [zhangye('第六条', '得票率低于三分之一的，原则上不列为考察对象')],
          scope: 'question',
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
          branches: [{ when: { test: 'votes' }, label: NOT_SHORTLISTED }],
          otherwise: ELIGIBLE,
          strength: 'principle',
          gates: [ORG_DECISION],
          consequence: { zh: '原则上不列为考察对象', en: 'As a principle, not listed for inspection' },
          precedence: 10,
          sensitivity: ['present', 'issued', 'due'],
        },
      ],
      release: TURNOUT,
    },
  ],
};
