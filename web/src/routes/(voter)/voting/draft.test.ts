import type { Paper } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { answersOf, blanks, emptyDraft, mark, nameFault, obstacle, readDraft, tidyName } from './draft.ts';

const item = (id: string) => ({ id, name: id.toUpperCase() });
const grades = (blank: 'allow' | 'refuse'): Paper => ({
  kind: 'grades',
  subjects: [item('a'), item('b')],
  dimensions: [item('de'), item('neng')],
  scale: [{ id: 'good', name: 'Good', counted: true }],
  blank,
});
const pick = {
  kind: 'pick',
  candidates: [item('a'), item('b'), item('c')],
  min: 1,
  max: 2,
  seats: null,
  writeIns: 1,
} as const;

describe('a draft', () => {
  test('with blanks is handed in only where the paper allows blanks', () => {
    const draft = mark(emptyDraft('h'), 'a/de', 'good');
    expect(blanks(grades('allow'), draft)).toBe(3);
    expect(obstacle(grades('allow'), draft)).toBeNull();
    expect(obstacle(grades('refuse'), draft)).toEqual({ kind: 'blank', lines: 3 });
  });

  test('counts written-in names towards the most that may be chosen', () => {
    const two = mark(mark(emptyDraft('h'), 'a', 'picked'), 'b', 'picked');
    expect(obstacle(pick, two)).toBeNull();
    expect(obstacle(pick, { ...two, writeIns: ['D'] })).toEqual({ kind: 'too_many', picks: 3 });
    expect(obstacle(pick, emptyDraft('h'))).toEqual({ kind: 'too_few', picks: 0 });
  });

  test('of another paper, or damaged, is an empty one', () => {
    expect(readDraft(JSON.stringify(mark(emptyDraft('old'), 'a/de', 'good')), 'new').choices).toEqual({});
    expect(readDraft('{', 'new').choices).toEqual({});
  });

  test('answers with nothing that the paper does not ask', () => {
    expect(answersOf(grades('allow'), mark(emptyDraft('h'), 'z/de', 'good'))).toEqual({ choices: {}, writeIns: [] });
  });
});

test('a name is written in as it will be read aloud: no invisible characters, once, and not from the list', () => {
  expect(tidyName('  诸葛\u200b  亮 ')).toBe('诸葛 亮');
  expect(nameFault(pick, [], ' ')).toBe('empty');
  expect(nameFault(pick, [], 'x'.repeat(41))).toBe('long');
  expect(nameFault(pick, [], ' A ')).toBe('listed');
  expect(nameFault(pick, ['D'], 'D')).toBe('twice');
  expect(nameFault(pick, [], 'D')).toBeNull();
});
