import type { ScorePaper } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { SCORE } from './papers.fixture.ts';
import { hasButtons, mayGrow, quickMarks, readScore, stepped } from './score.ts';

const paper = (from: number, to: number, step = 1, per: ScorePaper['per'] = 1): ScorePaper => ({
  ...SCORE,
  from,
  to,
  step,
  per,
});
const HUNDRED = paper(0, 100);

describe('points that are typed', () => {
  test.each([
    ['95', '95'],
    ['０９５', '95'],
    [' 100 ', '100'],
    ['95.0', '95'],
    ['0', '0'],
  ])('%s is a mark', (typed, mark) => expect(readScore(HUNDRED, typed)).toBe(mark));

  test.each(['', '101', '-1', '9.5', '1e2', '九十', '95分', '.', '9 5x'])('%s is none', (typed) =>
    expect(readScore(HUNDRED, typed)).toBeNull(),
  );

  test.each([
    ['92.5', '925'],
    ['92。5', '925'],
    ['92.50', '925'],
    ['100', '1000'],
  ])('%s is a mark in tenths', (typed, mark) => expect(readScore(SCORE, typed)).toBe(mark));

  test('between two steps or outside the range is none', () => {
    for (const typed of ['92.3', '59.5', '100.5']) expect(readScore(SCORE, typed)).toBeNull();
  });

  test('are not called wrong while more digits may make them right', () => {
    for (const typed of ['', '9', '92', '92.', '1', '10']) expect(mayGrow(SCORE, typed)).toBe(true);
    for (const typed of ['5', '101', '92.3', '100.5', 'x']) expect(mayGrow(SCORE, typed)).toBe(false);
  });
});

test('a step stays inside the range', () => {
  expect(stepped(SCORE, '925', 1)).toBe('930');
  expect(stepped(SCORE, '1000', 1)).toBeNull();
  expect(stepped(SCORE, '600', -1)).toBeNull();
});

test('quick marks are marks of the paper, best first; a short range has a button for each mark instead', () => {
  expect(quickMarks(HUNDRED)).toEqual(['95', '90', '85', '80', '70', '60']);
  expect(quickMarks(SCORE)).toEqual(['950', '900', '850', '800', '700', '600']);
  expect(quickMarks(paper(80, 100, 7))).toEqual([]);
  expect([hasButtons(paper(0, 10)), hasButtons(paper(0, 20))]).toEqual([true, false]);
});
