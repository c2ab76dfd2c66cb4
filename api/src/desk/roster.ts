/**
 * Keeping the roster (名册): who may come in by name, and the hashes of their personal codes.
 *
 * The trail keeps how many were added, changed or removed, never who: it is public. Adding is safe to repeat as a whole, as
 * with slips: a list that is half new can only be a mistake, and nothing of it is kept.
 */
import { no, ok, type EventId, type GroupId, type Result } from 'ballot-core';
import { z } from 'zod';
import { findEvent, lockEvent, type EventRow } from '../db/events.ts';
import {
  addEntries,
  changeEntry,
  eventOfEntry,
  keepCodes,
  listCalls,
  listRoster,
  removeEntry,
  sameNames,
} from '../db/roster.ts';
import { addTrail, type Act } from '../db/trail.ts';
import { allOrNothing } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import { nameForm } from '../door/names.ts';
import { codeMac } from '../door/personal-codes.ts';
import type { Refusal } from '../http/refusals.ts';
import type { PersonalCodesBody, RosterBody, RosterDraft, RosterView } from '../desk-views.ts';
import { newEntryId } from './codes.ts';
import { words } from './words.ts';

export const ENTRIES_PER_REQUEST_MAX = 2_000;
/** Larger than any hall; the whole register is one page at the desk. */
const ENTRIES_MAX = 5_000;
const NAME_LENGTH_MAX = 60;
const UNIT_LENGTH_MAX = 100;
const HASH = /^[0-9a-f]{64}$/;

const Line = z.object({
  name: words(NAME_LENGTH_MAX).transform(nameForm).pipe(z.string().min(1)),
  unit: words(UNIT_LENGTH_MAX).transform(nameForm),
  group: z.string(),
});

/** Null when the event is gone. */
export async function rosterView({ sql, db }: Pick<Deps, 'sql' | 'db'>, id: string): Promise<RosterView | null> {
  const event = await findEvent(db, id);
  if (event === null) return null;
  return { entries: await listRoster(sql, event.id), requests: await listCalls(sql, event.id) };
}

/** How many were added. */
export async function addPeople(
  deps: Pick<Deps, 'db' | 'hub'>,
  actor: string,
  id: string,
  { entries }: RosterBody,
): Promise<Result<number, Refusal>> {
  return await withRoster(deps, id, async (tx, event) => {
    const read = readLines(entries, event);
    if (!read.ok) return read;
    const lines = read.value;
    const names = lines.map(({ name }) => name);
    const known = new Map((await sameNames(tx, event.id, names)).map((line) => [named(line), line.group]));
    if (lines.every((line) => known.get(named(line)) === line.group)) return ok(lines.length);
    const taken = lines.findIndex((line) => known.has(named(line)));
    if (taken !== -1) return invalid(`entries[${taken}].name`, 'is on the roster already: add a unit');
    const { added, all } = await addEntries(
      tx,
      event.id,
      lines.map((line) => ({ id: newEntryId(), ...line })),
    );
    if (all > ENTRIES_MAX) return invalid('entries', `would make more than ${ENTRIES_MAX} names`);
    await note(tx, event.id, actor, 'roster_added', { entries: added });
    return ok(added);
  });
}

/** Who is in stays in their group: what was issued to them says which. */
export async function revisePerson(
  deps: Pick<Deps, 'db' | 'hub'>,
  actor: string,
  id: string,
  written: RosterDraft,
): Promise<Result<null, Refusal>> {
  const of = await eventOfEntry(deps.db, id);
  if (of === null) return no({ code: 'unknown_entry' });
  return await withRoster(deps, of, async (tx, event) => {
    const read = readLines([written], event);
    if (!read.ok) return no({ ...read.error, at: read.error.at?.replace(/^entries\[0\]\.?/, '') ?? '' });
    const [line] = read.value;
    if (line === undefined) throw new Error('one line was read and none came');
    const alike = (await sameNames(tx, event.id, [line.name])).filter((other) => named(other) === named(line));
    if (alike.some((other) => other.id !== id)) return invalid('name', 'is on the roster already: add a unit');
    if (!(await changeEntry(tx, id, line))) return no({ code: 'wrong_state', at: 'group' });
    await note(tx, event.id, actor, 'roster_changed', { entries: 1 });
    return ok(null);
  });
}

