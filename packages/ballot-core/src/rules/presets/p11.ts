/**
 * P11 差额票决: choose no more than the seats; elected by more than half of those due; equal votes at the last seat run off.
 */
import type { Preset } from '../preset.ts';
import { DISCUSSED, ELECTION, NOT_TRIGGERED, TURNOUT, VOID } from './parts.ts';
import { jinchang, practice, zhangye } from './sources.ts';

export const P11: Preset = {
  id: 'P11',
  zh: '差额票决',
  en: 'Differential ballot',
  about: {
    zh: '候选人多于职位数一至两人，所选不多于应选；过应到半数且得票靠前者当选。',
    en: 'For one or two more names than posts; whoever is ahead with more than half of the members due is elected.',
  },
  status: 'common_practice',
  confidence: 'unverified',
  cautions: [
    {
      zh: '文件只要求差额，未写明以得票多者当选还是须过半数；本模板默认须超过应到半数。',
      en: 'The documents ask for surplus names only; whether plurality is enough is not stated. Default: more than half of those due.',
    },
    {
      zh: '最后一席票数相等的，就相等者重新投票。',
      en: 'Equal votes at the last seat are voted on again among the equal ones.',
    },
  ],
  groups: [{ id: 'members', zh: '常委会委员', en: 'Committee members', due: 11, relation: 'member' }],
  polls: [
    {
      zh: '差额票决（应选 1 人）',
      en: 'Differential ballot (one post)',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '人选一', note: '示例单位一' },
          { id: 'c2', name: '人选二', note: '示例单位二' },
        ],
        min: 0,
        max: 1,
        seats: 1,
        writeIns: 0,
      },
      given: { '': { figures: { surplus: 1 } } },
      rules: [
        {
          id: 'z15',
          zh: '差额一至两人',
          en: 'One or two more names than posts',
          citations: [
            zhangye('第十条', '推荐和考察人选多于职位数一至两人'),
            jinchang('二、（一）', '差额推荐、差额考察、差额酝酿，探索差额票决'),
          ],
          scope: 'poll',
          tests: [
            {
              id: 'enough',
              numerator: { figure: 'surplus' },
              base: 'one',
              comparator: 'ge',
              fraction: [1, 1],
              zh: '至少多一人',
              en: 'at least one more',
            },
            {
              id: 'not-too-many',
              numerator: { figure: 'surplus' },
              base: 'one',
              comparator: 'le',
              fraction: [2, 1],
              zh: '至多多两人',
              en: 'at most two more',
            },
          ],
          branches: [
            {
              when: { not: { all: [{ test: 'enough' }, { test: 'not-too-many' }] } },
              label: {
                id: 'surplus_off',
                zh: '差额人数不在一至两人之间',
                en: 'Not one or two more names than posts',
                weight: 'flag',
              },
            },
          ],
          otherwise: NOT_TRIGGERED,
          strength: 'principle',
          gates: [],
          consequence: null,
          precedence: 10,
          sensitivity: [],
        },
        {
          id: 'p11',
          zh: '超过应到半数当选',
          en: 'Elected by more than half of those due',
          citations: [
            practice('差额票决', '得赞成票超过应到会人数半数的，按得票多少当选；票数相等的，就相等者重新投票'),
          ],
          scope: 'poll',
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
              id: 'win',
              numerator: { options: ['picked'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '得票超过应到会人数半数',
              en: 'more than half of the members due',
            },
          ],
          ...ELECTION,
          sensitivity: ['present', 'valid'],
        },
      ],
      release: TURNOUT,
      checklist: DISCUSSED,
    },
  ],
};
