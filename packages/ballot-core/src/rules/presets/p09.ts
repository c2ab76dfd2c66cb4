/**
 * P09 全委会票决: the plenary votes on heads of the next level; whoever withdraws from the discussion still votes.
 */
import type { Preset } from '../preset.ts';
import { RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { plenaryBallot } from './sources.ts';

export const P09: Preset = {
  id: 'P09',
  zh: '全委会票决',
  en: 'Plenary ballot',
  about: {
    zh: '全委会对下一级党委、政府正职拟任人选和推荐人选逐人票决，不得另选他人。',
    en: 'For the plenary of a party committee voting name by name on heads of the next level; no write-ins.',
  },
  status: 'current_national',
  confidence: 'source',
  cautions: [
    {
      zh: '到会三分之二见于条文；“应到会委员过半数同意”未见该办法原文，使用前请核对。',
      en: 'The quorum was seen in the text; the majority of members due was not: check it before use.',
    },
    {
      zh: '需要回避的委员回避讨论，但仍参加表决，计入应到。',
      en: 'Members who must recuse themselves leave the discussion, still vote, and count as due.',
    },
  ],
  groups: [{ id: 'members', zh: '全委会委员', en: 'Members of the plenary', due: 45, relation: 'member' }],
  polls: [
    {
      zh: '正职人选全委会票决',
      en: 'Plenary ballot on heads',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '拟任人选一', note: '示例县一主要负责人' },
          { id: 'm2', name: '推荐人选一', note: '示例县二主要负责人' },
        ],
      },
      rules: [
        {
          id: 'p09',
          zh: '全委会票决',
          en: 'Plenary ballot',
          citations: [
            plenaryBallot('第三条至第七条', '三分之二以上委员到会；同意、不同意、弃权，不得另选他人'),
            plenaryBallot('第八条以下', '应到会委员超过半数同意的为通过', 'unverified'),
          ],
          scope: 'question',
          tests: [
            VOID,
            {
              id: 'quorum',
              numerator: { account: 'present' },
              base: 'due',
              comparator: 'ge',
              fraction: [2, 3],
              zh: '三分之二以上委员到会',
              en: 'at least two thirds of the members attend',
            },
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '应到会委员超过半数同意',
              en: 'more than half of the members due agree',
            },
          ],
          ...RESOLUTION,
          sensitivity: ['present'],
        },
      ],
      release: TURNOUT,
      checklist: [
        {
          id: 'presented',
          zh: '已介绍人选情况和常委会提名意见',
          en: 'Names and the standing committee’s proposals were presented',
        },
        {
          id: 'discussed',
          zh: '已组织讨论，回避人员已回避讨论',
          en: 'Discussed, with those recused absent from the discussion',
        },
        { id: 'tellers', zh: '监票人已通过', en: 'Tellers were approved' },
      ],
    },
  ],
};
