/**
 * P07 常委会任免票决: two thirds attend, more than half of those due agree. Exactly two thirds is a quorum, exactly half no pass.
 */
import type { Preset } from '../preset.ts';
import {
  COMMITTEE_DECIDES,
  COMMITTEE_MAJORITY,
  COMMITTEE_QUORUM,
  COMMITTEE_TEXT_UNCHECKED,
  DISCUSSED,
  RESOLUTION,
  TURNOUT,
  VOID,
} from './parts.ts';

export const P07: Preset = {
  id: 'P07',
  zh: '常委会任免票决',
  en: 'Committee ballot on appointments',
  about: {
    zh: '党委（党组）会议票决干部任免：三分之二以上成员到会，应到会成员超过半数同意为通过。',
    en: 'For a party committee voting on appointments: two thirds attend, more than half of the members due agree.',
  },
  status: 'current_national',
  confidence: 'unverified',
  cautions: [
    COMMITTEE_TEXT_UNCHECKED,
    {
      zh: '缺席不等于弃权：缺席成员只计入分母，不得委托他人，也不得会后补票。',
      en: 'Absent is not abstain: absent members are in the base only, with no proxy and no later vote.',
    },
  ],
  groups: [{ id: 'members', zh: '常委会委员', en: 'Committee members', due: 11, relation: 'member' }],
  polls: [
    {
      zh: '干部任免票决',
      en: 'Ballot on appointments',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '任用人选一', note: '拟任示例单位一副职' },
          { id: 'm2', name: '免职事项一', note: '免去示例单位二副职' },
        ],
      },
      rules: [
        {
          id: 'p07',
          zh: '常委会任免票决',
          en: 'Committee ballot on appointments',
          citations: [COMMITTEE_DECIDES],
          scope: 'question',
          tests: [VOID, COMMITTEE_QUORUM, COMMITTEE_MAJORITY],
          ...RESOLUTION,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
      checklist: DISCUSSED,
    },
  ],
};
