/**
 * A roster (名册) as it comes out of Excel or Word: one person a line, with unit and group in columns beside the name.
 *
 * Nothing is sent before the organizer has seen what was understood. So every line that can't become a row of the roster is
 * kept with its number and its reason, and a group that the meeting doesn't have waits for the organizer to say which is
 * meant.
 */
import type { Group, GroupId } from 'ballot-core';
import type { RosterDraft, RosterEntry } from 'api/desk-views';

export const ENTRIES_MAX = 5000;
/** The server takes at most so many people a request. */
export const ENTRIES_PER_REQUEST = 2000;
export const NAME_MAX = 60;
export const UNIT_MAX = 100;

/** Why a line is left out. */
export type Fault = 'nameless' | 'too_long' | 'repeated' | 'known' | 'no_group' | 'group_unknown' | 'too_many';
export interface RosterLine {
  /** From 1, in the text. */
  readonly line: number;
  readonly name: string;
  readonly unit: string;
  /** As written; '' where nothing was. */
  readonly groupName: string;
  /** Null while no group of the meeting is meant. */
  readonly group: GroupId | null;
  readonly fault: Fault | null;
  /** Where the same person, or another one of that name, was first: a line, or 0 for the roster itself. */
  readonly first?: number;
  /** Somebody else has this name too: they will be asked for their unit. */
  readonly namesake: boolean;
}
export interface RosterLines {
  readonly lines: readonly RosterLine[];
  /** Groups as written that the meeting doesn't have. */
  readonly unknown: readonly string[];
  /** Headings of columns that are left out. */
  readonly unused: readonly string[];
}

type Column = 'number' | 'name' | 'unit' | 'group' | 'unused';
const DEFAULT_COLUMNS: readonly Column[] = ['name', 'unit', 'group'];
const HEADINGS: readonly (readonly [Column, RegExp])[] = [
  ['number', /^(?:序号|编号|no\.?|#)$/i],
  ['name', /^(?:姓名|名字|人员|参会人员|name)$/i],
  ['unit', /^(?:单位|工作单位|所在单位|部门|所在部门|单位及职务|单位职务|unit|department|organization)$/i],
  ['group', /^(?:组别|分组|组|类别|人员类别|group)$/i],
];

/** Controls, direction marks, zero widths: nobody sees them, and the server takes none. Tabs stand between cells. */
const UNSEEN = /(?!\t)[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const NUMBERING = /^(?:[（(]\s*\d{1,4}\s*[)）]|\d{1,4}\s*[.．、:：)）])\s*/;
const ONLY_NUMBER = /^\d{1,4}[.．、]?$/;
/** 张　三: spaces that line names up are not part of them, and the dot within a name (·) has half a dozen spellings. */
const BETWEEN_HAN = /([\p{Script=Han}·])\s+(?=[\p{Script=Han}·])/gu;
const DOTS = /[·•‧∙⋅・･]/gu;

/** As the server spells names and units, so that what is the same there is the same here. */
export const plainName = (name: string): string =>
  squeeze(name.normalize('NFC')).replace(DOTS, '·').replace(BETWEEN_HAN, '$1');

/** `meant`: which group each name that the meeting doesn't have stands for; '' for lines without any. */
export function readRoster(
  text: string,
  groups: readonly Pick<Group, 'id' | 'name'>[],
  known: readonly Pick<RosterEntry, 'name' | 'unit'>[] = [],
  meant: Readonly<Record<string, string>> = {},
): RosterLines {
  const lines: RosterLine[] = [];
  const unknown = new Set<string>();
  const unused = new Set<string>();
  const persons = new Map(known.map(({ name, unit }) => [personOf(name, unit), 0]));
  const names = new Map(known.map(({ name }) => [name, 0]));
  let columns = DEFAULT_COLUMNS;
  let kept = known.length;

  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const cells = cellsOf(raw.normalize('NFC').replace(UNSEEN, ''));
    if (cells.every((cell) => cell === '')) continue;
    const headings = cells.map(columnOf);
    if (headings.includes('name')) {
      columns = headings;
      headings.forEach((column, at) => column === 'unused' && cells[at] && unused.add(cells[at]));
      continue;
    }
    const { name, unit, groupName } = readCells(cells, columns, groups);
    const group = groupOf(groupName, groups, meant);
    if (group === null && groupName !== '') unknown.add(groupName);
    const person = personOf(name, unit);
    const [again, other] = [persons.get(person), names.get(name)];
    const fault = ((): Fault | null => {
      if (name === '') return 'nameless';
      if (lengthOf(name) > NAME_MAX || lengthOf(unit) > UNIT_MAX) return 'too_long';
      if (again !== undefined) return again === 0 ? 'known' : 'repeated';
      if (group === null) return groupName === '' ? 'no_group' : 'group_unknown';
      return kept >= ENTRIES_MAX ? 'too_many' : null;
    })();
    const first = again ?? other;
    const namesake = again === undefined && other !== undefined && name !== '';
    lines.push({ line, name, unit, groupName, group, fault, namesake, ...(first === undefined ? {} : { first }) });
    if (name === '' || fault === 'too_long') continue;
    if (again === undefined) persons.set(person, line);
    if (other === undefined) names.set(name, line);
    if (fault === null) kept += 1;
  }
  return { lines, unknown: [...unknown], unused: [...unused] };
}

/** What would be sent: the lines without a fault. */
export const draftsOf = (lines: readonly RosterLine[]): readonly RosterDraft[] =>
  lines.flatMap(({ name, unit, group, fault }) => (fault === null && group !== null ? [{ name, unit, group }] : []));

/** One request after the other, each as large as the server takes. */
export function requestsOf<T>(items: readonly T[], most = ENTRIES_PER_REQUEST): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, at) => items.slice(at * most, (at + 1) * most));
}

