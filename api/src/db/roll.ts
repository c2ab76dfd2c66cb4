/**
 * The roll: who may be issued a right to vote, and whether they were. It never learns what for.
 *
 * No function here takes or gives anything of a ballot, and no transaction begun here touches the urn. Rows have no
 * times; the order in which they are written is the order in which phones ask, so nothing reads it back.
 */
import type { EventId, GroupId, PollId } from 'ballot-core';
import type postgres from 'postgres';

export async function findSlip(
  sql: postgres.Sql,
  event: EventId,
  hash: Uint8Array,
): Promise<{ readonly group: GroupId; readonly admitted: boolean } | null> {
  const [row] = await sql<{ group_id: GroupId; admitted: boolean }[]>`
    select group_id, admitted from roll.slips where slip_hash = ${hash} and event_id = ${event}`;
  return row === undefined ? null : { group: row.group_id, admitted: row.admitted };
}

/** The lock that makes one line of all who sign in to a group. */
export const admissionLock = (event: EventId, group: GroupId): string => `admit/${event}/${group}`;

/**
 * Admits a slip if sign-in is open and its group is not full (实到 ≤ 应到). The lock makes one line per (event, group),
 * so two phones can't both take the last place; the check and the change are one statement.
 */
export async function admitSlip(
  sql: postgres.Sql,
  event: EventId,
  group: GroupId,
  hash: Uint8Array,
): Promise<'admitted' | 'sign_in_closed' | 'group_full'> {
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtextextended(${admissionLock(event, group)}, 0))`;
    const done = await tx`
      update roll.slips slip set admitted = true
      from desk.events event
      where slip.slip_hash = ${hash} and slip.event_id = ${event} and event.id = slip.event_id
        and not slip.admitted and event.sign_in = 'open'
        and (select count(*) from roll.slips other
             where other.event_id = slip.event_id and other.group_id = slip.group_id and other.admitted)
          < (select (g ->> 'due')::int from jsonb_array_elements(event.groups) g where g ->> 'id' = slip.group_id)
      returning 1`;
    if (done.length === 1) return 'admitted' as const;
    const [row] = await tx<{ admitted: boolean; sign_in: 'open' | 'closed' }[]>`
      select slip.admitted, event.sign_in from roll.slips slip join desk.events event on event.id = slip.event_id
      where slip.slip_hash = ${hash}`;
    if (row?.admitted === true) return 'admitted' as const;
    return row?.sign_in === 'open' ? ('group_full' as const) : ('sign_in_closed' as const);
  });
}

/** One request for a blind signature, as it is remembered: the hash of the blinded message, nothing of the answer. */
export interface Asked {
  readonly poll: PollId;
  readonly blindedHash: Uint8Array;
}

/**
 * Remembers that a slip was issued for these polls. True when each was asked for the first time or with the very same
 * message; false when any was asked with another one, and then nothing of this request is kept.
 */
export async function issueOnce(
  sql: postgres.Sql,
  hash: Uint8Array,
  group: GroupId,
  asked: readonly Asked[],
): Promise<boolean> {
  // One order for everybody, so that two phones with one slip can't wait for each other.
  const sorted = [...asked].sort((a, b) => (a.poll < b.poll ? -1 : 1));
  const hashes = sorted.map(({ blindedHash }) => hex(blindedHash));
  try {
    await sql.begin(async (tx) => {
      const polls = sorted.map(({ poll }) => poll);
      await tx`
        insert into roll.issuances (slip_hash, poll_id, group_id, blinded_hash)
        select ${hash}, poll, ${group}, decode(blinded, 'hex')
        from unnest(${polls}::text[], ${hashes}::text[]) as asked (poll, blinded)
        on conflict do nothing`;
      const kept = await tx<{ poll_id: string; blinded_hash: Uint8Array }[]>`
        select poll_id, blinded_hash from roll.issuances where slip_hash = ${hash} and poll_id = any(${polls}::text[])`;
      const byPoll = new Map(kept.map((row) => [row.poll_id, hex(row.blinded_hash)]));
      if (sorted.some(({ poll }, i) => byPoll.get(poll) !== hashes[i])) throw new AnotherMessage();
    });
    return true;
  } catch (error) {
    if (error instanceof AnotherMessage) return false;
    throw error;
  }
}

/** Rolls the transaction back: an intruder's request must not use up what the rightful phone has not asked for yet. */
class AnotherMessage extends Error {}

/** 实到 by group; groups without anybody are left out. */
export async function presentOf(
  sql: postgres.ISql,
  event: EventId,
): Promise<readonly { readonly group: GroupId; readonly present: number }[]> {
  return await sql<{ group: GroupId; present: number }[]>`
    select group_id as "group", count(*)::int as present
    from roll.slips where event_id = ${event} and admitted group by group_id`;
}

/** 发出 by group, of each of these polls. */
export async function issuedOf(
  sql: postgres.ISql,
  polls: readonly PollId[],
): Promise<readonly { readonly poll: PollId; readonly group: GroupId; readonly issued: number }[]> {
  return await sql<{ poll: PollId; group: GroupId; issued: number }[]>`
    select poll_id as poll, group_id as "group", count(*)::int as issued
    from roll.issuances where poll_id = any(${[...polls]}::text[]) group by poll_id, group_id`;
}

/** How many rows the roll keeps of an event: what people are told is kept is counted, not supposed. */
export async function rollRows(
  sql: postgres.ISql,
  event: EventId,
  polls: readonly PollId[],
): Promise<{ readonly names: number; readonly slips: number; readonly admitted: number; readonly issuances: number }> {
  const [row] = await sql<{ names: number; slips: number; admitted: number; issuances: number }[]>`
    select (select count(*)::int from roll.roster where event_id = ${event}) as names, count(*)::int as slips, (count(*) filter (where admitted))::int as admitted,
      (select count(*)::int from roll.issuances where poll_id = any(${[...polls]}::text[])) as issuances
    from roll.slips where event_id = ${event}`;
  return row ?? { names: 0, slips: 0, admitted: 0, issuances: 0 };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
