/**
 * What anybody can do to a piece of JSON: one value becomes another, a field too many or too few, a list out of order.
 *
 * Each returns what was done, or null where there was nothing to do it to.
 */
import type { Draw } from './meetings.ts';
import { pick, type Json, type Members } from './target.ts';

/** A holder of values: an object by key, a list by index. */
interface Place {
  readonly holder: Members | Json[];
  readonly key: string;
  readonly path: string;
}

function placesIn(value: Json, path = ''): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    { holder: value, key, path: `${path}.${key}` },
    ...placesIn(member, `${path}.${key}`),
  ]);
}

const valueAt = ({ holder, key }: Place): Json => (holder as Members)[key] ?? null;
const put = ({ holder, key }: Place, value: Json): void => {
  (holder as Members)[key] = value;
};

/** One value becomes another: near it, of another type, or one that stands elsewhere. */
export function change(root: Members | Json[], draw: Draw): string | null {
  const places = placesIn(root);
  if (places.length === 0) return null;
  const place = pick(places, draw);
  const before = valueAt(place);
  const after = other(before, places, draw);
  if (JSON.stringify(after) === JSON.stringify(before)) return null;
  put(place, after);
  return `${place.path}: ${JSON.stringify(before).slice(0, 60)} → ${JSON.stringify(after).slice(0, 60)}`;
}

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  1.5,
  1e21,
  2 ** 53,
  1e-7,
  5e-324,
  '',
  ' ',
  'x',
  '0',
  'constructor',
  '__proto__',
  'e\u0301',
  'a\u200b',
  '\ud800',
  '𠮷',
  '\ufeff',
  '\u0085',
  'a\u0085',
  '\u3000x',
  'good\n',
  '2026-02-30',
  '2026',
  [],
  {},
  [[]],
  { id: 'x' },
  [null],
  [1, 2],
  { test: 'low' },
  { as: 'good' },
];

function other(before: Json, places: readonly Place[], draw: Draw): Json {
  const how = draw(6);
  if (how === 0) return structuredClone(pick(ODD, draw));
  if (how === 1) return structuredClone(valueAt(pick(places, draw)));
  if (typeof before === 'number')
    return pick([before + 1, before - 1, before * 2, before + 0.5, -before, before / 2], draw);
  if (typeof before === 'boolean') return !before;
  if (typeof before === 'string') return otherText(before, draw);
  if (Array.isArray(before)) return before.slice(1);
  if (before === null) return '0'.repeat(64);
  return Object.fromEntries(Object.entries(before).slice(0, -1));
}

function otherText(before: string, draw: Draw): string {
  if (before === '') return pick(['good', 'picked', 'x'], draw);
  const at = draw(before.length);
  const put = pick(['', 'a', 'A', '0', '-', ' ', '好', before[at] ?? ''], draw);
  return before.slice(0, at) + put + before.slice(at + draw(2));
}

export function surplus(root: Members | Json[], draw: Draw): string | null {
  const holders = [root, ...placesIn(root).map(valueAt)].filter((each) => typeof each === 'object' && each !== null);
  const holder = pick(holders, draw);
  const key = pick(['surplus', 'note', 'toString', 'id', 'zh', 'rounded', 'excluded'], draw);
  if (Array.isArray(holder)) holder.push(structuredClone(pick(ODD, draw)));
  else if (holder !== null && typeof holder === 'object' && !Object.hasOwn(holder, key)) {
    holder[key] = structuredClone(pick(ODD, draw));
  } else return null;
  return key;
}

export function omit(root: Members | Json[], draw: Draw): string | null {
  const places = placesIn(root);
  if (places.length === 0) return null;
  const { holder, key, path } = pick(places, draw);
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return path;
}

/** A list loses an entry, has one twice, or has two in each other's place. */
export function shuffle(root: Members | Json[], draw: Draw): string | null {
  const lists = placesIn(root).filter((place) => Array.isArray(valueAt(place)));
  if (lists.length === 0) return null;
  const place = pick(lists, draw);
  const list = valueAt(place) as Json[];
  if (list.length === 0) return null;
  const [a, b] = [draw(list.length), draw(list.length)];
  const how = draw(3);
  if (how === 0) list.splice(a, 1);
  else if (how === 1) list.splice(b, 0, structuredClone(list[a] ?? null));
  else {
    if (JSON.stringify(list[a]) === JSON.stringify(list[b])) return null;
    [list[a], list[b]] = [list[b] ?? null, list[a] ?? null];
  }
  return `${place.path}: ${['without', 'twice', 'exchanged'][how]} ${a} ${b}`;
}
