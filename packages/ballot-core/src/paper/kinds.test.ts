import { describe, expect, test } from 'vitest';
import { checkMarks, warningsOf } from './check-marks.ts';
import { checkPaper } from './check.ts';
import { CHOICE, FORM, GRADES, KINDS, MOTION, PICK, SCORE, TEXT } from './kinds.fixture.ts';
import type { Paper } from './paper.ts';
import { blankOf, countedChoices, itemsOf, questionOf, questions } from './questions.ts';
import { quotaUses } from './quotas.ts';
import { scoreMarks, scoreText, scoreValue } from './score.ts';

const marks = (paper: Paper, choices: unknown, writeIns: unknown = []) => checkMarks(paper, { choices, writeIns });

describe('every kind of paper', () => {
  test.each(KINDS)('is read whole: $kind', (paper) => {
    expect(checkPaper(structuredClone(paper))).toEqual({ ok: true, value: paper });
  });

  test.each(KINDS)('has lines with ids of their own and a closed list of choices: $kind', (paper) => {
    const ids = questions(paper).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { choices } of questions(paper)) expect(choices.length).toBeGreaterThan(0);
  });
});

describe('a form', () => {
  test('names its lines by section', () => {
    expect(questions(FORM).map(({ id }) => id)).toEqual([
      'work.q1',
      'work.q2',
      'faults.a',
      'faults.b',
      'faults.c',
      'words.advice',
    ]);
    expect(questionOf(FORM, 'faults.b')?.section?.id).toBe('faults');
    expect(itemsOf(FORM).map(({ id }) => id)).toContain('work.q2');
  });

  test('is answered section by section, and refused with the line that is wrong', () => {
    expect(marks(FORM, { 'work.q1': 'good', 'faults.a': 'picked', 'words.advice': '多下基层' }).ok).toBe(true);
    expect(marks(FORM, {}).ok).toBe(true);
    expect(marks(FORM, { 'work.q2': 'good' })).toMatchObject({ error: { code: 'unknown_choice', at: 'work.q2' } });
    expect(marks(FORM, { q1: 'good' })).toMatchObject({ error: { code: 'unknown_item', at: 'q1' } });
  });

  test('holds no names to be written in: who wrote them would be told by the other answers', () => {
    const [, faults] = FORM.sections;
    const paper = { ...FORM, sections: [{ ...faults, paper: { ...faults?.paper, writeIns: 1 } }] };
    expect(checkPaper(paper)).toMatchObject({ error: { path: 'sections[0].paper.writeIns' } });
  });

  test('is not nested', () => {
    const paper = { kind: 'form', sections: [{ id: 'x', name: 'x', paper: FORM }] };
    expect(checkPaper(paper)).toMatchObject({ error: { path: 'sections[0].paper.kind' } });
  });
});

describe('a score paper', () => {
  test('offers every step of its range, as whole numbers of 1/per', () => {
    expect(scoreMarks({ from: 0, to: 100, step: 50 })).toEqual(['0', '50', '100']);
    expect(scoreValue('95', 10)).toEqual([95, 10]);
    expect([scoreText('95', 10), scoreText('90', 10), scoreText('905', 100), scoreText('7', 1)]).toEqual([
      '9.5',
      '9',
      '9.05',
      '7',
    ]);
  });

  test('takes no number between two steps or outside the range', () => {
    const rest = { 'b/de': '60', 'b/neng': '60' };
    expect(marks(SCORE, { ...rest, 'a/de': '95' }).ok).toBe(true);
    for (const bad of ['93', '105', '-5', '9.5', '', '095']) {
      expect(marks(SCORE, { ...rest, 'a/de': bad })).toMatchObject({ error: { code: 'unknown_choice', at: 'a/de' } });
    }
  });

  test.each([
    ['runs backwards', { from: 100, to: 0 }, 'to'],
    ['does not come out even', { step: 7 }, 'step'],
    ['has too many marks', { to: 1000, step: 1 }, 'step'],
    ['is counted in thirds', { per: 3 }, 'per'],
    ['has a step of nothing', { step: 0 }, 'step'],
  ])('is refused when its range %s', (_why, change, path) => {
    expect(checkPaper({ ...SCORE, quotas: undefined, ...change })).toMatchObject({ error: { path } });
  });

  test('is refused when its count would be a row of more than 40,000 numbers', () => {
    const people = Array.from({ length: 200 }, (_, index) => ({ id: `p${index}`, name: `p${index}` }));
    const paper = { ...SCORE, subjects: people, to: 1000, quotas: undefined };
    expect(checkPaper(paper)).toMatchObject({ error: { path: '', reason: expect.stringContaining('40000') } });
  });
});

