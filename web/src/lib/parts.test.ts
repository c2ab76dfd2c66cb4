import { expect, test } from 'vitest';
import type { Paper } from 'ballot-core';
import { partsOf, subjectOf } from './parts.ts';

const form: Paper = {
  kind: 'form',
  sections: [
    {
      id: 'work',
      name: '选人用人工作',
      paper: {
        kind: 'grades',
        subjects: [{ id: 's1', name: '总体评价' }],
        dimensions: [{ id: 'overall', name: '总体' }],
        scale: [
          { id: 'good', name: '好', counted: true },
          { id: 'poor', name: '差', counted: true },
        ],
        blank: 'allow',
      },
    },
    { id: 'words', name: '意见建议', paper: { kind: 'text', prompts: [{ id: 't1', name: '建议' }], lengthMax: 200 } },
  ],
};

test('a form is its sections, another paper is one part', () => {
  expect(partsOf(form).map(({ section, questions }) => [section?.name, questions.map(({ id }) => String(id))])).toEqual(
    [
      ['选人用人工作', ['work.s1/overall']],
      ['意见建议', ['words.t1']],
    ],
  );
  const motion: Paper = { kind: 'motion', matters: [{ id: 'm1', name: '事项' }] };
  expect(partsOf(motion)).toMatchObject([{ section: null, paper: motion }]);
});

test('a finding gets its name back: a line, an item, a section, the whole poll, a written name', () => {
  expect(subjectOf(form, 'work.s1/overall')).toMatchObject({ item: { name: '总体评价' }, dimension: { name: '总体' } });
  expect(subjectOf(form, 'work.s1')).toMatchObject({ item: { name: '总体评价' }, dimension: null });
  expect(subjectOf(form, 'work')).toMatchObject({ item: null, section: { name: '选人用人工作' } });
  expect(subjectOf(form, '')).toMatchObject({ item: null, section: null });
  const pick: Paper = { kind: 'pick', candidates: [{ id: 'c1', name: '甲' }], min: 0, max: 1, seats: 1, writeIns: 1 };
  expect(subjectOf(pick, '+乙').item).toMatchObject({ name: '乙' });
});
