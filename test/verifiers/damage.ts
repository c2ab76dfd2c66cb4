/**
 * What can be done to a sealed bundle: by somebody who has only the file, and by the operator, who has the key and signs
 * the lie.
 *
 * Drawn from a seed and without end; the caller takes as many as it needs.
 */
import {
  annexHash,
  compareBytes,
  countOpenings,
  countWriteIns,
  credentialLeaf,
  definitionHash,
  merkleRoot,
  openingLeaf,
  toHex,
  type Definition,
  type Opening,
} from 'ballot-core';
import { signJws } from '../../packages/ballot-core/src/record/meeting.fixture.ts';
import type { Draw, Meeting } from './meetings.ts';

export interface Damaged {
  readonly what: string;
  readonly bundle: Uint8Array;
  readonly annexes: readonly Uint8Array[];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Members = { [key: string]: Json };
/** A holder of values: an object by key, a list by index. */
interface Place {
  readonly holder: Members | Json[];
  readonly key: string;
  readonly path: string;
}
interface Target {
  readonly bundle: Members;
  readonly annexes: Members[];
  /** One of the bundle's polls. */
  readonly sealed: Members;
  readonly record: Members;
}
/** Returns what was done, or null where it can't be done to this one. */
type Damage = (target: Target, draw: Draw) => string | null;

export function* damages(meetings: readonly Meeting[], draw: Draw): Generator<Damaged> {
  for (let round = 0; ; round += 1) {
    const meeting = pick(meetings, draw);
    const [name, damage] = pick(Object.entries(DAMAGES), draw);
    const bundle = structuredClone(meeting.bundle) as unknown as Members;
    const annexes = structuredClone(meeting.annexes) as unknown as Members[];
    const sealed = pick(bundle.polls as Members[], draw);
    const done = damage({ bundle, annexes, sealed, record: sealed.record as Members }, draw);
    if (done === null) continue;
    const bytes = [bundle, ...annexes].map((file) => Buffer.from(JSON.stringify(file)));
    const [first = Buffer.alloc(0), ...rest] = bytes;
    yield {
      what: `${round}: ${meeting.name}: ${name}: ${done}`,
      bundle: done === RAW ? rawly(first, draw) : first,
      annexes: rest,
    };
  }
}

const RAW = 'bytes';

const DAMAGES: Readonly<Record<string, Damage>> = {
  // By anybody.
  'a byte': () => RAW,
  'a value': ({ bundle }, draw) => change(bundle, draw),
  'an unknown field': ({ bundle }, draw) => surplus(bundle, draw),
  'a field left out': ({ bundle }, draw) => omit(bundle, draw),
  'a list': ({ bundle }, draw) => shuffle(bundle, draw),
  'an opening': ({ sealed }, draw) => shuffle({ openings: sealed.openings ?? null }, draw),
  'a credential': ({ sealed }, draw) => shuffle({ credentials: sealed.credentials ?? null }, draw),
  'a mark': ({ sealed }, draw) => {
    const opening = pick(sealed.openings as Members[], draw);
    const other = pick(sealed.openings as Members[], draw);
    if (opening.choice === other.choice) return null;
    opening.choice = other.choice ?? null;
    return 'another choice';
  },
  'swapped signatures': ({ bundle, sealed }, draw) => {
    const spent = sealed.credentials as Members[];
    const [a, b] = [pick(spent, draw), pick(spent, draw)];
    if (a !== b && draw(3) > 0) {
      const key = pick(['signature', 'prefix', 'publicKey', 'group'], draw);
      [a[key], b[key]] = [b[key] ?? null, a[key] ?? null];
      return key;
    }
    [bundle.trailSignature, sealed.signature] = [sealed.signature ?? null, bundle.trailSignature ?? null];
    return 'record and trail';
  },
  'a stretched signature': ({ bundle, sealed }, draw) => {
    const [holder, key] = draw(2) === 0 ? [sealed, 'signature'] : [bundle, 'trailSignature'];
    const jws = String(holder[key]);
    const at = draw(jws.length);
    holder[key] = jws.slice(0, at) + pick(['A', '.', '=', '_', 'é', ''], draw) + jws.slice(at + draw(2));
    return String(holder[key]) === jws ? null : `at ${at}`;
  },
  'an annex': ({ annexes }, draw) => (annexes.length === 0 ? null : change(pick(annexes, draw), draw)),
  'an annex with more or less': ({ annexes }, draw) =>
    annexes.length === 0 ? null : pick([surplus, omit, shuffle], draw)(pick(annexes, draw), draw),

  // By whoever has the key.
  'a signed lie': ({ sealed, record }, draw) => signed(sealed, change(record, draw)),
  'a signed lie about a figure': ({ sealed, record }, draw) => {
    const part = pick(
      ['accounts', 'groupAccounts', 'count', 'groupCounts', 'writeIns', 'openings', 'credentials'],
      draw,
    );
    return signed(sealed, change({ [part]: record[part] ?? null }, draw));
  },
  'a signed lie about a finding': ({ sealed, record }, draw) => {
    const how = pick([change, change, omit, shuffle, surplus], draw);
    return signed(sealed, how({ findings: record.findings ?? null }, draw));
  },
  'a signed lie about the time': ({ sealed, record }, draw) => {
    const key = pick(['openedAt', 'closedAt', 'sealedAt'], draw);
    record[key] = `2026-11-2${draw(9)}T01:3${draw(9)}:0${draw(9)}.${draw(99)}Z`;
    return signed(sealed, key);
  },
  'a signed lie about the keys': ({ sealed, record }, draw) =>
    signed(sealed, pick([change, shuffle], draw)({ keys: record.keys ?? null }, draw)),
  'a signed lie about the list': ({ sealed, record }, draw) => {
    const how = pick([change, shuffle], draw);
    const part = pick(['openings', 'openings', 'credentials'], draw);
    return resealed(sealed, record, how({ [part]: sealed[part] ?? null }, draw));
  },
  'a mark moved, and all trees made again': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const [a, b] = [pick(openings, draw), pick(openings, draw)];
    const key = pick(['choice', 'group', 'question'], draw);
    if (a[key] === b[key]) return null;
    a[key] = draw(4) === 0 ? '' : (b[key] ?? null);
    return resealed(sealed, record, key);
  },
  'votes moved in list and count': ({ sealed, record }, draw) => {
    const openings = (sealed.openings as Members[]).filter(({ question }) => question !== 'WRITE-IN');
    const opening = pick(openings, draw);
    const same = openings.filter(({ question }) => question === opening.question);
    const other = pick(same, draw);
    if (opening.choice === other.choice) return null;
    for (const each of same) each.choice = other.choice ?? null;
    return resealed(sealed, record, String(opening.question));
  },
  'votes moved in list, count and names': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const [a, b] = [pick(openings, draw), pick(openings, draw)];
    if (a.question !== b.question || a.choice === b.choice) return null;
    const moved = openings.filter(({ question }) => question === a.question).slice(0, 1 + draw(openings.length));
    for (const opening of moved) opening.choice = pick([b.choice ?? null, b.choice ?? null, ''], draw);
    return resealed(sealed, record, recounted(sealed, record, String(a.question)));
  },
  'answers that no ballots give': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const { question } = pick(openings, draw);
    const own = openings.filter((each) => each.question === question);
    const choice = draw(2) === 0 ? '' : (pick(own, draw).choice ?? null);
    for (const opening of own) opening.choice = choice;
    return resealed(sealed, record, recounted(sealed, record, `${String(question)} is ${String(choice)}`));
  },
  'another paper under the old hash': ({ sealed, record }) => {
    (record.definition as Members).title = '另一票';
    return signed(sealed, 'title');
  },
  'other written names': ({ sealed, record }, draw) => {
    const names = record.writeIns as Members[];
    if (names.length === 0) return null;
    const one = pick(names, draw);
    if (draw(2) === 0) names.reverse();
    else one.votes = Number(one.votes) + 1;
    return names.length === 1 && one.votes === 1 ? null : signed(sealed, 'names');
  },
  'another list for a second round': ({ sealed, record }, draw) => {
    const definition = record.definition as Members;
    if (definition.source === undefined) return null;
    const candidates = (definition.paper as Members).candidates as Members[];
    pick(candidates, draw).name = '王五';
    record.paperHash = tryHash(definition);
    return signed(sealed, 'list');
  },
  'other groups named': ({ sealed, record }, draw) => {
    const openings = sealed.openings as Members[];
    const groups = (record.keys as Members[]).map(({ group }) => group ?? null);
    const [from, to] = [pick([...groups, null], draw), pick([...groups, null, null], draw)];
    const changed = openings.filter(({ group }) => group === from).slice(0, pick([openings.length, 1, 6, 10], draw));
    if (from === to || changed.length === 0) return null;
    for (const opening of changed) opening.group = to;
    return resealed(sealed, record, `${from} → ${to}`);
  },
  'accounts that agree with each other only': ({ sealed, record }, draw) => {
    const key = pick(['due', 'present', 'issued', 'returned', 'valid', 'invalid'], draw);
    const by = pick([-40, -3, 1, 3, 40], draw);
    const own = pick(record.groupAccounts as Members[], draw);
    for (const each of [own, record.accounts as Members]) each[key] = Math.max(0, Number(each[key]) + by);
    return signed(sealed, `${key} ${by}`);
  },
  'another paper, hashed and signed': ({ sealed, record }, draw) => {
    const how = pick([change, change, change, omit, shuffle, surplus], draw);
    const done = how(record.definition as Members, draw);
    record.paperHash = tryHash(record.definition) ?? record.paperHash ?? null;
    return signed(sealed, done);
  },
  'another rule, hashed and signed': ({ sealed, record }, draw) => {
    const { definition } = record as { definition: Members };
    if ((definition.rules as Json[]).length === 0) return null;
    const done = pick([change, change, omit, shuffle], draw)({ rules: definition.rules ?? null }, draw);
    record.paperHash = tryHash(definition) ?? record.paperHash ?? null;
    return signed(sealed, done);
  },
  'another trail, signed': ({ bundle }, draw) => {
    const done = pick([change, shuffle, surplus], draw)({ trail: bundle.trail ?? null }, draw);
    bundle.trailSignature = trySign({ event: (bundle.event as Members).id ?? null, trail: bundle.trail ?? null }) ?? '';
    return done;
  },
  'another annex, promised and signed': ({ annexes, sealed, record }, draw) => {
    const [annex] = annexes;
    if (annex === undefined) return null;
    const done = change(annex, draw);
    record.annex = tryAnnexHash(annex) ?? null;
    return signed(sealed, done);
  },
  'an annex promised where there is none, or none where there is one': ({ sealed, record }) => {
    record.annex = record.annex === null ? '0'.repeat(64) : null;
    return signed(sealed, 'annex');
  },
  'polls twice or another title': ({ bundle, sealed }, draw) => {
    if (draw(2) === 0) (bundle.event as Members).title = '另一次大会';
    else (bundle.polls as Json[]).push(sealed);
    return 'polls';
  },
  'another key for the event': ({ bundle, sealed }, draw) => {
    const keys = (sealed.credentials as Members[]).map(({ publicKey }) => publicKey ?? null);
    const small = ['AQ', 'AA', '7P___________________________________________38'].map((key) => key.padEnd(43, 'A'));
    bundle.eventKey = pick([...keys, ...small], draw);
    return String(bundle.eventKey);
  },
};

