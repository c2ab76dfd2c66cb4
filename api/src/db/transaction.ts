/**
 * A transaction for acts that can be refused halfway: a refusal leaves nothing behind, not even its first step.
 */
import type { Result } from 'ballot-core';
import type { Db } from './client.ts';

/** Commits when `work` answers ok, rolls back when it answers no or throws. */
export async function allOrNothing<T, E>(db: Db, work: (tx: Db) => Promise<Result<T, E>>): Promise<Result<T, E>> {
  let refused: Result<T, E> | null = null;
  const undo = new Error('refused: rolled back');
  try {
    return await db.transaction(async (tx) => {
      const result = await work(tx);
      if (result.ok) return result;
      refused = result;
      throw undo;
    });
  } catch (error) {
    if (error === undo && refused !== null) return refused;
    throw error;
  }
}
