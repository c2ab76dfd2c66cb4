import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE, presetRules, evaluate, questions, tallyOf } from 'ballot-core';
import type { Accounts, PlainPaper, Rule, Tally } from 'ballot-core';
import { captionsOf, countSide, place, rowOf, type Row } from './bars.ts';

const people: PlainPaper = {
  kind: 'grades',
  subjects: [{ id: 's1', name: '测评对象一' }],
  dimensions: [{ id: 'overall', name: '总体' }],
  scale: COMPETENCE_SCALE,
  blank: 'allow',
};
const matters: PlainPaper = { kind: 'motion', matters: [{ id: 'm1', name: '事项一' }] };
const accounts = (due: number, ballots: number): Accounts => ({
  due,
  present: due,
  issued: due,
  returned: ballots,
  valid: ballots,
  invalid: 0,
});

function row(paper: PlainPaper, rules: readonly Rule[], counts: readonly number[], due: number): Row {
  const question = questions(paper)[0];
  if (!question) throw new Error('the paper is empty');
  const ballots = counts.reduce((sum, count) => sum + count, 0);
  const tally: Tally = tallyOf(paper, { ballots, counts }, question.id, accounts(due, ballots));
  const findings = rules.map((rule) => ({ question: question.id, ...evaluate(rule, tally) }));
  return rowOf(paper, rules, question, tally, findings);
}

/** Where the stacked segments of a bar end, times `whole`, so that an end can be compared with a line exactly. */
const end = (bar: Row['bars'][number], segments: number, whole: number): number =>
  bar.segments.slice(0, segments).reduce((sum, { count }) => sum + count, 0) * whole;

describe('the lines of an assessment', () => {
  test('60 of 90 ends exactly on the 2/3 line of the stacked bar, 59 before it', () => {
    const at = (good: number) => row(people, presetRules('P01'), [good - 20, 20, 90 - good, 0, 0, 0], 90).bars[0];
    const line = at(60).lines[0]?.at ?? [0, 1];
    expect(line).toEqual([2, 3]);
    expect(end(at(60), 2, line[1])).toBe(line[0] * at(60).base);
    expect(end(at(59), 2, line[1])).toBeLessThan(line[0] * at(59).base);
  });

  test('不称职 has a bar of its own, measured from the same left end, with its line at 1/3', () => {
    const { bars } = row(people, presetRules('P01'), [30, 15, 15, 30, 0, 0], 90);
    expect(bars).toHaveLength(2);
    const own = bars[1];
    expect(own?.segments.map(({ option, count }) => [option, count])).toEqual([['incompetent', 30]]);
    expect(own?.lines.map(({ at }) => at)).toEqual([[1, 3]]);
    expect((own?.segments[0]?.count ?? 0) * 3).toBe(own?.base);
  });

  test('the full length is the base of the rule: 不了解 and blanks are outside', () => {
    const { bars } = row(people, presetRules('P01'), [40, 20, 20, 0, 6, 4], 90);
    expect(bars[0].base).toBe(80);
    expect(bars[0].segments.map(({ option }) => option)).toEqual(['excellent', 'competent', 'basic', 'incompetent']);
  });
});

describe('the lines of a committee ballot', () => {
  test('stand against 应到, so that absent members leave the bar short', () => {
    const { bars } = row(matters, presetRules('P08'), [13, 5, 0, 0], 20);
    expect(bars[0].base).toBe(20);
    expect(bars[0].segments.reduce((sum, { count }) => sum + count, 0)).toBe(18);
    expect(bars[0].lines.map(({ at }) => at)).toEqual([[1, 2]]);
  });
  test('30% is drawn on a bar of 不同意 and 弃权 together', () => {
    const { bars } = row(matters, presetRules('P08'), [13, 5, 2, 0], 20);
    expect(bars[1]?.segments.map(({ option }) => option)).toEqual(['disagree', 'abstain']);
    expect(bars[1]?.lines.map(({ at }) => at)).toEqual([[3, 10]]);
  });
  test('attendance is not on the bars', () => {
    const { bars } = row(matters, presetRules('P08'), [13, 5, 2, 0], 20);
    const drawn = bars.flatMap(({ lines }) => lines.map(({ test }) => test.id));
    expect(drawn.sort()).toEqual(['defer', 'pass']);
  });
});

test('a place is divided only when it is painted, and an empty base is not divided by', () => {
  expect(place([2, 3])).toBe('calc(100% * 2 / 3)');
  expect(place([0, 0])).toBe('calc(100% * 0 / 1)');
});

describe('a count inside its segment', () => {
  const bar = row(people, presetRules('P01'), [42, 33, 9, 6, 0, 0], 90).bars[0];
  test('moves aside where a line would run through it', () => {
    expect(countSide(bar, 0, 42)).toBe('middle');
    expect(countSide(bar, 42, 33)).toBe('start');
    expect(countSide(bar, 58, 12)).toBe('end');
  });
  test('is left out where there is no room for it', () => {
    expect(countSide(bar, 84, 5)).toBeNull();
    expect(countSide(bar, 58, 6)).toBeNull();
  });
});

describe('captions of lines', () => {
  const sides = (paper: PlainPaper, rules: readonly Rule[], counts: readonly number[]) =>
    captionsOf(row(paper, rules, counts, 90).bars.flatMap(({ lines }) => lines)).map(({ line, side }) => [
      line.at,
      side,
    ]);
  test('stand over their lines, from left to right', () => {
    expect(sides(people, presetRules('P01'), [30, 30, 20, 10, 0, 0])).toEqual([
      [[1, 3], 'middle'],
      [[2, 3], 'middle'],
    ]);
  });
  test('turn away from each other where lines are close', () => {
    expect(sides(matters, presetRules('P08'), [13, 5, 2, 0])).toEqual([
      [[3, 10], 'end'],
      [[1, 2], 'start'],
    ]);
  });
});
