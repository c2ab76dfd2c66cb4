/**
 * P06 定向推荐取前三: for one published post, the three names with the most votes go on; ties at the third go on together.
 */
import type { Preset } from '../preset.ts';
import { IF_VOID, TURNOUT, VOID } from './parts.ts';
import { qingshanhu } from './sources.ts';

export const P06: Preset = {
  id: 'P06',
  zh: '定向推荐（取前三名）',
  en: 'Targeted recommendation (top three)',
  about: {
    zh: '对公布的职位定向推荐，得票前三名进入差额遴选。',
    en: 'For recommending names for one published post; the first three by votes go on to the selection.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '文件未写明第三名并列时如何处理，默认并列者全部进入；可改为重新投票或由组织者说明理由后决定。',
      en: 'What happens when several are third is not stated. Default: all of them go on; a run-off or a reasoned decision can be set.',
    },
  ],
  groups: [
    { id: 'leaders', zh: '四套班子成员', en: 'Members of the four leading bodies', due: 40, relation: 'superior' },
  ],
  polls: [
    {
      zh: '定向推荐票（拟任示例单位一主要负责人）',
      en: 'Recommendation for the head of example unit one',
      paper: {
        kind: 'pick',
        candidates: [
          { id: 'c1', name: '人选一', note: '示例单位一' },
          { id: 'c2', name: '人选二', note: '示例单位二' },
          { id: 'c3', name: '人选三', note: '示例单位三' },
          { id: 'c4', name: '人选四', note: '示例单位四' },
          { id: 'c5', name: '人选五', note: '示例单位五' },
        ],
        min: 0,
        max: 3,
        seats: null,
        writeIns: 0,
      },
      rules: [
        {
          id: 'q09',
          zh: '定向推荐得票前三名进入差额遴选',
          en: 'The first three by votes go on to the selection',
          citations: [qingshanhu('第十九条', '定向推荐得票前三名的，进入差额遴选')],
          scope: 'poll',
          tests: [VOID],
          cut: {
            by: { votes: ['picked'] },
            direction: 'top',
            places: 3,
            per: 'poll',
            ties: 'include_all',
            taken: { id: 'advance', zh: '进入差额遴选', en: 'Goes on to the selection', weight: 'outcome' },
          },
          branches: [IF_VOID],
          otherwise: { id: 'none_advance', zh: '无人进入', en: 'Nobody goes on', weight: 'outcome' },
          strength: 'auto',
          gates: [],
          consequence: null,
          precedence: 20,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
    },
  ],
};
