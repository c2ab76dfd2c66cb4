/**
 * P27 民主生活会测评: three items about one meeting of a leadership. The seed names the items and draws no line.
 */
import type { Preset } from '../preset.ts';
import { BATCHES, NO_LINE } from './parts.ts';
import { SATISFACTION_OR_UNKNOWN, SATISFACTION_RATE } from './scales.ts';
import { qingshanhu } from './sources.ts';

export const P27: Preset = {
  id: 'P27',
  zh: '民主生活会测评',
  en: 'Rating of a democratic-life meeting',
  about: {
    zh: '领导班子民主生活会后，对征求意见、查找问题、整改落实三项进行测评。',
    en: 'For rating a leadership’s democratic-life meeting on consultation, finding problems and putting them right.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '未见全国统一表样；三项内容出自文件，等次为通行写法，不设达标线。',
      en: 'No national form was found. The items are from the document, the grades are usual ones; no line is drawn.',
    },
    {
      zh: '三项分别列出满意率，不合成一个分数。',
      en: 'Each item has its own rate; they aren’t put together into one number.',
    },
  ],
  groups: [{ id: 'attendees', zh: '参评人员', en: 'Attendees', due: 40, relation: 'subordinate' }],
  polls: [
    {
      zh: '民主生活会情况测评',
      en: 'Rating of the meeting',
      paper: {
        kind: 'grades',
        subjects: [{ id: 's1', name: '示例单位一领导班子', note: '年度民主生活会' }],
        dimensions: [
          { id: 'consultation', name: '征求意见' },
          { id: 'problems', name: '查找问题' },
          { id: 'rectification', name: '整改落实' },
        ],
        scale: SATISFACTION_OR_UNKNOWN,
        blank: 'allow',
      },
      rules: [
        {
          id: 'p27',
          zh: '各项满意、基本满意的比例',
          en: 'Share of satisfied and basically satisfied on each item',
          citations: [qingshanhu('第六条', '每年至少召开一次民主生活会，对征求意见、查找问题和整改情况进行测评')],
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
