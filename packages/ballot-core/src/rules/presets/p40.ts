/**
 * P40 用人程序情况表: every step signed before the committee may vote. An open box keeps the ballot shut.
 */
import type { Preset } from '../preset.ts';
import {
  COMMITTEE_DECIDES,
  COMMITTEE_MAJORITY,
  COMMITTEE_QUORUM,
  COMMITTEE_TEXT_UNCHECKED,
  RESOLUTION,
  TURNOUT,
  VOID,
} from './parts.ts';
import { supervisionStudy } from './sources.ts';

export const P40: Preset = {
  id: 'P40',
  zh: '用人程序情况表与讨论表决',
  en: 'Procedure table before the committee’s ballot',
  about: {
    zh: '上会前逐项填报并签字确认用人程序；有一项未完成的，不得提交讨论表决。',
    en: 'For a committee that votes only after every step of the procedure was ticked and signed.',
  },
  status: 'proposal',
  confidence: 'seed',
  cautions: [
    {
      zh: '情况表是研究建议，各项内容可按本地程序增删；勾选须写明依据的文号和经办人。',
      en: 'The table is a proposal: change its lines to your procedure; each tick names a document and a person.',
    },
    COMMITTEE_TEXT_UNCHECKED,
  ],
  groups: [{ id: 'members', zh: '党委（党组）成员', en: 'Committee members', due: 11, relation: 'member' }],
  polls: [
    {
      zh: '任用事项表决',
      en: 'Ballot on appointments',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '任用人选一', note: '拟任示例单位一主要负责人' },
          { id: 'm2', name: '任用人选二', note: '拟任示例单位二副职' },
        ],
      },
      checklist: [
        { id: 'posts', zh: '职位空缺和职数已核定', en: 'The vacancy and the number of posts are confirmed' },
        { id: 'motion', zh: '动议和工作方案已确定', en: 'The motion and the plan of work are settled' },
        {
          id: 'recommendation',
          zh: '民主推荐已完成，结果在有效期内',
          en: 'The recommendation is done and still valid',
        },
        {
          id: 'inspection',
          zh: '考察预告、考察和考察材料已完成',
          en: 'The inspection was announced, made and written up',
        },
        { id: 'integrity', zh: '纪检监察机关已出具廉洁意见', en: 'The discipline body has given its opinion' },
        { id: 'file', zh: '干部人事档案已审核', en: 'The personnel file was examined' },
        { id: 'declarations', zh: '个人有关事项报告已核查', en: 'The personal declarations were checked' },
        { id: 'complaints', zh: '信访举报已查核并有结论', en: 'Complaints were looked into and concluded' },
        { id: 'consultation', zh: '酝酿和征求意见已完成', en: 'Consultation is complete' },
        { id: 'superior', zh: '需报上级审批、备案的已获同意', en: 'Consent from above was given where needed' },
      ],
      rules: [
        {
          id: 'p40',
          zh: '程序齐备后的讨论表决',
          en: 'Ballot after the procedure is complete',
          citations: [
            supervisionStudy('（1）程序情况表', '逐项填写、签字确认；程序不完备的，不提交讨论'),
            COMMITTEE_DECIDES,
          ],
          scope: 'question',
          tests: [VOID, COMMITTEE_QUORUM, COMMITTEE_MAJORITY],
          ...RESOLUTION,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
    },
  ],
};
