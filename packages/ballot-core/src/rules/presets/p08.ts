/**
 * P08 常委会票决, with the 30 % deferral (Z14). Decided in this order: void, quorum, deferral, pass; each on those due.
 *
 * A candidate with a majority may still be deferred: 13 agree and 7 do not, of 20. Absent members sit in the denominator
 * only. Where both hold the label is 暂缓, and the failing pass test stays visible among the tests.
 */
import type { Preset } from '../preset.ts';
import type { Rule } from '../rule.ts';
import {
  COMMITTEE_DECIDES,
  COMMITTEE_QUORUM,
  DISCUSSED,
  IF_NO_QUORUM,
  IF_PASSED,
  IF_VOID,
  NOT_PASSED,
  RESULT,
  TURNOUT,
  VOID,
} from './parts.ts';
import { zhangye } from './sources.ts';

export const COMMITTEE_BALLOT: Rule = {
  id: 'p08',
  zh: '常委会票决（含暂缓）',
  en: 'Committee ballot with deferral',
  citations: [zhangye('第九条', '不同意票和弃权票超过应到会人数 30% 的，暂缓作出任用决定'), COMMITTEE_DECIDES],
  scope: 'question',
  tests: [
    VOID,
    COMMITTEE_QUORUM,
    {
      id: 'defer',
      numerator: { options: ['disagree', 'abstain'] },
      base: 'due',
      comparator: 'gt',
      fraction: [3, 10],
      zh: '不同意票和弃权票超过应到会人数 30%',
      en: 'disagree and abstain exceed 30 % of the members due',
    },
    {
      id: 'pass',
      numerator: { options: ['agree'] },
      base: 'due',
      comparator: 'gt',
      fraction: [1, 2],
      zh: '同意票超过应到会人数的半数',
      en: 'agree exceeds half of the members due',
    },
  ],
  branches: [
    IF_VOID,
    IF_NO_QUORUM,
    {
      when: { test: 'defer' },
      label: { id: 'deferred', zh: '暂缓作出任用决定', en: 'Deferred', weight: 'outcome' },
    },
    IF_PASSED,
  ],
  otherwise: NOT_PASSED,
  ...RESULT,
  sensitivity: [],
};

export const P08: Preset = {
  id: 'P08',
  zh: '常委会票决（含 30% 暂缓）',
  en: 'Committee ballot with 30 % deferral',
  about: {
    zh: '常委会等额票决任用人选；不同意票和弃权票超过应到会人数 30% 的暂缓决定。',
    en: 'For a standing committee voting on one name to a post, where over 30 % against or abstaining defers it.',
  },
  status: 'historic_local',
  confidence: 'seed',
  cautions: [
    {
      zh: '过半数同意仍可能暂缓：应到 20 人，13 票同意、7 票不同意或弃权，暂缓。',
      en: 'A majority may still be deferred: of 20 due, 13 agree and 7 do not, and the decision is deferred.',
    },
    {
      zh: '缺席不等于弃权：缺席成员只计入分母。到会和通过的比例须对照现行条例正式文本核对。',
      en: 'Absent is not abstain: absent members are in the base only. Check quorum and majority against the official text.',
    },
    {
      zh: '只适用于等额票决；差额票决没有暂缓比例。',
      en: 'For one name to a post only; no deferral share exists otherwise.',
    },
  ],
  groups: [{ id: 'members', zh: '常委会委员', en: 'Committee members', due: 11, relation: 'member' }],
  polls: [
    {
      zh: '任用人选票决',
      en: 'Ballot on appointments',
      paper: {
        kind: 'motion',
        matters: [
          { id: 'm1', name: '任用人选一', note: '拟任示例单位一主要负责人' },
          { id: 'm2', name: '任用人选二', note: '拟任示例单位二副职' },
        ],
      },
      rules: [COMMITTEE_BALLOT],
      release: TURNOUT,
      checklist: DISCUSSED,
    },
  ],
};
