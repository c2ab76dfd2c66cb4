/**
 * Pieces that several presets share word for word: releases, gates, labels, the tests of a count and of a quorum.
 *
 * Only what must read the same wherever it stands. A comparator or a fraction that differs between documents is never here.
 */
import type { ReleasePolicy } from '../../record/record.ts';
import type { Gate, Label, Test } from '../rule.ts';

/** Appointments and elections: nobody sees counts before the close. */
export const TURNOUT: ReleasePolicy = { mode: 'turnout', k: 5, minTurnout: [1, 5] };
/** Assessments and surveys: whole counts, five ballots apart, from a fifth of those due on. */
export const BATCHES: ReleasePolicy = { mode: 'batches', k: 5, minTurnout: [1, 5] };

/** 经组织考核: no vote share acts by itself. */
export const ORG_INSPECTION: Gate = {
  id: 'org_inspection',
  zh: '经组织考核认定',
  en: 'Found so by organizational inspection',
};
/** 原则上/一般: the organ may decide otherwise, with a reason and an approver; that is this gate, rejected. */
export const ORG_DECISION: Gate = {
  id: 'org_decision',
  zh: '经党委（党组）集体研究，按原则执行',
  en: 'Upheld by the party committee; another decision needs a reason and an approver',
};

export const NOT_TRIGGERED: Label = { id: 'ok', zh: '未触发', en: 'Not triggered', weight: 'clear' };
export const NOT_SHORTLISTED: Label = {
  id: 'not_shortlisted',
  zh: '得票率未达下限，提请研究',
  en: 'Below the recommendation floor: refer to the committee',
  weight: 'flag',
};
export const ELIGIBLE: Label = {
  id: 'eligible',
  zh: '得票率达到下限',
  en: 'Recommendation floor reached',
  weight: 'clear',
};
export const COUNT_INVALID: Label = {
  id: 'count_invalid',
  zh: '本次投票无效',
  en: 'The count is void',
  weight: 'outcome',
};
export const QUORUM_FAILED: Label = {
  id: 'quorum_failed',
  zh: '未达到法定到会人数',
  en: 'No quorum',
  weight: 'outcome',
};
export const PASSED: Label = { id: 'passed', zh: '通过', en: 'Passed', weight: 'outcome' };
export const NOT_PASSED: Label = { id: 'not_passed', zh: '未通过', en: 'Not passed', weight: 'outcome' };

/** More ballots than were handed out: the whole count is void, before anything else is asked. */
export const VOID: Test = {
  id: 'void',
  numerator: { account: 'returned' },
  base: 'issued',
  comparator: 'gt',
  fraction: [1, 1],
  zh: '收回票多于发出票',
  en: 'more ballots returned than issued',
};
