import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { Cut, Facts, Finding, Row, Rule, Score } from './rule.ts';

const elected = { id: 'elected', zh: '当选', en: 'elected', weight: 'outcome' } as const;
const clear = { id: 'vacant', zh: '未选出', en: 'nobody elected', weight: 'outcome' } as const;
const DUE = 50;

function rule(change: Partial<Cut>, more: Partial<Rule> = {}): Rule {
  const cut: Cut = {
    by: { votes: ['picked'] },
    direction: 'top',
    places: 2,
    per: 'poll',
    ties: 'runoff',
    taken: elected,
    ...change,
  };
  return {
    id: 'r',
    zh: '选举',
    en: 'election',
    citations: [],
    scope: 'poll',
    tests: [],
    cut,
    branches: [],
    otherwise: clear,
    strength: 'auto',
    gates: [],
    consequence: null,
    precedence: 0,
    sensitivity: [],
    ...more,
  };
}

type Votes = Readonly<Record<string, number>>;
const bases = { due: DUE, present: DUE, issued: DUE, returned: DUE, valid: DUE };
const rows = (votes: Votes, tags: Readonly<Record<string, string>> = {}): readonly Row[] =>
  Object.entries(votes).map(([id, picked]) => ({
    id,
    ...(tags[id] !== undefined && { tag: tags[id] }),
    tally: { bases, options: { picked } },
  }));
const run = (of: Rule, votes: Votes, tags?: Readonly<Record<string, string>>, facts?: Facts): Finding =>
  evaluate(of, { bases, options: {}, rows: rows(votes, tags) }, facts);
const in_ = (finding: Finding, state: string) =>
  finding.ranking?.filter((row) => row.state === state).map(({ id }) => id);
const win = {
  tests: [
    {
      id: 'majority',
      numerator: { options: ['picked'] },
      base: 'due',
      comparator: 'gt',
      fraction: [1, 2],
      zh: '过半数',
      en: 'more than half',
    },
  ],
} as const;

describe('a cut', () => {
  test('ranks 1, 1, 3 in the order of the paper', () => {
    const { ranking } = run(rule({ places: 4 }), { A: 10, B: 30, C: 30, D: 5 });
    expect(ranking?.map(({ id, rank }) => [id, rank])).toEqual([
      ['B', 1],
      ['C', 1],
      ['A', 3],
      ['D', 4],
    ]);
  });

  test('leaves those level at the last place for another poll, or takes all of them', () => {
    const votes = { A: 40, B: 30, C: 30, D: 1 };
    const runoff = run(rule({}), votes);
    expect([in_(runoff, 'taken'), in_(runoff, 'tied'), runoff.vacancies]).toEqual([['A'], ['B', 'C'], 0]);
    const all = run(rule({ ties: 'include_all' }), votes);
    expect([in_(all, 'taken'), in_(all, 'tied'), all.vacancies]).toEqual([['A', 'B', 'C'], [], 0]);
    expect(in_(run(rule({ ties: 'organizer' }), votes), 'tied')).toEqual(['B', 'C']);
  });

  test('does not call level those who both have a place', () => {
    expect(in_(run(rule({}), { A: 30, B: 30, C: 1 }), 'taken')).toEqual(['A', 'B']);
  });

  test('fills no place with a row that did not win, and counts what stays empty', () => {
    const finding = run(rule({ places: 3, win: 'majority' }, win), { A: 40, B: 38, C: 25, D: 20 });
    expect([in_(finding, 'taken'), finding.vacancies]).toEqual([['A', 'B'], 1]);
    expect(finding.ranking?.[2]?.win).toMatchObject({ count: 25, baseValue: 50, holds: false, line: 26 });
    expect(finding.tests).toEqual([]);
  });

  test('from below takes the last, all of them when they are level', () => {
    const last = rule({ direction: 'bottom', places: 1, ties: 'include_all' });
    expect(in_(run(last, { A: 9, B: 5, C: 5 }), 'taken')).toEqual(['B', 'C']);
  });

  test('by category has places and ranks for each', () => {
    const tags = { A: 'dept', B: 'dept', C: 'town', D: 'town', E: 'town' };
    const votes = { A: 9, B: 5, C: 3, D: 2, E: 1 };
    const finding = run(rule({ per: 'tag', places: { dept: 1, town: 2 } }), votes, tags);
    expect(in_(finding, 'taken')).toEqual(['A', 'C', 'D']);
    expect(finding.ranking?.map(({ rank }) => rank)).toEqual([1, 2, 1, 2, 3]);
  });

  test('parts those level at the last place by a second score, and leaves level who still is', () => {
    const second: Score = { id: 'second', kind: 'figure', figure: 'exam', max: 100 };
    const of = rule({ ties: 'secondary', secondary: 'second' }, { scores: [second] });
    const given = (exam: Readonly<Record<string, number>>) =>
      rows({ A: 40, B: 30, C: 30, D: 30 }).map((row) => ({ ...row, given: { figures: { exam: exam[row.id] ?? 0 } } }));
    const parted = evaluate(of, { bases, options: {}, rows: given({ B: 70, C: 80, D: 60 }) });
    expect([in_(parted, 'taken'), in_(parted, 'tied')]).toEqual([['A', 'C'], []]);
    const level = evaluate(of, { bases, options: {}, rows: given({ B: 80, C: 80, D: 60 }) });
    expect([in_(level, 'taken'), in_(level, 'tied')]).toEqual([['A'], ['B', 'C']]);
    expect(parted.ranking?.[0]?.scores).toEqual([{ id: 'second', value: [0, 1] }]);
  });

  test('says nothing before there is a vote', () => {
    const none = { ...bases, returned: 0, valid: 0 };
    const finding = evaluate(rule({ ties: 'include_all' }), { bases: none, options: {}, rows: rows({ A: 0, B: 0 }) });
    expect([finding.status, in_(finding, 'taken')]).toEqual(['not_assessed', []]);
  });

  test('leaves a row without a value unranked: nothing is known of a written-in name', () => {
    const exam: Score = { id: 'exam', kind: 'figure', figure: 'exam', max: 100 };
    const of = rule({ by: { score: 'exam' }, places: 1 }, { scores: [exam] });
    const [first, ...others] = rows({ A: 1, '+乙': 3 });
    if (first === undefined) throw new Error('no rows');
    const finding = evaluate(of, {
      bases,
      options: {},
      rows: [{ ...first, given: { figures: { exam: 60 } } }, ...others],
    });
    expect(finding.ranking?.map(({ id, rank, state }) => [id, rank, state])).toEqual([
      ['A', 1, 'taken'],
      ['+乙', null, 'left'],
    ]);
  });
});

