import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE, PICKED, presetRules, type Cut, type GroupId, type Paper } from 'ballot-core';
import { ruleOf, sealedRecord } from '../sealed.fixture.ts';
import { exclusionsTable } from './accounts.ts';
import { cellText } from './cell-text.ts';
import { countTables } from './counts.ts';
import { rankingTables } from './rankings.ts';
import { number, pageWide, text, type Table } from './table.ts';
import { flipsIn, testsTable } from './tests.ts';
import { mergesTable, writeInsTable } from './write-ins.ts';

const people: Paper = {
  kind: 'grades',
  subjects: [
    { id: 's1', name: '甲', note: '办公室' },
    { id: 's2', name: '乙' },
  ],
  dimensions: [
    { id: 'de', name: '德' },
    { id: 'neng', name: '能' },
  ],
  scale: [...COMPETENCE_SCALE],
  blank: 'allow',
};
const words = (table: Table | null | undefined): readonly (readonly string[])[] =>
  (table?.blocks ?? []).flatMap(({ lead, rows }) =>
    rows.map((row) =>
      [...lead, ...row].map((cell) => cellText(cell)).map(({ main, said }) => `${main}${said && ` ${said}`}`),
    ),
  );
const headings = (table: Table | undefined) =>
  [...(table?.lead ?? []), ...(table?.columns ?? [])].map(({ name }) => name);

describe('the table of an assessment', () => {
  const record = sealedRecord({
    paper: people,
    rules: presetRules('P01'),
    marks: {
      's1/de': { excellent: 40, competent: 20, basic: 20, incompetent: 10 },
      's2/de': { excellent: 40, competent: 19, basic: 21, incompetent: 10 },
    },
    ballots: 90,
  });
  const [table] = countTables(record);
  test('has a block for each person with a row for each dimension', () => {
    expect(table?.blocks.map(({ rows }) => rows.length)).toEqual([2, 2]);
    expect(headings(table).slice(0, 3)).toEqual(['序号', '姓名（名称）', '内容']);
  });
  test('shows 60 of 90 as not below two thirds, 59 as below', () => {
    const lines = words(table);
    expect(lines[0]).toContain('60/90 否');
    expect(lines[2]).toContain('59/90 是');
  });
  test('counts what was left blank', () => expect(words(table)[1]).toContain('90'));
  test('leaves a test empty where nobody was assessed', () => expect(words(table)[1]).toContain('—'));
});

describe('other papers', () => {
  test('a score has raters, mean and how the marks lie, highest first', () => {
    const paper: Paper = {
      kind: 'score',
      subjects: [{ id: 's1', name: '甲' }],
      dimensions: [{ id: 'd', name: '总体' }],
      from: 0,
      to: 100,
      step: 5,
      per: 10,
      blank: 'allow',
    };
    const [table] = countTables(sealedRecord({ paper, rules: [], marks: { 's1/d': { 95: 2, 90: 1 } }, ballots: 4 }));
    expect(words(table)).toEqual([['1', '甲', '3', '9.33', '9.5×2、9×1']]);
  });
  test('a question with options of its own has them as rows, 不了解 outside the base', () => {
    const options = [
      { id: 'yes', name: '满意', counted: true },
      { id: 'no', name: '不满意', counted: true },
      { id: 'dk', name: '不了解', counted: false },
    ];
    const paper: Paper = { kind: 'choice', questions: [{ id: 'q1', name: '是否满意', options }], blank: 'allow' };
    const [table] = countTables(
      sealedRecord({ paper, rules: [], marks: { q1: { yes: 6, no: 2, dk: 1 } }, ballots: 10 }),
    );
    expect(words(table).map((row) => row.slice(2, 5))).toEqual([
      ['满意', '6', '6/8'],
      ['不满意', '2', '2/8'],
      ['不了解', '1', '不计入基数'],
      ['未填', '1', '不计入基数'],
    ]);
  });
  test('of free words only how many wrote is told', () => {
    const paper: Paper = { kind: 'text', prompts: [{ id: 't1', name: '建议' }], lengthMax: 100 };
    const [table] = countTables(sealedRecord({ paper, rules: [], marks: { t1: { written: 3 } }, ballots: 10 }));
    expect(words(table)).toEqual([['1', '建议', '3/10']]);
  });
  test('a form has a table for each section', () => {
    const motion: Paper = { kind: 'motion', matters: [{ id: 'm1', name: '事项' }] };
    const paper: Paper = {
      kind: 'form',
      sections: [
        { id: 'a', name: '一', paper: motion },
        { id: 'b', name: '二', paper: people },
      ],
    };
    const tables = countTables(sealedRecord({ paper, rules: [], marks: { 'a.m1': { agree: 4 } }, ballots: 4 }));
    expect(tables.map(({ title }) => title)).toEqual(['一', '二']);
    expect(words(tables[0])).toEqual([['1', '事项', '4', '0', '0']]);
  });
});

