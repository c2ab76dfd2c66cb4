/**
 * Names as they come out of Excel or Word: one a line, perhaps numbered, perhaps with more columns beside the name.
 *
 * Nobody retypes thirty names, so what is pasted is cleaned here and everything that was changed is reported. Two equal
 * lines would be two rows nobody can tell apart: the second is dropped, and said so. Columns are name, unit or post,
 * category, statement, unless a heading row says otherwise.
 */
import { ITEMS_MAX, NAME_LENGTH_MAX, STATEMENT_LENGTH_MAX } from 'ballot-core';

export interface PastedName {
  readonly name: string;
  /** Post or unit: the line under the name. */
  readonly note: string;
  /** 类别: 外单位, 乡镇. */
  readonly tag: string;
  /** 述职, 陈述; '' when no such column was there. */
  readonly statement: string;
}

/** What was noticed; `line` counts from 1 in the pasted text. */
export type NameIssue =
  | { readonly kind: 'repeated'; readonly line: number; readonly first: number; readonly name: string }
  | { readonly kind: 'namesake'; readonly line: number; readonly first: number; readonly name: string }
  | { readonly kind: 'too_long'; readonly line: number; readonly name: string }
  | { readonly kind: 'too_many'; readonly line: number; readonly name: string };

export interface PastedNames {
  readonly names: readonly PastedName[];
  readonly issues: readonly NameIssue[];
}

/** Persons have a post after a comma; matters (议题) are sentences and keep their commas. */
export type NameKind = 'persons' | 'matters';

const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/g;
const NUMBERING = /^(?:[（(]\s*\d{1,3}\s*[)）]|\d{1,3}\s*[.．、:：)）])\s*/;
const ONLY_NUMBER = /^\d{1,3}[.．、]?$/;
/** 王　伟: the space that lines two characters up with three is not part of the name. */
const SPACED_NAME = /^(\p{Script=Han})[\s\u3000]+(\p{Script=Han})$/u;

type Column = keyof PastedName | 'number';
const DEFAULT_COLUMNS: readonly Column[] = ['name', 'note', 'tag', 'statement'];
const HEADINGS: readonly (readonly [Column, RegExp])[] = [
  ['number', /^(?:序号|编号|no\.?)$/i],
  ['name', /^(?:姓名|名字|对象|名称|议题|事项|单位名称|name)$/i],
  ['note', /^(?:职务|单位|部门|岗位|单位及职务|单位职务|备注|post|unit|note)$/i],
  ['tag', /^(?:类别|类型|分类|标签|组别|tag|category)$/i],
  ['statement', /^(?:陈述|述职|述职报告|简介|说明|statement)$/i],
];

export function parseNames(text: string, kind: NameKind = 'persons'): PastedNames {
  const names: PastedName[] = [];
  const issues: NameIssue[] = [];
  const lines = new Map<string, number>();
  const namesakes = new Map<string, number>();
  let columns = DEFAULT_COLUMNS;

  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const cells = cellsOf(raw.normalize('NFC').replace(INVISIBLE, '').trim(), kind);
    const heading = cells.map(columnOf);
    if (heading.includes('name') && heading.every((column, at) => column !== null || cells[at] === '')) {
      columns = heading.map((column) => column ?? 'number');
      continue;
    }
    const found = readCells(cells, columns);
    if (found === null) continue;
    const key = `${found.name}\t${found.note}`;
    const first = lines.get(key);
    if (first !== undefined) {
      issues.push({ kind: 'repeated', line, first, name: found.name });
      continue;
    }
    if (found.statement.length > STATEMENT_LENGTH_MAX || [found.name, found.note, found.tag].some(tooLong)) {
      issues.push({ kind: 'too_long', line, name: `${found.name.slice(0, 20)}…` });
      continue;
    }
    if (names.length === ITEMS_MAX) {
      issues.push({ kind: 'too_many', line, name: found.name });
      break;
    }
    const namesake = namesakes.get(found.name);
    if (namesake === undefined) namesakes.set(found.name, line);
    else issues.push({ kind: 'namesake', line, first: namesake, name: found.name });
    lines.set(key, line);
    names.push(found);
  }
  return { names, issues };
}

/** The text that `parseNames` reads back to the same names: for editing a kept draft. Statements are edited apart. */
export function namesText(
  names: readonly { readonly name: string; readonly note?: string; readonly tag?: string }[],
): string {
  return names
    .map(({ name, note, tag }) => (tag ? `${name}\t${note ?? ''}\t${tag}` : note ? `${name}\t${note}` : name))
    .join('\n');
}

const tooLong = (text: string): boolean => text.length > NAME_LENGTH_MAX;
const columnOf = (cell: string): Column | null => HEADINGS.find(([, words]) => words.test(cell))?.[0] ?? null;

function readCells(cells: readonly string[], columns: readonly Column[]): PastedName | null {
  const own = [...cells];
  // A number column without a heading.
  if (!columns.includes('number') && own.length > 1 && ONLY_NUMBER.test(own[0] ?? '')) own.shift();
  const of = (column: Column): string =>
    squeeze(own.filter((cell, at) => cell !== '' && (columns[at] ?? 'statement') === column).join(' '));
  const name = of('name').replace(NUMBERING, '');
  if (name === '' || columnOf(name) !== null) return null;
  return { name: name.replace(SPACED_NAME, '$1$2'), note: of('note'), tag: of('tag'), statement: of('statement') };
}

function cellsOf(text: string, kind: NameKind): string[] {
  if (text.includes('\t')) return text.split('\t').map(unquote);
  if (kind === 'matters') return [text];
  const comma = text.search(/[,，]/);
  return comma < 0 ? [text] : [text.slice(0, comma), text.slice(comma + 1)].map((cell) => cell.trim());
}

const unquote = (cell: string): string => cell.trim().replace(/^"(.*)"$/, '$1');
const squeeze = (text: string): string => text.replace(/[\s\u3000]+/g, ' ').trim();
