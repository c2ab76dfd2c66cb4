import type { DeskPoll } from 'api/desk-views';
import { expect, test } from 'vitest';
import { totals, writtenRows } from './names.ts';

const POLL = {
  paper: {
    kind: 'pick',
    candidates: [
      { id: 'c1', name: '张三' },
      { id: 'c2', name: '李四' },
    ],
    min: 0,
    max: 2,
    seats: null,
    writeIns: 1,
  },
  accounts: { due: 20, present: 20, issued: 20, returned: 20, valid: 20, invalid: 0 },
  released: { ballots: 20, counts: [12, 8, 5, 15, 6] },
  writeIns: [
    { name: '张 三', votes: 2 },
    { name: '王五', votes: 3 },
    { name: '王武', votes: 1 },
  ],
  merges: [{ name: '王武', into: '王五', reason: '同音', by: '李监票' }],
} as unknown as DeskPoll;

test('a written name may be read as any candidate or any other written name that is not merged away', () => {
  const rows = writtenRows(POLL);
  expect(rows.map(({ name, targets, suggested }) => [name, targets, suggested])).toEqual([
    ['张 三', ['张三', '李四', '王五'], '张三'],
    ['王五', ['张三', '李四', '张 三'], null],
    ['王武', ['张三', '李四', '张 三', '王五'], null],
  ]);
  expect(rows[2]?.merge?.into).toBe('王五');
});

test('totals are the marks on the list and the written votes together', () => {
  expect(totals(POLL).map(({ name, marked, votes }) => [name, marked, votes])).toEqual([
    ['王五', 0, 4],
    ['张 三', 0, 2],
  ]);
  const merges = [...POLL.merges, { name: '张 三', into: '张三', reason: '空格', by: '李监票' }];
  expect(totals({ ...POLL, merges }).map(({ name, marked, votes }) => [name, marked, votes])).toEqual([
    ['张三', 12, 14],
    ['王五', 0, 4],
  ]);
});
