/**
 * P32 公推优选·双推双考: two recommendations and two examinations put together, with a bonus for awards.
 *
 * The document names the four parts and no weight, so every weight here is an example that must be settled. The bonus
 * counts in the year of the award and in the next.
 */
import type { Preset } from '../preset.ts';
import { TURNOUT } from './parts.ts';
import { qingshanhu, supervisionStudy } from './sources.ts';

export const P32: Preset = {
  id: 'P32',
  zh: '公推优选·双推双考',
  en: 'Open recommendation with two votes and two examinations',
  about: {
    zh: '群众推荐、党组织推荐与平时考核、竞争考试合成总分，取前两名进入差额考察。',
    en: 'For choosing by public and party recommendation, appraisal and examination; the first two are inspected.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '文件未写明四项权重：群众与党组织各 50，推荐 40、平时考核 30、考试 30 均为示例，启用前必须改定并公布。',
      en: 'No weights are given: 50 and 50, then 40, 30 and 30 are examples that must be settled and published first.',
    },
    {
      zh: '奖励加分当年和次年有效；每项 2 分为示例，分值另有规定的从其规定。',
      en: 'An award counts in its year and the next; 2 points each is an example.',
    },
    {
      zh: '提名、推荐、考察、酝酿、表决五个环节均须差额；总分不等于任用决定。',
      en: 'There must be more names than posts at every stage; the total decides no appointment.',
    },
  ],
  groups: [
    { id: 'masses', zh: '群众代表', en: 'Representatives of the public', due: 60, relation: 'citizen' },
    { id: 'party', zh: '党组织代表', en: 'Representatives of party organizations', due: 20, relation: 'member' },
  ],
  polls: [
    {
      zh: '双推双考综合评定',
      en: 'Recommendation and examination together',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '人选一', note: '示例单位一' },
          { id: 'c2', name: '人选二', note: '示例单位二' },
          { id: 'c3', name: '人选三', note: '示例单位三' },
          { id: 'c4', name: '人选四', note: '示例单位四' },
        ],
        min: 0,
        max: 2,
        seats: null,
        writeIns: 0,
      },
      given: {
        c1: { figures: { appraisal: 88, exam: 82, awards: [2025] } },
        c2: { figures: { appraisal: 90, exam: 76 } },
        c3: { figures: { appraisal: 85, exam: 91 } },
        c4: { figures: { appraisal: 79, exam: 88, awards: [2023] } },
      },
      rules: [
        {
          id: 'p32',
          zh: '双推双考总分前两名',
          en: 'First two by the total',
          citations: [
            qingshanhu('第十九条', '公推优选实行双推双考：群众推荐、党组织推荐，平时考核、竞争考试'),
            qingshanhu('第二十八条', '受奖励的，当年及次年在公推优选中加分'),
            supervisionStudy('考察环节第 3 项', '考察人选与职位之比不低于 2:1'),
          ],
          scope: 'poll',
          tests: [],
          scores: [
            { id: 'vote-rate', kind: 'share', options: ['picked'], base: 'valid' },
            {
              id: 'recommended',
              kind: 'groups',
              of: 'vote-rate',
              weights: { masses: 50, party: 50 },
              empty: 'error',
            },
            { id: 'appraisal', kind: 'figure', figure: 'appraisal', max: 100 },
            { id: 'exam', kind: 'figure', figure: 'exam', max: 100 },
            {
              id: 'composite',
              kind: 'weighted',
              parts: [
                { score: 'recommended', weight: 40 },
                { score: 'appraisal', weight: 30 },
                { score: 'exam', weight: 30 },
              ],
            },
            { id: 'bonus', kind: 'bonus', award: 'awards', points: 2, validYears: 1 },
            { id: 'total', kind: 'sum', parts: ['composite', 'bonus'] },
          ],
          cut: {
            by: { score: 'total' },
            direction: 'top',
            places: 2,
            per: 'poll',
            ties: 'include_all',
            taken: { id: 'to_inspection', zh: '进入差额考察', en: 'Goes on to inspection', weight: 'outcome' },
          },
          branches: [],
          otherwise: { id: 'none_ranked', zh: '无人列入', en: 'Nobody goes on', weight: 'clear' },
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