describe('a quota', () => {
  test('that refuses stops the ballot that has one mark too many in a dimension', () => {
    expect(marks(GRADES, { 'a/de': 'good', 'b/de': 'good', 'c/neng': 'good' }).ok).toBe(true);
    expect(marks(GRADES, { 'a/de': 'good', 'b/de': 'good', 'c/de': 'good' })).toMatchObject({
      error: { code: 'quota_exceeded', at: 'de' },
    });
    expect(marks(SCORE, { 'a/de': '95', 'b/neng': '60' })).toMatchObject({ error: { code: 'quota_missed', at: 'de' } });
  });

  test('that warns lets the ballot through and tells the voter', () => {
    const choices = { 'a/de': '95', 'b/de': '90', 'c/de': '60', 'a/neng': '60' };
    expect(marks(SCORE, choices).ok).toBe(true);
    expect(warningsOf(SCORE, { choices })).toMatchObject([{ code: 'quota_exceeded', at: 'de' }]);
    expect(quotaUses(SCORE, { choices })[0]).toMatchObject({ at: 'de', used: 2, open: 0 });
  });

  test('that limits nothing, or names no grade of the scale, is refused', () => {
    const quotas = (marked: unknown, max: number) => [{ marks: marked, min: 0, max, mode: 'refuse' }];
    expect(checkPaper({ ...GRADES, quotas: quotas({ grades: ['good'] }, 3) })).toMatchObject({
      error: { path: 'quotas[0]' },
    });
    expect(checkPaper({ ...GRADES, quotas: quotas({ grades: ['best'] }, 1) })).toMatchObject({
      error: { path: 'quotas[0].marks.grades[0]' },
    });
  });

  test('on the grade that a blank line counts as is refused: who marks nothing would go past it', () => {
    const paper = { ...GRADES, blank: { as: 'good' } };
    expect(checkPaper(paper)).toMatchObject({ error: { path: 'quotas[0].marks.grades' } });
    expect(checkPaper({ ...paper, blank: { as: 'fair' } }).ok).toBe(true);
  });
});

describe('equal marks for everybody', () => {
  test('are told, and never a reason to discard a ballot', () => {
    const choices = Object.fromEntries(questions(GRADES).map(({ id }) => [id, 'fair']));
    expect(marks(GRADES, choices).ok).toBe(true);
    expect(warningsOf(GRADES, { choices })).toEqual([{ code: 'same_marks' }]);
    expect(warningsOf(GRADES, { choices: { ...choices, 'a/de': 'poor' } })).toEqual([]);
    expect(warningsOf(GRADES, { choices: {} })).toEqual([]);
  });
});

describe('tag minimums', () => {
  test('ask for so many names with a tag', () => {
    expect(marks(PICK, { a: 'picked', b: 'picked' }).ok).toBe(true);
    const two = { ...PICK, tagMins: [{ tag: '外单位', min: 2 }] };
    expect(marks(two, { a: 'picked', b: 'picked' })).toMatchObject({ error: { code: 'too_few_tagged', at: '外单位' } });
  });

  test('that nobody could meet are refused', () => {
    const mins = (...tagMins: unknown[]) => checkPaper({ ...PICK, tagMins });
    expect(mins({ tag: '机关', min: 1 })).toMatchObject({ error: { path: 'tagMins[0].tag' } });
    expect(mins({ tag: '外单位', min: 3 })).toMatchObject({ error: { path: 'tagMins[0].min' } });
    expect(
      checkPaper({
        ...PICK,
        max: 2,
        tagMins: [
          { tag: '外单位', min: 2 },
          { tag: '本单位', min: 1 },
        ],
      }),
    ).toMatchObject({ error: { path: 'tagMins' } });
  });
});

describe('a blank line', () => {
  test('is what the paper says it is', () => {
    expect(blankOf(MOTION)).toEqual({ as: 'abstain' });
    expect(marks(MOTION, {}).ok).toBe(true);
    expect(marks({ ...MOTION, blank: 'refuse' }, {})).toMatchObject({ error: { code: 'missing_choice', at: 'one' } });
    expect(marks(CHOICE, { q1: 'good' })).toMatchObject({ error: { code: 'missing_choice', at: 'q2' } });
  });

  test('can only be a mark that the paper offers', () => {
    expect(checkPaper({ ...MOTION, blank: { as: 'perhaps' } })).toMatchObject({ error: { path: 'blank.as' } });
  });
});

describe('free words', () => {
  test('are taken as they are, within their length, in one line without hidden characters', () => {
    expect(marks(TEXT, { advice: '多听群众意见' })).toEqual({
      ok: true,
      value: { choices: { advice: '多听群众意见' }, writeIns: [] },
    });
    for (const bad of ['', ' a', 'a\nb', 'a\u202eb', 'x'.repeat(201), 7]) {
      expect(marks(TEXT, { advice: bad })).toMatchObject({ error: { code: 'text_refused', at: 'advice' } });
    }
  });
});

describe('the counted choices of a line', () => {
  test('leave out 不了解, are all numbers of a score, and are none where not answering is an answer', () => {
    const of = (paper: Paper, id: string) => {
      const question = questionOf(paper, id);
      if (question === undefined) throw new Error(id);
      return countedChoices(paper, question);
    };
    expect(of(GRADES, 'a/de')).toEqual(['good', 'fair', 'poor']);
    expect(of(SCORE, 'a/de')).toHaveLength(21);
    expect(of(FORM, 'work.q2')).toEqual(['poster', 'letter']);
    expect(of(FORM, 'faults.a')).toBeNull();
    expect(of(TEXT, 'advice')).toBeNull();
  });
});
