/**
 * Names as they come out of Excel or Word: one a line, perhaps numbered, perhaps with a post or unit in a second column.
 *
 * Nobody retypes thirty names, so what is pasted is cleaned here and everything that was changed is reported. Two equal
 * lines would be two rows nobody can tell apart: the second is dropped, and said so.
 */
import { ITEMS_MAX, NAME_LENGTH_MAX } from 'ballot-core';

export interface PastedName {
  readonly name: string;
  /** Post or unit: the line under the name. */
  readonly note: string;
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
const HEADING = /^(?:序号|编号|姓名|名字|对象|no\.?|name)$/i;
/** 王　伟: the space that lines two characters up with three is not part of the name. */
const SPACED_NAME = /^(\p{Script=Han})[\s\u3000]+(\p{Script=Han})$/u;

export function parseNames(text: string, kind: NameKind = 'persons'): PastedNames {
  const names: PastedName[] = [];
  const issues: NameIssue[] = [];
  const lines = new Map<string, number>();
  const namesakes = new Map<string, number>();

  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const found = readLine(raw, kind);
    if (found === null) continue;
    const key = `${found.name}\t${found.note}`;
    const first = lines.get(key);
    if (first !== undefined) {
      issues.push({ kind: 'repeated', line, first, name: found.name });
      continue;
    }
    if (found.name.length > NAME_LENGTH_MAX || found.note.length > NAME_LENGTH_MAX) {
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

/** The text that `parseNames` reads back to the same names: for editing a kept draft. */
export function namesText(names: readonly { readonly name: string; readonly note?: string }[]): string {
  return names.map(({ name, note }) => (note ? `${name}\t${note}` : name)).join('\n');
}

function readLine(raw: string, kind: NameKind): PastedName | null {
  const text = raw.normalize('NFC').replace(INVISIBLE, '').trim();
  if (text === '') return null;
  const cells = cellsOf(text, kind);
  if (cells.length > 1 && ONLY_NUMBER.test(cells[0] ?? '')) cells.shift();
  const name = squeeze((cells[0] ?? '').replace(NUMBERING, ''));
  const note = squeeze(cells.slice(1).filter(Boolean).join(' '));
  if (name === '' || HEADING.test(name)) return null;
  return { name: name.replace(SPACED_NAME, '$1$2'), note };
}

function cellsOf(text: string, kind: NameKind): string[] {
  if (text.includes('\t')) return text.split('\t').map(unquote);
  if (kind === 'matters') return [text];
  const comma = text.search(/[,，]/);
  return comma < 0 ? [text] : [text.slice(0, comma), text.slice(comma + 1)];
}

const unquote = (cell: string): string => cell.trim().replace(/^"(.*)"$/, '$1');
const squeeze = (text: string): string => text.replace(/[\s\u3000]+/g, ' ').trim();
