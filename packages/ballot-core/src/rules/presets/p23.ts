/**
 * P23 公务员、事业单位年度考核: the quota of 优秀, and what 不称职 leads to once and twice.
 *
 * "以内" rounds down: 9 of 47 are within 20 %, 10 are not. The grade is fixed by the body after the vote, so memory and
 * the number proposed are given, not counted. No example has a mark: it would stay when the name is changed.
 */
import type { Preset } from '../preset.ts';
import type { Gate, Rule } from '../rule.ts';
import { BATCHES, CIVIL_SERVICE_APPEALS, NOT_TRIGGERED } from './parts.ts';
import { COMPETENCE_SCALE, OVERALL } from './scales.ts';
import { civilServiceAct, civilServiceAppraisal } from './sources.ts';

const GRADE_FIXED: Gate = {
  id: 'grade_fixed',
  zh: '机关负责人或者考核委员会确定等次并书面通知本人',
  en: 'The grade is fixed by the head of the body or its board, and the person told in writing',
};

export const EXCELLENT_FIFTH: Rule = {
  id: 'p23-quota',
  zh: '优秀人数在参加考核人数的百分之二十以内',
  en: 'Excellent for at most 20 per cent of those assessed',
  citations: [
    civilServiceAppraisal('优秀等次比例', '优秀等次人数一般掌握在参加年度考核人数的 20% 以内；有的可以到 25%'),
  ],
  scope: 'poll',
  tests: [
    {
      id: 'quota',
      numerator: { figure: 'excellent' },
      base: 'headcount',
      comparator: 'le',
      fraction: [20, 100],
      zh: '优秀人数在参评人数的 20% 以内',
      en: 'at most 20 per cent of those assessed are excellent',
    },
  ],
  branches: [
    {
      when: { not: { test: 'quota' } },
      label: {
        id: 'over_quota',
        zh: '拟定优秀人数超过 20%，须核减',
        en: 'More than 20 % proposed as excellent: to be reduced',
        weight: 'flag',
      },
    },
  ],
  otherwise: { id: 'within_quota', zh: '优秀人数在比例以内', en: 'Within the quota', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 10,
  sensitivity: [],
};

export const DEMOTED: Rule = {
  id: 'p23-demote',
  zh: '本年度被确定为不称职',
  en: 'Graded incompetent this year',
  citations: [civilServiceAct('第五十条', '年度考核中被确定为不称职的，按照规定程序降低一个职务或者职级层次任职')],
  scope: 'item',
  tests: [
    {
      id: 'once',
      numerator: { history: { kind: 'count', mark: 'incompetent', within: 'year' } },
      base: 'one',
      comparator: 'ge',
      fraction: [1, 1],
      zh: '本年度被确定为不称职',
      en: 'graded incompetent this year',
    },
  ],
  branches: [
    {
      when: { test: 'once' },
      label: {
        id: 'one_level_down',
        zh: '本年度不称职，提请降低一个层次',
        en: 'Incompetent this year: one level down is to be considered',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [GRADE_FIXED],
  consequence: { zh: '降低一个职务或者职级层次任职', en: 'One level down in post or rank' },
  periods: CIVIL_SERVICE_APPEALS,
  precedence: 20,
  sensitivity: [],
};

export const DISMISSED: Rule = {
  id: 'p23-dismiss',
  zh: '连续两年被确定为不称职',
  en: 'Graded incompetent two years running',
  citations: [
    civilServiceAct('第八十八条', '在年度考核中，连续两年被确定为不称职的，予以辞退'),
    civilServiceAct('第九十五条', '三十日内申请复核；对复核结果不服的，十五日内申诉；也可以三十日内直接申诉'),
  ],
  scope: 'item',
  tests: [
    {
      id: 'twice',
      numerator: { history: { kind: 'run', mark: 'incompetent', missing: 'breaks' } },
      base: 'one',
      comparator: 'ge',
      fraction: [2, 1],
      zh: '连续两年不称职',
      en: 'incompetent two years running',
    },
  ],
  branches: [
    {
      when: { test: 'twice' },
      label: {
        id: 'dismissal',
        zh: '连续两年不称职，提请按规定辞退',
        en: 'Incompetent two years running: dismissal is to be considered',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [GRADE_FIXED],
  consequence: { zh: '予以辞退', en: 'Dismissal' },
  periods: CIVIL_SERVICE_APPEALS,
  precedence: 30,
  sensitivity: [],
};

export const P23: Preset = {
  id: 'P23',
  zh: '公务员、事业单位人员年度考核',
  en: 'Yearly appraisal of civil servants and public-service staff',
  about: {
    zh: '年度考核民主测评，按四等次投票；核对优秀比例，并提示本年及连续两年不称职的人员。',
    en: 'For the yearly appraisal in four grades, with the quota of excellent and a note of who was incompetent before.',
  },
  status: 'current_national',
  confidence: 'secondary',
  cautions: [
    {
      zh: '等次由机关确定，测评票只作参考：确定后把“不称职”记入本人“已知情况”，规则才会提示。',
      en: 'The body fixes the grade; the vote only informs it. Enter the grade “incompetent” afterwards, else nothing is said.',
    },
    {
      zh: '20% 按“以内”舍去尾数；有的地方四舍五入或者进一，会超过 20%。25% 只适用于有规定的单位。',
      en: '20 % is rounded down, as “within” says; some places round up and exceed it. 25 % is for bodies entitled to it.',
    },
    {
      zh: '试用期人员参加考核但不定等次，不列入名单；事业单位的比例未经核对。',
      en: 'Staff on trial are not graded and not listed. The quota for public-service units was not checked.',
    },
  ],
  groups: [{ id: 'staff', zh: '本单位人员', en: 'Staff of the unit', due: 30, relation: 'member' }],
  polls: [
    {
      zh: '年度考核民主测评',
      en: 'Yearly appraisal',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '郑某', note: '示例科室一' },
          { id: 's2', name: '王某', note: '示例科室一' },
          { id: 's3', name: '冯某', note: '示例科室二' },
          { id: 's4', name: '陈某', note: '示例科室二' },
          { id: 's5', name: '褚某', note: '示例科室三' },
        ],
        dimensions: OVERALL,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
        quotas: [{ marks: { grades: ['excellent'] }, min: 0, max: 1, mode: 'warn' }],
      },
      given: { '': { figures: { excellent: 1 } } },
      rules: [EXCELLENT_FIFTH, DEMOTED, DISMISSED],
      release: BATCHES,
    },
  ],
};
