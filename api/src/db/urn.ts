/**
 * The urn's tables: ballots and counters while a poll is open or closed, each poll in partitions of its own.
 *
 * No function here takes or gives anything of a person, and no transaction begun here touches the roll. A partition is
 * made when its poll opens, written and read by its own name, and dropped (not emptied) with the seal.
 */
import type { GroupId, PollId } from 'ballot-core';
import type postgres from 'postgres';
import type { PollState } from '../views.ts';

/** A ballot as the urn keeps it: binary values in hex. */
export interface StoredBallot {
  readonly publicKey: string;
  readonly group: GroupId;
  /** Prefix (32 bytes), then signature (256 bytes). */
  readonly credential: string;
  /** Canonical JSON of {choices, writeIns}. */
  readonly answers: string;
  readonly nonces: string;
  readonly signature: string;
}

/** What a group of voters adds to, or has in, its counter. */
export interface GroupCount {
  readonly group: GroupId;
  readonly ballots: number;
  readonly counts: readonly number[];
}

/** Ids are ours and short; anything else never becomes the name of a table. */
const POLL_ID = /^[A-Za-z0-9_-]{1,48}$/;

function partition(table: 'ballots' | 'counters', poll: PollId): string {
  if (!POLL_ID.test(poll)) throw new Error('a poll id that cannot name a partition');
  return `urn.${table}_${poll}`;
}

const lockName = (poll: PollId) => `urn/${poll}`;

