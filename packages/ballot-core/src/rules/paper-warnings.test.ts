import { describe, expect, test } from 'vitest';
import { GRADES, PICK, SCORE } from '../paper/kinds.fixture.ts';
import type { Paper, Quota } from '../paper/paper.ts';
import type { Definition } from '../record/record.ts';
import { definitionWarnings } from './definition-warnings.ts';
import { PRESETS } from './presets.ts';
import type { Rule } from './rule.ts';

const codes = (paper: Paper, more: Partial<Definition> = {}) =>
  definitionWarnings({ paper, groups: [], rules: [], ...more } as unknown as Definition).map(({ code }) => code);
const quota = (grades: readonly string[], min: number, max: number): Quota => ({
  marks: { grades },
  min,
  max,
  mode: 'refuse',
});
const graded = (blank: 'refuse' | 'allow', ...quotas: readonly Quota[]) => {
  const { sameMarks: _, ...paper } = GRADES;
  return codes({ ...paper, blank, quotas });
};

describe('limits that no ballot can keep are said before the freeze', () => {
  test('two minimums of different marks for more rows than there are', () => {
    expect(graded('allow', quota(['good'], 2, 3), quota(['poor'], 2, 3))).toEqual(['no_ballot_fits']);
    expect(graded('allow', quota(['good'], 2, 3), quota(['poor'], 1, 3))).toEqual([]);
  });

  test('a minimum of some marks over the maximum of all of them', () => {
    expect(graded('allow', quota(['good'], 2, 3), quota(['good', 'fair'], 0, 1))).toEqual(['no_ballot_fits']);
  });

  test('maximums on every mark, where every row must have one', () => {
    const limits = [quota(['good'], 0, 1), quota(['fair', 'poor', 'unknown'], 0, 1)];
    expect(graded('refuse', ...limits)).toEqual(['no_ballot_fits']);
    expect(graded('allow', ...limits)).toEqual([]);
  });

  test('none of it where the limits only warn, or fit', () => {
    expect(codes(SCORE)).toEqual([]);
    const { sameMarks: _, ...paper } = GRADES;
    const soft = [quota(['good'], 3, 3), quota(['poor'], 3, 3)].map((each) => ({ ...each, mode: 'warn' }) as const);
    expect(codes({ ...paper, quotas: soft })).toEqual([]);
  });
});

describe('a figure that the list belies is said', () => {
  const P13 = PRESETS.P13.polls[0];
  const rules = (P13?.rules ?? []).map((rule): Rule => ({ ...rule, citations: rule.citations.slice(0, 1) }));
  const said = (candidates: number) =>
    codes({ ...PICK, seats: 3 }, { rules, given: { '': { figures: { candidates } } } }).filter(
      (code) => code === 'figure_differs',
    );

  test('four typed, three on the paper', () => {
    expect(said(4)).toEqual(['figure_differs']);
    expect(said(3)).toEqual([]);
  });
});