describe('before the cut', () => {
  const quorum = {
    tests: [
      ...win.tests,
      {
        id: 'quorum',
        numerator: { account: 'present' },
        base: 'due',
        comparator: 'ge',
        fraction: [4, 5],
        zh: '五分之四',
        en: 'four fifths',
      },
    ],
    branches: [{ when: { not: { test: 'quorum' } }, label: { ...clear, id: 'no_quorum' } }],
  } as const;
  const at = (present: number, votes: Votes, facts: Facts = {}) =>
    evaluate(
      rule({ win: 'majority' }, quorum),
      { bases: { ...bases, present }, options: {}, rows: rows(votes) },
      facts,
    );

  test('a meeting without a quorum elects nobody, however many votes there are', () => {
    const finding = at(39, { A: 39 });
    expect([finding.label.id, in_(finding, 'taken'), finding.vacancies]).toEqual(['no_quorum', [], 2]);
    expect(at(40, { A: 39 }).label.id).toBe('elected');
  });

  test('nothing is decided while ballots are out', () => {
    expect(at(40, { A: 39 }, { outstanding: 1 }).decided).toBe(false);
    expect(at(40, { A: 39 }).decided).toBe(true);
  });
});

describe('a card for the last place', () => {
  const card = { id: 'yellow', zh: '黄牌', en: 'yellow card', weight: 'flag' } as const;
  const of = rule(
    { direction: 'bottom', places: 1, ties: 'include_all', taken: card },
    { gates: [{ id: 'cause', zh: '主观原因', en: 'own cause' }], consequence: { zh: '黄牌警告', en: 'yellow card' } },
  );

  test('waits for its gates', () => {
    expect(run(of, { A: 9, B: 5 }).consequence).toBe(false);
    expect(run(of, { A: 9, B: 5 }, {}, { gates: { cause: 'rejected' } }).consequence).toBe(false);
    expect(run(of, { A: 9, B: 5 }, {}, { gates: { cause: 'confirmed' } }).consequence).toBe(true);
  });
});

const votesOf = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 12 });

test('the ranking does not depend on the order of the list, but for those who are level', () => {
  fc.assert(
    fc.property(
      votesOf,
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('include_all' as const, 'runoff' as const),
      (votes, places, ties) => {
        const entries = votes.map((own, index) => [`c${index}`, own] as const);
        const states = (list: typeof entries) =>
          Object.fromEntries(
            (run(rule({ places, ties }), Object.fromEntries(list)).ranking ?? []).map(({ id, rank, state }) => [
              id,
              [rank, state],
            ]),
          );
        expect(states([...entries].reverse())).toEqual(states(entries));
      },
    ),
  );
});

test('nobody with more votes is left behind somebody with fewer, and no more are taken than there are places', () => {
  fc.assert(
    fc.property(votesOf, fc.integer({ min: 1, max: 5 }), (votes, places) => {
      const finding = run(rule({ places }), Object.fromEntries(votes.map((own, index) => [`c${index}`, own])));
      const taken = finding.ranking?.filter(({ state }) => state === 'taken') ?? [];
      const left = finding.ranking?.filter(({ state }) => state === 'left') ?? [];
      const tied = finding.ranking?.filter(({ state }) => state === 'tied') ?? [];
      expect(Math.min(...taken.map(({ value }) => value?.[0] ?? 0), 99)).toBeGreaterThan(
        Math.max(...left.map(({ value }) => value?.[0] ?? 0), -1),
      );
      expect(taken.length + (finding.vacancies ?? 0)).toBeLessThanOrEqual(places);
      if (tied.length === 0) expect(taken.length + (finding.vacancies ?? 0)).toBe(places);
    }),
  );
});

describe('a name that nobody chose', () => {
  test('is not among the first three, however many places are left', () => {
    const finding = run(rule({ places: 3, ties: 'include_all' }), { a: 9, b: 4, c: 0, d: 0, e: 0 });
    expect(in_(finding, 'taken')).toEqual(['a', 'b']);
    expect(finding.vacancies).toBe(1);
  });

  test('waits for no run-off: the place stays vacant', () => {
    const finding = run(rule({ places: 2 }), { a: 9, b: 0, c: 0 });
    expect([in_(finding, 'taken'), in_(finding, 'tied'), finding.vacancies]).toEqual([['a'], [], 1]);
  });

  test('is last all the same where the last are asked for', () => {
    expect(in_(run(rule({ direction: 'bottom', places: 1 }), { a: 9, b: 0 }), 'taken')).toEqual(['b']);
  });
});