/** Held to the end of the transaction: every commit of ballots takes it shared, opening, closing and sealing alone. */
export async function lockPoll(tx: postgres.TransactionSql, poll: PollId): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${lockName(poll)}, 0))`;
}

/**
 * Makes the poll's partitions with a counter at zero for each group. Attaching does not stop other polls' voting.
 *
 * Ballots are never analysed: PostgreSQL's statistics would hold samples of them, in a table that is never dropped.
 */
export async function makePartitions(
  tx: postgres.TransactionSql,
  poll: PollId,
  groups: readonly GroupId[],
  slots: number,
): Promise<void> {
  for (const table of ['ballots', 'counters'] as const) {
    const name = partition(table, poll);
    await tx`create table ${tx(name)} (like ${tx(`urn.${table}`)} including all)`;
    // DDL takes no parameters; `partition` has let only letters, digits, - and _ through.
    await tx`alter table ${tx(`urn.${table}`)} attach partition ${tx(name)} for values in (${tx.unsafe(`'${poll}'`)})`;
  }
  await tx`alter table ${tx(partition('ballots', poll))} set (autovacuum_enabled = false)`;
  const zeros = new Array<number>(slots).fill(0);
  await tx`
    insert into ${tx(partition('counters', poll))} (poll_id, group_id, ballots, counts)
    select ${poll}, voters, 0, ${zeros}::int[] from unnest(${[...groups]}::text[]) as given (voters)`;
  await tx`insert into urn.releases (poll_id, ballots, counts) values (${poll}, 0, ${zeros}::int[])`;
}

/**
 * One group commit: puts the ballots whose keys are not there yet and moves the counters, or does nothing when the
 * poll is not open. `added` is told which keys went in and answers with what they add. Resolves after fsync.
 *
 * The lock comes first and the state is read by a later statement, hence in a later snapshot: a close that has been
 * committed is seen. Ballots go in by the order of their keys, which phones draw at random: as blind to arrival as a
 * shuffle, and two processes that got the same ballots can't wait for each other in a circle.
 */
export async function commitBallots(
  sql: postgres.Sql,
  poll: PollId,
  ballots: readonly StoredBallot[],
  added: (keys: ReadonlySet<string>) => readonly GroupCount[],
): Promise<{ readonly state: PollState | null; readonly keys: ReadonlySet<string> }> {
  const sorted = [...ballots].sort((a, b) => (a.publicKey < b.publicKey ? -1 : 1));
  const column = (pick: (ballot: StoredBallot) => string) => sorted.map(pick);
  return await sql.begin(async (tx) => {
    const [, [row]] = await Promise.all([
      tx`select pg_advisory_xact_lock_shared(hashtextextended(${lockName(poll)}, 0))`,
      tx<{ state: PollState | null; keys: readonly string[] | null }[]>`
        with poll as (select state from desk.polls where id = ${poll}),
        put as (
          insert into ${tx(partition('ballots', poll))}
            (poll_id, public_key, group_id, credential, answers, nonces, signature)
          select ${poll}, decode(key, 'hex'), voters, decode(credential, 'hex'), answers, decode(nonces, 'hex'),
            decode(signature, 'hex')
          from unnest(${column((b) => b.publicKey)}::text[], ${column((b) => b.group)}::text[],
            ${column((b) => b.credential)}::text[], ${column((b) => b.answers)}::text[],
            ${column((b) => b.nonces)}::text[], ${column((b) => b.signature)}::text[])
            as given (key, voters, credential, answers, nonces, signature)
          where (select state from poll) = 'open'
          on conflict do nothing
          returning public_key
        )
        select (select state from poll) as state, (select array_agg(encode(public_key, 'hex')) from put) as keys`,
    ]);
    const keys = new Set(row?.keys ?? []);
    if (keys.size > 0) {
      const moved = await Promise.all(
        [...added(keys)]
          .sort((a, b) => (a.group < b.group ? -1 : 1))
          .map(
            ({ group, ballots: more, counts }) => tx`
              update ${tx(partition('counters', poll))} counter
              set ballots = counter.ballots + ${more}, counts = urn.raise_counts(counter.counts,
                ${raised(counts).map(([place]) => place)}::int[], ${raised(counts).map(([, by]) => by)}::int[])
              where counter.group_id = ${group}
              returning 1`,
          ),
      );
      if (moved.some((rows) => rows.length !== 1)) throw new Error('a group of the poll has no counter');
    }
    return { state: row?.state ?? null, keys };
  });
}

/** The places (from 1) of a count that are not zero, and by how much: a few of thousands. */
const raised = (counts: readonly number[]): readonly (readonly [place: number, by: number])[] =>
  counts.flatMap((by, slot) => (by === 0 ? [] : [[slot + 1, by] as const]));

/** The ballots stored under these keys (hex). Empty when the poll has no partition. */
export async function ballotsWithKeys(
  sql: postgres.Sql,
  poll: PollId,
  keys: readonly string[],
): Promise<readonly StoredBallot[]> {
  if (!(await hasPartition(sql, poll))) return [];
  return await sql<StoredBallot[]>`
    select encode(public_key, 'hex') as "publicKey", group_id as "group", encode(credential, 'hex') as credential,
      answers, encode(nonces, 'hex') as nonces, encode(signature, 'hex') as signature
    from ${sql(partition('ballots', poll))}
    where poll_id = ${poll}
      and public_key = any(array(select decode(key, 'hex') from unnest(${[...keys]}::text[]) as asked (key)))`;
}

async function hasPartition(sql: postgres.ISql, poll: PollId): Promise<boolean> {
  const [row] = await sql<{ there: boolean }[]>`
    select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'urn' and c.relname = ${partition('ballots', poll).slice('urn.'.length)}) as there`;
  return row?.there === true;
}

/**
 * The counters of each group, in one snapshot. Empty when the poll was never opened or is sealed. Read from the poll's own
 * partition: a seal that held the parent until its end would have another poll's seal wait for it, and itself for that.
 */
export async function countersOf(sql: postgres.ISql, poll: PollId): Promise<readonly GroupCount[]> {
  if (!(await hasPartition(sql, poll))) return [];
  return await sql<GroupCount[]>`
    select group_id as "group", ballots, counts from ${sql(partition('counters', poll))} order by group_id`;
}

/** 收回 by group, of each of these polls; polls without a partition are left out. */
export async function returnedOf(
  sql: postgres.Sql,
  polls: readonly PollId[],
): Promise<readonly { readonly poll: PollId; readonly group: GroupId; readonly returned: number }[]> {
  return await sql<{ poll: PollId; group: GroupId; returned: number }[]>`
    select poll_id as poll, group_id as "group", ballots as returned
    from urn.counters where poll_id = any(${[...polls]}::text[])`;
}

/** How many whole ballots the urn holds of these polls now. */
export async function ballotRows(sql: postgres.ISql, polls: readonly PollId[]): Promise<number> {
  const [row] = await sql<{ ballots: number }[]>`
    select count(*)::int as ballots from urn.ballots where poll_id = any(${[...polls]}::text[])`;
  return row?.ballots ?? 0;
}

/** For the seal: nobody writes to the poll's partitions until the transaction ends, not even by hand. */
export async function holdUrn(tx: postgres.TransactionSql, poll: PollId): Promise<void> {
  await tx`lock table ${tx(partition('ballots', poll))}, ${tx(partition('counters', poll))} in share mode`;
}

/** Every ballot, a batch at a time, in the order of their keys. */
export function heldBallots(
  tx: postgres.TransactionSql,
  poll: PollId,
  batch: number,
): AsyncIterable<readonly StoredBallot[]> {
  return tx<StoredBallot[]>`
    select encode(public_key, 'hex') as "publicKey", group_id as "group", encode(credential, 'hex') as credential,
      answers, encode(nonces, 'hex') as nonces, encode(signature, 'hex') as signature
    from ${tx(partition('ballots', poll))} order by public_key`.cursor(batch);
}

/**
 * Drops the poll's partitions. Waits at most `waitMs` for whoever reads the parent (a dump, say), so that voting in
 * other polls is not held up behind it; false when that was not enough, and then everything is as it was.
 */
export async function dropPartitions(tx: postgres.TransactionSql, poll: PollId, waitMs: number): Promise<boolean> {
  await tx`select set_config('lock_timeout', ${String(waitMs)}, true)`;
  try {
    await tx.savepoint(async (point) => {
      await point`drop table ${point(partition('ballots', poll))}`;
      await point`drop table ${point(partition('counters', poll))}`;
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && WAITED_IN_VAIN.includes(error.code)) return false;
    throw error;
  }
}
/** lock_not_available, deadlock_detected: PostgreSQL looks for circles after a second. */
const WAITED_IN_VAIN: readonly unknown[] = ['55P03', '40P01'];
