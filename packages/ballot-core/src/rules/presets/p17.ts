/**
 * P17 罢免村民委员会成员: a petition of a fifth of the villagers or a third of the representatives, then two majorities.
 */
import type { Preset } from '../preset.ts';
import { IF_PASSED, IF_VOID, QUORUM_FAILED, RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { villageLaw } from './sources.ts';

export const P17: Preset = {
  id: 'P17',
  zh: '罢免村民委员会成员',
  en: 'Recall of a village committee member',
  about: {
    zh: '五分之一以上有选举权的村民或三分之一以上村民代表联名提出，双过半通过。',
    en: 'Asked for by a fifth of the villagers or a third of the representatives; passed by two majorities.',
  },
  status: 'current_national',
  confidence: 'source',
  cautions: [
    {
      zh: '联名人数在“已知情况”中填写：signers 为村民联名人数，reps 为代表联名人数，headcount 为代表总数。',
      en: 'Enter the petition’s figures: signers (villagers), reps (representatives), headcount (all representatives).',
    },
    { zh: '票面“同意”指同意罢免。', en: 'To agree means to agree to the recall.' },
  ],
  groups: [{ id: 'villagers', zh: '登记参加选举的村民', en: 'Registered villagers', due: 60, relation: 'citizen' }],
  polls: [
    {
      zh: '罢免表决',
      en: 'Ballot on the recall',
      paper: { kind: 'motion', matters: [{ id: 'm1', name: '同意罢免示例村委员一' }] },
      given: { '': { figures: { signers: 12, reps: 0, headcount: 30 } } },
      rules: [
        {
          id: 'p17-petition',
          zh: '罢免要求达到法定联名人数',
          en: 'The petition has enough signatures',
          citations: [
            villageLaw(
              '第十六条',
              '本村五分之一以上有选举权的村民或者三分之一以上的村民代表联名，可以提出罢免村民委员会成员的要求',
            ),
          ],
          scope: 'poll',
          tests: [
            {
              id: 'villagers',
              numerator: { figure: 'signers' },
              base: 'due',
              comparator: 'ge',
              fraction: [1, 5],
              zh: '五分之一以上有选举权的村民联名',
              en: 'at least one fifth of the villagers entitled to vote sign',
            },
            {
              id: 'representatives',
              numerator: { figure: 'reps' },
              base: 'headcount',
              comparator: 'ge',
              fraction: [1, 3],
              zh: '三分之一以上的村民代表联名',
              en: 'at least one third of the representatives sign',
            },
          ],
          branches: [
            {
              when: { any: [{ test: 'villagers' }, { test: 'representatives' }] },
              label: { id: 'petition_valid', zh: '联名有效', en: 'The petition is valid', weight: 'outcome' },
            },
          ],
          otherwise: { id: 'petition_short', zh: '联名人数不足', en: 'Too few signatures', weight: 'outcome' },
          strength: 'auto',
          gates: [],
          consequence: null,
          precedence: 50,
          sensitivity: [],
        },
        {
          id: 'p17',
          zh: '罢免双过半通过',
          en: 'Recall by two majorities',
          citations: [
            villageLaw('第十六条', '罢免村民委员会成员，须有登记参加选举的村民过半数投票，并须经投票的村民过半数通过'),
          ],
          scope: 'question',
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
              id: 'pass',
              numerator: { options: ['agree'] },
              base: 'returned',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '经投票的村民过半数通过',
              en: 'more than half of those who voted agree',
            },
          ],
          ...RESOLUTION,
          branches: [IF_VOID, { when: { not: { test: 'turnout' } }, label: QUORUM_FAILED }, IF_PASSED],
          sensitivity: ['valid'],
        },
      ],
      release: TURNOUT,
    },
  ],
};
