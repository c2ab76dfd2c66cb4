/**
 * 常委会票决: quorum, deferral and pass, each on those due (P08).
 */
import type { Rule } from '../rule.ts';
import { REGULATION, seed, ZHANGYE } from './sources.ts';

/**
 * P08 常委会票决, with the 30 % deferral (Z14). Decided in this order: void, quorum, deferral, pass.
 *
 * A candidate with a majority may still be deferred: 13 agree and 7 do not, of 20. Absent members sit in the denominator
 * only. Where both hold the label is 暂缓, and the failing pass test stays visible among the tests.
 */
export const COMMITTEE_BALLOT: Rule = {
  id: 'p08',
  zh: '常委会票决（含暂缓）',
  en: 'Committee ballot with deferral',
  citations: [
    seed(ZHANGYE, '第九条', '不同意票和弃权票超过应到会人数 30% 的，暂缓作出任用决定'),
    {
      document: REGULATION,
      clause: '讨论决定一章',
      wording: '三分之二以上成员到会，以应到会成员超过半数同意形成决定',
      status: 'current_national',
      confidence: 'unverified',
    },
  ],
  scope: 'question',
  tests: [
    {
      id: 'void',
      numerator: { account: 'returned' },
      base: 'issued',
      comparator: 'gt',
      fraction: [1, 1],
      zh: '收回票多于发出票',
      en: 'more ballots returned than issued',
    },
    {
      id: 'quorum',
      numerator: { account: 'present' },
      base: 'due',
      comparator: 'ge',
      fraction: [2, 3],
      zh: '三分之二以上成员到会',
      en: 'at least two thirds of the members attend',
    },
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
    {
      when: { test: 'void' },
      label: { id: 'count_invalid', zh: '本次投票无效', en: 'The count is void', weight: 'outcome' },
    },
    {
      when: { not: { test: 'quorum' } },
      label: { id: 'quorum_failed', zh: '未达到法定到会人数', en: 'No quorum', weight: 'outcome' },
    },
    {
      when: { test: 'defer' },
      label: { id: 'deferred', zh: '暂缓作出任用决定', en: 'Deferred', weight: 'outcome' },
    },
    { when: { test: 'pass' }, label: { id: 'passed', zh: '通过', en: 'Passed', weight: 'outcome' } },
  ],
  otherwise: { id: 'not_passed', zh: '未通过', en: 'Not passed', weight: 'outcome' },
  strength: 'auto',
  gates: [],
  consequence: null,
  precedence: 40,
  sensitivity: [],
};
