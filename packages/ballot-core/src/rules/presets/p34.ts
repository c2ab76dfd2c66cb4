/**
 * P34 两推一述: recommend, hear their statements, recommend again among those who are left. Abolished in the 2019 rule.
 */
import type { Preset } from '../preset.ts';
import { TURNOUT } from './parts.ts';
import { jinchang, regulationAnswers, supervisionStudy } from './sources.ts';

const STATEMENT = '示例陈述材料：请在此填写人选的履职陈述。第一轮推荐时可以暂不公布。';

export const P34: Preset = {
  id: 'P34',
  zh: '两推一述',
  en: 'Two rounds of recommendation with statements',
  about: {
    zh: '历史做法：会议推荐后由得票靠前的人选陈述，再次会议推荐，得票靠前的列为考察对象。',
    en: 'A historic procedure: a first ballot, statements by those in front, then a second ballot among them.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '2019 年条例已取消第二轮会议推荐，现行选拔任用不得采用；仅供了解历史做法或者非任用场合使用。',
      en: 'The 2019 regulation abolished the second meeting round: not to be used for appointments under it.',
    },
    {
      zh: '进入第二轮 3 名、列为考察对象 2 名均为示例；末位并列的一并进入。',
      en: 'Three for the second round and two for inspection are examples; those level at the last place are all in.',
    },
  ],
  groups: [{ id: 'members', zh: '参会人员', en: 'Attendees', due: 50, relation: 'member' }],
  polls: [
    {
      zh: '第一轮会议推荐',
      en: 'First round',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '人选一', note: '示例单位一', statement: STATEMENT },
          { id: 'c2', name: '人选二', note: '示例单位二', statement: STATEMENT },
          { id: 'c3', name: '人选三', note: '示例单位三', statement: STATEMENT },
          { id: 'c4', name: '人选四', note: '示例单位四', statement: STATEMENT },
          { id: 'c5', name: '人选五', note: '示例单位五', statement: STATEMENT },
        ],
        min: 0,
        max: 2,
        seats: null,
        writeIns: 0,
      },
      rules: [
        {
          id: 'p34-first',
          zh: '第一轮前三名进入陈述和第二轮推荐',
          en: 'First three go on to statements and the second round',
          citations: [
            jinchang('（二）1（1）', '探索“两推一述”：推荐、陈述、再推荐'),
            regulationAnswers('问答 23', '不再进行第二轮会议推荐'),
          ],
          scope: 'poll',
          tests: [],
          cut: {
            by: { votes: ['picked'] },
            direction: 'top',
            places: 3,
            per: 'poll',
            ties: 'include_all',
            taken: { id: 'to_second_round', zh: '进入第二轮', en: 'Goes on to the second round', weight: 'outcome' },
          },
          branches: [],
          otherwise: { id: 'none_recommended', zh: '无人得票', en: 'Nobody was recommended', weight: 'clear' },
          strength: 'auto',
          gates: [],
          consequence: null,
          precedence: 10,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
    },
    {
      zh: '第二轮会议推荐',
      en: 'Second round',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '人选一', note: '示例单位一', statement: STATEMENT },
          { id: 'c2', name: '人选二', note: '示例单位二', statement: STATEMENT },
          { id: 'c3', name: '人选三', note: '示例单位三', statement: STATEMENT },
        ],
        min: 0,
        max: 1,
        seats: null,
        writeIns: 0,
      },
      source: { poll: 0, rule: 'p34-first', take: 'taken' },
      checklist: [
        { id: 'statements', zh: '第一轮人选均已现场陈述', en: 'All who went on have made their statements' },
        { id: 'announced', zh: '第一轮结果已向参会人员宣布', en: 'The first round was announced to those present' },
      ],
      rules: [
        {
          id: 'p34-second',
          zh: '第二轮前两名列为考察对象建议',
          en: 'First two are proposed for inspection',
          citations: [
            jinchang('（二）1（1）', '探索“两推一述”：推荐、陈述、再推荐'),
            supervisionStudy('考察环节第 3 项', '考察人选与职位之比不低于 2:1'),
          ],
          scope: 'poll',
          tests: [],
          cut: {
            by: { votes: ['picked'] },
            direction: 'top',
            places: 2,
            per: 'poll',
            ties: 'include_all',
            taken: { id: 'to_inspection', zh: '列为考察对象建议', en: 'Proposed for inspection', weight: 'outcome' },
          },
          branches: [],
          otherwise: { id: 'none_recommended', zh: '无人得票', en: 'Nobody was recommended', weight: 'clear' },
          strength: 'auto',
          gates: [],
          consequence: null,
          precedence: 10,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
    },
  ],
};
