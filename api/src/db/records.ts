/**
 * Sealed records with their openings and spent credentials: written once, read by anybody. A correction (更正) is another
 * record beside the older ones. For the desk only there are free words and the tellers' annex.
 *
 * Openings and credentials go in by the order of their own hashes, so neither list says anything about the order in
 * which ballots came, and the two lists say nothing about each other.
 */
import { asc, eq } from 'drizzle-orm';
import type { GroupId, Opening, PollId, SpentCredential } from 'ballot-core';
import type postgres from 'postgres';
import type { TextsView } from '../desk-views.ts';
import type { Db } from './client.ts';
import { records } from './schema.ts';

/** `version`: how many records of the poll there are already. */
export async function writeRecord(
  tx: postgres.TransactionSql,
  poll: PollId,
  { record, signature }: RecordRow,
  version = 0,
): Promise<void> {
  await tx`
    insert into desk.records (poll_id, version, record, signature)
    values (${poll}, ${version}, ${record}, ${signature})`;
}

/** `rows`: a JSON array of {leaf, group, question, choice, nonce}, binary values in hex, in the order of the leaves. */
export async function writeOpenings(tx: postgres.TransactionSql, poll: PollId, rows: string): Promise<void> {
  await tx`
    insert into urn.openings (poll_id, leaf, group_id, question, choice, nonce)
    select ${poll}, decode(leaf, 'hex'), "group", question, choice, decode(nonce, 'hex')
    from jsonb_to_recordset(${rows}::text::jsonb)
      as opened (leaf text, "group" text, question text, choice text, nonce text)`;
}

/** `rows`: a JSON array of {leaf, group, key, credential}, binary values in hex, in the order of the leaves. */
export async function writeCredentials(tx: postgres.TransactionSql, poll: PollId, rows: string): Promise<void> {
  await tx`
    insert into urn.credentials (poll_id, leaf, group_id, public_key, credential)
    select ${poll}, decode(leaf, 'hex'), "group", decode(key, 'hex'), decode(credential, 'hex')
    from jsonb_to_recordset(${rows}::text::jsonb)
      as spent (leaf text, "group" text, key text, credential text)`;
}

/** `rows`: a JSON array of {leaf, question, text}, the leaf in hex, in the order of the leaves: no order of arrival. */
export async function writeTexts(tx: postgres.TransactionSql, poll: PollId, rows: string): Promise<void> {
  await tx`
    insert into urn.texts (poll_id, leaf, question, text)
    select ${poll}, decode(leaf, 'hex'), question, "text"
    from jsonb_to_recordset(${rows}::text::jsonb) as written (leaf text, question text, "text" text)`;
}

/** How many rows are kept of sealed polls. */
export async function sealedRows(
  sql: postgres.ISql,
  polls: readonly PollId[],
): Promise<{ readonly openings: number; readonly credentials: number; readonly texts: number }> {
  const sealed = sql`poll_id = any(${[...polls]}::text[])`;
  const [row] = await sql<{ openings: number; credentials: number; texts: number }[]>`
    select (select count(*)::int from urn.openings where ${sealed}) as openings,
      (select count(*)::int from urn.credentials where ${sealed}) as credentials,
      (select count(*)::int from urn.texts where ${sealed}) as texts`;
  return row ?? { openings: 0, credentials: 0, texts: 0 };
}

/** `annex`: canonical JSON of the Annex. */
export async function writeAnnex(tx: postgres.TransactionSql, poll: PollId, annex: string): Promise<void> {
  await tx`insert into desk.annexes (poll_id, annex) values (${poll}, ${annex})`;
}

export async function findAnnex(sql: postgres.Sql, poll: string): Promise<string | null> {
  const [row] = await sql<{ annex: string }[]>`select annex from desk.annexes where poll_id = ${poll}`;
  return row?.annex ?? null;
}

/** In the order of their leaves. */
export async function textsOf(sql: postgres.Sql, poll: string): Promise<TextsView['texts']> {
  return await sql<{ question: string; text: string }[]>`
    select question, text from urn.texts where poll_id = ${poll} order by poll_id, leaf`;
}

export interface RecordRow {
  /** Canonical JSON of the PollRecord. */
  readonly record: string;
  readonly signature: string;
}

/** The one that holds: the newest. */
export async function findRecord(sql: postgres.Sql, poll: string): Promise<RecordRow | null> {
  const [row] = await sql<RecordRow[]>`
    select record, signature from desk.records where poll_id = ${poll} order by version desc limit 1`;
  return row ?? null;
}

/** All of a poll, oldest first: the seal's own, then each correction. */
export async function recordsOf(db: Db, poll: string): Promise<readonly RecordRow[]> {
  return await db
    .select({ record: records.record, signature: records.signature })
    .from(records)
    .where(eq(records.pollId, poll))
    .orderBy(asc(records.version));
}

/** How often each of these polls was corrected; polls that are not sealed are left out. */
export async function timesCorrected(
  sql: postgres.Sql,
  polls: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (polls.length === 0) return new Map();
  const rows = await sql<{ poll: string; corrections: number }[]>`
    select poll_id as poll, max(version) as corrections from desk.records
    where poll_id = any(${[...polls]}::text[]) group by poll_id`;
  return new Map(rows.map(({ poll, corrections }) => [poll, corrections]));
}

/** In the order of their leaves. */
export async function openingsOf(sql: postgres.Sql, poll: string): Promise<readonly Opening[]> {
  const rows = await sql<{ question: string; choice: string; group: GroupId | null; nonce: Uint8Array }[]>`
    select question, choice, group_id as "group", nonce from urn.openings
    where poll_id = ${poll} order by poll_id, leaf`;
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

const toBase64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
