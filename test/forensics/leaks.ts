/**
 * The classic leaks, each planted in a copy of roll and urn: what other systems did, so that the adversary can show that it
 * would have seen it here. Some can be made with any slip, some only where people sign in by name.
 *
 * The copies are filled by sixty voters who hand in, shuffled, after they have signed in; only the leak tells them apart.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { pool } from '../../api/src/db/client.ts';
import type { Meeting } from './adversary.ts';

type Sql = ReturnType<typeof pool>;

const VOTERS = 60;

interface Person {
  readonly slip: Buffer;
  readonly entry: string;
  readonly name: string;
}

export interface Leak {
  readonly name: string;
  readonly tables: string;
  /** Writes one person down, at the door. */
  readonly enter: (sql: Sql, person: Person) => Promise<unknown>;
  /** Stores one voter, in the moment of voting. */
  readonly vote: (sql: Sql, person: Person, ballot: Buffer) => Promise<unknown>;
  /** Voters hand in by the order in which they signed in: for leaks that tell this order and nothing else. */
  readonly inOrder: boolean;
  /** Nobody stood at the door: the order in which people came is known from the tables or not at all. */
  readonly unseen?: true;
}

const PEOPLE = 'create table leak.people (slip bytea primary key, admitted boolean not null);';
const BALLOTS = 'create table leak.ballots (key bytea primary key);';
const NAMES = 'create table leak.people (entry text primary key, name text not null, slip bytea);';

const enterSlip: Leak['enter'] = (sql, { slip }) =>
  sql`insert into leak.people (slip, admitted) values (${slip}, false)`;
const enterName: Leak['enter'] = (sql, { entry, name, slip }) =>
  sql`insert into leak.people (entry, name, slip) values (${entry}, ${name}, ${slip})`;
const putIn = (sql: Sql, ballot: Buffer) => sql`insert into leak.ballots (key) values (${ballot})`;

export const LEAKS: readonly Leak[] = [
  {
    name: 'a time of creation on both sides',
    tables: `create table leak.people (slip bytea primary key, voted_at timestamptz);
      create table leak.ballots (key bytea primary key, created_at timestamptz not null default clock_timestamp());`,
    enter: (sql, { slip }) => sql`insert into leak.people (slip) values (${slip})`,
    vote: async (sql, { slip }, ballot) => {
      await putIn(sql, ballot);
      await sql`update leak.people set voted_at = clock_timestamp() where slip = ${slip}`;
    },
    inOrder: false,
  },
  {
    name: 'a serial number on the ballots',
    tables: `${PEOPLE} create table leak.ballots (id bigserial, key bytea primary key);`,
    enter: enterSlip,
    vote: (sql, _person, ballot) => putIn(sql, ballot),
    inOrder: true,
  },
  {
    name: 'a token marked as spent in the transaction of the ballot',
    tables: `${PEOPLE} ${BALLOTS}`,
    enter: enterSlip,
    vote: (sql, { slip }, ballot) =>
      sql.begin(async (tx) => {
        await tx`update leak.people set admitted = true where slip = ${slip}`;
        await tx`insert into leak.ballots (key) values (${ballot})`;
      }),
    inOrder: false,
  },
  {
    name: 'ballots written down in the order in which they came',
    tables: `${PEOPLE} ${BALLOTS}`,
    enter: enterSlip,
    vote: (sql, _person, ballot) => putIn(sql, ballot),
    inOrder: true,
  },
  {
    name: 'a receipt that is kept by slip',
    tables: `${PEOPLE} ${BALLOTS}
      create table leak.receipts (slip bytea primary key, receipt bytea not null);`,
    enter: enterSlip,
    vote: async (sql, { slip }, ballot) => {
      await putIn(sql, ballot);
      await sql`insert into leak.receipts (slip, receipt) values (${slip}, ${ballot})`;
    },
    inOrder: false,
  },
  {
    name: "a ballot's key that is kept on the roster",
    tables: `create table leak.people (entry text primary key, name text not null, slip bytea, ballot bytea); ${BALLOTS}`,
    enter: enterName,
    vote: async (sql, { entry }, ballot) => {
      await putIn(sql, ballot);
      await sql`update leak.people set ballot = ${ballot} where entry = ${entry}`;
    },
    inOrder: false,
  },
  {
    name: "the hash of a ballot's key in a list of signatures, beside the name",
    tables: `${NAMES} ${BALLOTS} create table leak.signed (name text primary key, proof text not null);`,
    enter: enterName,
    vote: async (sql, { name }, ballot) => {
      await putIn(sql, ballot);
      const proof = createHash('sha256').update(ballot).digest('hex');
      await sql`insert into leak.signed (name, proof) values (${name}, ${proof})`;
    },
    inOrder: false,
  },
  {
    name: 'a name that is ticked off in the transaction of the ballot',
    tables: `create table leak.people (entry text primary key, name text not null, slip bytea, voted boolean);
      ${BALLOTS}`,
    enter: enterName,
    vote: (sql, { entry }, ballot) =>
      sql.begin(async (tx) => {
        await tx`update leak.people set voted = true where entry = ${entry}`;
        await tx`insert into leak.ballots (key) values (${ballot})`;
      }),
    inOrder: false,
  },
  {
    name: 'the moment of signing in beside the name, and a serial number on the ballots',
    tables: `create table leak.people (entry text primary key, name text not null, slip bytea,
        signed_in_at timestamptz not null default clock_timestamp());
      create table leak.ballots (id bigserial, key bytea primary key);`,
    enter: enterName,
    vote: (sql, _person, ballot) => putIn(sql, ballot),
    inOrder: true,
    unseen: true,
  },
];

/** Sixty people sign in, then hand in; schema `leak` is made anew. */
export async function plant(sql: Sql, leak: Leak): Promise<Meeting> {
  await sql`drop schema if exists leak cascade`;
  await sql`create schema leak`;
  await sql.unsafe(leak.tables);
  const people = Array.from({ length: VOTERS }, (): Person => ({
    slip: randomBytes(32),
    entry: randomBytes(8).toString('hex'),
    name: `${randomBytes(4).toString('hex')}号代表`,
  }));
  const ballots = Array.from({ length: VOTERS }, () => randomBytes(32));
  const cast = shuffled(VOTERS);
  const truth = people.map((_, i) => cast[i] ?? 0);
  const door = leak.unseen === true ? shuffled(VOTERS) : people.map((_, i) => i);
  for (const who of door) await leak.enter(sql, at(people, who));
  for (const who of leak.inOrder ? door : shuffled(VOTERS)) {
    await leak.vote(sql, at(people, who), at(ballots, at(truth, who)));
  }
  return {
    people: people.map(({ slip, entry, name }) => [slip, Buffer.from(entry), Buffer.from(name)]),
    ballots: ballots.map((key) => [key]),
    truth,
  };
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nobody at ${index}`);
  return found;
}

export function shuffled(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => ({ index, at: randomBytes(6).readUIntBE(0, 6) }))
    .sort((a, b) => a.at - b.at)
    .map(({ index }) => index);
}
