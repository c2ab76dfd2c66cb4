/**
 * P30 多主体测评: superiors, peers and subordinates weighted; self and outside units shown only.
 *
 * The unweighted figure stands beside the weighted one: on the same ballots 91 and 88.44.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NO_LINE } from './parts.ts';
import { COMPETENCE_SCALE, OVERALL } from './scales.ts';
import { custom, gansuSurvey } from './sources.ts';

export const P30: Preset = {
  id: 'P30',
  zh: '多主体测评（上级、同级、下级、本人、外单位）',
  en: 'Assessment by several groups',
  about: {
    zh: '上级、同级、下级、本人和外单位分别测评，按权重合成得分。',
    en: 'For an assessment by superiors, peers, subordinates, the person and outside units, put together by weight.',
  },
  status: 'common_practice',
  confidence: 'unverified',
  cautions: [
    {
      zh: '40、30、30 是常见的默认值，未见文件依据；权重须为整数、合计 100，事先确定并公布。',
      en: '40, 30, 30 are a usual default without a document behind them; whole weights that sum to 100, settled first.',
    },
    {
      zh: '本人和外单位权重为 0，只列出不计分。本人一组只评自己一行，其余留空：本人所评不是无记名的。',
      en: 'Self and outside units weigh 0 and are shown only. Each marks only their own row, so self-marks aren’t secret.',
    },
    {
      zh: '有权重的一组无人评价的，不合成得分；不改按零分，也不把权重分给别组。',
      en: 'Where a weighted group has no marks, no score is put together: not nought, and no weight handed to others.',
    },
  ],
  groups: [
    { id: 'superior', zh: '上级', en: 'Superiors', due: 10, relation: 'superior' },
    { id: 'peer', zh: '同级', en: 'Peers', due: 20, relation: 'peer' },
    { id: 'subordinate', zh: '下级', en: 'Subordinates', due: 60, relation: 'subordinate' },
    { id: 'self', zh: '本人', en: 'Those assessed', due: 6, relation: 'self' },
    { id: 'external', zh: '外单位', en: 'Outside units', due: 20, relation: 'external' },
  ],
  polls: [
    {
      zh: '多主体民主测评',
      en: 'Assessment by several groups',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '赵某', note: '示例单位一' },
          { id: 's2', name: '钱某', note: '示例单位一' },
          { id: 's3', name: '孙某', note: '示例单位二' },
          { id: 's4', name: '李某', note: '示例单位二' },
          { id: 's5', name: '周某', note: '示例单位三' },
          { id: 's6', name: '吴某', note: '示例单位三' },
        ],
        dimensions: OVERALL,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p30',
          zh: '分组加权得分（上级 40、同级 30、下级 30）',
          en: 'Score weighted by group (40, 30, 30)',
          citations: [
            gansuSurvey('考核主体', '上级、同级、下级、本人和外单位多方参与测评'),
            custom('权重', '上级 40%、同级 30%、下级 30%，本人不计分'),
          ],
          scope: 'item',
          tests: [],
          scores: [
            { id: 'index', kind: 'index', points: { excellent: 100, competent: 80, basic: 60, incompetent: 0 } },
            {
              id: 'weighted',
              kind: 'groups',
              of: 'index',
              weights: { superior: 40, peer: 30, subordinate: 30, self: 0, external: 0 },
              empty: 'error',
            },
          ],
          ...NO_LINE,
        },
      ],
      release: BATCHES,
    },
  ],
};
