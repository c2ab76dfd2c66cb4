/**
 * P14 基层党组织选举 1990: more than four fifths attend, more than half of those present. Same ballots, other outcome than P13.
 */
import type { Preset } from '../preset.ts';
import { ELECTION, TURNOUT, VOID } from './parts.ts';
import { rootElection1990 } from './sources.ts';

export const P14: Preset = {
  id: 'P14',
  zh: '基层党组织选举（1990 暂行条例）',
  en: 'Election of a grass-roots party body (1990)',
  about: {
    zh: '按旧条例复核历史选举：到会须超过五分之四，得票超过实到半数当选。',
    en: 'For checking old elections: more than four fifths attend, elected by more than half of those present.',
  },
  status: 'historic_local',
  confidence: 'secondary',
  cautions: [
    {
      zh: '已被 2020 年条例取代：正好五分之四到会，旧条例无效、新条例有效；当选基数由实到改为应到。',
      en: 'Superseded in 2020: exactly four fifths is no quorum here and is one there; the base was those present.',
    },
  ],
  groups: [{ id: 'members', zh: '有选举权的党员', en: 'Members entitled to vote', due: 50, relation: 'member' }],
  polls: [
    {
      zh: '书记选举（应选 1 人）',
      en: 'Election of one secretary',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '候选人一' },
          { id: 'c2', name: '候选人二' },
        ],
        min: 0,
        max: 1,
        seats: 1,
        writeIns: 1,
      },
      rules: [
        {
          id: 'p14',
          zh: '得票超过实到半数当选',
          en: 'Elected by more than half of those present',
          citations: [
            rootElection1990('选举的实施一章', '有选举权的到会人数超过应到会人数的五分之四，会议有效'),
            rootElection1990('选举的实施一章', '获得赞成票超过实到会有选举权人数半数的当选；恰好半数不能当选'),
          ],
          scope: 'poll',
          tests: [
            VOID,
            {
              id: 'quorum',
              numerator: { account: 'present' },
              base: 'due',
              comparator: 'gt',
              fraction: [4, 5],
              zh: '到会人数超过应到会人数的五分之四',
              en: 'more than four fifths of those due attend',
            },
            {
              id: 'win',
              numerator: { options: ['picked'] },
              base: 'present',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '赞成票超过实到会有选举权人数半数',
              en: 'more than half of those present',
            },
          ],
          ...ELECTION,
          sensitivity: ['due'],
        },
      ],
      release: TURNOUT,
    },
  ],
};
