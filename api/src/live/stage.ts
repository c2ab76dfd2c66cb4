/**
 * What hangs on the wall: one whole picture of an event, the same for every screen.
 *
 * Turnout is live; counts are those last released; nothing here is finer than what the room may know.
 */
import { createHash } from 'node:crypto';
import type { EventId } from 'ballot-core';
import { findEvent, type EventRow } from '../db/events.ts';
import { pollsOf } from '../db/polls.ts';
import { presentOf } from '../db/roll.ts';
import type { Deps } from '../deps.ts';
import type { StagePoll, StageView } from '../views.ts';
import { standings } from './standing.ts';

/** As many hex digits as a person compares by eye. */
const FINGERPRINT_LENGTH = 20;

/** Where phones of this event go. */
export function voterUrl({ env }: Pick<Deps, 'env'>, event: Pick<EventRow, 'id' | 'baseUrl'>): string {
  return `${env.publicUrl ?? event.baseUrl ?? `http://localhost:${env.port}`}/v/${event.id}`;
}

/** null when the event is gone. */
export async function stageView(deps: Pick<Deps, 'sql' | 'db' | 'env'>, id: EventId): Promise<StageView | null> {
  const event = await findEvent(deps.db, id);
  if (event === null) return null;
  const rows = await pollsOf(deps.db, id);
  const [now, present] = await Promise.all([standings(deps, id, rows), presentOf(deps.sql, id)]);
  return {
    event: { id: event.id, title: event.title, place: event.place },
    signIn: event.signIn,
    admission: event.admission,
    rehearsal: event.rehearsal,
    voterUrl: voterUrl(deps, event),
    shortCode: event.shortCode,
    eventFingerprint: createHash('sha256').update(event.publicKey).digest('hex').slice(0, FINGERPRINT_LENGTH),
    due: event.groups.reduce((sum, { due }) => sum + due, 0),
    present: present.reduce((sum, group) => sum + group.present, 0),
    polls: rows.flatMap(({ id: poll, state, definition, paperHash }): StagePoll[] => {
      const stands = now.get(poll);
      if (state === 'draft' || definition === null || paperHash === null || stands === undefined) return [];
      const { title, paper, rules, release } = definition;
      const { accounts, released, findings, writeIns } = stands;
      const groups = definition.groups.map((group) => ({ id: group.id, name: group.name }));
      const frozen = { title, paperHash, paper, rules, release, groups };
      return [{ id: poll, state, ...frozen, accounts, released, findings, writeIns }];
    }),
  };
}
