/** What must hold of the evaluator whatever the numbers are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { line } from './compare.ts';
import { evaluate } from './evaluate.ts';
import type { BaseKey, Finding, Rule, Tally, Test } from './rule.ts';

const clear = { id: 'ok', zh: '无', en: 'nothing', weight: 'clear' } as const;
const share = (change: Partial<Test>): Rule => ({
  id: 'r',
  zh: '规则',
  en: 'rule',
  citations: [],
  scope: 'question',
  tests: [
    {
      id: 't',
      numerator: { options: ['yes'] },
      base: 'validItem',
      comparator: 'gt',
      fraction: [1, 2],
      zh: '过半数',
      en: 'more than half',
      ...change,
    },
  ],
  branches: [{ when: { test: 't' }, label: { ...clear, id: 'fired' } }],
  otherwise: clear,
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
});
const BASES = ['due', 'present', 'issued', 'returned', 'valid', 'validItem'] as const satisfies readonly BaseKey[];
const tally = (yes: number, base: number): Tally => ({
  bases: Object.fromEntries(BASES.map((key) => [key, base])),
  options: { yes },
});
const fired = ({ tests }: Finding): boolean => tests[0]?.holds === true;

const fraction = fc
  .integer({ min: 1, max: 100 })
  .chain((whole) => fc.integer({ min: 0, max: whole }).map((part) => [part, whole] as const));
const comparator = fc.constantFrom('lt' as const, 'le' as const, 'gt' as const, 'ge' as const);
const base = fc.integer({ min: 1, max: 500 });

test('more votes never turn a rising test off, nor a falling one on', () => {
  fc.assert(
    fc.property(fraction, comparator, fc.constantFrom(...BASES), base, (of, how, key, size) => {
      const rule = share({ fraction: of, comparator: how, base: key });
      const held = Array.from({ length: size + 1 }, (_, votes) => fired(evaluate(rule, tally(votes, size))));
      const rising = how === 'gt' || how === 'ge';
      const turns = held.filter((holds, votes) => votes > 0 && holds !== held[votes - 1]);
      expect(turns.length).toBeLessThanOrEqual(1);
      if (turns.length === 1) expect(turns[0]).toBe(rising);
    }),
    { numRuns: 60 },
  );
});

test('the line is where it falls: on it the test is as on the far side of it, one short of it is not', () => {
  fc.assert(
    fc.property(fraction, comparator, base, (of, how, size) => {
      const rule = share({ fraction: of, comparator: how });
      const edge = line(size, how, of);
      const rising = how === 'gt' || how === 'ge';
      const at = (votes: number) => fired(evaluate(rule, tally(votes, size)));
      if (edge >= 0 && edge <= size) expect(at(edge)).toBe(true);
      if (rising && edge > 0) expect(at(edge - 1)).toBe(false);
      if (!rising && edge < size) expect(at(edge + 1)).toBe(false);
    }),
  );
});

test('the votes of all groups together are the votes of all', () => {
  const votes = fc.record({ good: fc.nat({ max: 40 }), bad: fc.nat({ max: 40 }) });
  fc.assert(
    fc.property(fc.array(votes, { minLength: 1, maxLength: 6 }), (groups) => {
      const all = groups.reduce((sum, own) => ({ good: sum.good + own.good, bad: sum.bad + own.bad }), {
        good: 0,
        bad: 0,
      });
      fc.pre(all.good + all.bad > 0);
      const sizes = groups.map(({ good, bad }) => good + bad);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const index = { id: 'i', kind: 'index', points: { good: 100, bad: 0 } } as const;
      const of = (options: Readonly<Record<string, number>>) => {
        const rule: Rule = { ...share({}), tests: [], branches: [], scope: 'item', scores: [index] };
        return evaluate(rule, { bases: {}, options }).scores?.[0]?.value ?? null;
      };
      // The pooled mean is the mean of the groups’ means, weighted by their votes.
      const left = of(all);
      if (left === null) throw new Error('there are votes');
      const right = groups.reduce((sum, own, at) => {
        const value = of(own);
        return value === null ? sum : sum + (value[0] / value[1]) * ((sizes[at] ?? 0) / total);
      }, 0);
      expect(left[0] / left[1]).toBeCloseTo(right, 9);
    }),
  );
});

test('a score made of one part is that part, and weights count only against each other', () => {
  const points = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(points, points, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (a, b, x, y) => {
      const of = (times: number) => {
        const rule: Rule = {
          ...share({}),
          tests: [],
          branches: [],
          scope: 'item',
          scores: [
            { id: 'a', kind: 'figure', figure: 'a', max: 100 },
            { id: 'b', kind: 'figure', figure: 'b', max: 100 },
            {
              id: 'w',
              kind: 'weighted',
              parts: [
                { score: 'a', weight: x * times },
                { score: 'b', weight: y * times },
              ],
            },
          ],
        };
        return evaluate(rule, { bases: {}, options: {} }, { given: { figures: { a, b } } }).scores?.at(-1)?.value;
      };
      expect(of(3)).toEqual(of(1));
      if (a === b) expect(of(1)).toEqual([a, 1]);
    }),
  );
});
