import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import { addCounts, emptyCount } from '../count/counter.ts';
import { places } from '../count/slots.ts';
import type { GradesPaper } from '../paper/paper.ts';
import type { Rule } from '../rules/rule.ts';
import { groupView } from './groups.ts';
import { publicGroups } from './public-groups.ts';
import type { Group, GroupCount } from './record.ts';

const group = (id: string, relation?: Group['relation']): Group => ({
  id: id as GroupId,
  name: id,
  due: 50,
  ...(relation === undefined ? {} : { relation }),
});
const weighing = (id: string, weights: Readonly<Record<string, number>>): Rule => ({
  id,
  zh: id,
  en: id,
  citations: [],
  scope: 'item',
  tests: [],
  scores: [
    { id: 'index', kind: 'index', points: { good: 100, poor: 0 } },
    { id: 'total', kind: 'groups', of: 'index', weights, empty: 'error' },
  ],
  branches: [],
  otherwise: { id: 'fine', zh: '', en: '', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
});
const GROUPS = [group('a'), group('b'), group('c'), group('self', 'self')];
const half = weighing('half', { a: 50, b: 50 });

describe('the voters themselves (本人)', () => {
  test('are never named, however many, and not left alone in the pool', () => {
    const self = new Set(['self']);
    expect([...publicGroups({ a: 20, b: 9, self: 30 }, 5, { never: self })]).toEqual(['a']);
    expect([...publicGroups({ a: 20, b: 9, c: 6, self: 1 }, 5, { never: self })].sort()).toEqual(['a', 'b']);
    expect([...publicGroups({ a: 20, b: 9 }, 5, { never: self })].sort()).toEqual(['a', 'b']);
    expect([...publicGroups({ self: 30 }, 5, { never: self })]).toEqual([]);
  });
});

const PAPER: GradesPaper = {
  kind: 'grades',
  subjects: ['zhang', 'li'].map((id) => ({ id, name: id })),
  dimensions: [{ id: 'all', name: 'all' }],
  scale: ['good', 'fair'].map((id) => ({ id, name: id, counted: true })),
  blank: 'allow',
};
const LINES = [...places(PAPER).values()];
const SLOTS = [0, 1, 2];

/** For each line how many of the group marked good, fair, nothing. */
const countOf = (id: string, ...lines: readonly (readonly number[])[]): GroupCount => ({
  group: id as GroupId,
  ballots: lines[0]?.reduce((sum, each) => sum + each, 0) ?? 0,
  counts: lines.flat(),
});
/** Groups of these sizes that agree on nothing, as far as their size lets them. */
const divided = (sizes: Readonly<Record<string, number>>) =>
  Object.entries(sizes).map(([id, size]) => countOf(id, [size - 1, 1, 0], [1, size - 1, 0]));
const view = (rules: readonly Rule[], counts: readonly GroupCount[]) =>
  groupView({ paper: PAPER, groups: GROUPS, rules }, counts);
const namedIn = (counts: readonly GroupCount[]) => [...view([], counts).named].sort();

describe('a group that agrees on a line', () => {
  const [a, b, c] = [
    countOf('a', [10, 10, 0], [9, 9, 2]),
    countOf('b', [6, 3, 0], [9, 0, 0]),
    countOf('c', [4, 3, 0], [4, 0, 3]),
  ];

  test('is not named, nor is the smallest of the others, which would be what is left without it', () => {
    expect(namedIn([a, b, c])).toEqual(['a']);
    expect(namedIn([a, { ...b, counts: [6, 3, 0, 8, 1, 0] }, c])).toEqual(['a', 'b', 'c']);
  });

  test('is as shy when what it agrees on is to leave the line blank', () => {
    expect(namedIn([a, countOf('b', [6, 3, 0], [0, 0, 9]), c])).toEqual(['a']);
  });

  test('is named all the same where everybody agrees: the count of all has told it', () => {
    expect(namedIn([countOf('a', [10, 10, 0], [20, 0, 0]), b])).toEqual(['a', 'b']);
  });

  test('hides with small groups only if they do not agree with it', () => {
    expect(namedIn([a, b, c, countOf('self', [1, 1, 0], [1, 1, 0])])).toEqual(['a', 'c']);
    expect(namedIn([a, b, c, countOf('self', [1, 1, 0], [2, 0, 0])])).toEqual(['a']);
  });
});

describe('from all that is published', () => {
  /** Marks of one group on one line; often all the same. */
  const marks = (size: number) =>
    fc.oneof(
      fc.constantFrom(...SLOTS).map((slot) => SLOTS.map((each) => (each === slot ? size : 0))),
      fc
        .array(fc.constantFrom(...SLOTS), { minLength: size, maxLength: size })
        .map((list) => SLOTS.map((slot) => list.filter((each) => each === slot).length)),
    );
  const hall = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 })
    .chain((sizes) => fc.tuple(...sizes.map((size) => fc.tuple(...LINES.map(() => marks(size))))))
    .map((groups) => groups.map((lines, i) => countOf(`g${i}`, ...lines)));

  test("no group that is not named, and nobody's mark, can be had by subtraction", () => {
    let shown = 0;
    let suppressed = 0;
    fc.assert(
      fc.property(hall, (counts) => {
        const { named } = groupView({ paper: PAPER, groups: [], rules: [] }, counts);
        const whole = counts.reduce(addCounts, emptyCount(PAPER));
        const told = counts.filter(({ group }) => named.has(group));
        const hidden = counts.filter(({ group, ballots }) => !named.has(group) && ballots > 0);
        shown += told.length;
        suppressed += hidden.length;
        for (const { first } of LINES) {
          const onLine = (own: { readonly counts: readonly number[] }) => SLOTS.map((i) => own.counts[first + i] ?? 0);
          const all = onLine(whole);
          if (kinds(all) < 2) continue;
          for (const own of told) expect(kinds(onLine(own))).toBeGreaterThan(1);
          if (told.length === 0) continue;
          const left = told.reduce((sum, own) => sum.map((n, i) => n - (onLine(own)[i] ?? 0)), all);
          // A hidden voter can have marked more than one thing, and a hidden group can have given more than one count.
          if (hidden.length > 0) expect(kinds(left)).toBeGreaterThan(1);
          for (const { ballots } of hidden) expect(splits(left, ballots)).toBeGreaterThan(1);
        }
      }),
      { numRuns: 2000 },
    );
    expect(shown).toBeGreaterThan(500);
    expect(suppressed).toBeGreaterThan(500);
  });

  const kinds = (counts: readonly number[]) => counts.filter((n) => n > 0).length;

  /** In how many ways a group of this size can have marked, when it and others marked `left`. */
  function splits([own = 0, ...rest]: readonly number[], size: number): number {
    if (rest.length === 0) return size <= own ? 1 : 0;
    let ways = 0;
    for (let taken = 0; taken <= Math.min(own, size); taken += 1) ways += splits(rest, size - taken);
    return ways;
  }
});