describe('a ranking', () => {
  const cut: Cut = {
    by: { votes: [PICKED] },
    direction: 'top',
    places: 'seats',
    per: 'poll',
    ties: 'runoff',
    win: 'half',
    taken: { id: 'elected', zh: '当选', en: 'Elected', weight: 'outcome' },
  };
  const half = {
    id: 'half',
    numerator: { options: [PICKED] },
    base: 'valid',
    comparator: 'gt',
    fraction: [1, 2],
    zh: '得票过半数',
    en: 'more than half',
  } as const;
  const paper: Paper = {
    kind: 'pick',
    candidates: ['甲', '乙', '丙'].map((name, i) => ({ id: `c${i}`, name })),
    min: 0,
    max: 2,
    seats: 2,
    writeIns: 0,
  };
  test('says who won, by how many, and how many places are empty', () => {
    const marks = { c0: { [PICKED]: 15 }, c1: { [PICKED]: 10 }, c2: { [PICKED]: 3 } };
    const record = sealedRecord({ paper, rules: [ruleOf({ cut, tests: [half] })], marks, ballots: 20 });
    const [table] = rankingTables(record);
    expect(words(table)[0]).toEqual(['1', '甲', '15', '15/20 是', '当选']);
    expect(words(table)[1]).toEqual(['2', '乙', '10', '10/20 否', '']);
    expect(table?.notes).toEqual(['空缺 1 名']);
  });
});

describe('every test in whole numbers', () => {
  test('names the boundary and how many votes would turn it', () => {
    const marks = { 's1/de': { excellent: 59, basic: 0, incompetent: 31 } };
    const table = testsTable(sealedRecord({ paper: people, rules: presetRules('P01'), marks, ballots: 90 }));
    const rows = words(table).filter(([about]) => about === '甲 · 德');
    expect(rows.map((row) => [row[3], row[5], row[6]])).toEqual(
      expect.arrayContaining([
        ['59/90 是', '59', '多 1 票'],
        ['31/90 是', '31', '少 1 票'],
      ]),
    );
  });
  test('says nothing of votes where a number is compared', () => {
    const tested = { id: 't', left: '', right: '', line: 80, needed: 0, decided: true, sensitivity: [] } as const;
    expect(
      flipsIn({ ...tested, count: 159, base: 'one', baseValue: 2, comparator: 'lt', fraction: [80, 1], holds: true }),
    ).toBe('');
  });
});

describe('written names', () => {
  const paper: Paper = {
    kind: 'pick',
    candidates: [{ id: 'c1', name: '王强' }],
    min: 0,
    max: 2,
    seats: null,
    writeIns: 1,
  };
  const writeIns = [
    { name: '李明', votes: 2 },
    { name: '王 强', votes: 1 },
  ];
  const record = sealedRecord({ paper, rules: [], marks: { c1: { [PICKED]: 5 } }, ballots: 9, writeIns });
  test('stand as they were written', () =>
    expect(words(writeInsTable(record))).toEqual([
      ['李明', '2'],
      ['王 强', '1'],
    ]));
  test('are read together beside the record, never in its place', () => {
    const merges = [{ name: '王 强', into: '王强', reason: '同一人', by: '监票人' }];
    expect(words(mergesTable(record, merges))[0]).toEqual(['王强', '5', '王 强×1', '6', '同一人（监票人）']);
    expect(mergesTable(record, [])).toBeNull();
  });
});

test('those not counted in 应到 are listed with the reason and who approved', () => {
  const groups = [
    {
      id: 'g1' as GroupId,
      name: '党员',
      due: 8,
      excluded: [{ count: 2, reason: '长期外出', approvedBy: '支部委员会' }],
    },
  ];
  const record = sealedRecord({ paper: people, rules: [], marks: {}, ballots: 4, groups });
  expect(words(exclusionsTable(record))).toEqual([['党员', '2', '长期外出', '支部委员会']]);
});

test('a table too wide for a page goes on below, with the names again and no column lost', () => {
  const columns = Array.from({ length: 15 }, (_, i) => ({ name: `分 ${i}`, kind: 'number' as const }));
  const table: Table = {
    id: 't',
    title: '得分',
    lead: [{ name: '姓名', kind: 'text' }],
    columns,
    blocks: [{ lead: [text('甲')], rows: [columns.map((_, i) => number([i, 1]))] }],
    notes: ['注'],
  };
  const pages = pageWide(table);
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flatMap((page) => page.columns)).toEqual(columns);
  expect(pages.flatMap(({ blocks }) => blocks[0]?.rows[0] ?? [])).toEqual(table.blocks[0]?.rows[0]);
  for (const { lead, blocks } of pages) expect([lead, blocks[0]?.lead]).toEqual([table.lead, [text('甲')]]);
  expect(pages.map(({ notes }) => notes.length)).toEqual([...pages.slice(1).map(() => 0), 1]);
  expect(pageWide({ ...table, columns: columns.slice(0, 3) })).toHaveLength(1);
});
