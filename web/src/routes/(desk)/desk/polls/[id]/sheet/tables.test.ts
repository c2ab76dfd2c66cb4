import {
  addCounts,
  canonicalize,
  emptyCount,
  evaluateAll,
  presetRules,
  sha256,
  slots,
  toHex,
  utf8,
  type Accounts,
  type Definition,
  type EventId,
  type GroupId,
  type Paper,
  type PollId,
  type PollRecord,
  type Rule,
} from 'ballot-core';
import type { SealedView } from 'api/views';
import { describe, expect, test } from 'vitest';
import { comparison, raised, recordFingerprint, sheetTable, signatureHolds } from './tables.ts';

const SCALE = [
  { id: 'excellent', name: '优秀', counted: true },
  { id: 'competent', name: '称职', counted: true },
  { id: 'basic', name: '基本称职', counted: true },
  { id: 'incompetent', name: '不称职', counted: true },
];
const accounts: Accounts = { due: 92, present: 90, issued: 90, returned: 90, valid: 90, invalid: 0 };

/** A record with the marks of each line as given: question → choice → votes. */
function sealed(
  paper: Paper,
  rules: readonly Rule[],
  marks: Readonly<Record<string, Readonly<Record<string, number>>>>,
): PollRecord {
  const definition: Definition = {
    format: 'gonglun-poll/1',
    event: 'e1' as EventId,
    poll: 'p1' as PollId,
    title: '民主测评',
    paper,
    groups: [{ id: 'g1' as GroupId, name: '全体', due: 92 }],
    rules,
    release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  };
  const counts = slots(paper).map(({ question, choice }) => marks[question]?.[choice] ?? 0);
  const count = addCounts(emptyCount(paper), { ballots: accounts.returned, counts });
  return {
    format: 'gonglun-record/1',
    event: { id: definition.event, title: '年度测评会', place: '礼堂' },
    paperHash: '0'.repeat(64),
    definition,
    keys: [],
    accounts,
    groupAccounts: [],
    count,
    writeIns: [],
    findings: evaluateAll(definition, count, accounts, 0),
    openings: { size: 0, root: '' },
    credentials: { size: 0, root: '' },
    openedAt: '2026-11-22T01:00:00Z',
    closedAt: '2026-11-22T01:10:00Z',
    sealedAt: '2026-11-22T01:11:00Z',
    transport: 'http',
    software: { version: '0.1.0', commit: null },
    corrects: null,
  };
}

const grades: Paper = {
  kind: 'grades',
  subjects: [
    { id: 's1', name: '甲', note: '办公室' },
    { id: 's2', name: '乙' },
  ],
  dimensions: [
    { id: 'de', name: '德' },
    { id: 'neng', name: '能' },
  ],
  scale: SCALE,
  blank: 'allow',
};
const marks = {
  's1/de': { excellent: 40, competent: 20, basic: 0, incompetent: 30 },
  's1/neng': { excellent: 39, competent: 20, basic: 0, incompetent: 31 },
  's2/de': { excellent: 59, basic: 30, '': 1 },
  's2/neng': { excellent: 90 },
};

describe('the table of a result sheet', () => {
  const record = sealed(grades, presetRules('P01'), marks);
  const table = sheetTable(record);

  test('keeps a person with all dimensions together, in the order of the paper', () => {
    expect(
      table.blocks.map((block) => [block.number, block.item.name, block.rows.map((row) => row.dimension?.name)]),
    ).toEqual([
      [1, '甲', ['德', '能']],
      [2, '乙', ['德', '能']],
    ]);
  });

  test('shows the counts of each grade and the lines left blank', () => {
    expect(table.blocks[0]?.rows[0]?.counts).toEqual([40, 20, 0, 30]);
    expect(table.blocks[1]?.rows[0]?.blank).toBe(1);
  });

  test('shows each test with its integers: 60 of 90 is not below two thirds, 59 is; 31 is over one third, 30 is not', () => {
    const [de, neng] = table.blocks[0]?.rows ?? [];
    const said = (row: typeof de) => row?.tests.map((one) => one && [one.count, one.baseValue, one.holds]);
    expect(said(de)).toEqual([
      [60, 90, false],
      [30, 90, false],
    ]);
    expect(said(neng)).toEqual([
      [59, 90, true],
      [31, 90, true],
    ]);
  });

  test('leaves the blank out of the base: 59 of 89 is below two thirds', () => {
    expect(table.blocks[1]?.rows[0]?.tests[0]).toMatchObject({ count: 59, baseValue: 89, holds: true });
  });

  test('raises the more severe proposal first', () => {
    expect(raised(record).map(({ finding, question }) => [finding.label.id, question.id])).toEqual([
      ['review_dismiss', 's1/neng'],
      ['review_adjust', 's1/neng'],
      ['review_adjust', 's2/de'],
    ]);
  });

  test('of 30 persons on 5 dimensions has 150 lines', () => {
    const subjects = Array.from({ length: 30 }, (_, i) => ({ id: `s${i + 1}`, name: `人${i + 1}` }));
    const dimensions = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id }));
    const wide = sheetTable(sealed({ ...grades, subjects, dimensions }, presetRules('P01'), {}));
    expect(wide.blocks.flatMap((block) => block.rows)).toHaveLength(150);
  });

  test('of a recommendation has the votes only, of a motion 同意 不同意 弃权 and the outcome of each matter', () => {
    const pick: Paper = {
      kind: 'pick',
      candidates: [{ id: 'c1', name: '甲' }],
      min: 0,
      max: 1,
      seats: null,
      writeIns: 1,
    };
    const votes = sheetTable(sealed(pick, presetRules('P03'), { c1: { picked: 30 } }));
    expect(votes.blocks[0]?.rows[0]).toMatchObject({ counts: [30], blank: null });
    expect(votes.blocks[0]?.rows[0]?.tests[0]).toMatchObject({ count: 30, baseValue: 90, holds: false });

    const motion: Paper = { kind: 'motion', matters: [{ id: 'm1', name: '任命' }] };
    const decided = sealed(motion, presetRules('P08'), { m1: { agree: 70, disagree: 15, abstain: 5 } });
    expect(sheetTable(decided).blocks[0]?.rows[0]?.counts).toEqual([70, 15, 5]);
    expect(raised(decided).map(({ finding }) => finding.label.id)).toEqual(['passed']);
  });
});

describe('what is printed for checking', () => {
  test('is the SHA-256 of the canonical record', () => {
    const record = sealed(grades, [], marks);
    const view: SealedView = { record, signature: 'a.b.c', eventKey: 'AAAA' };
    expect(recordFingerprint(view)).toBe(toHex(sha256(utf8(canonicalize(record)))));
  });

  test('says that a signature does not hold when it does not', () => {
    const record = sealed(grades, [], marks);
    expect(signatureHolds({ record, signature: 'a.b.c', eventKey: 'AAAA' })).toBe(false);
    expect(signatureHolds({ record, signature: '', eventKey: '!' })).toBe(false);
  });

  test('writes a test as a sign and a fraction, and the whole as 1', () => {
    expect(comparison({ comparator: 'lt', fraction: [2, 3] })).toBe('＜ 2/3');
    expect(comparison({ comparator: 'gt', fraction: [1, 1] })).toBe('＞ 1');
  });
});
