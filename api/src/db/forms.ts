/**
 * 署名推荐表: recommendation forms that somebody signed with their name, as recorded from paper.
 *
 * In a schema of their own. Nothing here, and nothing that uses it, reads the roll, the slips or the urn: who signed a
 * form must never stand beside who was issued a ballot.
 */
import { asc, count, eq } from 'drizzle-orm';
import type { EventId } from 'ballot-core';
import type { NamedForm } from '../desk-views.ts';
import type { Db } from './client.ts';
import { forms } from './schema.ts';

export type FormFields = Omit<NamedForm, 'id'>;

export async function addForm(
  db: Db,
  id: string,
  event: EventId,
  fields: FormFields,
  recordedBy: string,
): Promise<void> {
  await db.insert(forms).values({ id, eventId: event, ...fields, recordedBy });
}

/** By the person recommended, then by the day of signing. */
export async function formsOf(db: Db, event: EventId): Promise<readonly NamedForm[]> {
  return await db
    .select({
      id: forms.id,
      recommender: forms.recommender,
      recommenderPost: forms.recommenderPost,
      recommended: forms.recommended,
      recommendedPost: forms.recommendedPost,
      forPost: forms.forPost,
      grounds: forms.grounds,
      signedOn: forms.signedOn,
    })
    .from(forms)
    .where(eq(forms.eventId, event))
    .orderBy(asc(forms.recommended), asc(forms.signedOn), asc(forms.id));
}

export async function countForms(db: Db, event: EventId): Promise<number> {
  const [row] = await db.select({ forms: count() }).from(forms).where(eq(forms.eventId, event));
  return row?.forms ?? 0;
}

/** The event that a form belongs to. */
export async function eventOfForm(db: Db, id: string): Promise<EventId | null> {
  const [row] = await db.select({ event: forms.eventId }).from(forms).where(eq(forms.id, id));
  return row === undefined ? null : (row.event as EventId);
}

/** True when it was there. */
export async function changeForm(db: Db, id: string, fields: FormFields, recordedBy: string): Promise<boolean> {
  const changed = await db
    .update(forms)
    .set({ ...fields, recordedBy })
    .where(eq(forms.id, id))
    .returning({ id: forms.id });
  return changed.length === 1;
}

export async function removeForm(db: Db, id: string): Promise<boolean> {
  return (await db.delete(forms).where(eq(forms.id, id)).returning({ id: forms.id })).length === 1;
}
