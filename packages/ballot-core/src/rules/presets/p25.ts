/**
 * P25 一报告两评议: how cadres are selected, and who was newly appointed, by classes of tickets A, B and C.
 *
 * No line is drawn: shares are read together with reports and inspections, never alone.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NO_LINE } from './parts.ts';
import { OVERALL, QUALITY_OF_FOUR, SATISFACTION_OR_UNKNOWN, SATISFACTION_RATE } from './scales.ts';
import { qingshanhu, reportReview, reportReviewZhangye } from './sources.ts';

export const P25: Preset = {
  id: 'P25',
  zh: '一报告两评议',
  en: 'One report, two reviews',
  about: {
    zh: '党委（党组）每年报告选人用人工作，与会人员评议工作本身，并评议新提拔任用的干部。',
    en: 'For the yearly review of a committee’s selection work and of the cadres it has newly promoted.',
  },
  status: 'current_national',
  confidence: 'unverified',
  cautions: [
    {
      zh: '表样和问题清单据一套在用系统整理，使用前须与上级当年下发的表样核对。',
      en: 'Form and list of problems follow a system in use: check them against this year’s official form.',
    },
    {
      zh: '没有达标线：结果须与信访举报、巡视检查等综合分析，不以率取人。',
      en: 'There is no line to reach: shares are read together with complaints and inspections.',
    },
    {
      zh: 'A、B、C 类票分别领取；人数少的一类不单独公布结果。',
      en: 'A, B and C tickets are drawn apart; the counts of a small class are not published by themselves.',
    },
  ],
  groups: [
    { id: 'a', zh: 'A 类票：领导班子成员', en: 'A: members of the leadership', due: 12, relation: 'superior' },
    { id: 'b', zh: 'B 类票：内设机构负责人', en: 'B: heads of divisions', due: 30, relation: 'peer' },
    { id: 'c', zh: 'C 类票：其他代表', en: 'C: other representatives', due: 40, relation: 'subordinate' },
  ],
  polls: [
    {
      zh: '选人用人工作民主评议表',
      en: 'Review of the selection work',
      paper: {
        kind: 'form',
        sections: [
          {
            id: 'work',
            name: '总体评价',
            paper: {
              kind: 'choice',
              questions: [
                { id: 'selection', name: '对本单位选人用人工作的总体评价', options: QUALITY_OF_FOUR },
                { id: 'supervision', name: '对本单位从严管理监督干部情况的评价', options: QUALITY_OF_FOUR },
                { id: 'rectification', name: '对本单位整治选人用人不正之风情况的评价', options: QUALITY_OF_FOUR },
              ],
              blank: 'refuse',
            },
          },
          {
            id: 'problems',
            name: '存在的主要问题（可多选）',
            paper: {
              kind: 'pick',
              purpose: 'tick',
              candidates: [
                { id: 'p1', name: '落实政策规定不到位' },
                { id: 'p2', name: '任人唯亲、搞小圈子' },
                { id: 'p3', name: '跑官要官、说情打招呼' },
                { id: 'p4', name: '买官卖官' },
                { id: 'p5', name: '拉票贿选' },
                { id: 'p6', name: '程序走过场' },
                { id: 'p7', name: '论资排辈、平衡照顾' },
                { id: 'p8', name: '唯票取人、唯分取人' },
                { id: 'p9', name: '带病提拔' },
                { id: 'p10', name: '干部管理监督失之于宽' },
                { id: 'p11', name: '能上不能下' },
                { id: 'p12', name: '其他问题' },
              ],
              min: 0,
              max: 12,
              seats: null,
              writeIns: 0,
            },
          },
          {
            id: 'words',
            name: '意见建议',
            paper: {
              kind: 'text',
              prompts: [
                { id: 'main', name: '选人用人工作存在的突出问题' },
                { id: 'advice', name: '改进选人用人工作的意见建议' },
              ],
              lengthMax: 300,
            },
          },
        ],
      },
      rules: [
        {
          id: 'p25-work',
          zh: '选人用人工作评价：好、较好的比例',
          en: 'Selection work: share of good and fairly good',
          citations: [
            qingshanhu('第二十四条', '每年报告选人用人工作并接受评议'),
            reportReview('评议表', '总体评价分好、较好、一般、差'),
          ],
          scope: 'question',
          only: { section: 'work' },
          tests: [],
          scores: [{ id: 'good-rate', kind: 'share', options: ['good', 'fair'], base: 'validItem' }],
          ...NO_LINE,
        },
        {
          id: 'p25-problems',
          zh: '反映较集中的三个问题',
          en: 'The three problems named most',
          citations: [reportReview('评议表', '存在的主要问题，可多选')],
          scope: 'poll',
          only: { section: 'problems' },
          tests: [],
          cut: {
            by: { votes: ['picked'] },
            direction: 'top',
            places: 3,
            per: 'poll',
            ties: 'include_all',
            taken: { id: 'named_most', zh: '反映较集中', en: 'Named most often', weight: 'clear' },
          },
          branches: [],
          otherwise: { id: 'none_named', zh: '未指出问题', en: 'No problem was named', weight: 'clear' },
          strength: 'auto',
          gates: [],
          consequence: null,
          precedence: 5,
          sensitivity: [],
        },
      ],
      release: BATCHES,
    },
    {
      zh: '新提拔任用干部民主评议表',
      en: 'Review of the newly appointed',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '赵某', note: '示例单位一副职，本年度提拔' },
          { id: 's2', name: '钱某', note: '示例单位二副职，本年度提拔' },
          { id: 's3', name: '孙某', note: '示例科室一负责人，本年度提拔' },
        ],
        dimensions: OVERALL,
        scale: SATISFACTION_OR_UNKNOWN,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p25-new',
          zh: '新提拔任用干部：满意、基本满意的比例',
          en: 'The newly appointed: share of satisfied and basically satisfied',
          citations: [
            qingshanhu('第二十四条', '对新提拔的党政正职进行民主评议'),
            reportReviewZhangye('新提拔干部评议', '评议结果与信访举报、巡视检查等结合分析，防止以率取人'),
          ],
          scope: 'question',
          tests: [],
          scores: [SATISFACTION_RATE],
          ...NO_LINE,
        },
      ],
      release: BATCHES,
    },
  ],
};
