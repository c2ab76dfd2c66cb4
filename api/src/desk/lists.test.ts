import type { GradesPaper, Item, PickPaper } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { withList } from './lists.ts';

const TWO: readonly Item[] = [
  { id: 'a', name: '张三', tag: '外单位' },
  { id: 'b', name: '李四' },
];
const pick: PickPaper = {
  kind: 'pick',
  candidates: [{ id: 'x', name: '待定' }],
  min: 6,
  max: 6,
  seats: 8,
  writeIns: 4,
  tagMins: [
    { tag: '外单位', min: 3 },
    { tag: '乡镇', min: 1 },
  ],
};

describe('a paper with a shorter list', () => {
  test('asks for as many as there are, written names included, and for no tag that nobody has', () => {
    expect(withList({ ...pick, writeIns: 0 }, TWO)).toMatchObject({
      ok: true,
      value: { candidates: TWO, min: 2, max: 2, seats: 2, writeIns: 0, tagMins: [{ tag: '外单位', min: 1 }] },
    });
    expect(withList(pick, TWO)).toMatchObject({ ok: true, value: { min: 6, max: 6, seats: 6, writeIns: 4 } });
    const [, untagged] = TWO;
    expect(withList({ ...pick, seats: null }, untagged === undefined ? [] : [untagged])).toEqual({
      ok: true,
      value: { kind: 'pick', candidates: [untagged], min: 5, max: 5, seats: null, writeIns: 4 },
    });
  });

  test('keeps the quotas that still limit something', () => {
    const grades: GradesPaper = {
      kind: 'grades',
      subjects: [{ id: 'x', name: '待定' }],
      dimensions: [{ id: 'all', name: '总体' }],
      scale: [
        { id: 'good', name: '好', counted: true },
        { id: 'poor', name: '差', counted: true },
      ],
      blank: 'refuse',
      quotas: [
        { marks: { grades: ['good'] }, min: 0, max: 3, mode: 'refuse' },
        { marks: { grades: ['poor'] }, min: 0, max: 1, mode: 'warn' },
        { marks: { grades: ['poor'] }, min: 2, max: 3, mode: 'warn' },
      ],
    };
    expect(withList(grades, TWO)).toMatchObject({
      ok: true,
      value: {
        subjects: TWO,
        quotas: [
          { min: 0, max: 1, mode: 'warn' },
          { min: 2, max: 2, mode: 'warn' },
        ],
      },
    });
    const { quotas: _quotas, ...plain } = grades;
    expect(withList(plain, TWO)).toEqual({ ok: true, value: { ...plain, subjects: TWO } });
  });

  test('is not made where a kind has no one list', () => {
    expect(withList({ kind: 'text', prompts: [{ id: 't', name: '意见' }], lengthMax: 100 }, TWO).ok).toBe(false);
    expect(withList({ kind: 'choice', questions: [], blank: 'allow' }, TWO).ok).toBe(false);
    expect(withList({ kind: 'form', sections: [] }, TWO).ok).toBe(false);
  });
});
