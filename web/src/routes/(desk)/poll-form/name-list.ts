/**
 * A list of names while it is edited: what stands in the text field, and the rows it means, each with an id that stays.
 *
 * Exam scores, earlier marks and statements hang on the ids. So a line that was moved keeps its id, and a single line that
 * was corrected does too; several new lines are other people, who must not inherit anything.
 */
import type { Item } from 'ballot-core';
import { namesText, parseNames, type NameKind, type PastedName } from './names.ts';

export interface NameList {
  text: string;
  items: readonly Item[];
}

export const listOf = (items: readonly Item[]): NameList => ({ text: namesText(items), items });

/** The list after its text became `text`. New rows get `prefix` and the first free number. */
export function retyped(list: NameList, text: string, prefix: string, kind: NameKind = 'persons'): NameList {
  const { names } = parseNames(text, kind);
  const free = [...list.items];
  const take = (wanted: (item: Item) => boolean): Item | undefined => {
    const at = free.findIndex(wanted);
    return at < 0 ? undefined : free.splice(at, 1)[0];
  };
  const found: (Item | undefined)[] = names.map(({ name, note }) =>
    take((item) => item.name === name && (item.note ?? '') === note),
  );
  names.forEach(({ name }, at) => (found[at] ??= take((item) => item.name === name)));
  const open = found.flatMap((item, at) => (item === undefined ? [at] : []));
  const [only] = open;
  // One line changed and no other: the same person, corrected.
  if (only !== undefined && open.length === 1 && free.length === 1 && list.items[only] === free[0])
    found[only] = free[0];

  const used = new Set(found.flatMap((item) => (item === undefined ? [] : [item.id])));
  let number = 0;
  const fresh = (): string => {
    do number += 1;
    while (used.has(`${prefix}${number}`));
    return `${prefix}${number}`;
  };
  return { text, items: names.map((name, at) => itemOf(found[at]?.id ?? fresh(), name, found[at]?.statement)) };
}

/** The list with another statement for one row. */
export function stated(list: NameList, id: string, statement: string): NameList {
  const items = list.items.map((item) => {
    const { statement: _before, ...rest } = item;
    return item.id !== id ? item : statement.trim() === '' ? rest : { ...rest, statement };
  });
  // A statement column in the text would bring the old words back.
  return { text: namesText(items), items };
}

function itemOf(id: string, { name, note, tag, statement }: PastedName, before: string | undefined): Item {
  const said = statement === '' ? before : statement;
  return {
    id,
    name,
    ...(note === '' ? {} : { note }),
    ...(tag === '' ? {} : { tag }),
    ...(said === undefined || said === '' ? {} : { statement: said }),
  };
}
