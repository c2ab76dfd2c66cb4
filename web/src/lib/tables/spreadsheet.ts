/**
 * Tables as the rows of a spreadsheet: whole numbers as numbers, to be added up; a share and a score as their exact
 * fraction in words beside the rounded figure, because a spreadsheet knows no fractions.
 */
import { displayed } from 'ballot-core';
import { pair, shareOf } from '../share.ts';
import type { Cell, Column, Table } from './table.ts';

/** What a cell of the file holds: a number to reckon with, words, or nothing. */
export type Value = number | string | null;
export interface SpreadsheetSheet {
  /** At most 31 characters, unique, and without the signs that spreadsheets refuse. */
  readonly name: string;
  readonly title: string;
  /** Headings first. */
  readonly rows: readonly (readonly Value[])[];
  readonly widths: readonly number[];
}

/** Spreadsheets refuse longer names, and these signs in them. */
const NAME_MAX = 31;
const REFUSED = /[\\/?*[\]:]/g;
/** Characters: a column is as wide as its widest cell, within reason. */
const WIDTH_MIN = 8;
const WIDTH_MAX = 48;

export interface Headings {
  /** Over the column of rounded percentages. */
  readonly percent: string;
  /** Over the column of exact fractions. */
  readonly exact: string;
}

export function spreadsheetOf(tables: readonly Table[], headings: Headings): readonly SpreadsheetSheet[] {
  const names = new Set<string>();
  return tables.map((table) => {
    const rows = rowsOf(table, headings);
    return { name: freeName(table.title, names), title: table.title, rows, widths: widthsOf(rows) };
  });
}

function rowsOf({ lead, columns, blocks, notes }: Table, headings: Headings): readonly (readonly Value[])[] {
  const all = [...lead, ...columns];
  const body = blocks.flatMap((block) =>
    block.rows.map((row) => [...block.lead, ...row].flatMap((cell, at) => valuesOf(cell, all[at]?.kind ?? 'text'))),
  );
  return [all.flatMap((column) => headingsOf(column, headings)), ...body, ...notes.map((note) => [note])];
}

function headingsOf({ name, under, kind }: Column, { percent, exact }: Headings): readonly string[] {
  const words = under === undefined || under === '' ? name : `${name}\n${under}`;
  if (kind === 'share') return [words, percent];
  return kind === 'number' ? [words, exact] : [words];
}

/** As many values as the column has headings, whatever the cell holds. */
function valuesOf(cell: Cell, kind: Column['kind']): readonly Value[] {
  const width = kind === 'share' || kind === 'number' ? 2 : 1;
  const values = ((): readonly Value[] => {
    switch (cell.kind) {
      case 'none':
        return [null];
      case 'text':
        return [cell.under === undefined ? cell.text : `${cell.text} ${cell.under}`];
      case 'count':
        return [cell.value];
      case 'share': {
        const words = cell.said === null ? '' : ` ${cell.said}`;
        return cell.base === 0
          ? ['—']
          : [`${pair(cell.count, cell.base)}${words}`, Number(displayed([cell.count * 100, cell.base]))];
      }
      case 'number':
        if (cell.value === null) return ['—'];
        return [
          Number(displayed(cell.value)),
          cell.isRounded === true ? null : cell.percent ? shareOf(cell.value) : `${cell.value[0]}/${cell.value[1]}`,
        ];
    }
  })();
  return Array.from({ length: width }, (_, at) => values[at] ?? null);
}

function freeName(title: string, names: Set<string>): string {
  const clean = title.replace(REFUSED, ' ').trim();
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${number}`;
    const name = `${[...clean].slice(0, NAME_MAX - end.length).join('')}${end}`;
    if (names.has(name)) continue;
    names.add(name);
    return name;
  }
}

/** A Chinese character takes the room of two digits. */
const lengthOf = (value: Value): number =>
  value === null
    ? 0
    : Math.max(
        ...String(value)
          .split('\n')
          .map((line) => line.length + (line.match(/[^ -~]/g) ?? []).length),
      );

function widthsOf(rows: readonly (readonly Value[])[]): readonly number[] {
  const columns = rows[0]?.length ?? 0;
  return Array.from({ length: columns }, (_, at) =>
    Math.min(
      WIDTH_MAX,
      Math.max(WIDTH_MIN, ...rows.filter((row) => row.length > 1).map((row) => lengthOf(row[at] ?? null))),
    ),
  );
}
