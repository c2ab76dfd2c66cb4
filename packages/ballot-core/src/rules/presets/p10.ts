/**
 * P10 两次不过不再提名: who failed twice for one post is not proposed for it again. Memory is kept per person and post.
 */
import type { Preset } from '../preset.ts';
import { DISCUSSED, RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { hainan } from './sources.ts';

export const P10: Preset = {
  id: 'P10',
  zh: '常委会票决·两次未通过不再提名',
  en: 'Committee ballot, not proposed again after failing twice',
  about: {
    zh: '票决并核对历史：同一人选同一职位两次未通过的，不再提名。',
    en: 'For committee ballots with memory: whoever failed twice for a post is not proposed for it again.',
  },
  status: 'historic_local',
  confidence: 'source',
  cautions: [
    {
      zh: '历史按“人选＋职位”计算，开票前须把此前的票决结果填入“已知情况”，冻结后不再更改。',
      en: 'Memory is per person and post: earlier results must be entered before the freeze and don’t change afterwards.',
    },
  ],
  groups: [{ id: 'members', zh: '常委会委员', en: 'Committee members', due: 13, relation: 'member' }],
  polls: [
    {
      zh: '任用人选票决',
      en: 'Ballot on appointments',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '人选一', note: '拟任示例单位一主要负责人' },
          { id: 'm2', name: '人选二', note: '拟任示例单位二主要负责人' },
        ],
      },
      rules: [
        {
          id: 'p10-twice',
          zh: '同一职位两次未通过的，不再提名',
          en: 'Not proposed again for a post after failing twice',
          citations: [hainan('重新表决一条', '两次表决未获通过的，不得再次提名担任该职务')],
          scope: 'item',
          tests: [
            {
              id: 'failures',
              numerator: { history: { kind: 'count', mark: 'not_passed', within: 'ever' } },
              base: 'one',
              comparator: 'ge',
              fraction: [2, 1],
              zh: '同一职位两次表决未获通过',
              en: 'failed twice for this post',
            },
          ],
          branches: [
            {
              when: { test: 'failures' },
              label: {
                id: 'barred_same_post',
                zh: '此前已两次未通过，不得再提名该职位',
                en: 'Failed twice before: not to be proposed for this post',
                weight: 'flag',
              },
            },
          ],
          otherwise: { id: 'may_be_proposed', zh: '可以提名', en: 'May be proposed', weight: 'clear' },
          strength: 'auto',
          gates: [],
          consequence: null,
          precedence: 50,
          sensitivity: [],
        },
        {
          id: 'p10-pass',
          zh: '票决通过',
          en: 'Passing the ballot',
          citations: [hainan('表决一条', '三分之二以上常委到会；赞成票超过应到会常委半数为通过')],
          scope: 'question',
          tests: [
            VOID,
            {
              id: 'quorum',
              numerator: { account: 'present' },
              base: 'due',
              comparator: 'ge',
              fraction: [2, 3],
              zh: '三分之二以上常委到会',
              en: 'at least two thirds of the members attend',
            },
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '赞成票超过应到会常委半数',
              en: 'more than half of the members due agree',
            },
          ],
          ...RESOLUTION,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
      checklist: DISCUSSED,
    },
  ],
};