describe('what a weighted result keeps back', () => {
  test('nothing when each group that is weighed may be named', () => {
    const shown = view([half], divided({ a: 20, b: 9 }));
    expect(shown.withheld).toBe('nothing');
    expect([...shown.named].sort()).toEqual(['a', 'b']);
  });

  test('nothing of what is not weighed: small groups are pooled as ever', () => {
    expect(view([], divided({ a: 20, b: 2 }))).toEqual({
      named: new Set(),
      withheld: 'nothing',
    });
    const shown = view([weighing('one', { a: 100 })], divided({ a: 20, b: 2, c: 4 }));
    expect(shown).toEqual({ named: new Set(['a']), withheld: 'nothing' });
  });

  test('all parts, and every name, when one weighed group is too small', () => {
    const three = weighing('three', { a: 40, b: 40, c: 20 });
    expect(view([three], divided({ a: 20, b: 9, c: 1 }))).toEqual({
      named: new Set(),
      withheld: 'parts',
    });
  });

  test('the total too, where it and the count of all would give the parts back', () => {
    expect(view([half], divided({ a: 20, b: 1 })).withheld).toBe('values');
    const [one, two] = [weighing('one', { a: 40, b: 40, c: 20 }), weighing('two', { a: 60, b: 20, c: 20 })];
    expect(view([one, two], divided({ a: 20, b: 9, c: 1 })).withheld).toBe('values');
    expect(view([one, { ...one, id: 'again' }], divided({ a: 20, b: 9, c: 1 })).withheld).toBe('parts');
  });

  test('its parts, but never its total, when a group is large and agrees', () => {
    const agreed = [...divided({ a: 20 }), countOf('b', [9, 0, 0], [5, 4, 0])];
    expect(view([half], agreed)).toEqual({ named: new Set(), withheld: 'parts' });
  });
});
