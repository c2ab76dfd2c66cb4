/**
 * P37 以公论定去留: a meeting names important but weak units. No share is stated anywhere, so only the rank is published.
 */
import type { Preset } from '../preset.ts';
import { COMMITTEE_APPROVAL, NOT_TRIGGERED, ORG_INSPECTION, TURNOUT } from './parts.ts';
import { zhangye } from './sources.ts';

export const P37: Preset = {
  id: 'P37',
  zh: '以公论定去留（选出薄弱单位）',
  en: 'Naming weak units by ballot',
  about: {
    zh: '全市领导干部会议无记名投票，选出职能重要而工作薄弱的单位，主要负责人由组织考核后调整。',
    en: 'For a meeting of leading cadres that names, by secret ballot, important units that do weak work.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '文件没有规定得票比例：只公布得票名次，不设界线；排在前列不等于调整。',
      en: 'No share is stated: only the rank is published, no line is drawn, and being named is no decision.',
    },
    {
      zh: '列出前三名为示例，并列的一并列出；调整须经组织考核和常委会批准。',
      en: 'Three places are an example, ties included; a change needs an inspection and the committee’s approval.',
    },
  ],
  groups: [
    { id: 'leaders', zh: '市级领导', en: 'City leaders', due: 20, relation: 'superior' },
    { id: 'counties', zh: '县区主要负责人', en: 'County heads', due: 12, relation: 'external' },
    {
      id: 'departments',
      zh: '市直和驻地单位主要负责人',
      en: 'Heads of departments and provincial units',
      due: 50,
      relation: 'peer',
    },
  ],
  polls: [
    {
      zh: '薄弱单位推选',
      en: 'Naming weak units',
      paper: {
        kind: 'pick',
        purpose: 'weak',
        candidates: [
          { id: 'u1', name: '示例单位一' },
          { id: 'u2', name: '示例单位二' },
          { id: 'u3', name: '示例单位三' },
          { id: 'u4', name: '示例单位四' },
          { id: 'u5', name: '示例单位五' },
        ],
        min: 0,
        max: 2,
        seats: null,
        writeIns: 0,
      },
      rules: [
        {
          id: 'p37',
          zh: '被指出薄弱的前三名',
          en: 'The three units named most',
          citations: [
            zhangye('第十四条', '在全市领导干部会议上无记名投票，选出职能重要而工作薄弱的单位，对主要负责人进行调整'),
          ],
          scope: 'poll',
          tests: [],
          cut: {
            by: { votes: ['picked'] },
            direction: 'top',
            places: 3,
            per: 'poll',
            ties: 'include_all',
            taken: {
              id: 'named_weak',
              zh: '被指出较多，提请组织考核',
              en: 'Named most: refer for inspection',
              weight: 'flag',
            },
          },
          branches: [],
          otherwise: NOT_TRIGGERED,
          strength: 'flag',
          gates: [ORG_INSPECTION, COMMITTEE_APPROVAL],
          consequence: { zh: '对单位主要负责人进行调整', en: 'The unit’s head is changed' },
          precedence: 20,
          sensitivity: [],
        },
      ],
      release: TURNOUT,
    },
  ],
};
