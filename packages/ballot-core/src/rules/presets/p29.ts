/**
 * P29 领导班子三等次: 好, 一般, 差, and what follows for the team's members.
 *
 * The survey names the consequences and not the shares; the lines here are those of 四等次, as a start, and say so.
 */
import type { Preset } from '../preset.ts';
import type { Period, Rule } from '../rule.ts';
import { BATCHES, NOT_TRIGGERED, ORG_INSPECTION } from './parts.ts';
import { OVERALL, TEAM_SCALE } from './scales.ts';
import { custom, gansuSurvey } from './sources.ts';

const RECTIFICATION: Period = {
  id: 'rectification',
  zh: '限期整改（半年，由党委确定）',
  en: 'Time to put things right (half a year, set by the committee)',
  kind: 'rectification',
  length: 6,
  unit: 'months',
};

/** Exactly one third is not over one third. */
export const TEAM_POOR: Rule = {
  id: 'p29-poor',
  zh: '班子评为“差”的超过三分之一',
  en: 'Team rated poor by more than a third',
  citations: [
    gansuSurvey('结果运用（酒泉）', '评为差的班子，主要负责人免职，班子副职重新竞争上岗'),
    custom('比例', '“差”票超过三分之一的，列为差班子'),
  ],
  scope: 'question',
  tests: [
    {
      id: 'poor',
      numerator: { options: ['poor'] },
      base: 'validItem',
      comparator: 'gt',
      fraction: [1, 3],
      zh: '“差”票超过三分之一',
      en: 'poor exceeds one third',
    },
  ],
  branches: [
    {
      when: { test: 'poor' },
      label: {
        id: 'team_poor',
        zh: '“差”超过 1/3，提请组织考核认定差班子',
        en: 'Poor above 1/3: refer for inspection as a poor team',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [ORG_INSPECTION],
  consequence: {
    zh: '主要负责人免职，副职重新竞争上岗；班子谈话并限期整改',
    en: 'The head is removed, the deputies compete again; a talk, and time to put things right',
  },
  periods: [RECTIFICATION],
  precedence: 30,
  sensitivity: ['valid', 'returned', 'present', 'due'],
};

/** Exactly two thirds is not below two thirds. */
export const TEAM_FAIR: Rule = {
  id: 'p29-fair',
  zh: '班子评为“好”的不足三分之二',
  en: 'Team rated good by less than two thirds',
  citations: [
    gansuSurvey('结果运用（酒泉）', '评为一般的班子，成员重新竞争上岗；对一般、差班子谈话并限期整改'),
    custom('比例', '“好”票不足三分之二的，列为一般班子'),
  ],
  scope: 'question',
  tests: [
    {
      id: 'good',
      numerator: { options: ['good'] },
      base: 'validItem',
      comparator: 'lt',
      fraction: [2, 3],
      zh: '“好”票不足三分之二',
      en: 'good is below two thirds',
    },
  ],
  branches: [
    {
      when: { test: 'good' },
      label: {
        id: 'team_average',
        zh: '“好”不足 2/3，提请组织考核认定一般班子',
        en: 'Good below 2/3: refer for inspection as an average team',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [ORG_INSPECTION],
  consequence: {
    zh: '班子成员重新竞争上岗；谈话并限期整改',
    en: 'The members compete again; a talk, and time to put things right',
  },
  periods: [RECTIFICATION],
  precedence: 20,
  sensitivity: ['valid', 'returned', 'present', 'due'],
};

export const P29: Preset = {
  id: 'P29',
  zh: '领导班子三等次测评（好、一般、差）',
  en: 'Assessment of teams (good, average, poor)',
  about: {
    zh: '年度考核领导班子，分好、一般、差三个等次，并按等次运用结果。',
    en: 'For the yearly assessment of leadership teams in three grades, with what follows from each.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '文件只写了等次和后果，没有写多少票定为哪一等；1/3、2/3 参照四等次测评暂设，启用前必须确定。',
      en: 'The source names grades and consequences, not the shares: 1/3 and 2/3 are borrowed and must be settled first.',
    },
    {
      zh: '两条同时触发的，以“差”为先；任何一条都须经组织考核认定。',
      en: 'Where both fire, “poor” goes first; either needs an organizational inspection.',
    },
  ],
  groups: [{ id: 'members', zh: '参评人员', en: 'Attendees', due: 60, relation: 'subordinate' }],
  polls: [
    {
      zh: '领导班子年度测评',
      en: 'Yearly assessment of teams',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '示例单位一领导班子' },
          { id: 's2', name: '示例单位二领导班子' },
        ],
        dimensions: OVERALL,
        scale: TEAM_SCALE,
        blank: 'allow',
      },
      rules: [TEAM_POOR, TEAM_FAIR],
      release: BATCHES,
    },
  ],
};
