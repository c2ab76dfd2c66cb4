/**
 * P28 述职述廉测评: points on 德能勤绩廉 from three groups. Nobody's points are dropped: no document asks for it here.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NO_LINE } from './parts.ts';
import { FIVE_DIMENSIONS } from './scales.ts';
import { gansuSurvey, qingshanhu } from './sources.ts';

export const P28: Preset = {
  id: 'P28',
  zh: '述职述廉测评（五维评分）',
  en: 'Rating of yearly statements (five dimensions)',
  about: {
    zh: '领导干部述职述廉后，由上级、同级、下级按德能勤绩廉逐项打分。',
    en: 'For rating leading cadres after their yearly statements, in points on five dimensions, by three groups.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '文件未规定权重：五个维度各 20、上级 40、同级 30、下级 30 均为可改的示例，启用前须确定并公布。',
      en: 'The documents give no weights: 20 for each dimension and 40, 30, 30 for the groups are examples to be settled first.',
    },
    {
      zh: '所有打分都计入。文件未规定去掉最高分、最低分；本地有规定的，可设为每组每项满 6 人打分时各去一个。',
      en: 'All points count. To drop one highest and one lowest, where a local rule says so, six or more must rate in a group.',
    },
    {
      zh: '有一组在某项上无人打分的，不合成总分，而不是按零分计。',
      en: 'Where a group gave no points on a dimension, no total is put together; it is never counted as nought.',
    },
  ],
  groups: [
    { id: 'superior', zh: '上级领导', en: 'Superiors', due: 10, relation: 'superior' },
    { id: 'peer', zh: '同级', en: 'Peers', due: 20, relation: 'peer' },
    { id: 'subordinate', zh: '下级及群众代表', en: 'Subordinates', due: 40, relation: 'subordinate' },
  ],
  polls: [
    {
      zh: '述职述廉测评',
      en: 'Rating of statements',
      paper: {
        kind: 'score',
        subjects: [
          {
            id: 's1',
            name: '赵某',
            note: '示例单位一主要负责人',
            statement: '示例述职述廉报告：请在此填写述职人的书面报告。',
          },
          {
            id: 's2',
            name: '钱某',
            note: '示例单位一副职',
            statement: '示例述职述廉报告：请在此填写述职人的书面报告。',
          },
        ],
        dimensions: FIVE_DIMENSIONS,
        from: 0,
        to: 100,
        step: 1,
        per: 1,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p28',
          zh: '五维分组加权得分',
          en: 'Score over five dimensions and three groups',
          citations: [
            qingshanhu('第三十一条', '每年述职述廉，公开测评打分'),
            gansuSurvey('考核主体', '上级、同级、下级、本人和外单位多方参与测评'),
          ],
          scope: 'item',
          tests: [],
          scores: [
            { id: 'mean', kind: 'mean', per: 1 },
            {
              id: 'by-group',
              kind: 'groups',
              of: 'mean',
              weights: { superior: 40, peer: 30, subordinate: 30 },
              empty: 'error',
            },
            {
              id: 'total',
              kind: 'dimensions',
              of: 'by-group',
              weights: { de: 20, neng: 20, qin: 20, ji: 20, lian: 20 },
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
