import type { Paper } from 'ballot-core';
import type { PublishedResult } from 'api/views';
import { describe, expect, test } from 'vitest';
import { found, noticeDay, resultParts } from './result.ts';

const ACCOUNTS = { due: 9, present: 9, issued: 9, returned: 9, valid: 9, invalid: 0 };
const result = (paper: unknown, counts: readonly number[] | null): PublishedResult =>
  ({
    poll: 'p',
    title: '一',
    sealedAt: '',
    accounts: ACCOUNTS,
    paper: paper as Paper,
    shown: counts === null ? 'labels' : 'totals',
    count: counts === null ? null : { ballots: 9, counts },
    writeIns: [],
    rules: [],
    findings: [],
  }) as unknown as PublishedResult;

const SCALE = [
  { id: 'good', name: '好', counted: true },
  { id: 'bad', name: '差', counted: true },
];
const grades = (dimensions: readonly string[]) => ({
  kind: 'grades',
  subjects: [
    { id: 's1', name: '张三', note: '科长' },
    { id: 's2', name: '李四' },
  ],
  dimensions: dimensions.map((name, i) => ({ id: `d${i}`, name })),
  scale: SCALE,
  blank: 'allow',
});

describe('a published result', () => {
  test('is one row for each line, a name written once over its dimensions', () => {
    const [part] = resultParts(result(grades(['德', '能']), [5, 3, 1, 6, 2, 1, 7, 1, 1, 8, 1, 0]));
    expect(part?.columns.map(({ name }) => name)).toEqual(['好', '差', null]);
    expect(part?.rows.map(({ name, span, dimension, figures }) => [name, span, dimension, figures.join(' ')])).toEqual([
      ['张三', 2, '德', '5 3 1'],
      ['张三', 0, '能', '6 2 1'],
      ['李四', 2, '德', '7 1 1'],
      ['李四', 0, '能', '8 1 0'],
    ]);
    expect(resultParts(result(grades(['总体']), [5, 3, 1, 6, 2, 1]))[0]?.rows[0]?.dimension).toBeNull();
  });

  test('of points is how many gave them and their exact mean', () => {
    const paper = {
      kind: 'score',
      subjects: [{ id: 's1', name: '张三' }],
      dimensions: [{ id: 'all', name: '总体' }],
      from: 0,
      to: 10,
      step: 5,
      per: 10,
      blank: 'allow',
    };
    // 0, 0.5 and 1 point: 1, 2 and 6 raters, nobody blank.
    expect(resultParts(result(paper, [1, 2, 6, 0]))[0]?.rows[0]?.figures).toEqual(['9', '0.78']);
    expect(resultParts(result(paper, [0, 0, 0, 9]))[0]?.rows[0]?.figures).toEqual(['0', '—']);
  });

  test('of a form has a table for each section, and counts words without showing them', () => {
    const paper = {
      kind: 'form',
      sections: [
        { id: 'a', name: '测评', paper: { ...grades(['总体']), subjects: [{ id: 's1', name: '张三' }] } },
        { id: 'b', name: '意见', paper: { kind: 'text', prompts: [{ id: 'q', name: '建议' }], lengthMax: 100 } },
      ],
    };
    const parts = resultParts(result(paper, [5, 3, 1, 4, 5]));
    expect(parts.map(({ title, columns, rows }) => [title, columns.map(({ id }) => id), rows[0]?.figures])).toEqual([
      ['测评', ['good', 'bad', ''], ['5', '3', '1']],
      ['意见', ['written'], ['4']],
    ]);
  });

  test('without totals has no table', () => {
    expect(resultParts(result(grades(['总体']), null))).toEqual([]);
  });

  test('says what was found about whom, and whom a cut took', () => {
    const label = { id: 'x', zh: '当选', en: 'elected', weight: 'outcome' };
    const clear = { ...label, weight: 'clear' };
    const rules = [{ id: 'r1' }];
    const findings = [
      {
        question: '',
        rule: 'r1',
        status: 'found',
        label,
        tests: [],
        ranking: [
          { id: 's1', rank: 1, state: 'taken' },
          { id: '+王五', rank: 2, state: 'tied' },
          { id: 's2', rank: 3, state: 'left' },
        ],
      },
      { question: 's1/d0', rule: 'r1', status: 'found', label: clear, tests: [] },
      { question: 's2/d0', rule: 'r1', status: 'found', label: { ...label, weight: 'flag' }, tests: [] },
    ];
    const made = found({ ...result(grades(['德', '能']), null), rules, findings } as unknown as PublishedResult);
    expect(made.map(({ about, taken }) => [about, taken.map(({ name, tied }) => [name, tied])])).toEqual([
      [
        null,
        [
          ['张三', false],
          ['王五', true],
        ],
      ],
      ['李四 · 德', []],
    ]);
  });
});

test('a day stands in the notice as it is written in the language, whatever the zone of the reader', () => {
  expect(noticeDay('2026-11-02', 'zh-CN')).toBe('2026年11月2日');
  expect(noticeDay('2026-11-02', 'en')).toBe('November 2, 2026');
});
