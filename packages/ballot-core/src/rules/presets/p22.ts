/**
 * P22 职代会表决、民主评议: at least half of all delegates for a motion; three lines for those who are assessed.
 *
 * "半数以上" includes the half, which many drafters don't mean: 30 of 60 passes here and fails under 过半数.
 */
import type { Preset } from '../preset.ts';
import type { Rule } from '../rule.ts';
import { BATCHES, NOT_TRIGGERED, RESOLUTION, TURNOUT, VOID } from './parts.ts';
import { COMPETENCE_SCALE, OVERALL } from './scales.ts';
import { nanjingPress, shanghaiPress, shanghaiStaffCongress } from './sources.ts';

const STAFF_CONGRESS = {
  id: 'staff_congress',
  zh: '职工代表大会（或者其主席团）审议决定提出',
  en: 'Resolved upon by the staff congress or its presidium',
};

export const STAFF_VOTE: Rule = {
  id: 'p22-vote',
  zh: '全体职工代表半数以上通过',
  en: 'Passed by at least half of all delegates',
  citations: [
    shanghaiStaffCongress('第二十八条', '有三分之二以上职工代表出席方可召开'),
    shanghaiStaffCongress('第三十一条', '以无记名投票方式，须经全体职工代表半数以上通过'),
  ],
  scope: 'question',
  tests: [
    VOID,
    {
      id: 'quorum',
      numerator: { account: 'present' },
      base: 'due',
      comparator: 'ge',
      fraction: [2, 3],
      zh: '三分之二以上职工代表出席',
      en: 'at least two thirds of the delegates attend',
    },
    {
      id: 'pass',
      numerator: { options: ['agree'] },
      base: 'due',
      comparator: 'ge',
      fraction: [1, 2],
      zh: '全体职工代表半数以上',
      en: 'at least half of all delegates',
    },
  ],
  ...RESOLUTION,
  sensitivity: ['present', 'valid'],
};

export const STAFF_COMPETENT: Rule = {
  id: 'p22-competent',
  zh: '称职以上票不足百分之六十',
  en: 'Competent or better below 60 per cent',
  citations: [shanghaiPress('民主评议结果运用', '称职以上票低于 60% 的，可以提出免职建议')],
  scope: 'question',
  tests: [
    {
      id: 'good',
      numerator: { options: ['excellent', 'competent'] },
      base: 'validItem',
      comparator: 'lt',
      fraction: [60, 100],
      zh: '称职以上票低于 60%',
      en: 'competent or better below 60 per cent',
    },
  ],
  branches: [
    {
      when: { test: 'good' },
      label: {
        id: 'may_propose_removal',
        zh: '称职以上不足 60%，可以提出免职建议',
        en: 'Competent or better below 60 %: removal may be proposed',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [STAFF_CONGRESS],
  consequence: { zh: '向有任免权的一方提出免职建议', en: 'Removal is proposed to whoever appoints' },
  precedence: 20,
  sensitivity: ['valid', 'present', 'due'],
};

/** Two tiers, severer first: exactly 30 % is nothing yet, exactly 50 % is still the lower tier. */
export const STAFF_INCOMPETENT: Rule = {
  id: 'p22-incompetent',
  zh: '不称职票超过百分之三十、百分之五十',
  en: 'Incompetent above 30 and above 50 per cent',
  citations: [nanjingPress('民主评议结果运用', '不称职票超过 30% 的约谈，超过 50% 的建议其辞职')],
  scope: 'question',
  tests: [
    {
      id: 'half',
      numerator: { options: ['incompetent'] },
      base: 'validItem',
      comparator: 'gt',
      fraction: [50, 100],
      zh: '不称职票超过 50%',
      en: 'incompetent exceeds 50 per cent',
    },
    {
      id: 'thirty',
      numerator: { options: ['incompetent'] },
      base: 'validItem',
      comparator: 'gt',
      fraction: [30, 100],
      zh: '不称职票超过 30%',
      en: 'incompetent exceeds 30 per cent',
    },
  ],
  branches: [
    {
      when: { test: 'half' },
      label: {
        id: 'suggest_resign',
        zh: '不称职超过 50%，可以建议其辞职',
        en: 'Incompetent above 50 %: resignation may be suggested',
        weight: 'flag',
      },
    },
    {
      when: { test: 'thirty' },
      label: {
        id: 'interview',
        zh: '不称职超过 30%，提请约谈',
        en: 'Incompetent above 30 %: refer for a talk',
        weight: 'flag',
      },
    },
  ],
  otherwise: NOT_TRIGGERED,
  strength: 'flag',
  gates: [STAFF_CONGRESS],
  consequence: { zh: '按所列情形约谈，或者建议其辞职', en: 'A talk, or the suggestion to resign, as the finding says' },
  precedence: 30,
  sensitivity: ['valid', 'present', 'due'],
};

export const P22: Preset = {
  id: 'P22',
  zh: '职代会表决与民主评议',
  en: 'Staff congress: resolutions and assessment',
  about: {
    zh: '职工代表大会无记名表决方案、合同草案，并民主评议领导人员。',
    en: 'For a staff congress that votes on drafts by secret ballot and assesses the management.',
  },
  status: 'historic_local',
  confidence: 'source',
  cautions: [
    {
      zh: '“半数以上”含正好一半；不少地方按“过半数”执行，正好一半不通过。请先与本地文件核对并选定其一。',
      en: '“At least half” includes exactly half; many places read “more than half”, where it fails. Settle which one first.',
    },
    {
      zh: '60%、30%、50% 出自不同城市的办法，分母均未载明，暂按该对象有效评价票；只采用一地的，删去另一条。',
      en: '60 %, 30 % and 50 % come from two cities, neither naming its base. Delete the rule that isn’t yours.',
    },
  ],
  groups: [{ id: 'delegates', zh: '职工代表', en: 'Staff delegates', due: 60, relation: 'member' }],
  polls: [
    {
      zh: '职代会表决',
      en: 'Resolutions of the staff congress',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '示例集体合同（草案）' },
          { id: 'm2', name: '示例职工福利方案' },
        ],
      },
      rules: [STAFF_VOTE],
      release: TURNOUT,
    },
    {
      zh: '民主评议领导人员',
      en: 'Assessment of the management',
      paper: {
        kind: 'grades',
        subjects: [
          { id: 's1', name: '赵某', note: '示例企业负责人' },
          { id: 's2', name: '钱某', note: '示例企业副职' },
        ],
        dimensions: OVERALL,
        scale: COMPETENCE_SCALE,
        blank: 'allow',
      },
      rules: [STAFF_COMPETENT, STAFF_INCOMPETENT],
      release: BATCHES,
    },
  ],
};
