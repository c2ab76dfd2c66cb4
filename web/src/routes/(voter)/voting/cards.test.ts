import { questions, type Paper } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { cardsOf, nextCard, progressOf } from './cards.ts';
import { emptyDraft, mark, pass, type Draft } from './draft.ts';
import { FORM, GRADES, PAPERS, PICK, TICK } from './papers.fixture.ts';

const markAll = (paper: Paper, until = Infinity): Draft =>
  questions(paper)
    .slice(0, until)
    .reduce((draft, { id, choices }) => mark(draft, id, choices[0] ?? null), emptyDraft('h'));

describe('the cards of a paper', () => {
  test.each(PAPERS.map((paper) => [paper.kind, paper] as const))('hold every line of a %s paper once', (_, paper) => {
    const rows = cardsOf(paper).flatMap((card) => card.rows);
    expect(rows.map(({ id }) => id)).toEqual(questions(paper).map(({ id }) => id));
    expect(new Set(cardsOf(paper).map(({ id }) => id)).size).toBe(cardsOf(paper).length);
  });

  test('are a list for each paper or section to choose from, else one for each item', () => {
    expect(cardsOf(PICK).map(({ item }) => item)).toEqual([null]);
    expect(cardsOf(GRADES).map(({ rows }) => rows.length)).toEqual([2, 2, 2]);
    expect(cardsOf(FORM)).toHaveLength(2 + 1 + 3 + 2 + 1 + 1 + 1);
  });
});

describe('going on', () => {
  test('leads to the first card with a blank, then to the review', () => {
    expect(nextCard(GRADES, emptyDraft('h'))).toBe(0);
    expect(nextCard(GRADES, markAll(GRADES, 3))).toBe(1);
    expect(nextCard(GRADES, markAll(GRADES))).toBeNull();
  });

  test('does not skip what may stay empty, and does not come back to it', () => {
    const cards = cardsOf(FORM);
    const optional = cards.findIndex(({ part }) => part.kind === 'pick');
    const upTo = cards.slice(0, optional).reduce((lines, { rows }) => lines + rows.length, 0);
    const draft = markAll(FORM, upTo);
    expect(nextCard(FORM, draft)).toBe(optional);
    expect(nextCard(FORM, pass(draft, optional))).toBe(optional + 1);
    expect(nextCard(FORM, pass(draft, cards.length - 1))).toBeNull();
  });

  test('on a list stays with the list', () => {
    expect(nextCard(TICK, pass(emptyDraft('h'), 0))).toBe(0);
  });
});

test('progress counts what waits for a mark, not what may stay empty', () => {
  expect(progressOf(FORM, emptyDraft('h'))).toEqual({ done: 0, total: 2 + 1 + 3 + 2 });
  expect(progressOf(FORM, markAll(FORM))).toEqual({ done: 8, total: 8 });
  expect(progressOf(TICK, emptyDraft('h'))).toEqual({ done: 0, total: 0 });
});
