/**
 * P21 人大常委会满意度测评: three grades, one mark for each report. The line is not in the copy that was seen.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, RESULT } from './parts.ts';
import { OVERALL, SATISFACTION_OF_THREE } from './scales.ts';
import { shenzhenCongress } from './sources.ts';

export const P21: Preset = {
  id: 'P21',
  zh: '人大常委会满意度测评',
  en: 'Satisfaction vote of a congress standing committee',
  about: {
    zh: '人大常委会听取专项工作报告后，按满意、基本满意、不满意对报告单位无记名测评。',
    en: 'For a congress standing committee that rates the bodies reporting to it in three grades, by secret ballot.',
  },
  status: 'historic_local',
  confidence: 'source',
  cautions: [
    {
      zh: '规则的通过比例未见原文，此处按“满意和基本满意票超过常委会组成人员半数”暂设，使用前须核对。',
      en: 'The pass line was not seen: more than half of all members, satisfied or basically so, is set for now. Check it.',
    },
    {
      zh: '每行只能选一个等次；未选的不计入该行评价票，但通过仍以全体组成人员为分母。',
      en: 'One mark for each row. A row left blank is no assessment; the pass line is of all members all the same.',
    },
  ],
  groups: [{ id: 'members', zh: '常委会组成人员', en: 'Committee members', due: 40, relation: 'member' }],
  polls: [
    {
      zh: '专项工作报告满意度测评',
      en: 'Satisfaction with reports',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '示例单位一', note: '专项工作报告一' },
          { id: 's2', name: '示例单位二', note: '专项工作报告二' },
        ],
        dimensions: OVERALL,
        scale: SATISFACTION_OF_THREE,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p21',
          zh: '满意和基本满意票超过组成人员半数',
          en: 'Satisfied and basically satisfied exceed half of all members',
          citations: [
            shenzhenCongress('第六条、第七条', '分满意、基本满意、不满意，无记名；未选或者选两项以上的不计入'),
            shenzhenCongress(
              '通过比例（所见文本残缺）',
              '满意和基本满意票超过常委会组成人员半数的，为通过',
              'unverified',
            ),
          ],
          scope: 'question',
          tests: [
            {
              id: 'pass',
              numerator: { options: ['satisfied', 'basically'] },
              base: 'due',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '满意和基本满意票超过全体组成人员半数',
              en: 'satisfied and basically satisfied exceed half of all members',
            },
          ],
          branches: [
            {
              when: { test: 'pass' },
              label: { id: 'satisfied', zh: '测评通过', en: 'Found satisfactory', weight: 'outcome' },
            },
          ],
          otherwise: { id: 'not_satisfied', zh: '测评未通过', en: 'Not found satisfactory', weight: 'outcome' },
          ...RESULT,
          sensitivity: ['present', 'returned', 'valid', 'validItem'],
        },
      ],
      release: BATCHES,
    },
  ],
};
