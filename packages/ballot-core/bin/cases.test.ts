import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCases } from './run-cases.ts';

test('all 113 worked examples of the rulebook come out as written', () => {
  const file = new URL('../../../test/cases/cases.json', import.meta.url);
  expect(runCases(JSON.parse(readFileSync(file, 'utf8')))).toEqual({ passed: 113, failures: [] });
});

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

const none = { due: null, present: null, issued: null, returned: null, valid: null };
const example =
  (kind: string, params: object, counts: object, base: object = none) =>
  (outcome: string, share: readonly number[]) =>
    runCases([{ id: 'X', rule: 'own', kind, params, counts, base, expect: { outcome, share } }]).failures;

describe('another value of a parameter gives another answer', () => {
  const win = { base: 'due', op: '>', frac: [1, 2] };
  const votes = (tie: string | undefined, seats: number, own: Readonly<Record<string, number>>) =>
    example('election', { win, seats, ...(tie && { tie }) }, { votes: own }, bases(50));

  test('level at the last seat: a run-off unless the rule says otherwise, and a vacancy is nobody’s', () => {
    expect(votes(undefined, 2, { A: 40, B: 30, C: 30 })('elected:A;runoff:B,C', [30, 50])).toEqual([]);
    expect(votes(undefined, 1, { A: 30, B: 30 })('runoff:A,B', [30, 50])).toEqual([]);
    expect(votes('include_all', 2, { A: 40, B: 30, C: 30 })('elected:A,B,C', [30, 50])).toEqual([]);
    expect(votes(undefined, 3, { A: 40, B: 30, C: 10 })('elected:A,B;vacancy:1', [10, 50])).toEqual([]);
    expect(votes(undefined, 2, { A: 20, B: 10 })('vacancy:2', [10, 50])).toEqual([]);
  });

  test('level at a cut: all in, or waiting', () => {
    const top = (tie: string) => example('topN', { n: 2, tie }, { votes: { A: 9, B: 5, C: 5, D: 1 } }, bases(10));
    expect(top('include_all')('advance:A,B,C', [5, 10])).toEqual([]);
    expect(top('runoff')('advance:A;runoff:B,C', [9, 10])).toEqual([]);
    const last = example(
      'lastPlace',
      { tie: 'flag_all', gate: ['g'] },
      { scores: { A: 9, B: 5, C: 5 }, gates: { g: 'confirmed' } },
    );
    expect(last('yellow:B,C', [5, 1])).toEqual([]);
    const bottom = example('bottomN', { n: { dept: 2 } }, { category: 'dept', scores: { A: 1.5, B: 3, C: 2, D: 2 } });
    expect(bottom('bottom:A,C,D', [3, 4])).toEqual([]);
  });

  test('a gate that is pending leaves the flag; a card waits for every gate', () => {
    const pending = { ...gated.params, gateState: 'pending' };
    expect(runCases([{ ...gated, params: pending, expect: { outcome: 'review', share: [11, 30] } }]).failures).toEqual(
      [],
    );
    const counts = { scores: { A: 9, B: 5 }, gates: { g: 'confirmed', h: 'pending' } };
    expect(example('lastPlace', { tie: 'flag_all', gate: ['g', 'h'] }, counts)('no_card', [5, 1])).toEqual([]);
  });

  test('a year without an assessment breaks a run or is passed over', () => {
    const years = { 2021: true, 2023: true };
    const run = (missing?: string) =>
      example('history', { mode: 'consecutive', need: 2, ...(missing && { missing }) }, { years, at: 2023 });
    expect(run()('no_action', [1, 2])).toEqual([]);
    expect(run('skips')('open_head_posts', [2, 2])).toEqual([]);
    const other = { years: { 2022: true, 2023: false }, at: 2023 };
    expect(example('history', { mode: 'consecutive', need: 1 }, other)('no_action', [0, 1])).toEqual([]);
    const late = { years: { 2021: true, 2022: true }, at: 2023 };
    expect(example('history', { mode: 'consecutive', need: 2 }, late)('no_action', [0, 2])).toEqual([]);
  });

  test('the second and the third time are other steps of the ladder', () => {
    const steps = ['first', 'second', 'third'];
    const at = (...events: string[]) => example('ladder', { steps, scope: 'year' }, { events, at: events.at(-1) });
    expect(at('2009-03-01', '2009-07-10')('second', [2, 3])).toEqual([]);
    expect(at('2009-03-01', '2009-07-10', '2009-07-11')('third', [3, 3])).toEqual([]);
  });

  test('day 8 is late, the year after an award still counts', () => {
    expect(example('days', { limit: 7 }, { elapsedDays: 8 })('late', [8, 7])).toEqual([]);
    expect(example('window', { years: 1 }, { awarded: 2009, at: 2010 })('bonus_valid', [1, 1])).toEqual([]);
    expect(example('window', { years: 1 }, { awarded: 2009, at: 2009 })('bonus_valid', [0, 1])).toEqual([]);
  });

  test('ballots with too many, too few, or too few of a kind', () => {
    const tagged = { minPick: 2, maxPick: 3, minTag: { tag: 'outside', n: 1 } };
    const marked = (picks: readonly string[], tags: object = {}) => example('ballot', tagged, { picks, tags });
    expect(marked(['A', 'B', 'C', 'D'])('invalid_overvote', [4, 3])).toEqual([]);
    expect(marked(['A'])('invalid_undervote', [1, 2])).toEqual([]);
    expect(marked(['A', 'B'])('invalid_tag_quota', [0, 1])).toEqual([]);
    expect(marked(['A', 'B'], { B: 'outside' })('valid', [1, 1])).toEqual([]);
  });

  test('absent members as abstentions, quotas rounded the other way, one more candidate than posts', () => {
    const defer = { numer: ['disagree', 'abstain'], base: 'due', op: '>', frac: [3, 10] };
    const pas = { numer: ['agree'], base: 'due', op: '>', frac: [1, 2] };
    const base = { due: 20, present: 14, issued: 14, returned: 14, valid: 14 };
    const both = (absentAsAbstain: boolean) =>
      example('committee', { pas, defer: { ...defer, absentAsAbstain } }, { agree: 12, disagree: 1, abstain: 1 }, base);
    expect(both(false)('passed', [2, 20])).toEqual([]);
    expect(both(true)('deferred', [8, 20])).toEqual([]);
    expect(example('quota', { frac: [20, 100], round: 'ceil' }, { headcount: 47 })('max:10', [10, 47])).toEqual([]);
    expect(example('quota', { frac: [20, 100], round: 'round' }, { headcount: 47 })('max:9', [9, 47])).toEqual([]);
    expect(example('minCandidates', { mode: 'plus', plus: 1 }, { posts: 3 })('min:4', [4, 3])).toEqual([]);
  });

  test('points that are no whole numbers are as exact as others', () => {
    const weights = { satisfied: 1, fairly: 0.8, basically: 0.6, dissatisfied: 0 };
    const counts = { satisfied: 50, fairly: 30, basically: 10, dissatisfied: 10 };
    expect(example('index', { weights }, counts)('score', [4, 5])).toEqual([]);
    const groups = { a: { satisfied: 1 }, b: { fairly: 1 } };
    const split = { weights, groups: { a: 0.5, b: 0.5 }, missing: 'error' };
    expect(example('groupIndex', split, { groups })('score', [9, 10])).toEqual([]);
  });

  test('weights of parts that are no whole numbers of points', () => {
    const half = example('linear', { weights: { exam: 60, rec: 40 } }, { parts: { exam: 87.5, rec: 72 }, bonus: 0.5 });
    expect(half('score', [409, 5])).toEqual([]);
  });
});
