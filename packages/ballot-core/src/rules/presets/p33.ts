/**
 * P33 后备干部漏斗: test, recommendation, nomination, inspection, rank by category; each stage lists who goes on.
 *
 * Who fails the test can't be recommended over the line, however many votes they have.
 */
import type { Preset } from '../preset.ts';
import type { Gate } from '../rule.ts';
import { BATCHES, COMMITTEE_APPROVAL, TURNOUT } from './parts.ts';
import { COMPETENCE_SCALE, OVERALL } from './scales.ts';
import { custom, gansuSurvey, yangzhou, zhangye } from './sources.ts';

const PARTY_NOMINATION: Gate = {
  id: 'party_nomination',
  zh: '经党委（党组）集体研究提名',
  en: 'Nominated by the party committee',
};

const LIST = [
  { id: 'c1', name: '人选一', note: '示例单位一', tag: '党政类' },
  { id: 'c2', name: '人选二', note: '示例单位二', tag: '党政类' },
  { id: 'c3', name: '人选三', note: '示例单位三', tag: '党政类' },
  { id: 'c4', name: '人选四', note: '示例单位四', tag: '党政类' },
  { id: 'c5', name: '人选五', note: '示例单位一', tag: '专业类' },
  { id: 'c6', name: '人选六', note: '示例单位二', tag: '专业类' },
  { id: 'c7', name: '人选七', note: '示例单位三', tag: '专业类' },
  { id: 'c8', name: '人选八', note: '示例单位四', tag: '专业类' },
] as const;

export const P33: Preset = {
  id: 'P33',
  zh: '后备干部公开选拔（逐环节递减）',
  en: 'Open selection of reserve cadres',
  about: {
    zh: '补充后备干部：知识测试、民主推荐、党组提名、差额考察，按类别排名列入名单。',
    en: 'For refilling the reserve: test, recommendation, nomination and inspection, ranked by category.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '60 分的合格线、测试与推荐各半、每类名额均为示例；文件只写环节和按类别排名。',
      en: 'The pass mark of 60, half and half, and the places are examples: the sources name stages and categories only.',
    },
    {
      zh: '第二张票的名单取自第一张票的结果；党委提名作为前置认定，不在票上。',
      en: 'The second poll’s list comes from the first; the committee’s nomination is a gate, not a ballot.',
    },
    {
      zh: '名单动态管理：每两至三年补充一次；被评为称职以下或受处分的退出。',
      en: 'The reserve is refilled every two or three years; whoever falls below competent leaves it.',
    },
  ],
  groups: [{ id: 'members', zh: '参会人员', en: 'Attendees', due: 60, relation: 'member' }],
  polls: [
    {
      zh: '后备干部民主推荐',
      en: 'Recommendation for the reserve',
      paper: { kind: 'pick', candidates: LIST, min: 0, max: 6, seats: null, writeIns: 0 },
      given: {
        c1: { figures: { exam: 81 } },
        c2: { figures: { exam: 74 } },
        c3: { figures: { exam: 90 } },
        c4: { figures: { exam: 66 } },
        c5: { figures: { exam: 85 } },
        c6: { figures: { exam: 60 } },
        c7: { figures: { exam: 59 } },
        c8: { figures: { exam: 72 } },
      },
      rules: [
        {
          id: 'p33-recommend',
          zh: '测试合格，测试与推荐各半，每类前三名',
          en: 'Test passed; test and votes half and half; first three of each category',
          citations: [
            gansuSurvey('后备干部公选', '资格审查、知识测试、民主推荐、党组提名、考察，按类别排名'),
            zhangye('第十二条', '后备干部补充采取民主推荐、组织提名、知识测试、差额考察'),
            yangzhou('计分', '笔试成绩与推荐得分各占 50%'),
            custom('合格线', '测试成绩 60 分以上为合格'),
          ],
          scope: 'poll',
          tests: [
            {
              id: 'qualified',
              numerator: { figure: 'exam' },
              base: 'one',
              comparator: 'ge',
              fraction: [60, 1],
              zh: '测试成绩 60 分以上',
              en: 'at least 60 points in the test',
            },
          ],
          scores: [
            { id: 'exam', kind: 'figure', figure: 'exam', max: 100 },
            { id: 'vote-rate', kind: 'share', options: ['picked'], base: 'valid' },
            {
              id: 'composite',
              kind: 'weighted',
              parts: [
                { score: 'exam', weight: 50 },
                { score: 'vote-rate', weight: 50 },
              ],
            },
          ],
          cut: {
            by: { score: 'composite' },
            direction: 'top',
            places: 3,
            per: 'tag',
            ties: 'include_all',
            win: 'qualified',
            taken: {
              id: 'to_inspection',
              zh: '提请研究提名、进入考察',
              en: 'Put forward for nomination',
              weight: 'outcome',
            },
          },
          branches: [],
          otherwise: { id: 'none_listed', zh: '无人列入', en: 'Nobody goes on', weight: 'clear' },
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
      zh: '后备干部考察测评',
      en: 'Assessment for the reserve',
      paper: {
        kind: 'grades',
        subjects: LIST,
        dimensions: OVERALL,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
      },
      source: { poll: 0, rule: 'p33-recommend', take: 'taken' },
      rules: [
        {
          id: 'p33-rank',
          zh: '考察测评得分按类别排名列入名单',
          en: 'Into the reserve by rank within the category',
          citations: [
            gansuSurvey('后备干部公选', '考察后按类别排名，确定后备干部名单'),
            custom('计分与名额', '优秀 100、称职 80、基本称职 60、不称职 0；党政类 2 名、专业类 1 名'),
          ],
          scope: 'poll',
          tests: [],
          scores: [
            { id: 'index', kind: 'index', points: { excellent: 100, competent: 80, basic: 60, incompetent: 0 } },
          ],
          cut: {
            by: { score: 'index' },
            direction: 'top',
            places: { 党政类: 2, 专业类: 1 },
            per: 'tag',
            ties: 'include_all',
            taken: {
              id: 'reserve_proposed',
              zh: '排名入围，提请研究列入后备名单',
              en: 'Within the places: proposed for the reserve',
              weight: 'flag',
            },
          },
          branches: [],
          otherwise: { id: 'none_listed', zh: '无人列入', en: 'Nobody is listed', weight: 'clear' },
          strength: 'flag',
          gates: [PARTY_NOMINATION, COMMITTEE_APPROVAL],
          consequence: { zh: '列入后备干部名单', en: 'Entered in the reserve' },
          precedence: 10,
          sensitivity: [],
        },
      ],
      release: BATCHES,
    },
  ],
};
