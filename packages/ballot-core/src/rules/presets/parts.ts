/**
 * Pieces that several presets share word for word: releases, gates, labels, the tests of a count and of a quorum.
 *
 * Only what must read the same wherever it stands. A comparator or a fraction that differs between documents is never here.
 */
import type { ReleasePolicy } from '../../record/record.ts';
import type { PresetPoll } from '../preset.ts';
import type { Words } from '../names.ts';
import type { Branch, Citation, Cut, Gate, Label, Period, Rule, Test } from '../rule.ts';
import { regulation } from './sources.ts';

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

export const IF_VOID: Branch = { when: { test: 'void' }, label: COUNT_INVALID };
export const IF_NO_QUORUM: Branch = { when: { not: { test: 'quorum' } }, label: QUORUM_FAILED };
export const IF_PASSED: Branch = { when: { test: 'pass' }, label: PASSED };

/** The outcome of a ballot itself: nothing to inspect, nothing that follows by itself. */
export const RESULT: Pick<Rule, 'strength' | 'gates' | 'consequence' | 'precedence'> = {
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 40,
};
type Result = keyof typeof RESULT;

/** A void count comes before a missing quorum, and both before the majority, `pass`. */
export const RESOLUTION: Pick<Rule, 'branches' | 'otherwise' | Result> = {
  branches: [IF_VOID, IF_NO_QUORUM, IF_PASSED],
  otherwise: NOT_PASSED,
  ...RESULT,
};

const ELECTED: Label = { id: 'elected', zh: '当选', en: 'Elected', weight: 'outcome' };
/** Never filled by plurality: a second ballot, or fewer seats by resolution. */
const VACANCY: Label = {
  id: 'vacancy',
  zh: '无人当选，另行选举或经会议同意减少名额',
  en: 'Nobody is elected: another ballot, or fewer seats by resolution',
  weight: 'outcome',
};
/** Equal votes at the last seat are voted on again; whoever fails the test `win` is not elected, however far ahead. */
export const ELECTION: Pick<Rule, 'branches' | 'otherwise' | Result> & { readonly cut: Cut } = {
  cut: {
    by: { votes: ['picked'] },
    direction: 'top',
    places: 'seats',
    per: 'poll',
    ties: 'runoff',
    win: 'win',
    taken: ELECTED,
  },
  branches: [IF_VOID, IF_NO_QUORUM],
  otherwise: VACANCY,
  ...RESULT,
};

/** 条例讨论决定一章: what a party committee's decision needs, and that nobody has compared it with the official text. */
export const COMMITTEE_DECIDES: Citation = regulation(
  '讨论决定一章',
  '三分之二以上成员到会，以应到会成员超过半数同意形成决定',
);
export const COMMITTEE_QUORUM: Test = {
  id: 'quorum',
  numerator: { account: 'present' },
  base: 'due',
  comparator: 'ge',
  fraction: [2, 3],
  zh: '三分之二以上成员到会',
  en: 'at least two thirds of the members attend',
};
export const COMMITTEE_MAJORITY: Test = {
  id: 'pass',
  numerator: { options: ['agree'] },
  base: 'due',
  comparator: 'gt',
  fraction: [1, 2],
  zh: '应到会成员超过半数同意',
  en: 'more than half of the members due agree',
};
export const COMMITTEE_TEXT_UNCHECKED: Words = {
  zh: '到会和通过的比例据通行理解填写，使用前请对照条例正式文本核对。',
  en: 'Quorum and majority are as commonly understood: check them against the official text before use.',
};

/** 先讨论后票决: what must be true before a committee's ballot opens. */
export const DISCUSSED: NonNullable<PresetPoll['checklist']> = [
  { id: 'discussed', zh: '已逐一介绍情况并充分讨论', en: 'Each name was presented and discussed' },
  { id: 'minutes', zh: '讨论已记录', en: 'The discussion is in the minutes' },
  { id: 'recused', zh: '应回避人员已回避', en: 'Those who must recuse themselves have done so' },
];

/** 常委会批准. */
export const COMMITTEE_APPROVAL: Gate = {
  id: 'committee_approval',
  zh: '经常委会（党委、党组）批准',
  en: 'Approved by the standing committee',
};

/** No document draws a line here: the numbers stand by themselves, and nothing follows from them. */
export const NO_LINE: Pick<Rule, 'branches' | 'otherwise' | 'sensitivity' | Result> = {
  branches: [],
  otherwise: { id: 'shown', zh: '仅列出结果，不设界线', en: 'Shown only: no line is drawn', weight: 'clear' },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 10,
  sensitivity: [],
};

/** 任前公示. */
export const NOTICE: Period = {
  id: 'notice',
  zh: '任前公示（不少于 5 个工作日）',
  en: 'Notice before the appointment (at least 5 working days)',
  kind: 'notice',
  length: 5,
  unit: 'working_days',
};
/** 反馈后一周内. Calendar days: the proposal doesn't say which. */
export const APPEAL: Period = {
  id: 'appeal',
  zh: '对过程或者结果申诉（反馈后 7 日内）',
  en: 'Appeal against process or result (within 7 days of the feedback)',
  kind: 'appeal',
  length: 7,
  unit: 'calendar_days',
};
/** 公务员法第九十五条: review, or appeal straight away; after a review 15 days. */
export const CIVIL_SERVICE_APPEALS: readonly Period[] = [
  {
    id: 'review',
    zh: '向原处理机关申请复核（知道处理之日起 30 日内）',
    en: 'Application for review by the deciding body (within 30 days of knowing)',
    kind: 'appeal',
    length: 30,
    unit: 'calendar_days',
  },
  {
    id: 'direct_appeal',
    zh: '不经复核直接申诉（知道处理之日起 30 日内）',
    en: 'Appeal without a review (within 30 days of knowing)',
    kind: 'appeal',
    length: 30,
    unit: 'calendar_days',
  },
  {
    id: 'appeal_after_review',
    zh: '不服复核结果的申诉（接到复核决定之日起 15 日内）',
    en: 'Appeal against the review (within 15 days of receiving it)',
    kind: 'appeal',
    length: 15,
    unit: 'calendar_days',
  },
];
/** 任职试用期一年. */
export const PROBATION: Period = {
  id: 'probation',
  zh: '任职试用期（一年）',
  en: 'Probation in the post (one year)',
  kind: 'probation',
  length: 12,
  unit: 'months',
};