const pick = <T>(list: readonly T[], draw: Draw): T => {
  const one = list[draw(list.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};

/** A byte flipped, dropped, doubled, or put in. */
function rawly(bytes: Uint8Array, draw: Draw): Uint8Array {
  const at = draw(bytes.length);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
  const byte = bytes[at] ?? 0;
  const put = pick(
    [[byte ^ (1 + draw(255))], [], [byte, byte], [0xef, 0xbb, 0xbf, byte], [0x20, byte], [0x30, byte]],
    draw,
  );
  return Buffer.concat([head, Buffer.from(put), tail]);
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
function change(root: Members | Json[], draw: Draw): string | null {
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

function surplus(root: Members | Json[], draw: Draw): string | null {
  const holders = [root, ...placesIn(root).map(valueAt)].filter((each) => typeof each === 'object' && each !== null);
  const holder = pick(holders, draw);
  const key = pick(['surplus', 'note', 'toString', 'id', 'zh', 'rounded', 'excluded'], draw);
  if (Array.isArray(holder)) holder.push(structuredClone(pick(ODD, draw)));
  else if (holder !== null && typeof holder === 'object' && !Object.hasOwn(holder, key)) {
    holder[key] = structuredClone(pick(ODD, draw));
  } else return null;
  return key;
}

function omit(root: Members | Json[], draw: Draw): string | null {
  const places = placesIn(root);
  if (places.length === 0) return null;
  const { holder, key, path } = pick(places, draw);
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return path;
}

/** A list loses an entry, has one twice, or has two in each other's place. */
function shuffle(root: Members | Json[], draw: Draw): string | null {
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

/** The record as it is now, signed; null stays null, and what has no canonical form can't be signed. */
function signed(sealed: Members, done: string | null): string | null {
  if (done === null) return null;
  const signature = trySign(sealed.record ?? null);
  if (signature === null) return null;
  sealed.signature = signature;
  return done;
}

/** The lists sorted again, their roots in the record, and the record signed. */
function resealed(sealed: Members, record: Members, done: string | null): string | null {
  if (done === null) return null;
  const { poll } = record.definition as unknown as Definition;
  try {
    for (const [part, leafOf] of [
      ['openings', openingLeaf],
      ['credentials', credentialLeaf],
    ] as const) {
      const sorted = (sealed[part] as Members[])
        .map((entry) => ({ entry, leaf: leafOf(poll, entry as never) }))
        .sort((a, b) => compareBytes(a.leaf, b.leaf));
      sealed[part] = sorted.map(({ entry }) => entry);
      record[part] = { size: sorted.length, root: toHex(merkleRoot(sorted.map(({ leaf }) => leaf))) };
    }
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  return signed(sealed, done);
}

/** The count and the written names as they would be; null where no whole ballots give these openings. */
function recounted(sealed: Members, record: Members, done: string): string | null {
  const { paper } = record.definition as unknown as Definition;
  const openings = sealed.openings as unknown as readonly Opening[];
  try {
    record.count = countOpenings(paper, openings) as unknown as Json;
    record.writeIns = countWriteIns(openings) as unknown as Json;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return done;
}

const spelled = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch (error) {
    // A lone surrogate, or a list where an object was: no canonical form, so nobody can sign it.
    if (error instanceof TypeError) return null;
    throw error;
  }
};
const trySign = (content: Json): string | null => spelled(() => signJws(content));
const tryHash = (definition: Json | undefined): string | null =>
  spelled(() => definitionHash(definition as unknown as Definition));
const tryAnnexHash = (annex: Json): string | null => spelled(() => annexHash(annex as never));
