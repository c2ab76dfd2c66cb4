/**
 * P18 村民代表会议、居民会议: two thirds (or more than half) attend, more than half of those present agree.
 */
import type { Preset } from '../preset.ts';
import { RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { residentsLaw, villageLaw } from './sources.ts';

export const P18: Preset = {
  id: 'P18',
  zh: '村民代表会议 / 居民会议表决',
  en: 'Village representatives or residents’ meeting',
  about: {
    zh: '村民代表会议三分之二以上组成人员到会，居民会议过半数出席，均以到会（出席）人员过半数同意通过。',
    en: 'Two thirds of the representatives, or more than half of the residents, attend; more than half of those present agree.',
  },
  status: 'current_national',
  confidence: 'source',
  cautions: [
    {
      zh: '两张票二选一：村民代表会议用第一张，居民会议用第二张，另一张请删除。',
      en: 'Keep one of the two papers: the first for village representatives, the second for residents.',
    },
    {
      zh: '以到会人员为分母：未投票的到会人员计入分母。',
      en: 'The base is those present: members present who don’t vote count in it.',
    },
  ],
  groups: [{ id: 'members', zh: '代表（居民）', en: 'Representatives or residents', due: 30, relation: 'citizen' }],
  polls: [
    {
      zh: '村民代表会议表决',
      en: 'Village representatives’ ballot',
      paper: { kind: 'motion', matters: [{ id: 'm1', name: '表决事项一' }] },
      rules: [
        {
          id: 'p18-village',
          zh: '村民代表会议表决',
          en: 'Village representatives’ meeting',
          citations: [
            villageLaw(
              '第二十六条',
              '村民代表会议有三分之二以上的组成人员参加方可召开，所作决定应当经到会人员的过半数同意',
            ),
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
              zh: '三分之二以上的组成人员参加',
              en: 'at least two thirds attend',
            },
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'present',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '到会人员的过半数同意',
              en: 'more than half of those present agree',
            },
          ],
          ...RESOLUTION,
          sensitivity: ['due', 'returned'],
        },
      ],
      release: TURNOUT,
    },
    {
      zh: '居民会议表决',
      en: 'Residents’ ballot',
      paper: { kind: 'motion', matters: [{ id: 'm1', name: '表决事项一' }] },
      rules: [
        {
          id: 'p18-residents',
          zh: '居民会议表决',
          en: 'Residents’ meeting',
          citations: [
            residentsLaw(
              '第九条',
              '居民会议必须有全体十八周岁以上的居民、户的代表或者居民小组选举的代表的过半数出席，才能举行；会议的决定，由出席人的过半数通过',
            ),
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
              zh: '过半数出席',
              en: 'more than half attend',
            },
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'present',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '出席人的过半数通过',
              en: 'more than half of those present agree',
            },
          ],
          ...RESOLUTION,
          sensitivity: ['due', 'returned'],
        },
      ],
      release: TURNOUT,
    },
  ],
};