/** Whoever is in is not removed: that would be one less in 实到 than there are people. */
export async function removePerson(
  deps: Pick<Deps, 'db' | 'hub'>,
  actor: string,
  id: string,
): Promise<Result<null, Refusal>> {
  const of = await eventOfEntry(deps.db, id);
  if (of === null) return no({ code: 'unknown_entry' });
  return await withRoster(deps, of, async (tx, event) => {
    if (!(await removeEntry(tx, id))) return no({ code: 'wrong_state' });
    await note(tx, event.id, actor, 'roster_removed', { entries: 1 });
    return ok(null);
  });
}

/** How many codes are kept. Earlier ones of the same people are good no more. */
export async function keepPersonalCodes(
  deps: Pick<Deps, 'db' | 'hub' | 'vault'>,
  actor: string,
  id: string,
  { codes }: PersonalCodesBody,
): Promise<Result<number, Refusal>> {
  return await withRoster(deps, id, async (tx, event) => {
    const wrong = codes.findIndex(
      ({ entry, hash }, i) => !HASH.test(hash) || codes.findIndex((other) => other.entry === entry) !== i,
    );
    if (wrong !== -1) return invalid(`codes[${wrong}]`, 'has no hash, or comes twice');
    const kept = codes.map(({ entry, hash }) => ({ entry, mac: codeMac(deps.vault, hash) }));
    const [strange] = await keepCodes(tx, event.id, kept);
    if (strange !== undefined) return invalid(`codes[${strange}].entry`, 'is not on the roster');
    await note(tx, event.id, actor, 'personal_codes_made', { codes: codes.length });
    return ok(codes.length);
  });
}

/** With names in one spelling. Refuses `roster_invalid` with the line. */
function readLines(written: readonly RosterDraft[], { groups }: EventRow): Result<readonly RosterDraft[], Refusal> {
  const known = new Set<string>(groups.map(({ id }) => id));
  const seen = new Set<string>();
  const lines: RosterDraft[] = [];
  for (const [i, entry] of written.entries()) {
    const read = Line.safeParse(entry);
    if (!read.success) {
      const field = String(read.error.issues[0]?.path[0] ?? 'name');
      return invalid(`entries[${i}].${field}`, 'is empty, too long, or holds characters that cannot be shown');
    }
    const line: RosterDraft = { ...read.data, group: read.data.group as GroupId };
    if (!known.has(line.group)) return invalid(`entries[${i}].group`, 'is not a group of the meeting');
    if (seen.has(named(line))) return invalid(`entries[${i}].name`, 'repeats an earlier line: add a unit');
    seen.add(named(line));
    lines.push(line);
  }
  return ok(lines);
}

const named = ({ name, unit }: Pick<RosterDraft, 'name' | 'unit'>): string => `${name}\n${unit}`;

const invalid = (at: string, reason: string): Result<never, Refusal> => no({ code: 'roster_invalid', at, reason });

const note = (db: Deps['db'], event: EventId, actor: string, act: Act, detail: Readonly<Record<string, number>>) =>
  addTrail(db, { event, actor, act, detail });

/** Runs `work` with the event locked; refuses `wrong_state` where people come with slips. */
async function withRoster<T>(
  { db, hub }: Pick<Deps, 'db' | 'hub'>,
  id: string,
  work: (tx: Deps['db'], event: EventRow) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const done = await allOrNothing(db, async (tx): Promise<Result<T, Refusal>> => {
    const event = await lockEvent(tx, id);
    if (event === null) return no({ code: 'unknown_event' });
    return event.admission === 'roster' ? await work(tx, event) : no({ code: 'wrong_state' });
  });
  if (done.ok) hub.tell(id as EventId, 'count');
  return done;
}
