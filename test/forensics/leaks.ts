/**
 * The classic leaks, each planted in a copy of the urn: what other systems did, so that the adversary can show that it
 * would have seen it here.
 *
 * The copies are filled by sixty voters who hand in, shuffled, after they have signed in; only the leak tells them apart.
 */
import { randomBytes } from 'node:crypto';
import type { pool } from '../../api/src/db/client.ts';
import type { Meeting } from './adversary.ts';

type Sql = ReturnType<typeof pool>;

const VOTERS = 60;

export interface Leak {
  readonly name: string;
  readonly tables: string;
  /** Stores one voter, in the moment of voting. */
  readonly vote: (sql: Sql, person: Buffer, ballot: Buffer) => Promise<unknown>;
  /** Voters hand in by the order in which they signed in: for leaks that tell this order and nothing else. */
  readonly inOrder: boolean;
}

const PEOPLE = 'create table leak.people (slip bytea primary key, admitted boolean not null);';

export const LEAKS: readonly Leak[] = [
  {
    name: 'a time of creation on both sides',
    tables: `create table leak.people (slip bytea primary key, voted_at timestamptz);
      create table leak.ballots (key bytea primary key, created_at timestamptz not null default clock_timestamp());`,
    vote: async (sql, person, ballot) => {
      await sql`insert into leak.ballots (key) values (${ballot})`;
      await sql`update leak.people set voted_at = clock_timestamp() where slip = ${person}`;
    },
    inOrder: false,
  },
  {
    name: 'a serial number on the ballots',
    tables: `${PEOPLE} create table leak.ballots (id bigserial, key bytea primary key);`,
    vote: (sql, _person, ballot) => sql`insert into leak.ballots (key) values (${ballot})`,
    inOrder: true,
  },
  {
    name: 'a token marked as spent in the transaction of the ballot',
    tables: `${PEOPLE} create table leak.ballots (key bytea primary key);`,
    vote: (sql, person, ballot) =>
      sql.begin(async (tx) => {
        await tx`update leak.people set admitted = true where slip = ${person}`;
        await tx`insert into leak.ballots (key) values (${ballot})`;
      }),
    inOrder: false,
  },
  {
    name: 'ballots written down in the order in which they came',
    tables: `${PEOPLE} create table leak.ballots (key bytea primary key);`,
    vote: (sql, _person, ballot) => sql`insert into leak.ballots (key) values (${ballot})`,
    inOrder: true,
  },
  {
    name: 'a receipt that is kept by slip',
    tables: `${PEOPLE} create table leak.ballots (key bytea primary key);
      create table leak.receipts (slip bytea primary key, receipt bytea not null);`,
    vote: async (sql, person, ballot) => {
      await sql`insert into leak.ballots (key) values (${ballot})`;
      await sql`insert into leak.receipts (slip, receipt) values (${person}, ${ballot})`;
    },
    inOrder: false,
  },
];

/** Sixty people sign in, then hand in; schema `leak` is made anew. */
export async function plant(sql: Sql, leak: Leak): Promise<Meeting> {
  await sql`drop schema if exists leak cascade`;
  await sql`create schema leak`;
  await sql.unsafe(leak.tables);
  const people = Array.from({ length: VOTERS }, () => randomBytes(32));
  const ballots = Array.from({ length: VOTERS }, () => randomBytes(32));
  const [plain] = await sql<{ plain: boolean }[]>`
    select count(*) > 0 as plain from information_schema.columns
    where table_schema = 'leak' and table_name = 'people' and column_name = 'admitted'`;
  for (const person of people) {
    if (plain?.plain === true) await sql`insert into leak.people (slip, admitted) values (${person}, false)`;
    else await sql`insert into leak.people (slip) values (${person})`;
  }
  const coming = leak.inOrder ? people.map((_, i) => i) : shuffled(VOTERS);
  const cast = shuffled(VOTERS);
  const truth = people.map((_, i) => cast[i] ?? 0);
  for (const who of coming) {
    const [person, ballot] = [people[who], ballots[truth[who] ?? 0]];
    if (person !== undefined && ballot !== undefined) await leak.vote(sql, person, ballot);
  }
  return { people, ballots, truth };
}

export function shuffled(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => ({ index, at: randomBytes(6).readUIntBE(0, 6) }))
    .sort((a, b) => a.at - b.at)
    .map(({ index }) => index);
}
