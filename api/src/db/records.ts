/**
 * Sealed records with their openings and spent credentials: written once, read by anybody.
 *
 * Openings and credentials go in by the order of their own hashes, so neither list says anything about the order in
 * which ballots came, and the two lists say nothing about each other.
 */
import type { GroupId, Opening, PollId, SpentCredential } from 'ballot-core';
import type postgres from 'postgres';

export interface Leaf<T> {
  /** SHA-256 of the leaf. */
  readonly leaf: Uint8Array;
  readonly value: T;
}

/** Rows in one statement; a row is about 100 bytes. */
const ROWS = 5000;

export async function writeRecord(
  tx: postgres.TransactionSql,
  poll: PollId,
  record: string,
  signature: string,
): Promise<void> {
  await tx`insert into desk.records (poll_id, record, signature) values (${poll}, ${record}, ${signature})`;
}

/** `sorted` by leaf; equal leaves side by side. */
export async function writeOpenings(
  tx: postgres.TransactionSql,
  poll: PollId,
  sorted: readonly Leaf<Opening>[],
): Promise<void> {
  let before = '';
  let copy = 0;
  for (let i = 0; i < sorted.length; i += ROWS) {
    const rows = sorted.slice(i, i + ROWS).map(({ leaf, value }) => {
      const hash = hex(leaf);
      copy = hash === before ? copy + 1 : 0;
      before = hash;
      return {
        leaf: hash,
        group: value.group,
        question: value.question,
        choice: value.choice,
        nonce: fromBase64url(value.nonce),
        copy,
      };
    });
    await tx`
      insert into urn.openings (poll_id, leaf, group_id, question, choice, nonce, copy)
      select ${poll}, decode(leaf, 'hex'), "group", question, choice, decode(nonce, 'hex'), copy
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as opened (leaf text, "group" text, question text, choice text, nonce text, copy int)`;
  }
}

/** `sorted` by leaf. */
export async function writeCredentials(
  tx: postgres.TransactionSql,
  poll: PollId,
  sorted: readonly Leaf<SpentCredential>[],
): Promise<void> {
  for (let i = 0; i < sorted.length; i += ROWS) {
    const rows = sorted.slice(i, i + ROWS).map(({ leaf, value }) => ({
      leaf: hex(leaf),
      group: value.group,
      key: fromBase64url(value.publicKey),
      credential: fromBase64url(value.prefix) + fromBase64url(value.signature),
    }));
    await tx`
      insert into urn.credentials (poll_id, leaf, group_id, public_key, credential)
      select ${poll}, decode(leaf, 'hex'), "group", decode(key, 'hex'), decode(credential, 'hex')
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
        as spent (leaf text, "group" text, key text, credential text)`;
  }
}

export interface RecordRow {
  /** Canonical JSON of the PollRecord. */
  readonly record: string;
  readonly signature: string;
}

export async function findRecord(sql: postgres.Sql, poll: string): Promise<RecordRow | null> {
  const [row] = await sql<RecordRow[]>`select record, signature from desk.records where poll_id = ${poll}`;
  return row ?? null;
}

/** In the order of their leaves. */
export async function openingsOf(sql: postgres.Sql, poll: string): Promise<readonly Opening[]> {
  const rows = await sql<{ question: string; choice: string; group: GroupId | null; nonce: Uint8Array }[]>`
    select question, choice, group_id as "group", nonce from urn.openings
    where poll_id = ${poll} order by poll_id, leaf, copy`;
  return rows.map(({ nonce, ...opening }) => ({ ...opening, nonce: toBase64url(nonce) }));
}

/** In the order of their leaves. */
export async function credentialsOf(sql: postgres.Sql, poll: string): Promise<readonly SpentCredential[]> {
  const rows = await sql<{ group: GroupId; public_key: Uint8Array; credential: Uint8Array }[]>`
    select group_id as "group", public_key, credential from urn.credentials
    where poll_id = ${poll} order by poll_id, leaf`;
  return rows.map((row) => ({
    group: row.group,
    publicKey: toBase64url(row.public_key),
    prefix: toBase64url(row.credential.subarray(0, PREFIX_BYTES)),
    signature: toBase64url(row.credential.subarray(PREFIX_BYTES)),
  }));
}

/** RFC 9474: the randomizer in front of the message. */
const PREFIX_BYTES = 32;

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const fromBase64url = (text: string) => Buffer.from(text, 'base64url').toString('hex');
const toBase64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
