import { describe, expect, test } from 'vitest';
import { emptyDraft, mark } from './draft.ts';
import { FORM, GRADES, SCORE, TICK } from './papers.fixture.ts';
import { obstaclesOf } from './obstacles.ts';
import { blanksOf, hintsOf, obstacleWords } from './review.ts';

describe('the review says', () => {
  test('what blanks count as, part by part', () => {
    const said = blanksOf(FORM, emptyDraft('h')).map(({ words }) => words);
    expect(said).toEqual([
      'S0：有 2 处空白，按「弃权」计。',
      'S2：有 3 处空白，按「Unknown」计。',
      'S4：没有选择任何一个，将提交空白票。',
      'S5：一个都没有勾选，表示没有发现问题。',
    ]);
    expect(blanksOf(GRADES, emptyDraft('h'))[0]?.words).toBe('有 6 处空白，该项不计。');
    expect(blanksOf(TICK, mark(emptyDraft('h'), 'p1', 'picked'))).toEqual([]);
  });

  test('which limit is passed, in which dimension, and by how many', () => {
    const two = ['a/de', 'b/de'].reduce((draft, line) => mark(draft, line, 'good'), emptyDraft('h'));
    expect(obstaclesOf(GRADES, two).map((each) => obstacleWords(GRADES, each))).toEqual([
      'DE：Good已给 2 个，最多 1 个。',
    ]);
    expect(hintsOf(GRADES, two)).toEqual([
      'DE：Fair＋Poor已给 0 个，至少 1 个。',
      'NENG：Fair＋Poor已给 0 个，至少 1 个。',
    ]);
    const high = ['a/all', 'b/all'].reduce((draft, line) => mark(draft, line, '905'), emptyDraft('h'));
    expect(obstaclesOf(SCORE, high).map((each) => obstacleWords(SCORE, each))).toEqual([
      '90 分及以上已给 2 个，最多 1 个。',
    ]);
  });

  test('that everybody got the same mark', () => {
    const lines = GRADES.subjects.flatMap(({ id }) => [`${id}/de`, `${id}/neng`]);
    const same = lines.reduce((draft, line) => mark(draft, line, 'fair'), emptyDraft('h'));
    expect(hintsOf(GRADES, same)).toEqual([expect.stringContaining('完全相同')]);
  });
});
