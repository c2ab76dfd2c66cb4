/**
 * P19 村干部民主评议: assessed as incompetent twice running, and the office ends. Assessments count, not years.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NOT_TRIGGERED } from './parts.ts';
import { COMPETENCE_SCALE, OVERALL } from './scales.ts';
import { villageLaw } from './sources.ts';

export const P19: Preset = {
  id: 'P19',
  zh: '村干部民主评议',
  en: 'Assessment of village officials',
  about: {
    zh: '每年由村民会议或村民代表会议评议；连续两次被评议不称职的，职务终止。',
    en: 'For the yearly assessment by villagers; found incompetent twice running, an official’s term ends.',
  },
  status: 'current_national',
  confidence: 'source',
  cautions: [
    {
      zh: '法律未规定多少票算“不称职”，本模板按不称职票超过有效评价票半数，须由村民会议事先确认或修改。',
      en: 'The law doesn’t say how many votes make somebody incompetent. Here: more than half of valid assessments; confirm or change it first.',
    },
    {
      zh: '“连续两次”按评议次数而不按年份：中间没有评议的年份跳过不计。上次结果填入“已知情况”。',
      en: 'Twice running counts assessments, not years: a year without one is skipped. Enter the earlier result.',
    },
  ],
  groups: [{ id: 'villagers', zh: '村民代表', en: 'Village representatives', due: 40, relation: 'citizen' }],
  polls: [
    {
      zh: '村民委员会成员民主评议',
      en: 'Assessment of committee members',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '示例村委员一' },
          { id: 's2', name: '示例村委员二' },
        ],
        dimensions: OVERALL,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p19',
          zh: '连续两次被评议不称职的，职务终止',
          en: 'Office ends after two assessments in a row',
          citations: [villageLaw('第三十三条', '村民委员会成员连续两次被评议不称职的，其职务终止')],
          scope: 'item',
          tests: [
            {
              id: 'now',
              numerator: { options: ['incompetent'] },
              base: 'validItem',
              comparator: 'gt',
              fraction: [1, 2],
              zh: '本次不称职票超过半数',
              en: 'incompetent exceeds one half this time',
            },
            {
              id: 'before',
              numerator: { history: { kind: 'run', mark: 'assessed_incompetent', missing: 'skips' } },
              base: 'one',
              comparator: 'ge',
              fraction: [1, 1],
              zh: '上一次被评议不称职',
              en: 'found incompetent the last time',
            },
          ],
          branches: [
            {
              when: { all: [{ test: 'now' }, { test: 'before' }] },
              label: {
                id: 'post_terminated',
                zh: '连续两次被评议不称职，职务依法终止，提请确认并公告',
                en: 'Incompetent twice running: the office ends by law; to be confirmed and announced',
                weight: 'flag',
              },
            },
            {
              when: { test: 'now' },
              label: {
                id: 'assessed_incompetent',
                zh: '本次被评议不称职',
                en: 'Found incompetent this time',
                weight: 'flag',
              },
            },
          ],
          otherwise: NOT_TRIGGERED,
          strength: 'flag',
          gates: [
            {
              id: 'village_meeting',
              zh: '村民会议或村民代表会议确认评议结果',
              en: 'Confirmed by the villagers’ meeting',
            },
          ],
          consequence: { zh: '职务终止，予以公告', en: 'The office ends; to be announced' },
          precedence: 30,
          sensitivity: ['valid', 'present'],
        },
      ],
      release: BATCHES,
    },
  ],
};
