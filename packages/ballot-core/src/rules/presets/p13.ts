/**
 * P13 基层党组织选举 2020: four fifths attend, more than half of those due, a fifth more names than seats, rounded up.
 */
import type { Preset } from '../preset.ts';
import { ELECTION, NOT_TRIGGERED, TURNOUT, VOID } from './parts.ts';
import { rootElection2020 } from './sources.ts';

export const P13: Preset = {
  id: 'P13',
  zh: '基层党组织选举（2020 条例）',
  en: 'Election of a grass-roots party body (2020)',
  about: {
    zh: '差额选举委员会委员：到会不少于五分之四，得票超过应到会有选举权人数的半数当选。',
    en: 'For electing a committee from a fifth more names than seats; at least four fifths attend, more than half of those due.',
  },
  status: 'current_national',
  confidence: 'secondary',
  cautions: [
    {
      zh: '当选基数各处说法不一：条例转引为“应到会有选举权人数”，不少题库和旧表仍写“实到会”。请对照正式文本。',
      en: 'Copies disagree on the base: the 2020 text is quoted with members due, older forms with members present. Check it.',
    },
    {
      zh: '名额未满的，就未当选得票多者另行选举；接近应选的，经会议同意可以减少名额，不得以得票多者递补。',
      en: 'Seats left open go to another ballot, or are reduced by resolution; they are never filled by plurality.',
    },
  ],
  groups: [{ id: 'members', zh: '有选举权的党员', en: 'Members entitled to vote', due: 50, relation: 'member' }],
  polls: [
    {
      zh: '委员选举（应选 3 人）',
      en: 'Election of three committee members',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '候选人一' },
          { id: 'c2', name: '候选人二' },
          { id: 'c3', name: '候选人三' },
          { id: 'c4', name: '候选人四' },
        ],
        min: 0,
        max: 3,
        seats: 3,
        writeIns: 1,
      },
      given: { '': { figures: { candidates: 4 } } },
      rules: [
        {
          id: 'p13-surplus',
          zh: '候选人差额不少于应选的 20%',
          en: 'At least a fifth more candidates than seats',
          citations: [rootElection2020('委员的产生一章', '候选人的差额不少于应选人数的百分之二十')],
          scope: 'poll',
          tests: [
            {
              id: 'enough',
              numerator: { figure: 'candidates' },
              base: 'seats',
              comparator: 'ge',
              fraction: [120, 100],
              zh: '候选人不少于应选人数的 120%',
              en: 'candidates are at least 120 % of the seats',
            },
          ],
          branches: [
            {
              when: { not: { test: 'enough' } },
              label: { id: 'surplus_short', zh: '差额不足', en: 'Too few candidates', weight: 'flag' },
            },
          ],
          otherwise: NOT_TRIGGERED,
          strength: 'flag',
          gates: [],
          consequence: null,
          precedence: 10,
          sensitivity: [],
        },
        {
          id: 'p13',
          zh: '得票超过应到半数当选',
          en: 'Elected by more than half of those due',
          citations: [
            rootElection2020('选举的实施一章', '有选举权的到会人数不少于应到会人数的五分之四，会议有效'),
            rootElection2020(
              '选举的实施一章',
              '获得赞成票超过应到会有选举权人数半数的当选；票数相等不能确定的，就票数相等者重新投票',
            ),
          ],
          scope: 'poll',
          tests: [
            VOID,
            {
              id: 'quorum',
              numerator: { account: 'present' },
              base: 'due',
              comparator: 'ge',
              fraction: [4, 5],
              zh: '到会人数不少于应到会人数的五分之四',
              en: 'at least four fifths of those due attend',
            },
            {
              id: 'win',
              numerator: { options: ['picked'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '赞成票超过应到会有选举权人数半数',
              en: 'more than half of those due',
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
