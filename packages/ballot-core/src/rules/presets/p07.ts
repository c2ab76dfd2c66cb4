/**
 * P07 常委会任免票决: two thirds attend, more than half of those due agree. Exactly two thirds is a quorum, exactly half no pass.
 */
import type { Preset } from '../preset.ts';
import { COUNT_INVALID, DISCUSSED, NOT_PASSED, PASSED, QUORUM_FAILED, RESULT, TURNOUT, VOID } from './parts.ts';
import { regulation } from './sources.ts';

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
    {
      zh: '到会和通过的比例据通行理解填写，使用前请对照条例正式文本核对。',
      en: 'Quorum and majority are as commonly understood: check them against the official text before use.',
    },
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
          citations: [regulation('讨论决定一章', '三分之二以上成员到会，以应到会成员超过半数同意形成决定')],
          scope: 'question',
          tests: [
            VOID,
            {
              id: 'quorum',
              numerator: { account: 'present' },
              base: 'due',
              comparator: 'ge',
              fraction: [2, 3],
              zh: '三分之二以上成员到会',
              en: 'at least two thirds of the members attend',
            },
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '应到会成员超过半数同意',
              en: 'more than half of the members due agree',
            },
          ],
          branches: [
            { when: { test: 'void' }, label: COUNT_INVALID },
            { when: { not: { test: 'quorum' } }, label: QUORUM_FAILED },
            { when: { test: 'pass' }, label: PASSED },
          ],
          otherwise: NOT_PASSED,
          ...RESULT,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
      checklist: DISCUSSED,
    },
  ],
};
