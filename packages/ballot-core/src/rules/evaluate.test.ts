import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comparator } from './compare.ts';
import { evaluate, NOT_ASSESSED } from './evaluate.ts';
import { presetRules } from './presets.ts';
import type { BaseKey, Condition, Numerator, Rule, Tally, Test } from './rule.ts';

const [P29A, P29B] = presetRules('P01') as readonly [Rule, Rule];
const [P08] = presetRules('P08') as readonly [Rule];

const label = (id: string, weight: 'flag' | 'clear' = 'flag') => ({ id, zh: id, en: id, weight });
const ruleOf = (tests: readonly Test[], when: Condition): Rule => ({
  ...P29A,
  tests,
  branches: [{ when, label: label('yes') }],
  otherwise: label('no', 'clear'),
});
const testOf = (particular: Partial<Test>): Test => ({
  id: 't',
  numerator: { options: ['a'] },
  base: 'valid',
  comparator: 'gt',
  fraction: [1, 2],
  zh: 't',
  en: 't',
  ...particular,
});

function grades(excellent: number, competent: number, basic: number, incompetent: number): Tally {
  const marked = excellent + competent + basic + incompetent;
  const bases = { due: 90, present: 90, issued: 90, returned: marked, valid: marked, validItem: marked };
  return { bases, options: { excellent, competent, basic, incompetent, abstain: 0 } };
}

describe('a finding', () => {
  test('carries the integers, both sides, the line and what is still needed', () => {
    expect(evaluate(P29B, grades(30, 20, 9, 31)).tests).toEqual([
      {
        id: 'bad',
        count: 31,
        base: 'validItem',
        baseValue: 90,
        comparator: 'gt',
        fraction: [1, 3],
        left: '93',
        right: '90',
        holds: true,
        line: 31,
        needed: 0,
        decided: true,
        sensitivity: [
          { base: 'valid', baseValue: 90, holds: true },
          { base: 'returned', baseValue: 90, holds: true },
          { base: 'present', baseValue: 90, holds: true },
          { base: 'due', baseValue: 90, holds: true },
        ],
      },
    ]);
  });

  test('counts what a candidate below two thirds still needs to clear the line', () => {
    expect(evaluate(P29A, grades(59, 0, 31, 0)).tests[0]).toMatchObject({ line: 59, needed: 1, holds: true });
    expect(evaluate(P29A, grades(60, 0, 30, 0)).tests[0]).toMatchObject({ line: 59, needed: 0, holds: false });
    expect(evaluate(P29A, grades(0, 0, 90, 0)).tests[0]).toMatchObject({ needed: 60 });
    expect(evaluate(P29B, grades(80, 0, 0, 10)).tests[0]).toMatchObject({ line: 31, needed: 21 });
  });

  test('says nothing about a person whom nobody has graded', () => {
    const finding = evaluate(P29A, grades(0, 0, 0, 0), { outstanding: 90 });
    expect(finding).toMatchObject({ status: 'not_assessed', label: NOT_ASSESSED, decided: false, consequence: false });
    expect(finding.gates).toEqual([]);
    expect(evaluate(P29A, grades(0, 0, 0, 0)).decided).toBe(true);
  });

  test('is never made on a guess: a missing base or an unknown option throws and is named', () => {
    expect(() => evaluate(P29A, { bases: { valid: 90 }, options: { excellent: 1, competent: 1 } })).toThrow(
      /validItem/,
    );
    expect(() => evaluate(P29A, { bases: { validItem: 90 }, options: { excellent: 60 } })).toThrow(/competent/);
  });

  test('needs a known base to be shown on, not every base: sensitivity leaves out what is unknown', () => {
    const finding = evaluate(P29A, { bases: { validItem: 90, due: 120 }, options: { excellent: 60, competent: 0 } });
    expect(finding.tests[0]?.sensitivity).toEqual([{ base: 'due', baseValue: 120, holds: true }]);
  });
});

