import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE, presetRules, emptyCount, type Paper, type PlainPaper, type PollId } from 'ballot-core';
import type { StagePoll, StageView } from 'api/views';
import { even, onTheWall, pagesOf, rowsThatFit, stays, type Page } from './pages.ts';

describe('pages of rows', () => {
  test('are evened out, so that the last is not a leftover', () => {
    expect(even(30, 12)).toEqual([
      [0, 10],
      [10, 20],
      [20, 30],
    ]);
    expect(even(16, 12)).toEqual([
      [0, 8],
      [8, 16],
    ]);
    expect(even(31, 12)).toEqual([
      [0, 11],
      [11, 21],
      [21, 31],
    ]);
    expect(even(1, 12)).toEqual([[0, 1]]);
    expect(even(0, 12)).toEqual([]);
  });
  test('miss nobody and repeat nobody, whatever the numbers', () => {
    for (let count = 0; count <= 200; count += 1) {
      for (let most = 1; most <= 15; most += 1) {
        const names = even(count, most).flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));
        expect(names).toEqual(Array.from({ length: count }, (_, i) => i));
      }
    }
  });
  test('hold at least one row, however small the wall', () => {
    expect(rowsThatFit(0, 3.35)).toBe(1);
    expect(rowsThatFit(26, 3.35)).toBe(7);
  });
});

const people = (count: number): Paper => ({
  kind: 'grades',
  subjects: Array.from({ length: count }, (_, i) => ({ id: `s${i}`, name: `对象 ${i}` })),
  dimensions: ['德', '能', '勤', '绩', '廉'].map((name, i) => ({ id: `d${i}`, name })),
  scale: COMPETENCE_SCALE,
  blank: 'allow',
});
const poll = (id: string, state: StagePoll['state'], change: Partial<StagePoll> = {}): StagePoll => ({
  id: id as PollId,
  state,
  title: id,
  paperHash: '',
  paper: people(30),
  rules: presetRules('P01'),
  release: { mode: 'batches', k: 5, minTurnout: [1, 5] },
  groups: [],
  accounts: { due: 90, present: 90, issued: 90, returned: 0, valid: 0, invalid: 0 },
  released: null,
  findings: [],
  writeIns: [],
  ...change,
});
const view = (...polls: StagePoll[]): StageView => ({ polls }) as Partial<StageView> as StageView;
const kinds = (pages: readonly Page[]) => pages.map(({ kind }) => kind);
const ids = (polls: readonly StagePoll[]) => polls.map(({ id }) => String(id));

describe('the wall shows', () => {
  test('what is being voted on before anything else', () => {
    expect(ids(onTheWall([poll('a', 'sealed'), poll('b', 'open'), poll('c', 'frozen')]))).toEqual(['b']);
    expect(ids(onTheWall([poll('a', 'sealed'), poll('b', 'closed'), poll('c', 'frozen')]))).toEqual(['b']);
  });
  test('the last result between two polls, and all results in turn after the last', () => {
    expect(ids(onTheWall([poll('a', 'sealed'), poll('b', 'sealed'), poll('c', 'frozen')]))).toEqual(['b']);
    expect(ids(onTheWall([poll('a', 'sealed'), poll('b', 'sealed')]))).toEqual(['a', 'b']);
  });
  test('the code to come in by name as a page of its own, while somebody may come in and results take the room', () => {
    const roster = (signIn: StageView['signIn'], ...polls: StagePoll[]): StageView =>
      ({ polls, admission: 'roster', signIn }) as Partial<StageView> as StageView;
    const live = poll('a', 'open', { paper: people(3), released: emptyCount(people(3)) });
    const last = (pages: readonly Page[]) => kinds(pages.slice(-1))[0];
    expect(last(pagesOf(roster('open', live), 27))).toBe('join');
    expect(kinds(pagesOf(roster('closed', live), 27))).not.toContain('join');
    expect(kinds(pagesOf(view(live), 27))).not.toContain('join');
    expect(kinds(pagesOf(roster('open', poll('a', 'open')), 27))).toEqual(['turnout']);
    expect(last(pagesOf(roster('open', poll('a', 'sealed'), poll('b', 'frozen')), 27))).toBe('before');
    expect(last(pagesOf(roster('open', poll('a', 'sealed')), 27))).not.toBe('before');
    expect(kinds(pagesOf(roster('open', poll('a', 'closed')), 27))).toEqual(['closed']);
    expect(stays({ kind: 'join', poll: live })).toBeGreaterThan(stays({ kind: 'turnout', poll: live }));
  });
  test('how to take part before voting, with a few papers at a time, and also when there is none yet', () => {
    expect(kinds(pagesOf(view(poll('a', 'frozen'), poll('b', 'frozen')), 27))).toEqual(['before']);
    expect(kinds(pagesOf(view(), 27))).toEqual(['before']);
    const seven = 'abcdefg'.split('').map((id) => poll(id, 'frozen'));
    const listed = pagesOf(view(...seven), 27).flatMap((page) =>
      page.kind === 'before' ? [ids(page.polls).length] : [],
    );
    expect(listed).toEqual([4, 3]);
  });
  test('turnout and nothing else while no count is released', () => {
    expect(kinds(pagesOf(view(poll('a', 'open')), 27))).toEqual(['turnout']);
  });
  test("nobody's bars between the close and the seal", () => {
    const counted = { released: emptyCount(people(30)) };
    expect(kinds(pagesOf(view(poll('a', 'closed', counted)), 27))).toEqual(['closed']);
  });
});

