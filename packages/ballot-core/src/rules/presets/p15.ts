/**
 * P15 发展党员、转正大会: more than half of the voting members attend, more than half of those due agree.
 */
import type { Preset } from '../preset.ts';
import { RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { admission } from './sources.ts';

export const P15: Preset = {
  id: 'P15',
  zh: '发展党员（转正）大会表决',
  en: 'Admission or confirmation of a party member',
  about: {
    zh: '支部党员大会讨论接收预备党员或者预备党员转正，逐人无记名投票。',
    en: 'For a branch meeting on admitting a probationary member or confirming one, name by name.',
  },
  status: 'current_national',
  confidence: 'secondary',
  cautions: [
    {
      zh: '到会比例据转引；通过比例未核对原文。预备党员没有表决权，不计入应到。',
      en: 'The quorum was seen second-hand, the majority was not checked. Probationary members have no vote and are not due.',
    },
  ],
  groups: [{ id: 'members', zh: '有表决权的正式党员', en: 'Members entitled to vote', due: 25, relation: 'member' }],
  polls: [
    {
      zh: '接收预备党员表决',
      en: 'Ballot on admission',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '发展对象一' },
          { id: 'm2', name: '发展对象二' },
        ],
      },
      rules: [
        {
          id: 'p15',
          zh: '发展党员大会表决',
          en: 'Admission by the branch meeting',
          citations: [
            admission('第二十条', '有表决权的到会人数超过应到会有表决权人数的半数，才能开会'),
            admission('第二十条', '赞成人数超过应到会有表决权的正式党员的半数，才能通过', 'unverified'),
          ],
          scope: 'question',
          tests: [
            VOID,
            {
              id: 'quorum',
              numerator: { account: 'present' },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '有表决权的到会人数超过应到会人数的半数',
              en: 'more than half of the voting members attend',
            },
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '赞成人数超过应到会正式党员的半数',
              en: 'more than half of the voting members due agree',
            },
          ],
          ...RESOLUTION,
          sensitivity: ['present'],
        },
      ],
      release: TURNOUT,
      checklist: [
        { id: 'recommenders', zh: '入党介绍人已介绍情况', en: 'The sponsors have spoken' },
        { id: 'committee', zh: '支部委员会已报告审查情况', en: 'The committee has reported on its review' },
      ],
    },
  ],
};
