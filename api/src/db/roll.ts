/**
 * The roll: who may be issued a right to vote, and whether they were. It never learns what for.
 *
 * No function here takes or gives anything of a ballot, and no transaction begun here touches the urn. Rows have no
 * times; the order in which they are written is the order in which phones ask, so nothing reads it back.
 */
import type { EventId, GroupId, PollId } from 'ballot-core';
import type postgres from 'postgres';

/** What a slip stands for. */
export interface Holder {
  /** Under which everything is issued: the slip's own hash, or that of the first slip of somebody on the roster. */
  readonly admission: Uint8Array;
  readonly group: GroupId;
  readonly admitted: boolean;
  /** The roster's entry; null for a printed slip. */
  readonly entry: string | null;
  readonly departed: boolean;
}

/** On the roster the slip of the phone that is used now counts; one that was replaced is not known any more. */
export async function findSlip(sql: postgres.Sql, event: EventId, hash: Uint8Array): Promise<Holder | null> {
  const [row] = await sql<Holder[]>`
    select slip.slip_hash as admission, slip.group_id as "group", slip.admitted, person.id as entry, person.departed
    from roll.roster person join roll.slips slip on slip.slip_hash = person.admission
    where person.slip_hash = ${hash} and person.event_id = ${event}
    union all
    select slip_hash, group_id, admitted, null, false from roll.slips slip
    where slip_hash = ${hash} and event_id = ${event}
      and not exists (select 1 from roll.roster person where person.admission = slip.slip_hash)`;
  return row ?? null;
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

export type Issued = 'issued' | 'slip_used' | 'departed' | 'unknown_slip';

/**
 * Remembers that a slip was issued for these polls: each for the first time, or again with the very same message. When any
 * was asked for with another message (`slip_used`), nothing of this request is kept: an intruder must not use up what the
 * rightful phone has not asked for yet. To who has left nothing new is issued. The entry stays as it is meanwhile: nobody
 * takes the sign-in back, and a phone that has just been replaced gets nothing (`unknown_slip`).
 */
export async function issueOnce(
  sql: postgres.Sql,
  { admission, group, entry }: Pick<Holder, 'admission' | 'group' | 'entry'>,
  slip: Uint8Array,
  asked: readonly Asked[],
): Promise<Issued> {
  // One order for everybody, so that two phones with one slip can't wait for each other.
  const sorted = [...asked].sort((a, b) => (a.poll < b.poll ? -1 : 1));
  const hashes = sorted.map(({ blindedHash }) => hex(blindedHash));
  try {
    await sql.begin(async (tx) => {
      const departed = entry === null ? false : await holdEntry(tx, entry, slip);
      const polls = sorted.map(({ poll }) => poll);
      const added = await tx`
        insert into roll.issuances (slip_hash, poll_id, group_id, blinded_hash)
        select ${admission}, poll, ${group}, decode(blinded, 'hex')
        from unnest(${polls}::text[], ${hashes}::text[]) as asked (poll, blinded)
        on conflict do nothing returning 1`;
      if (departed && added.length > 0) throw new Refused('departed');
      const kept = await tx<{ poll_id: string; blinded_hash: Uint8Array }[]>`
        select poll_id, blinded_hash from roll.issuances
        where slip_hash = ${admission} and poll_id = any(${polls}::text[])`;
      const byPoll = new Map(kept.map((row) => [row.poll_id, hex(row.blinded_hash)]));
      if (sorted.some(({ poll }, i) => byPoll.get(poll) !== hashes[i])) throw new Refused('slip_used');
    });
    return 'issued';
  } catch (error) {
    if (error instanceof Refused) return error.why;
    throw error;
  }
}

/** Whether the person has left. */
async function holdEntry(tx: postgres.TransactionSql, entry: string, slip: Uint8Array): Promise<boolean> {
  const [person] = await tx<{ departed: boolean }[]>`
    select departed from roll.roster where id = ${entry} and slip_hash = ${slip} for share`;
  if (person === undefined) throw new Refused('unknown_slip');
  return person.departed;
}

/** Rolls the transaction back. */
class Refused extends Error {
  readonly why: Exclude<Issued, 'issued'>;
  constructor(why: Exclude<Issued, 'issued'>) {
    super(why);
    this.why = why;
  }
}

/** 实到 by group: who is in and has not left. Groups without anybody are left out. */
export async function presentOf(
  sql: postgres.ISql,
  event: EventId,
): Promise<readonly { readonly group: GroupId; readonly present: number }[]> {
  return await sql<{ group: GroupId; present: number }[]>`
    select group_id as "group", count(*)::int as present
    from roll.slips slip where event_id = ${event} and admitted
      and not exists (select 1 from roll.roster person where person.admission = slip.slip_hash and person.departed)
    group by group_id`;
}

/** 实到 of each of these polls: who has left counts where a right was issued before, because it can't be called back. */
export async function presentFor(
  sql: postgres.ISql,
  event: EventId,
  polls: readonly PollId[],
): Promise<readonly { readonly poll: PollId; readonly group: GroupId; readonly present: number }[]> {
  return await sql<{ poll: PollId; group: GroupId; present: number }[]>`
    select poll, part.group_id as "group", sum(part.people)::int as present from (
      select poll, here.group_id, here.people
      from unnest(${[...polls]}::text[]) as poll cross join (
        select group_id, count(*) as people from roll.slips slip
        where event_id = ${event} and admitted
          and not exists (select 1 from roll.roster person where person.admission = slip.slip_hash and person.departed)
        group by group_id
      ) here
      union all
      select issued.poll_id, issued.group_id, count(*)
      from roll.roster person join roll.issuances issued on issued.slip_hash = person.admission
      where person.event_id = ${event} and person.departed and issued.poll_id = any(${[...polls]}::text[])
      group by issued.poll_id, issued.group_id
    ) part group by poll, part.group_id`;
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
    select (select count(*)::int from roll.roster where event_id = ${event}) as names,
      count(*)::int as slips, (count(*) filter (where admitted))::int as admitted,
      (select count(*)::int from roll.issuances where poll_id = any(${[...polls]}::text[])) as issuances
    from roll.slips where event_id = ${event}`;
  return row ?? { names: 0, slips: 0, admitted: 0, issuances: 0 };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
