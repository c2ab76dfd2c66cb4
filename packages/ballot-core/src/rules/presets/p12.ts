/**
 * P12 支部党员大会表决: half of the voting members attend, more than half of those due agree.
 */
import type { Preset } from '../preset.ts';
import { RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { branchWork } from './sources.ts';

export const P12: Preset = {
  id: 'P12',
  zh: '支部党员大会表决',
  en: 'Resolution of a branch meeting',
  about: {
    zh: '支部党员大会讨论决定重要事项（不用于选举）。',
    en: 'For resolutions of a party branch’s general meeting; not for elections.',
  },
  status: 'current_national',
  confidence: 'secondary',
  cautions: [
    {
      zh: '“半数以上”包含半数（民法典第一千二百五十九条）；不少起草者本意是“过半数”，请确认。',
      en: '半数以上 includes one half; many drafters mean more than half. Make sure which is meant.',
    },
    { zh: '条文据转引，使用前请核对正式文本。', en: 'Seen second-hand: check the official text before use.' },
  ],
  groups: [{ id: 'members', zh: '有表决权的正式党员', en: 'Members entitled to vote', due: 30, relation: 'member' }],
  polls: [
    {
      zh: '支部事项表决',
      en: 'Branch resolution',
      paper: { kind: 'motion', matters: [{ id: 'm1', name: '表决事项一' }] },
      rules: [
        {
          id: 'p12',
          zh: '支部党员大会表决',
          en: 'Resolution of a branch meeting',
          citations: [
            branchWork(
              '支部党员大会一条',
              '有表决权的党员到会人数须达到应到半数以上；赞成人数超过应到会有表决权党员的半数为通过',
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
              fraction: [1, 2],
              zh: '有表决权的党员半数以上到会',
              en: 'at least half of the voting members attend',
            },
            {
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '赞成人数超过应到会有表决权党员的半数',
              en: 'more than half of the voting members due agree',
            },
          ],
          ...RESOLUTION,
          sensitivity: ['present'],
        },
      ],
      release: TURNOUT,
    },
  ],
};
