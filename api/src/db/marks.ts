/**
 * Memory over years (连续两年黄牌, 一年内第三次缺席): findings about persons and units, by name.
 *
 * A mark comes from a sealed record, in the transaction of the seal, or is entered by hand with its document. It repeats
 * what a sealed result says of an item; nothing of a ballot, a slip or a voter is ever here.
 */
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { PollId } from 'ballot-core';
import type postgres from 'postgres';
import type { MarkRow } from '../desk-views.ts';
import type { Db } from './client.ts';
import { marks } from './schema.ts';

export interface MarksAsked {
  readonly kind?: MarkRow['kind'];
  /** Exact name. */
  readonly subject?: string;
}

/** By name, then oldest first. */
export async function listMarks(db: Db, { kind, subject }: MarksAsked, most: number): Promise<readonly MarkRow[]> {
  const rows = await db
    .select()
    .from(marks)
    .where(
      and(
        kind === undefined ? undefined : eq(marks.kind, kind),
        subject === undefined ? undefined : eq(marks.subject, subject),
      ),
    )
    .orderBy(asc(marks.subject), asc(marks.at), asc(marks.id))
    .limit(most);
  return rows.map(read);
}

/** All marks of these names, oldest first. */
export async function marksOf(db: Db, names: readonly string[]): Promise<readonly MarkRow[]> {
  const rows = await db
    .select()
    .from(marks)
    .where(inArray(marks.subject, [...names]))
    .orderBy(asc(marks.at), asc(marks.id));
  return rows.map(read);
}

/** Entered by hand. */
export async function addMark(db: Db, mark: MarkRow): Promise<void> {
  const { poll, ...row } = mark;
  await db.insert(marks).values({ ...row, pollId: poll });
}

/** As `addMark` for many, in the transaction of a seal. A mark that is there already stays as it is. */
export async function addMarks(tx: postgres.TransactionSql, rows: readonly MarkRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    insert into desk.marks (id, kind, subject, post, at, mark, poll_id, document, by)
    select id, kind, subject, post, at, mark, poll, document, by
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as made (id text, kind text, subject text, post text, at text, mark text, poll text, document text, by text)
    on conflict (id) do nothing`;
}

export type Removed = 'removed' | 'unknown' | 'sealed';

/** Only what was entered by hand can be taken back: the rest repeats a sealed record. */
export async function removeMark(db: Db, id: string): Promise<Removed> {
  const gone = await db
    .delete(marks)
    .where(and(eq(marks.id, id), isNull(marks.pollId)))
    .returning({ id: marks.id });
  if (gone.length === 1) return 'removed';
  const kept = await db.select({ id: marks.id }).from(marks).where(eq(marks.id, id));
  return kept.length === 1 ? 'sealed' : 'unknown';
}

const read = ({ pollId, ...row }: typeof marks.$inferSelect): MarkRow => ({ ...row, poll: pollId as PollId | null });
