/** What may be announced of a sealed record, from a committee of three to an assessment by weighted groups. */
import type { GroupId, PollRecord, QuestionFinding, Rule } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { publishedResult } from './published.ts';

const LABEL = { id: 'passed', zh: '通过', en: 'Passed', weight: 'outcome' } as const;
const RULE = { id: 'r1', tests: [], label: LABEL } as unknown as Rule;
const WEIGHING = { ...RULE, scores: [{ id: 'w', kind: 'groups' }] } as unknown as Rule;
const TEST = {
  id: 't',
  count: 2,
  base: 'due',
  baseValue: 3,
  holds: true,
  sensitivity: [{ base: 'valid', baseValue: 3, holds: true }],
};
const FINDING = {
  question: 'm1',
  rule: 'r1',
  status: 'found',
  label: LABEL,
  tests: [TEST],
  scores: [
    {
      id: 'w',
      value: [362, 5],
      pooled: [70, 1],
      parts: [{ id: 'boss', weight: 40, value: [90, 1] }],
    },
  ],
  ranking: [
    { id: 'c1', rank: 1, value: [9, 1], state: 'taken', win: TEST },
    { id: '+王五', rank: 2, value: [1, 1], state: 'left', win: null },
    { id: '+赵六', rank: 2, value: [5, 1], state: 'left', win: null },
  ],
} as unknown as QuestionFinding;

const MOTION = { kind: 'motion', matters: [{ id: 'm1', name: '任命' }] };
const GRADES = { kind: 'grades', subjects: [], dimensions: [], scale: [], blank: 'allow' };
const pick = (seats: number | null) => ({ kind: 'pick', candidates: [{ id: 'c1', name: '张三' }], seats });

function record(paper: unknown, groups: readonly number[], rules: readonly Rule[] = [RULE]): PollRecord {
  const returned = groups.reduce((sum, each) => sum + each, 0);
  const accounts = (each: number) => ({
    due: each,
    present: each,
    issued: each,
    returned: each,
    valid: each,
    invalid: 0,
  });
  return {
    definition: {
      poll: 'p',
      title: '一',
      paper,
      rules,
      groups: groups.map((due, i) => ({ id: `g${i}`, name: `g${i}`, due })),
    },
    annex: null,
    accounts: accounts(returned),
    groupAccounts: groups.map((each, i) => ({ group: `g${i}` as GroupId, ...accounts(each) })),
    groupCounts: [{ group: 'g0', ballots: 1, counts: [1] }],
    count: { ballots: returned, counts: [returned] },
    writeIns: [
      { name: '王五', votes: 1 },
      { name: '赵六', votes: 5 },
      { name: '趙六', votes: 2 },
    ],
    findings: [FINDING],
    sealedAt: '2026-11-22T00:00:00Z',
  } as unknown as PollRecord;
}

describe('what is announced', () => {
  test('of five ballots or more is every total, and nothing of a group', () => {
    const result = publishedResult(record(GRADES, [3, 2]), []);
    expect(result).toMatchObject({ shown: 'totals', count: { ballots: 5 } });
    expect(JSON.stringify(result)).not.toMatch(/boss|pooled|groupCounts|groupAccounts|"g0"/);
    expect(result.findings[0]?.tests[0]?.sensitivity).toEqual([]);
  });

  test('of four is what was found, without a figure', () => {
    const result = publishedResult(record(GRADES, [4]), []);
    expect(result).toMatchObject({ shown: 'labels', count: null, writeIns: [] });
    expect(result.findings[0]).toMatchObject({ label: LABEL, tests: [] });
    expect(result.findings[0]).not.toHaveProperty('scores');
    expect(result.findings[0]?.ranking).toEqual([{ id: 'c1', rank: 1, value: null, state: 'taken', win: null }]);
  });

  test.each([
    ['a committee that decides', MOTION, 'tests'],
    ['a body that elects', pick(1), 'tests'],
    ['a meeting that recommends', pick(null), 'labels'],
    ['people who assess', GRADES, 'labels'],
  ] as const)('of three by %s is as its rules ask', (_who, paper, shown) => {
    const result = publishedResult(record(paper, [3]), []);
    expect(result).toMatchObject({ shown, count: null });
    expect(result.findings[0]?.tests).toHaveLength(shown === 'tests' ? 1 : 0);
  });

  test('of weighted groups, one of them small, is the weighted score and not the totals beside it', () => {
    const small = publishedResult(record(GRADES, [20, 1], [WEIGHING]), []);
    expect(small).toMatchObject({ shown: 'labels', count: null });
    expect(small.findings[0]?.scores).toEqual([{ id: 'w', value: [362, 5] }]);
    expect(publishedResult(record(GRADES, [20, 5], [WEIGHING]), []).shown).toBe('totals');
    // Nobody of that group has voted: nothing of it can be told.
    expect(publishedResult(record(GRADES, [20, 0], [WEIGHING]), []).shown).toBe('totals');
    expect(publishedResult(record(GRADES, [20, 1]), []).shown).toBe('totals');
  });

  test('of weighted groups, one of one mind, is the score alone where the totals beside it would tell that mind', () => {
    const halves = { ...RULE, scores: [{ id: 'w', kind: 'groups', weights: { g0: 50, g1: 50 } }] } as unknown as Rule;
    const kept = (groups: readonly number[]) => ({ ...record(GRADES, groups, [halves]), annex: '0'.repeat(64) });
    const two = publishedResult(kept([20, 9]), []);
    expect(two).toMatchObject({ shown: 'labels', count: null });
    expect(two.findings[0]?.scores).toEqual([{ id: 'w', value: [362, 5] }]);
    expect(publishedResult(kept([20, 9, 9]), []).shown).toBe('totals');
  });

  test('of written-in names are those with five votes, merged ones together, the others as one sum', () => {
    const merges = [{ name: '趙六', into: '赵六' }];
    const result = publishedResult(record(pick(null), [12]), merges);
    expect(result.writeIns).toEqual([
      { name: '赵六', votes: 7 },
      { name: '', votes: 1 },
    ]);
    expect(result.findings[0]?.ranking?.map(({ id }) => id)).toEqual(['c1', '+赵六']);
    expect(JSON.stringify(result)).not.toContain('王五');
  });
});
