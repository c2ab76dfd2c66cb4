/**
 * P05 单位民主推荐: below one half a name is generally not listed. 45 of 90 is listed, 44 is not.
 */
import type { Preset } from '../preset.ts';
import { ELIGIBLE, NOT_SHORTLISTED, ORG_DECISION, TURNOUT } from './parts.ts';
import { qingshanhu } from './sources.ts';

export const P05: Preset = {
  id: 'P05',
  zh: '单位民主推荐（低于 1/2）',
  en: 'Recommendation by the unit (below 1/2)',
  about: {
    zh: '本单位干部职工推荐人选；得票率低于二分之一的，一般不列为考察对象。',
    en: 'For a unit that recommends its own people; below one half a name is generally not listed for inspection.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '正好一半不属于“低于二分之一”；与等额推荐的“不过半”在正好一半时结论相反。',
      en: 'Exactly half is not “below half”, but is “not over half” in a single-candidate recommendation.',
    },
    {
      zh: '文件未写明分母，默认按有效票；“一般”可以例外，须有理由和批准人。',
      en: 'The base is not named; default: valid ballots. An exception needs a reason and an approver.',
    },
  ],
  groups: [{ id: 'staff', zh: '本单位干部职工', en: 'Staff of the unit', due: 90, relation: 'member' }],
  polls: [
    {
      zh: '单位民主推荐',
      en: 'Recommendation by the unit',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '人选一', note: '示例科室一' },
          { id: 'c2', name: '人选二', note: '示例科室二' },
        ],
        min: 0,
        max: 1,
        seats: null,
        writeIns: 1,
      },
      rules: [
        {
          id: 'q08',
          zh: '单位民主推荐得票率低于二分之一',
          en: 'Recommended by less than half of the unit',
          citations: [qingshanhu('第十九条', '得票率低于二分之一的，一般不列为考察对象')],
          scope: 'question',
          tests: [
            {
              id: 'votes',
              numerator: { options: ['picked'] },
              base: 'valid',
              comparator: 'lt',
              fraction: [1, 2],
              zh: '得票率低于二分之一',
              en: 'less than half of the votes',
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
