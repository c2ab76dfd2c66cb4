/**
 * P04 民主推荐·等额: exactly half is 不过半. 45 of 90 is not listed, 46 is.
 */
import type { Preset } from '../preset.ts';
import { ELIGIBLE, NOT_SHORTLISTED, ORG_DECISION, TURNOUT } from './parts.ts';
import { zhangye } from './sources.ts';

export const P04: Preset = {
  id: 'P04',
  zh: '民主推荐·等额（不过半）',
  en: 'Recommendation, single candidate (not over half)',
  about: {
    zh: '市直部门、单位等额推荐，一个职位一个参考人选；得票不过半的，原则上不列为考察对象。',
    en: 'For one name to one post in a department; without more than half it is, as a principle, not listed.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '正好一半属于“不过半”；与单位民主推荐的“低于二分之一”在正好一半时结论相反。',
      en: 'Exactly half is “not over half” here, but not “below half” in the unit’s recommendation: opposite results.',
    },
    {
      zh: '文件未写明分母，默认按有效票；“原则上”可以例外，须有理由和批准人。',
      en: 'The base is not named; default: valid ballots. An exception needs a reason and an approver.',
    },
  ],
  groups: [{ id: 'members', zh: '参会人员', en: 'Attendees', due: 90, relation: 'member' }],
  polls: [
    {
      zh: '等额推荐',
      en: 'Recommendation of a single candidate',
      paper: {
        kind: 'pick',
        candidates: [{ id: 'c1', name: '人选一', note: '示例单位一' }],
        min: 0,
        max: 1,
        seats: null,
        writeIns: 1,
      },
      rules: [
        {
          id: 'z07',
          zh: '等额推荐得票不过半',
          en: 'Single candidate not recommended by more than half',
          citations: [zhangye('第六条', '等额推荐得票不过半的，原则上不列为考察对象')],
          scope: 'question',
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
