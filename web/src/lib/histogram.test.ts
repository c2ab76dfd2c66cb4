import { expect, test } from 'vitest';
import { questions, type Question, type ScorePaper } from 'ballot-core';
import { placeOf, spreadOf, stretchOf } from './histogram.ts';

const paper = (change: Partial<ScorePaper>): ScorePaper => ({
  kind: 'score',
  subjects: [{ id: 's1', name: '甲' }],
  dimensions: [{ id: 'd', name: '总体' }],
  from: 0,
  to: 100,
  step: 1,
  per: 1,
  blank: 'allow',
  ...change,
});
const first = (own: ScorePaper): Question => {
  const [question] = questions(own);
  if (question === undefined) throw new Error('the paper is empty');
  return question;
};
const spread = (own: ScorePaper, options: Record<string, number>) => spreadOf(own, first(own), { bases: {}, options });

test('every column holds equally many marks and none is lost', () => {
  const own = paper({});
  const { bins, most, raters } = spread(own, { 0: 1, 90: 3, 91: 2, 100: 4 });
  expect(bins.length).toBeLessThanOrEqual(21);
  expect(new Set(bins.slice(0, -1).map(({ from, to }) => to - from)).size).toBe(1);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(10);
  expect([most, raters]).toEqual([5, 10]);
  expect(bins[bins.length - 1]?.to).toBe(100);
});
test('few marks have a column each', () => {
  expect(spread(paper({ from: 0, to: 10 }), { 9: 2 }).bins).toHaveLength(11);
});
test('the mean is an exact fraction in points, halves included; of nobody there is none', () => {
  expect(spread(paper({ from: 0, to: 100, step: 5, per: 10 }), { 95: 1, 90: 2 }).mean).toEqual([275, 30]);
  expect(spread(paper({}), {}).mean).toBeNull();
});
test('the stretch drawn holds every mark that was given and every threshold, and no more', () => {
  const own = paper({});
  const tally = { bases: {}, options: { 62: 1, 95: 3 } };
  expect(stretchOf(own, [tally], [[60, 1]])).toEqual({ from: 60, to: 95 });
  expect(stretchOf(own, [{ bases: {}, options: {} }], [])).toEqual({ from: 0, to: 100 });
  const { bins, raters } = spreadOf(own, first(own), tally, { from: 60, to: 95 });
  expect(bins[0]?.from).toBe(60);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(raters);
});
test('a threshold stands where its number is between the ends', () => {
  const [at, whole] = placeOf(paper({}), [80, 1], { from: 60, to: 100 });
  expect(at / whole).toBe(0.5);
});
