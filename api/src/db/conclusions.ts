/** 相互印证的结论: one for a poll, overwritten when the organ concludes again; the trail says that it did. */
import { eq } from 'drizzle-orm';
import type { PollId } from 'ballot-core';
import type { Conclusion } from '../desk-views.ts';
import type { Db } from './client.ts';
import { conclusions } from './schema.ts';

export async function keepConclusion(db: Db, poll: PollId, { text, by }: Conclusion): Promise<void> {
  await db
    .insert(conclusions)
    .values({ pollId: poll, text, by })
    .onConflictDoUpdate({ target: conclusions.pollId, set: { text, by } });
}

export async function dropConclusion(db: Db, poll: PollId): Promise<void> {
  await db.delete(conclusions).where(eq(conclusions.pollId, poll));
}

export async function conclusionOf(db: Db, poll: PollId): Promise<Conclusion | null> {
  const [row] = await db
    .select({ text: conclusions.text, by: conclusions.by })
    .from(conclusions)
    .where(eq(conclusions.pollId, poll));
  return row ?? null;
}
