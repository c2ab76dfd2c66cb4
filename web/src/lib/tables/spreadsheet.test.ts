import { describe, expect, test } from 'vitest';
import { spreadsheetOf } from './spreadsheet.ts';
import { count, number, plain, share, text, type Table } from './table.ts';

const table = (change: Partial<Table>): Table => ({
  id: 't',
  title: '计票明细',
  lead: [],
  columns: [],
  blocks: [],
  notes: [],
  ...change,
});
const HEADINGS = { percent: '%', exact: '精确值' };

describe('a spreadsheet', () => {
  test('keeps whole numbers as numbers, and fractions in words beside the rounded figure', () => {
    const [sheet] = spreadsheetOf(
      [
        table({
          columns: [
            { name: '姓名', kind: 'text' },
            { name: '票数', kind: 'count' },
            { name: '占比', kind: 'share' },
            { name: '得分', kind: 'number' },
          ],
          blocks: plain([[text('甲'), count(60), share(60, 90), number([796, 9])]]),
        }),
      ],
      HEADINGS,
    );
    expect(sheet?.rows).toEqual([
      ['姓名', '票数', '占比', '%', '得分', '精确值'],
      ['甲', 60, '60/90', 66.67, 88.44, '796/9'],
    ]);
  });
  test('repeats the name beside each of its rows, so that rows can be sorted', () => {
    const [sheet] = spreadsheetOf(
      [
        table({
          lead: [{ name: '姓名', kind: 'text' }],
          columns: [{ name: '票数', kind: 'count' }],
          blocks: [{ lead: [text('甲')], rows: [[count(1)], [count(2)]] }],
        }),
      ],
      HEADINGS,
    );
    expect(sheet?.rows.slice(1)).toEqual([
      ['甲', 1],
      ['甲', 2],
    ]);
  });
  test('has every row as wide as its headings, whatever a cell holds', () => {
    const columns = [{ name: '占比', kind: 'share' as const }];
    const blocks = plain([[text('不计入基数')], [{ kind: 'none' }], [share(0, 0)]]);
    const [sheet] = spreadsheetOf([table({ columns, blocks })], HEADINGS);
    expect(sheet?.rows.map((row) => row.length)).toEqual([2, 2, 2, 2]);
  });
  test('has names that spreadsheets take: short, distinct, without their signs', () => {
    const names = spreadsheetOf(
      [table({ title: '名次：a/b*c' }), table({ title: '名次：a/b*c' }), table({ title: '长'.repeat(60) })],
      HEADINGS,
    ).map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[\\/?*[\]:]/);
    }
  });
});
