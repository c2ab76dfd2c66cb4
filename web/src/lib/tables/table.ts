/**
 * A table of results as plain cells, so that the record page, the sheet to sign and the spreadsheet say the very same.
 *
 * A cell holds whole numbers and exact fractions; how they are written is up to whoever draws it: the sheet shows pairs
 * only, the page adds percentages, the spreadsheet keeps numbers as numbers.
 */
import type { Fraction } from 'ballot-core';

export type Cell =
  | { readonly kind: 'text'; readonly text: string; readonly under?: string; readonly strong?: boolean }
  | { readonly kind: 'count'; readonly value: number }
  | {
      readonly kind: 'share';
      readonly count: number;
      readonly base: number;
      /** The threshold it is held against, where there is one. */
      readonly against: Fraction | null;
      /** What the test says (是, 否); null for a share by itself. */
      readonly said: string | null;
      readonly strong: boolean;
    }
  | {
      readonly kind: 'number';
      /** Null where nobody gave a vote. */
      readonly value: Fraction | null;
      readonly against: Fraction | null;
      /** In points of a hundred (a rate). */
      readonly percent: boolean;
      /** `value` is only the nearest to a fraction too long to be written. */
      readonly isRounded?: boolean;
      readonly said: string | null;
      readonly strong: boolean;
    }
  | { readonly kind: 'none' };

export interface Column {
  readonly name: string;
  /** A second, smaller line of the heading: the base and the comparator. */
  readonly under?: string;
  readonly kind: 'text' | 'count' | 'share' | 'number';
}
/** Rows that stay together; the cells of `lead` stand once, beside all of them. */
export interface Block {
  readonly lead: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}
export interface Table {
  /** Unique within a record: `counts`, `scores-p30`. */
  readonly id: string;
  readonly title: string;
  readonly lead: readonly Column[];
  readonly columns: readonly Column[];
  readonly blocks: readonly Block[];
  /** What must be known to read it; said under the table. */
  readonly notes: readonly string[];
}

export const NONE: Cell = { kind: 'none' };
export const text = (words: string, under?: string): Cell => ({
  kind: 'text',
  text: words,
  ...(under === undefined ? {} : { under }),
});
export const strong = (words: string): Cell => ({ kind: 'text', text: words, strong: true });
export const count = (value: number): Cell => ({ kind: 'count', value });
export const share = (part: number, base: number): Cell => ({
  kind: 'share',
  count: part,
  base,
  against: null,
  said: null,
  strong: false,
});
export const number = (value: Fraction | null, percent = false): Cell & { readonly kind: 'number' } => ({
  kind: 'number',
  value,
  against: null,
  percent,
  said: null,
  strong: false,
});

/** A table without a lead: every row by itself. */
export const plain = (rows: readonly (readonly Cell[])[]): readonly Block[] =>
  rows.map((row) => ({ lead: [], rows: [row] }));

/** Room that a column takes on paper, in the width of a short count. */
const ROOM = { count: 1, text: 2, share: 2, number: 3 } as const satisfies Record<Column['kind'], number>;
/** Beside the lead, an A4 page holds so much. */
const PAGE_ROOM = 22;

/** A table too wide for a page as several, each with the lead again; a browser would shrink the whole sheet instead. */
export function pageWide(table: Table): readonly Table[] {
  const spans: { from: number; to: number }[] = [];
  let room = 0;
  for (const [at, { kind }] of table.columns.entries()) {
    const last = spans[spans.length - 1];
    if (last === undefined || room + ROOM[kind] > PAGE_ROOM) {
      spans.push({ from: at, to: at + 1 });
      room = ROOM[kind];
    } else {
      last.to = at + 1;
      room += ROOM[kind];
    }
  }
  if (spans.length < 2) return [table];
  return spans.map(({ from, to }, part) => ({
    ...table,
    id: `${table.id}-${part + 1}`,
    columns: table.columns.slice(from, to),
    blocks: table.blocks.map(({ lead, rows }) => ({ lead, rows: rows.map((row) => row.slice(from, to)) })),
    notes: part === spans.length - 1 ? table.notes : [],
  }));
}
