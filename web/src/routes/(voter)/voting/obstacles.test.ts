import { checkMarks, questions, type Paper } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { answersOf, emptyDraft, mark, writeIn, type Draft } from './draft.ts';
import { obstaclesOf } from './obstacles.ts';
import { GRADES, PAPERS, PICK, SCORE, TEXT } from './papers.fixture.ts';

/** A small generator with a seed: a failing draft can be made again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.trunc((state / 2 ** 31) * sides);
  };
}

function anyDraft(paper: Paper, roll: (sides: number) => number): Draft {
  const blanks = roll(3);
  const draft = questions(paper).reduce((before, { id, choices, text }) => {
    if (roll(6) < blanks) return before;
    return mark(before, id, text === null ? (choices[roll(choices.length)] ?? null) : '字'.repeat(1 + roll(text + 4)));
  }, emptyDraft('h'));
  return paper.kind === 'pick' && paper.writeIns > 0 && roll(2) === 0 ? writeIn(draft, ['E']) : draft;
}

describe('the review', () => {
  test.each(PAPERS.map((paper) => [paper.kind, paper] as const))(
    'lets through exactly the drafts of a %s paper that the server takes',
    (_, paper) => {
      const seen = new Set<boolean>();
      for (let seed = 1; seed <= 600; seed += 1) {
        const draft = anyDraft(paper, dice(seed));
        const taken = checkMarks(paper, answersOf(paper, draft));
        seen.add(taken.ok);
        expect(obstaclesOf(paper, draft).length === 0, JSON.stringify(draft)).toBe(taken.ok);
      }
      expect(seen.has(true)).toBe(true);
    },
  );

  test('tells all that is in the way, with the card where it is mended', () => {
    const draft = mark(emptyDraft('h'), 'b/all', '950');
    expect(obstaclesOf(SCORE, draft)).toEqual([{ kind: 'blank', lines: 1, card: 0 }]);
    const both = mark(draft, 'a/all', '1000');
    expect(obstaclesOf(SCORE, both)).toMatchObject([{ kind: 'quota', use: { at: 'all', used: 2 } }]);
  });

  test('counts written-in names towards the most, but not towards a tag', () => {
    const two = mark(mark(emptyDraft('h'), 'c', 'picked'), 'd', 'picked');
    expect(obstaclesOf(PICK, two)).toMatchObject([{ kind: 'too_few_tagged', tag: '外单位', min: 1, picks: 0 }]);
    const three = mark(two, 'a', 'picked');
    expect(obstaclesOf(PICK, three)).toEqual([]);
    expect(obstaclesOf(PICK, writeIn(three, ['E']))).toMatchObject([{ kind: 'too_many', picks: 4 }]);
  });

  test('does not stop a limit that only warns', () => {
    expect(obstaclesOf(GRADES, emptyDraft('h'))).toEqual([]);
  });

  test('stops words that are too long', () => {
    expect(obstaclesOf(TEXT, mark(emptyDraft('h'), 'views', '字'.repeat(11)))).toMatchObject([{ kind: 'text_long' }]);
  });
});
