/**
 * P36 末位黄牌: last of its category in the yearly assessment, two gates, then a yellow card; two years running, the post.
 *
 * Being last is no card: the card is entered in memory by hand once both organs have spoken. No example has one: it would
 * stay when the name is changed.
 */
import type { Preset } from '../preset.ts';
import type { Rule } from '../rule.ts';
import { BATCHES, COMMITTEE_APPROVAL, NOT_TRIGGERED } from './parts.ts';
import { OVERALL } from './scales.ts';
import { qingshanhu } from './sources.ts';

/** All who are level at the end go to inspection: a tie is not broken by the list. */
export const LAST_PLACE: Rule = {
  id: 'p36-last',
  zh: '年度综合考核末位',
  en: 'Last place in the yearly assessment',
  citations: [qingshanhu('第二十九条', '年度综合考核排名末位，经组织考察属主观原因的，报区委常委会批准给予黄牌警告')],
  scope: 'poll',
  tests: [],
  scores: [{ id: 'mean', kind: 'mean', per: 1 }],
  cut: {
    by: { score: 'mean' },
    direction: 'bottom',
    places: 1,
    per: 'tag',
    ties: 'include_all',
    taken: {
      id: 'last_place',
      zh: '本类末位，提请组织考察',
      en: 'Last of its category: refer for inspection',
      weight: 'flag',
    },
  },
  branches: [],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [
    {
      id: 'subjective_cause',
      zh: '经组织考察认定属主观原因',
      en: 'Found by inspection to be of their own making',
    },
    COMMITTEE_APPROVAL,
  ],
  consequence: { zh: '给予黄牌警告', en: 'A yellow card' },
  precedence: 20,
  sensitivity: [],
};

/** A year without an assessment breaks the run. */
export const TWO_CARDS: Rule = {
  id: 'p36-twice',
  zh: '连续两年黄牌',
  en: 'Yellow cards two years running',
  citations: [qingshanhu('第二十九条', '连续两年被黄牌警告的，党政正职岗位实行公推优选，其他不胜任的由组织处理')],
  scope: 'item',
  tests: [
    {
      id: 'cards',
      numerator: { history: { kind: 'run', mark: 'yellow_card', missing: 'breaks' } },
      base: 'one',
      comparator: 'ge',
      fraction: [2, 1],
      zh: '连续两年被黄牌警告',
      en: 'yellow cards two years running',
    },
  ],
  branches: [
    {
      when: { test: 'cards' },
      label: {
        id: 'open_head_posts',
        zh: '连续两年黄牌，提请研究党政正职岗位公推优选',
        en: 'Two yellow cards running: the head posts are to be put to open recommendation',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [COMMITTEE_APPROVAL],
  consequence: {
    zh: '党政正职岗位实行公推优选，其他不胜任的由组织处理',
    en: 'The head posts go to open recommendation; others unfit are dealt with by the organization',
  },
  precedence: 30,
  sensitivity: [],
};

export const SUPERVISED: Rule = {
  id: 'p36-supervised',
  zh: '派驻巡视员的末位单位',
  en: 'Bottom units that are sent a supervisor',
  citations: [
    qingshanhu(
      '第三十条',
      '向上年度考核末位的区直单位（含街道、扬子洲农场）3 个、乡镇 1 个、村 5 个、社区 5 个派驻巡视员',
    ),
  ],
  scope: 'poll',
  tests: [],
  scores: [{ id: 'mean', kind: 'mean', per: 1 }],
  cut: {
    by: { score: 'mean' },
    direction: 'bottom',
    places: { 区直单位: 3, 乡镇: 1 },
    per: 'tag',
    ties: 'include_all',
    taken: { id: 'supervised', zh: '列入派驻巡视员名单', en: 'On the list for a supervisor', weight: 'outcome' },
  },
  branches: [],
  otherwise: NOT_TRIGGERED,
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 10,
  sensitivity: [],
};

export const P36: Preset = {
  id: 'P36',
  zh: '末位黄牌（按类别）',
  en: 'Last place and yellow card, by category',
  about: {
    zh: '年度综合考核打分，按类别排名：末位提请考察，连续两年黄牌提请研究，末位若干名列入派驻巡视员名单。',
    en: 'For the yearly assessment in points, ranked by category: last places, cards two years running, supervision.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '末位不等于黄牌：须经组织考察认定属主观原因，并经常委会批准；批准后把“黄牌”记入“已知情况”。',
      en: 'Last is not yet a card: inspection and committee must both agree; then enter “yellow_card” in memory.',
    },
    {
      zh: '文件未写明按类别还是全部排名，也未写明并列：默认按类别，末位并列的一并考察。',
      en: 'The document says neither how to rank nor what a tie is: by category, and all level at the end are inspected.',
    },
    {
      zh: '连续两年以每年都有考核为前提，中间缺一年的不连续；派驻的村 5 个、社区 5 个在列入名单后另加类别。',
      en: 'A year without an assessment breaks the run. Villages (5) and communities (5) are added as categories.',
    },
  ],
  groups: [{ id: 'raters', zh: '考核评委', en: 'Raters', due: 30, relation: 'superior' }],
  polls: [
    {
      zh: '年度综合考核评分',
      en: 'Yearly assessment in points',
      paper: {
        kind: 'score',
        subjects: [
          { id: 'u1', name: '示例考核单位一', tag: '区直单位' },
          { id: 'u2', name: '示例考核单位二', tag: '区直单位' },
          { id: 'u3', name: '示例考核单位三', tag: '区直单位' },
          { id: 'u4', name: '示例考核单位四', tag: '区直单位' },
          { id: 'u5', name: '示例考核单位五', tag: '区直单位' },
          { id: 't1', name: '示例考核乡一', tag: '乡镇' },
          { id: 't2', name: '示例考核镇二', tag: '乡镇' },
          { id: 't3', name: '示例考核镇三', tag: '乡镇' },
        ],
        dimensions: OVERALL,
        from: 0,
        to: 100,
        step: 1,
        per: 1,
        blank: 'allow',
      },
      rules: [TWO_CARDS, LAST_PLACE, SUPERVISED],
      release: BATCHES,
    },
  ],
};
