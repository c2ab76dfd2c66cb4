import type { DeskPoll, NamedForm } from 'api/desk-views';
import { describe, expect, test } from 'vitest';
import { comparable, sideBySide } from './totals.ts';

const form = (recommender: string, recommended: string, id = `${recommender}-${recommended}`): NamedForm => ({
  id,
  recommender,
  recommenderPost: '科长',
  recommended,
  recommendedPost: '办公室',
  forPost: '副局长',
  grounds: '',
  signedOn: '2026-11-01',
});

const POLL = {
  state: 'sealed',
  paper: {
    kind: 'pick',
    candidates: [
      { id: 'c1', name: '张三', note: '办公室主任' },
      { id: 'c2', name: '李四' },
    ],
    min: 0,
    max: 1,
    seats: null,
    writeIns: 1,
  },
  accounts: { due: 30, present: 30, issued: 30, returned: 30, valid: 30, invalid: 0 },
  // c1 picked, blank; c2 picked, blank; written in
  released: { ballots: 30, counts: [18, 12, 8, 22, 4] },
  findings: [{ question: 'c2', label: { id: 'x', zh: '低于三分之一', en: 'below a third', weight: 'flag' } }],
  writeIns: [
    { name: '張三', votes: 1 },
    { name: '王五', votes: 3 },
  ],
  merges: [{ name: '張三', into: '张三', reason: '繁体', by: '监票人' }],
} as unknown as DeskPoll;

describe('signed forms beside the ballot', () => {
  test('give one row for each person whom either names', () => {
    const rows = sideBySide([form('甲', '张三'), form('乙', '张三'), form('甲', '赵六')], POLL);
    expect(rows.map(({ name, forms, votes, written }) => [name, forms, votes, written])).toEqual([
      ['张三', 2, 19, 1],
      ['李四', 0, 8, 0],
      ['王五', 0, 3, 3],
      ['赵六', 1, null, 0],
    ]);
    expect(rows[0]?.note).toBe('办公室主任');
    expect(rows[1]?.labels.map(({ en }) => en)).toEqual(['below a third']);
  });

  test('count a recommender once, however many forms they signed', () => {
    const [row] = sideBySide([form('甲', '张三'), form('甲', '张三', 'again'), form('乙', '张三')], null);
    expect(row).toMatchObject({ forms: 3, recommenders: 2, votes: null });
  });

  test('match nobody where two candidates have one name', () => {
    const paper = {
      ...POLL.paper,
      candidates: [
        { id: 'c1', name: '王伟', note: '甲科' },
        { id: 'c2', name: '王伟', note: '乙科' },
      ],
    };
    const rows = sideBySide([form('甲', '王伟')], { ...POLL, paper, writeIns: [], merges: [] } as DeskPoll);
    expect(rows.map(({ name, forms }) => [name, forms])).toEqual([
      ['王伟（甲科）', 0],
      ['王伟（乙科）', 0],
      ['王伟', 1],
    ]);
  });

  test('are compared with sealed pick polls only', () => {
    expect(
      comparable([POLL, { ...POLL, state: 'closed' }, { ...POLL, paper: { ...POLL.paper, kind: 'text' } as never }]),
    ).toEqual([POLL]);
  });
});