describe('a gate', () => {
  const flagged = grades(20, 20, 18, 32);

  test('keeps the consequence shut until the organ has confirmed', () => {
    expect(evaluate(P29B, flagged)).toMatchObject({
      consequence: false,
      gates: [{ id: 'org_inspection', state: 'pending' }],
    });
    expect(evaluate(P29B, flagged, { gates: { org_inspection: 'rejected' } }).consequence).toBe(false);
    expect(evaluate(P29B, flagged, { gates: { org_inspection: 'confirmed' } }).consequence).toBe(true);
  });

  test('can not be confirmed where nothing was flagged', () => {
    const finding = evaluate(P29B, grades(20, 20, 20, 30), { gates: { org_inspection: 'confirmed' } });
    expect(finding).toMatchObject({ label: { id: 'ok' }, consequence: false, gates: [] });
  });

  test('must be confirmed along with all others', () => {
    const two: Rule = { ...P29B, gates: [...P29B.gates, { id: 'committee', zh: '常委会批准', en: 'Approved' }] };
    expect(evaluate(two, flagged, { gates: { org_inspection: 'confirmed' } }).consequence).toBe(false);
    expect(evaluate(two, flagged, { gates: { org_inspection: 'confirmed', committee: 'confirmed' } }).consequence).toBe(
      true,
    );
  });
});

describe('a numerator', () => {
  const tally: Tally = {
    bases: { due: 20, present: 14, issued: 14, returned: 14, valid: 13 },
    options: { disagree: 1, abstain: 1 },
    invalid: 1,
  };
  const count = (numerator: Numerator) =>
    evaluate(ruleOf([testOf({ numerator, base: 'due' })], { test: 't' }), tally).tests[0]?.count;

  test('leaves absent and invalid out unless the rule names them', () => {
    expect(count({ options: ['disagree', 'abstain'] })).toBe(2);
    expect(count({ options: ['disagree', 'abstain'], plus: ['absent'] })).toBe(8);
    expect(count({ options: ['disagree', 'abstain'], plus: ['invalid'] })).toBe(3);
    expect(count({ options: ['disagree'], plus: ['absent', 'invalid'] })).toBe(8);
  });

  test('may be one of the accounts, which has one base and no other reading', () => {
    const finding = evaluate(
      ruleOf([testOf({ numerator: { account: 'present' }, base: 'due' })], { test: 't' }),
      tally,
    );
    expect(finding.tests[0]).toMatchObject({ count: 14, baseValue: 20, sensitivity: [] });
  });
});

/**
 * Every way in which up to `outstanding` further ballots may come in, cast by members who hold one, or by members who
 * are given one or who arrive first, or who come and cast none.
 */
