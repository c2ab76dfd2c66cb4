import { describe, expect, test } from 'vitest';
import { candidateLabels, mergedWriteIns, mergeEnd } from './merge-write-ins.ts';

const CANDIDATES = [
  { id: 'c1', name: '张三', votes: 20 },
  { id: 'c2', name: '王伟', note: '办公室', votes: 7 },
  { id: 'c3', name: '王伟', note: '财务科', votes: 3 },
];
const WRITTEN = [
  { name: '張三', votes: 2 },
  { name: '李 四', votes: 1 },
  { name: '李四', votes: 4 },
  { name: '王伟', votes: 3 },
  { name: '赵六', votes: 4 },
];

describe('written-in names', () => {
  test('stay as they were written until somebody merges them', () => {
    const rows = mergedWriteIns(WRITTEN, [], CANDIDATES);
    expect(rows.map(({ name, candidate, votes }) => [name, candidate, votes])).toEqual([
      ['李四', null, 4],
      ['赵六', null, 4],
      ['王伟', null, 3],
      ['張三', null, 2],
      ['李 四', null, 1],
    ]);
  });

  test('are read with a candidate or with another spelling, and no vote is lost', () => {
    const merges = [
      { name: '張三', into: '张三' },
      { name: '李 四', into: '李四' },
      { name: '王伟', into: '王伟（财务科）' },
    ];
    const rows = mergedWriteIns(WRITTEN, merges, CANDIDATES);
    expect(rows).toEqual([
      { name: '张三', candidate: 'c1', marked: 20, written: [{ name: '張三', votes: 2 }], votes: 22 },
      { name: '王伟（财务科）', candidate: 'c3', marked: 3, written: [{ name: '王伟', votes: 3 }], votes: 6 },
      {
        name: '李四',
        candidate: null,
        marked: 0,
        written: [
          { name: '李 四', votes: 1 },
          { name: '李四', votes: 4 },
        ],
        votes: 5,
      },
      { name: '赵六', candidate: null, marked: 0, written: [{ name: '赵六', votes: 4 }], votes: 4 },
    ]);
    const all = rows.reduce((sum, { written }) => sum + written.reduce((some, { votes }) => some + votes, 0), 0);
    expect(all).toBe(14);
  });

  test('follow a merge of a merge, and never a circle', () => {
    const chain = [
      { name: '李 四', into: '李四' },
      { name: '李四', into: '张三' },
    ];
    expect(mergeEnd('李 四', chain, CANDIDATES)).toEqual({ name: '张三', candidate: 'c1' });
    const circle = [
      { name: '李 四', into: '李四' },
      { name: '李四', into: '李 四' },
    ];
    expect(mergeEnd('李四', circle, CANDIDATES)).toBeNull();
    expect(mergedWriteIns(WRITTEN, circle, CANDIDATES).find(({ name }) => name === '李四')?.votes).toBe(4);
  });

  test('go to a candidate of the very same name', () => {
    const merges = [{ name: '张三', into: '张三' }];
    expect(mergedWriteIns([{ name: '张三', votes: 1 }], merges, CANDIDATES)[0]).toMatchObject({
      candidate: 'c1',
      votes: 21,
    });
  });
});

test('two candidates of one name are told apart by the line under it', () => {
  expect([...candidateLabels(CANDIDATES).values()]).toEqual(['张三', '王伟（办公室）', '王伟（财务科）']);
});