function readCells(cells: readonly string[], columns: readonly Column[], groups: readonly Pick<Group, 'name'>[]) {
  const own = [...cells];
  const plain = columns === DEFAULT_COLUMNS;
  if (plain && own.length > 1 && ONLY_NUMBER.test(own[0] ?? '')) own.shift();
  // Name and group without a unit between them, where no heading says so.
  const byGroup = plain && own.length === 2 && groups.length > 1 && groups.some(({ name }) => sameName(name, own[1]));
  const order: readonly Column[] = byGroup ? ['name', 'group'] : columns;
  const of = (column: Column): string =>
    squeeze(own.filter((cell, at) => cell !== '' && (order[at] ?? 'unused') === column).join(' '));
  return { name: plainName(of('name').replace(NUMBERING, '')), unit: plainName(of('unit')), groupName: of('group') };
}

function groupOf(
  written: string,
  groups: readonly Pick<Group, 'id' | 'name'>[],
  meant: Readonly<Record<string, string>>,
): GroupId | null {
  if (written === '' && groups.length === 1) return groups[0]?.id ?? null;
  const named = groups.find(({ name }) => sameName(name, written));
  const chosen = Object.hasOwn(meant, written) ? meant[written] : undefined;
  return named?.id ?? groups.find(({ id }) => id === chosen)?.id ?? null;
}

const sameName = (name: string, written: string | undefined): boolean =>
  written !== undefined && plainName(name) === plainName(written);
const personOf = (name: string, unit: string): string => `${name}\t${unit}`;
const columnOf = (cell: string): Column =>
  HEADINGS.find(([, words]) => words.test(cell.replace(/[\s\u3000]+/g, '')))?.[0] ?? 'unused';
const lengthOf = (text: string): number => [...text].length;
const squeeze = (text: string): string => text.replace(/[\s\u3000]+/g, ' ').trim();

/** Tabs from a spreadsheet, commas from a typist; never spaces, which are inside names. */
function cellsOf(text: string): string[] {
  const cells = text.includes('\t') ? text.split('\t') : text.split(/[,，;；]/);
  return cells.map((cell) => squeeze(cell).replace(/^"(.*)"$/, '$1'));
}