function completions(tally: Tally, outstanding: number): readonly Tally[] {
  const { present = 0, issued = 0, returned = 0 } = tally.bases;
  const crowds = range(present, Math.max(present, returned + outstanding)).flatMap((inside) =>
    range(issued, Math.max(issued, returned + outstanding)).map((given) => ({ inside, given })),
  );
  return crowds
    .filter(({ inside, given }) => given <= inside)
    .flatMap(({ inside, given }) => {
      const crowd = { ...tally, bases: { ...tally.bases, present: inside, issued: given } };
      return voting(crowd, Math.min(outstanding, given - returned));
    });
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

function voting(tally: Tally, ballots: number): readonly Tally[] {
  const arrivals: readonly ((t: Tally) => Tally)[] = [
    ...Object.keys(tally.options).map((option) => (t: Tally) => more(t, ['returned', 'valid', 'validItem'], option)),
    (t) => more(t, ['returned', 'valid']),
    (t) => ({ ...more(t, ['returned']), invalid: (t.invalid ?? 0) + 1 }),
  ];
  let layer: readonly Tally[] = [tally];
  const all: Tally[] = [tally];
  for (let ballot = 0; ballot < ballots; ballot += 1) {
    layer = layer.flatMap((before) => arrivals.map((arrive) => arrive(before)));
    all.push(...layer);
  }
  return all;
}

function more(tally: Tally, bases: readonly BaseKey[], option?: string): Tally {
  const grown = { ...tally.bases };
  for (const base of bases) grown[base] = (grown[base] ?? 0) + 1;
  const options =
    option === undefined ? tally.options : { ...tally.options, [option]: (tally.options[option] ?? 0) + 1 };
  return { ...tally, bases: grown, options };
}

describe('decided', () => {
  const base = fc.constantFrom<BaseKey>('due', 'present', 'issued', 'returned', 'valid', 'validItem');
  const fraction = fc.constantFrom<readonly [number, number]>([1, 3], [2, 3], [1, 2], [3, 10], [1, 1], [1, 10]);
  const numerator = fc.constantFrom<Numerator>(
    { options: ['a'] },
    { options: ['a', 'b'] },
    { options: ['a'], plus: ['absent'] },
    { account: 'returned' },
    { account: 'present' },
  );
  const comparator = fc.constantFrom<Comparator>('lt', 'le', 'gt', 'ge');
  const someTest = fc.record({ numerator, base, comparator, fraction });
  const some = fc.nat(12);
  const few = fc.nat(3);
  const someTally = fc
    .record({ a: some, b: some, blank: few, holding: few, waiting: few, absent: few, late: fc.boolean() })
    .map(({ a, b, blank, holding, waiting, absent, late }) => {
      const valid = a + b + blank;
      const issued = valid + holding;
      const present = issued + waiting;
      const due = present + absent;
      const outstanding = Math.min(3, late ? due - valid : holding);
      const bases = { due, present, issued, returned: valid, valid, validItem: a + b };
      const tally: Tally = { bases, options: { a, b, c: 0 } };
      return { tally, outstanding };
    });

  test('is said of a test exactly when no completion of the vote changes it', () => {
    fc.assert(
      fc.property(someTest, someTally, (particular, { tally, outstanding }) => {
        fc.pre((tally.bases[particular.base] ?? 0) > 0);
        const rule = ruleOf([testOf(particular)], { test: 't' });
        const now = evaluate(rule, tally, { outstanding }).tests[0];
        const unchanged = completions(tally, outstanding).every(
          (end) => evaluate(rule, end).tests[0]?.holds === now?.holds,
        );
        // One crowd against another errs towards "not yet"; everything else is exact.
        const crowds = 'account' in particular.numerator && ['present', 'issued'].includes(particular.base);
        if (!crowds || now?.decided) expect(now?.decided).toBe(unchanged);
      }),
    );
  });

  test('is never said of a label that some completion would change', () => {
    fc.assert(
      fc.property(someTest, someTest, someTally, (first, second, { tally, outstanding }) => {
        const tests = [testOf({ ...first, id: 'one' }), testOf({ ...second, id: 'two' })];
        const rule: Rule = {
          ...ruleOf(tests, { all: [{ test: 'one' }, { not: { test: 'two' } }] }),
          branches: [
            { when: { all: [{ test: 'one' }, { not: { test: 'two' } }] }, label: label('both') },
            { when: { any: [{ test: 'one' }, { test: 'two' }] }, label: label('either') },
          ],
        };
        const now = evaluate(rule, tally, { outstanding });
        if (!now.decided) return;
        for (const end of completions(tally, outstanding)) expect(evaluate(rule, end).label.id).toBe(now.label.id);
      }),
    );
  });

  test('a quorum is not missed while members who are due may still come', () => {
    const bases = { due: 12, present: 7, issued: 7, returned: 6, valid: 6 };
    const finding = (outstanding: number) =>
      evaluate(P08, { bases, options: { agree: 6, disagree: 0, abstain: 0 } }, { outstanding });
    expect(finding(6)).toMatchObject({ label: { id: 'quorum_failed' }, decided: false });
    expect(finding(1)).toMatchObject({ label: { id: 'quorum_failed' }, decided: true });
  });

  test('a deferral is decided the moment it can not be taken back, while others still vote', () => {
    const bases = { due: 11, present: 11, issued: 11, returned: 4, valid: 4 };
    const voting = (disagree: number, agree: number) =>
      evaluate(P08, { bases, options: { agree, disagree, abstain: 0 } }, { outstanding: 7 });
    expect(voting(4, 0)).toMatchObject({ label: { id: 'deferred' }, decided: true });
    expect(voting(3, 1)).toMatchObject({ label: { id: 'not_passed' }, decided: false });
  });
});

describe('more votes', () => {
  test('for the numerator on the same base never undo gt or ge, and never make lt or le hold', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(500),
        fc.nat(500),
        fc.constantFrom('lt', 'le', 'gt', 'ge'),
        (a, extra, rest, word) => {
          const valid = a + extra + rest + 1;
          const rule = ruleOf([testOf({ comparator: word, fraction: [1, 3] })], { test: 't' });
          const holds = (votes: number) =>
            evaluate(rule, { bases: { valid }, options: { a: votes } }).label.id === 'yes';
          if (word === 'gt' || word === 'ge') expect(!holds(a) || holds(a + extra)).toBe(true);
          else expect(holds(a) || !holds(a + extra)).toBe(true);
        },
      ),
    );
  });
});
