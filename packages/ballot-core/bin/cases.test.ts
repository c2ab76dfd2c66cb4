import { describe, expect, test } from 'vitest';
import { runCases } from './run-cases.ts';

const bases = (count: number) => ({ due: count, present: count, issued: count, returned: count, valid: count });
const threshold = {
  id: 'X01',
  rule: 'own',
  kind: 'threshold',
  params: { numer: ['incompetent'], base: 'validItem', op: '>', frac: [1, 3], onTrue: 'review', onFalse: 'ok' },
  counts: { excellent: 20, incompetent: 10, abstain: 3 },
  base: bases(33),
  expect: { outcome: 'ok', share: [10, 30] },
};
const committee = {
  id: 'X02',
  rule: 'own',
  kind: 'committee',
  params: {
    quorum: { of: 'due', op: '>=', frac: [2, 3] },
    pas: { numer: ['agree'], base: 'due', op: '>', frac: [1, 2] },
  },
  counts: { agree: 6, disagree: 4, abstain: 0 },
  base: bases(10),
  expect: { outcome: 'passed', share: [6, 10] },
};
const gated = {
  ...threshold,
  id: 'X03',
  kind: 'gated',
  params: { rule: threshold.params, gate: 'org_inspection', gateState: 'rejected', confirmedLabel: 'dismiss' },
  counts: { excellent: 19, incompetent: 11, abstain: 3 },
  expect: { outcome: 'no_action', share: [11, 30] },
};
const tiers = {
  ...threshold,
  id: 'X04',
  kind: 'tiers',
  params: {
    numer: ['incompetent'],
    base: 'validItem',
    tiers: [
      { op: '>', frac: [1, 2], label: 'resign' },
      { op: '>', frac: [3, 10], label: 'interview' },
    ],
    otherwise: 'ok',
  },
  counts: { excellent: 20, incompetent: 10 },
  expect: { outcome: 'interview', share: [10, 30] },
};

describe('rule cases', () => {
  test('of each translated kind pass when they are right', () => {
    expect(runCases([threshold, committee, gated, tiers])).toEqual({ passed: 4, failures: [] });
  });

  test('fail by name when the outcome or the deciding share differs', () => {
    const wrong = { ...threshold, expect: { outcome: 'review', share: [10, 30] } };
    const share = { ...threshold, expect: { outcome: 'ok', share: [10, 33] } };
    expect(runCases([wrong, share])).toEqual({
      passed: 0,
      failures: ['X01 (own): ok, expected review', 'X01 (own): decided on 10/30, expected 10/33'],
    });
  });

  test('with more returned than issued are void, decided on those two figures', () => {
    const base = { ...bases(10), returned: 11, valid: 11 };
    const expected = { outcome: 'count_invalid', share: [11, 10] };
    expect(runCases([{ ...committee, base, expect: expected }]).failures).toEqual([]);
  });

  test('of a kind that the rules can not express fail and say so', () => {
    expect(runCases([{ ...threshold, kind: 'weather' }]).failures).toEqual(["X01: no translation for kind 'weather'"]);
  });

  test('that can not be read fail alone, the others still run', () => {
    const broken = { ...threshold, params: { ...threshold.params, op: '!' } };
    expect(runCases([broken, committee])).toEqual({ passed: 1, failures: ['X01 (own): no such comparator: !'] });
  });
});
