/**
 * How a poll stands: accounts (应到 实到 发出 收回), what is released, and what the rules say about it.
 *
 * The room, the desk and every screen read this one place, so nobody is ahead of the wall. Roll and urn are asked in
 * statements of their own and meet here as sums only. After the seal everything comes from the record.
 */
import {
  addAccounts,
  evaluateAll,
  type Accounts,
  type Count,
  type Definition,
  type EventId,
  type GroupId,
  type PollId,
  type PollRecord,
  type QuestionFinding,
  type Rule,
} from 'ballot-core';
import type postgres from 'postgres';
import { findPoll, type PollRow } from '../db/polls.ts';
import { findRecord, timesCorrected } from '../db/records.ts';
import { releasesOf } from '../db/releases.ts';
import { issuedOf, presentFor } from '../db/roll.ts';
import { returnedOf } from '../db/urn.ts';
import type { Deps } from '../deps.ts';
import type { PollState } from '../views.ts';

export type GroupAccounts = { readonly group: GroupId } & Accounts;

export interface Standing {
  readonly accounts: Accounts;
  readonly groupAccounts: readonly GroupAccounts[];
  /** null while only turnout is shown. */
  readonly released: Count | null;
  readonly findings: readonly QuestionFinding[];
  readonly writeIns: PollRecord['writeIns'];
  /** A tellers' annex is kept. */
  readonly annex: boolean;
}

type Sources = Pick<Deps, 'sql' | 'db'>;

/** The standing of one frozen poll. Throws for a draft: it has no definition to stand on. */
export async function standing(sources: Sources, id: PollId): Promise<Standing> {
  const poll = await findPoll(sources.db, id);
  const one = poll === null ? undefined : (await standings(sources, poll.eventId, [poll])).get(id);
  if (one === undefined) throw new Error('no frozen poll has this id');
  return one;
}

/** All polls of one event at once; drafts are left out. */
export async function standings(
  { sql }: Pick<Deps, 'sql'>,
  event: EventId,
  polls: readonly PollRow[],
): Promise<ReadonlyMap<PollId, Standing>> {
  const running = polls.filter(({ definition, state }) => definition !== null && state !== 'sealed');
  const over = polls.filter(({ state }) => state === 'sealed').map(({ id }) => id);
  const [accounts, released, corrections] = await Promise.all([
    groupAccounts(sql, event, running),
    releasesOf(
      sql,
      running.map(({ id }) => id),
    ),
    timesCorrected(sql, over),
  ]);
  const all = new Map<PollId, Standing>();
  for (const { id, definition, state } of polls) {
    if (definition === null) continue;
    const groups = accounts.get(id);
    const now = groups === undefined ? null : ofRunning(definition, state, groups, released.get(id) ?? null);
    all.set(id, now ?? (await ofSealed(sql, id, corrections.get(id) ?? 0)));
  }
  return all;
}

/** The accounts of each group of each poll, as they stand now or stood at the close. Attendance, issues and ballots, counted apart. */
export async function groupAccounts(
  sql: postgres.Sql,
  event: EventId,
  polls: readonly Pick<PollRow, 'id' | 'definition' | 'attendance'>[],
): Promise<ReadonlyMap<PollId, readonly GroupAccounts[]>> {
  const ids = polls.map(({ id }) => id);
  // What is smaller is asked first: a phone that passes in between can't make 收回 exceed 发出, or 发出 exceed 实到.
  const returned = sumsBy(
    await returnedOf(sql, ids),
    ({ poll, group }) => `${poll}/${group}`,
    (row) => row.returned,
  );
  const issued = sumsBy(
    await issuedOf(sql, ids),
    ({ poll, group }) => `${poll}/${group}`,
    (row) => row.issued,
  );
  const present = sumsBy(
    await presentFor(sql, event, ids),
    ({ poll, group }) => `${poll}/${group}`,
    (row) => row.present,
  );
  return new Map(
    polls.map(({ id, definition, attendance }) => [
      id,
      (definition?.groups ?? []).map((group) => ({
        group: group.id,
        due: group.due,
        ...(attendance?.find((kept) => kept.group === group.id) ?? {
          present: present.get(`${id}/${group.id}`) ?? 0,
          issued: issued.get(`${id}/${group.id}`) ?? 0,
        }),
        returned: returned.get(`${id}/${group.id}`) ?? 0,
        valid: returned.get(`${id}/${group.id}`) ?? 0,
        // A ballot that is not valid is refused while the voter can still mend it, so none gets into the urn.
        invalid: 0,
      })),
    ]),
  );
}

function ofRunning(
  definition: Definition,
  state: PollState,
  groups: readonly GroupAccounts[],
  released: Count | null,
): Standing {
  const accounts = addAccounts(groups);
  // All who are due may still come while it runs; `evaluateAll` adds the ballots that the released count lags behind.
  const outstanding = state === 'closed' ? 0 : accounts.due - accounts.returned;
  const now = { ...definition, rules: definition.rules.filter((rule) => canSpeakEarly(rule, definition)) };
  return {
    accounts,
    groupAccounts: groups,
    released,
    findings: released === null ? [] : evaluateAll(now, released, accounts, outstanding),
    // Names are written by voters: they wait for the close, when all of them are shown at once.
    writeIns: [],
    annex: false,
  };
}

/**
 * Written-in names are not known before the seal, so a ranking without them would be wrong until then and says nothing.
 * Rules that weigh groups say nothing either: `evaluateAll` has no counts of groups here.
 */
const canSpeakEarly = (rule: Rule, { paper }: Definition): boolean =>
  !(rule.cut !== undefined && paper.kind === 'pick' && paper.writeIns > 0);

/**
 * A record never changes, it is corrected by another one; parsing a large one again for each screen would be waste. How
 * often it was corrected is asked each time, so a correction made by another process is seen at once.
 */
const sealed = new Map<PollId, { readonly standing: Standing; readonly corrections: number }>();
const SEALED_KEPT = 200;

async function ofSealed(sql: postgres.Sql, id: PollId, corrections: number): Promise<Standing> {
  const known = sealed.get(id);
  if (known?.corrections === corrections) return known.standing;
  const row = await findRecord(sql, id);
  if (row === null) throw new Error('a sealed poll without a record');
  const record = JSON.parse(row.record) as PollRecord;
  const standing: Standing = {
    accounts: record.accounts,
    groupAccounts: record.groupAccounts,
    released: record.count,
    findings: record.findings,
    writeIns: record.writeIns,
    annex: record.annex !== null,
  };
  const [oldest] = sealed.keys();
  if (sealed.size >= SEALED_KEPT && oldest !== undefined) sealed.delete(oldest);
  // Of a record that was corrected since it was counted the next look takes the newest again.
  sealed.set(id, { standing, corrections });
  return standing;
}

function sumsBy<T>(rows: readonly T[], key: (row: T) => string, value: (row: T) => number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + value(row));
  return sums;
}
