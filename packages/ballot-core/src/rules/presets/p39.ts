/**
 * P39 考察预告、任前公示、申诉: calendars. Day 7 is in time and day 8 is late; four working days of notice are too few.
 *
 * The days are given when the paper is frozen; the periods that begin with a finding are started at the desk.
 */
import type { Preset } from '../preset.ts';
import type { Rule } from '../rule.ts';
import { APPEAL, CIVIL_SERVICE_APPEALS, COMMITTEE_APPROVAL, NOTICE, PROBATION, TURNOUT } from './parts.ts';
import { civilServiceAct, custom, probationRule, supervisionStudy } from './sources.ts';

export const NOTICE_RUN: Rule = {
  id: 'p39-notice',
  zh: '任前公示不少于五个工作日',
  en: 'Notice before the appointment for at least five working days',
  citations: [
    custom('任前公示', '公示期不少于五个工作日'),
    probationRule('第三条', '试用期为一年，自任职通知之日起计算'),
  ],
  scope: 'item',
  tests: [
    {
      id: 'notice',
      numerator: { figure: 'notice_days' },
      base: 'one',
      comparator: 'ge',
      fraction: [5, 1],
      zh: '公示不少于 5 个工作日',
      en: 'at least 5 working days of notice',
    },
  ],
  branches: [
    {
      when: { not: { test: 'notice' } },
      label: {
        id: 'notice_short',
        zh: '公示未满，不得办理任职',
        en: 'The notice has not run: no appointment yet',
        weight: 'flag',
      },
    },
  ],
  otherwise: { id: 'notice_complete', zh: '公示期满', en: 'The notice has run', weight: 'clear' },
  strength: 'auto',
  gates: [],
  consequence: null,
  periods: [NOTICE, PROBATION],
  precedence: 30,
  sensitivity: [],
};

export const APPEAL_IN_TIME: Rule = {
  id: 'p39-appeal',
  zh: '反馈后七日内申诉',
  en: 'Appeal within seven days of the feedback',
  citations: [supervisionStudy('考察环节第 7 项', '反馈后一周内，可以对过程或者结果提出申诉并说明理由')],
  scope: 'item',
  tests: [
    {
      id: 'week',
      numerator: { figure: 'days_since_feedback' },
      base: 'one',
      comparator: 'le',
      fraction: [7, 1],
      zh: '反馈后 7 日内',
      en: 'within 7 days of the feedback',
    },
  ],
  branches: [
    {
      when: { test: 'week' },
      label: { id: 'accepted', zh: '在期限内，应予受理', en: 'In time: to be heard', weight: 'flag' },
    },
  ],
  otherwise: { id: 'late', zh: '超过七日', en: 'After seven days', weight: 'clear' },
  strength: 'flag',
  gates: [COMMITTEE_APPROVAL],
  consequence: { zh: '复查并书面答复申诉人', en: 'Looked into, with a written answer' },
  periods: [APPEAL],
  precedence: 20,
  sensitivity: [],
};

export const REVIEW_IN_TIME: Rule = {
  id: 'p39-review',
  zh: '知道处理之日起三十日内申请复核或者申诉',
  en: 'Review or appeal within thirty days of knowing',
  citations: [
    civilServiceAct('第九十五条', '自知道该人事处理之日起三十日内申请复核；也可以不经复核，三十日内直接提出申诉'),
  ],
  scope: 'item',
  tests: [
    {
      id: 'month',
      numerator: { figure: 'days_since_knowing' },
      base: 'one',
      comparator: 'le',
      fraction: [30, 1],
      zh: '知道处理之日起 30 日内',
      en: 'within 30 days of knowing',
    },
  ],
  branches: [
    {
      when: { test: 'month' },
      label: {
        id: 'review_open',
        zh: '在法定期限内，应予受理',
        en: 'Within the legal term: to be heard',
        weight: 'flag',
      },
    },
  ],
  otherwise: { id: 'review_late', zh: '超过三十日', en: 'After thirty days', weight: 'clear' },
  strength: 'auto',
  gates: [],
  consequence: null,
  periods: CIVIL_SERVICE_APPEALS,
  precedence: 10,
  sensitivity: [],
};

export const P39: Preset = {
  id: 'P39',
  zh: '考察预告、任前公示与申诉',
  en: 'Notices and appeals',
  about: {
    zh: '公示期满后确认任职并处理异议：核对公示天数、申诉期限，起算试用期。',
    en: 'For confirming appointments after the notice: days of notice, terms of appeal, the start of probation.',
  },
  status: 'current_national',
  confidence: 'unverified',
  cautions: [
    {
      zh: '任前公示五个工作日为通行做法，未核对正式文本；节假日和调休须先在日历中录入。',
      en: 'Five working days of notice are usual and were not checked; enter holidays and working weekends first.',
    },
    {
      zh: '七日申诉出自研究建议，按日历日计；三十日复核、申诉为公务员法规定，适用于公务员的人事处理。',
      en: 'Seven days are a proposal, in calendar days; thirty days are the law, for measures against civil servants.',
    },
    {
      zh: '申诉期间不停止处理的执行，也不得因申诉加重处理。',
      en: 'An appeal doesn’t stay the measure, and the measure may not become heavier because of it.',
    },
  ],
  groups: [{ id: 'members', zh: '党委（党组）成员', en: 'Committee members', due: 9, relation: 'member' }],
  polls: [
    {
      zh: '公示期满确认',
      en: 'Confirmation after the notice',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '人选一', note: '拟任示例单位一副职，公示无异议' },
          { id: 'm2', name: '人选二', note: '拟任示例单位二副职，公示期间收到申诉' },
        ],
      },
      given: {
        m1: { figures: { notice_days: 5, days_since_feedback: 8, days_since_knowing: 31 } },
        m2: { figures: { notice_days: 5, days_since_feedback: 7, days_since_knowing: 30 } },
      },
      checklist: [
        {
          id: 'inspection-notice',
          zh: '考察预告已张贴（对象、时间、考察组、电话）',
          en: 'The inspection was announced',
        },
        { id: 'pre-notice', zh: '任前公示已发布', en: 'The notice before appointment was published' },
        { id: 'objections', zh: '收到的异议均已核查并有结论', en: 'Every objection was looked into and answered' },
      ],
      rules: [NOTICE_RUN, APPEAL_IN_TIME, REVIEW_IN_TIME],
      release: TURNOUT,
    },
  ],
};
