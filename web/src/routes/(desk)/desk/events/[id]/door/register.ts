/**
 * The sign-in register (签到表): who is in, late, gone or missing, as the door, the paper and the spreadsheet say it.
 *
 * It has no times: when somebody came would stand beside when a ballot came. 实到 is who is in and has not left.
 */
import type { DeskEvent, RosterEntry } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { count, plain, text, type Table } from '#lib/tables/table.ts';

export type Standing = 'absent' | 'present' | 'late' | 'left';
export const FILTERS = ['all', 'absent', 'present', 'late', 'left'] as const;
export type Filter = (typeof FILTERS)[number];

/** What the register says in one word; who came late and left has left. */
export const standingOf = ({ present, late, left }: RosterEntry): Standing =>
  !present ? 'absent' : left ? 'left' : late ? 'late' : 'present';

/** 迟到 keeps who came late and left; 实到 keeps who came late and is there. */
export function passes(entry: RosterEntry, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'absent':
      return !entry.present;
    case 'present':
      return entry.present && !entry.left;
    case 'late':
      return entry.present && entry.late;
    case 'left':
      return entry.present && entry.left;
  }
}

export const countsOf = (entries: readonly RosterEntry[]): Readonly<Record<Filter, number>> => {
  const of = (filter: Filter): number => entries.filter((entry) => passes(entry, filter)).length;
  return { all: of('all'), absent: of('absent'), present: of('present'), late: of('late'), left: of('left') };
};

/** Every word of the search in name or unit. */
export function found(entry: Pick<RosterEntry, 'name' | 'unit'>, search: string): boolean {
  const where = `${entry.name} ${entry.unit}`.toLowerCase();
  const words = search.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => where.includes(word));
}

/** Group by group as the meeting has them, then unit and name as a Chinese list is ordered. */
export function inOrder(
  entries: readonly RosterEntry[],
  groups: readonly { readonly id: string }[],
  locale: string = getLocale(),
): readonly RosterEntry[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const place = new Map(groups.map(({ id }, at) => [id, at]));
  const at = ({ group }: RosterEntry): number => place.get(group) ?? groups.length;
  return [...entries].sort((a, b) => at(a) - at(b) || compare(a.unit, b.unit) || compare(a.name, b.name));
}

const STANDINGS = {
  absent: m.door_absent,
  present: m.door_present,
  late: m.door_late,
  left: m.door_left,
} as const satisfies Record<Standing, () => string>;
const WAYS = {
  code: m.door_way_code,
  clerk: m.door_way_clerk,
  hand: m.door_way_hand,
} as const satisfies Record<NonNullable<RosterEntry['way']>, () => string>;

export const standingName = (standing: Standing): string => STANDINGS[standing]();
/** 迟到、离场 where both are true. */
export const standingWords = (entry: RosterEntry): string =>
  entry.present && entry.late && entry.left ? m.door_late_and_left() : standingName(standingOf(entry));
/** How somebody came in, and who answers for it; '' while absent. */
export const wayWords = ({ way, by }: RosterEntry): string =>
  way === null ? '' : by === '' ? WAYS[way]() : m.door_way_by({ way: WAYS[way](), by });

/** The register as a table for paper and spreadsheet. */
export function registerTable(event: Pick<DeskEvent, 'groups'>, entries: readonly RosterEntry[]): Table {
  const groupName = (id: string): string => event.groups.find((group) => group.id === id)?.name ?? id;
  const several = event.groups.length > 1;
  const units = entries.some(({ unit }) => unit !== '');
  return {
    id: 'register',
    title: m.door_register(),
    lead: [],
    columns: [
      { name: m.door_number(), kind: 'count' },
      { name: m.roster_name(), kind: 'text' },
      ...(units ? [{ name: m.roster_unit(), kind: 'text' } as const] : []),
      ...(several ? [{ name: m.roster_group(), kind: 'text' } as const] : []),
      { name: m.door_standing(), kind: 'text' },
      { name: m.door_way(), kind: 'text' },
    ],
    blocks: plain(
      inOrder(entries, event.groups).map((entry, at) => [
        count(at + 1),
        text(entry.name),
        ...(units ? [text(entry.unit)] : []),
        ...(several ? [text(groupName(entry.group))] : []),
        text(standingWords(entry)),
        text(wayWords(entry)),
      ]),
    ),
    notes: [],
  };
}
