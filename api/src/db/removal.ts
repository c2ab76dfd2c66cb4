/**
 * Taking an event away with everything that its polls have left in `desk` and `urn`. Only rehearsals are taken away after a
 * freeze; the partitions of a poll that was closed and never sealed are dropped before.
 */
import type { EventId, PollId } from 'ballot-core';
import type postgres from 'postgres';

const URN = ['urn.releases', 'urn.openings', 'urn.credentials', 'urn.texts'] as const;
/** What names a poll and doesn't go with it. */
const DESK = ['desk.records', 'desk.annexes'] as const;

/** The caller holds the event. What names it or its polls by a foreign key that cascades goes with them. */
export async function removeHeldEvent(
  tx: postgres.TransactionSql,
  id: EventId,
  polls: readonly PollId[],
): Promise<void> {
  for (const table of [...URN, ...DESK]) {
    await tx`delete from ${tx(table)} where poll_id = any(${[...polls]}::text[])`;
  }
  await tx`delete from desk.events where id = ${id}`;
}
