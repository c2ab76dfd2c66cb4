/**
 * P16 村民委员会选举 (双过半): more than half of those registered vote, more than half of those who voted; a re-run needs a third.
 */
import type { Preset } from '../preset.ts';
import { ELECTION, IF_VOID, QUORUM_FAILED, TURNOUT, VOID } from './parts.ts';
import { villageLaw } from './sources.ts';

export const P16: Preset = {
  id: 'P16',
  zh: '村民委员会选举（双过半）',
  en: 'Election of a village committee (two majorities)',
  about: {
    zh: '登记参加选举的村民过半数投票，参加投票的村民过半数选票当选；不足的另行选举。',
    en: 'More than half of the registered vote, and more than half of those who voted elect; else there is a re-run.',
  },
  status: 'current_national',
  confidence: 'source',
  cautions: [
    {
      zh: '第二张票只在另行选举时使用：候选人为第一次未当选得票较多者，票数不少于已投选票的三分之一且较多者当选。不需要时删除。',
      en: 'The second paper is for a re-run only: top losers, most votes, at least a third of the ballots cast. Remove it if not needed.',
    },
    {
      zh: '委托投票须书面并公布名单；名单在选举日二十日前公布，对名单的异议五日内提出。',
      en: 'Proxies are in writing and published; the list is published 20 days before, objections within five days.',
    },
  ],
  groups: [{ id: 'villagers', zh: '登记参加选举的村民', en: 'Registered villagers', due: 60, relation: 'citizen' }],
  polls: [
    {
      zh: '村民委员会主任选举',
      en: 'Election of the head of the committee',
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
          id: 'p16',
          zh: '双过半当选',
          en: 'Elected by two majorities',
          citations: [
            villageLaw(
              '第十五条',
              '登记参加选举的村民过半数投票，选举有效；候选人获得参加投票的村民过半数的选票，始得当选',
            ),
          ],
          scope: 'poll',
          tests: [
            VOID,
            {
              id: 'turnout',
              numerator: { account: 'returned' },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '登记参加选举的村民过半数投票',
              en: 'more than half of the registered villagers vote',
            },
            {
              id: 'win',
              numerator: { options: ['picked'] },
              base: 'returned',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '获得参加投票的村民过半数的选票',
              en: 'more than half of those who voted',
            },
          ],
          ...ELECTION,
          branches: [IF_VOID, { when: { not: { test: 'turnout' } }, label: QUORUM_FAILED }],
          sensitivity: ['valid'],
        },
      ],
      release: TURNOUT,
    },
    {
      zh: '另行选举',
      en: 'Re-run',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '第一次未当选得票较多者一' },
          { id: 'c2', name: '第一次未当选得票较多者二' },
        ],
        min: 0,
        max: 1,
        seats: 1,
        writeIns: 0,
      },
      rules: [
        {
          id: 'p16-rerun',
          zh: '另行选举，得票较多且不少于三分之一当选',
          en: 'Re-run: most votes, at least one third',
          citations: [
            villageLaw(
              '第十五条',
              '另行选举的，第一次投票未当选的人员得票多的为候选人，以得票多的当选，但是所得票数不得少于已投选票总数的三分之一',
            ),
          ],
          scope: 'poll',
          tests: [
            VOID,
            {
              id: 'win',
              numerator: { options: ['picked'] },
              base: 'returned',
              comparator: 'ge',
              fraction: [1, 3],
              zh: '不少于已投选票总数的三分之一',
              en: 'at least one third of the ballots cast',
            },
          ],
          ...ELECTION,
          branches: [IF_VOID],
          sensitivity: ['valid'],
        },
      ],
      release: TURNOUT,
    },
  ],
};