describe('thirty people on five dimensions', () => {
  const pages = pagesOf(view(poll('a', 'open', { released: emptyCount(people(30)) })), 27);
  test('are three pages of ten for each dimension, in the order of the paper', () => {
    expect(pages).toHaveLength(15);
    const shown = pages.flatMap((page) => (page.kind === 'bars' ? [page.part] : []));
    expect(shown.map(({ questions }) => questions.length)).toEqual(Array.from({ length: 15 }, () => 10));
    expect(shown.slice(0, 3).map(({ dimension }) => dimension)).toEqual(['d0', 'd0', 'd0']);
    expect(shown.slice(0, 3).flatMap(({ questions }) => questions.map(({ item }) => item.id))).toEqual(
      people(30).kind === 'grades' ? Array.from({ length: 30 }, (_, i) => `s${i}`) : [],
    );
  });
  test('stay long enough to be read', () => {
    for (const page of pages) expect(stays(page)).toBeGreaterThanOrEqual(10_000);
  });
});

/** Released, open or sealed, with nothing counted yet: enough to see which pages come. */
const counted = (paper: Paper, state: StagePoll['state'], change: Partial<StagePoll> = {}) =>
  poll('a', state, { paper, rules: [], released: emptyCount(paper), ...change });
const picks = (purpose?: 'weak' | 'tick'): PlainPaper => ({
  kind: 'pick',
  ...(purpose === undefined ? {} : { purpose }),
  candidates: Array.from({ length: 6 }, (_, i) => ({ id: `c${i}`, name: `单位 ${i}` })),
  min: 0,
  max: 3,
  seats: null,
  writeIns: 0,
});
const numbers: PlainPaper = {
  kind: 'score',
  subjects: [{ id: 's1', name: '甲' }],
  dimensions: [
    { id: 'd1', name: '德' },
    { id: 'd2', name: '能' },
  ],
  from: 0,
  to: 100,
  step: 1,
  per: 1,
  blank: 'allow',
};
const words: PlainPaper = { kind: 'text', prompts: [{ id: 't1', name: '意见' }], lengthMax: 200 };

describe('a paper of another kind', () => {
  test('with numbers has a page of its own for each dimension', () => {
    expect(kinds(pagesOf(view(counted(numbers, 'open')), 27))).toEqual(['numbers', 'numbers']);
  });
  test('that names what is weak shows no votes while it runs, and after the seal ranks only', () => {
    expect(kinds(pagesOf(view(counted(picks('weak'), 'open')), 27))).toEqual(['turnout']);
    expect(kinds(pagesOf(view(counted(picks('weak'), 'sealed')), 27))).toEqual(['accounts', 'ranking']);
  });
  test('with problems to tick is bars', () => {
    expect(kinds(pagesOf(view(counted(picks('tick'), 'sealed')), 27))).toEqual(['accounts', 'bars']);
  });
  test('with free words shows turnout while it runs, and after the seal how many wrote', () => {
    expect(kinds(pagesOf(view(counted(words, 'open')), 27))).toEqual(['turnout']);
    expect(kinds(pagesOf(view(counted(words, 'sealed')), 27))).toEqual(['accounts', 'texts']);
  });
  test('with sections shows one after the other', () => {
    const form: Paper = {
      kind: 'form',
      sections: [
        { id: 'a', name: '一', paper: numbers },
        { id: 'b', name: '二', paper: picks('tick') },
        { id: 'c', name: '三', paper: words },
      ],
    };
    const pages = pagesOf(view(counted(form, 'sealed')), 27);
    expect(kinds(pages)).toEqual(['accounts', 'numbers', 'numbers', 'bars', 'texts']);
    expect(pages.flatMap((page) => ('part' in page ? [page.part.section?.id] : []))).toEqual(['a', 'a', 'b', 'c']);
  });
  test('with options of its own keeps a question whole, and breaks between questions', () => {
    const options = Array.from({ length: 8 }, (_, i) => ({ id: `o${i}`, name: `选项 ${i}`, counted: true }));
    const paper: PlainPaper = {
      kind: 'choice',
      questions: Array.from({ length: 3 }, (_, i) => ({ id: `q${i}`, name: `题 ${i}`, options })),
      blank: 'allow',
    };
    const shown = pagesOf(view(counted(paper, 'sealed')), 27).flatMap((page) =>
      page.kind === 'choices' ? [page.part.questions.length] : [],
    );
    expect(shown).toEqual([1, 1, 1]);
  });
});
