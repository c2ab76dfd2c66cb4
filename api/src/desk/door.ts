/**
 * What a clerk (签到员) does at the door: lets a waiting phone in or turns it away, enters somebody by hand, notes who is
 * late and who has left; and what an organizer does for it: makes a device a shared one.
 *
 * None of it but the device is in the trail, which has times and is public. The register says who confirmed whom.
 */
import { createHash, randomBytes } from 'node:crypto';
import { no, ok, type EventId, type Result } from 'ballot-core';
import { callOf, letIn, notePresence, personOf, turnAway, type LetIn, type Person } from '../db/door.ts';
import { findEvent } from '../db/events.ts';
import { findSlip } from '../db/roll.ts';
import { eventOfEntry } from '../db/roster.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import { doorCodes } from '../door/codes.ts';
import type { Refusal } from '../http/refusals.ts';
import { voterUrl } from '../live/stage.ts';
import type { DoorDecision, PresenceBody, SharedDevice } from '../desk-views.ts';

type Needs = Pick<Deps, 'sql' | 'db' | 'hub'>;

/** Deciding twice is harmless. Refuses `not_found` when nobody waits there any more. */
export async function decideDoor(
  { sql, hub }: Needs,
  actor: string,
  event: EventId,
  slip: string,
  { confirm }: DoorDecision,
): Promise<Result<null, Refusal>> {
  const hash = new Uint8Array(Buffer.from(slip, 'hex'));
  if (!confirm) await turnAway(sql, event, hash);
  else {
    const outcome = await confirmCall(sql, actor, event, hash);
    // Somebody else may have done it in the same moment.
    const isIn = outcome === 'nobody_waits' && (await findSlip(sql, event, hash)) !== null;
    if (outcome === 'nobody_waits' && !isIn) return no({ code: 'not_found' });
    if (outcome !== 'nobody_waits' && outcome !== 'in') return no({ code: outcome });
  }
  hub.tell(event, 'count');
  return ok(null);
}

async function confirmCall(sql: Needs['sql'], actor: string, event: EventId, slip: Uint8Array): Promise<LetIn> {
  const call = await callOf(sql, event, slip);
  if (call === null) return 'nobody_waits';
  const phone = { slip, admission: slip, way: 'clerk', by: actor, waits: true } as const;
  return await letIn(sql, { event, group: call.group, id: call.entry }, phone);
}

export async function setPresence(
  deps: Needs,
  actor: string,
  id: string,
  body: PresenceBody,
): Promise<Result<null, Refusal>> {
  const event = await eventOfEntry(deps.db, id);
  const person = event === null ? null : await personOf(deps.sql, event, id);
  if (person === null) return no({ code: 'unknown_entry' });
  const entered = body.present === true ? await enterByHand(deps, actor, person) : ok(null);
  if (!entered.ok) return entered;
  const outcome = await notePresence(deps.sql, person, body);
  if (outcome !== 'noted') return no({ code: outcome });
  deps.hub.tell(person.event, 'count');
  return ok(null);
}

/** Somebody without a phone counts as present. Nobody keeps what would be needed to be issued anything. */
async function enterByHand({ sql }: Needs, actor: string, person: Person): Promise<Result<null, Refusal>> {
  const admission = new Uint8Array(createHash('sha256').update(randomBytes(16)).digest());
  const outcome = await letIn(sql, person, { slip: null, admission, way: 'hand', by: actor, waits: false });
  if (outcome === 'nobody_waits') throw new Error('a sign-in by hand asked for a phone');
  return outcome === 'in' ? ok(null) : no({ code: outcome });
}

/** Where people come with slips the link asks nothing of the door; the device forgets everything between voters. */
export async function shareDevice(
  deps: Pick<Deps, 'db' | 'env' | 'vault'>,
  actor: string,
  id: string,
): Promise<Result<SharedDevice, Refusal>> {
  const event = await findEvent(deps.db, id);
  if (event === null) return no({ code: 'unknown_event' });
  const code = await doorCodes(deps.vault).device(event.id, Date.now());
  await addTrail(deps.db, { event: event.id, actor, act: 'device_shared' });
  return ok({ url: `${voterUrl(deps, event)}#device=${code}` });
}
