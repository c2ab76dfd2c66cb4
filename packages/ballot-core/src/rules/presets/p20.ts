/**
 * P20 人大选举和决议: two thirds of the deputies attend, more than half of all deputies agree.
 */
import type { Preset } from '../preset.ts';
import type { Test } from '../rule.ts';
import { ELECTION, RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { congressLaw } from './sources.ts';

/** 第二十五条: one session, whether it resolves or elects. */
const QUORUM: Test = {
  id: 'quorum',
  numerator: { account: 'present' },
  base: 'due',
  comparator: 'ge',
  fraction: [2, 3],
  zh: '三分之二以上的代表出席',
  en: 'at least two thirds of the deputies attend',
};

export const P20: Preset = {
  id: 'P20',
  zh: '人大选举、决议',
  en: 'People’s congress: elections and resolutions',
  about: {
    zh: '地方人大会议的选举和决议，以全体代表过半数通过，不以到会人数计算。',
    en: 'For elections and resolutions of a local congress, by more than half of all deputies, not of those present.',
  },
  status: 'current_national',
  confidence: 'source',
  cautions: [
    {
      zh: '票数相等不能确定当选人的，就票数相等者再次投票；缺额另行选举。',
      en: 'Equal votes are voted on again; open seats go to another election.',
    },
  ],
  groups: [{ id: 'deputies', zh: '代表', en: 'Deputies', due: 60, relation: 'member' }],
  polls: [
    {
      zh: '决议表决',
      en: 'Ballot on a resolution',
      paper: { kind: 'motion', matters: [{ id: 'm1', name: '示例决议草案' }] },
      rules: [
        {
          id: 'p20-resolution',
          zh: '全体代表过半数通过决议',
          en: 'Resolution by more than half of all deputies',
          citations: [congressLaw('第二十五条', '三分之二以上的代表出席，始得举行；议案、决议以全体代表的过半数通过')],
          scope: 'question',
          tests: [
            VOID,
            QUORUM,
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '全体代表的过半数',
              en: 'more than half of all deputies agree',
            },
          ],
          ...RESOLUTION,
          sensitivity: ['present'],
        },
      ],
      release: TURNOUT,
    },
    {
      zh: '选举（应选 2 人）',
      en: 'Election of two',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '候选人一' },
          { id: 'c2', name: '候选人二' },
          { id: 'c3', name: '候选人三' },
        ],
        min: 0,
        max: 2,
        seats: 2,
        writeIns: 1,
      },
      rules: [
        {
          id: 'p20-election',
          zh: '全体代表过半数当选',
          en: 'Elected by more than half of all deputies',
          citations: [
            congressLaw(
              '第二十九条',
              '获得全体代表过半数的选票始得当选；票数相等不能确定当选人的，就票数相等的人再次投票',
            ),
          ],
          scope: 'poll',
          tests: [
            VOID,
            QUORUM,
            {
              id: 'win',
              numerator: { options: ['picked'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '获得全体代表过半数的选票',
              en: 'more than half of all deputies',
            },
          ],
          ...ELECTION,
          sensitivity: ['present'],
        },
      ],
      release: TURNOUT,
    },
  ],
};
