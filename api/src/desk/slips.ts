/**
 * Registers slips that an organizer's browser has drawn: hashes and groups, nothing that could be printed again.
 *
 * Safe to repeat as a whole: a list that is registered already is answered like the first time. A list that is half
 * new can only be a mistake, and nothing of it is kept.
 */
import { no, ok, type EventId, type Result } from 'ballot-core';
import { lockEvent } from '../db/events.ts';
import { addSlips, countSame, countSlips, type NewSlip } from '../db/slips.ts';
import { addTrail } from '../db/trail.ts';
import { allOrNothing } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { SlipsBody } from '../desk-views.ts';

export const SLIPS_PER_REQUEST_MAX = 2_000;
/** Spare slips are drawn at random at the door, so there are more than people; more than this is a mistake. */
const SLIPS_PER_DUE_MAX = 3;
const HASH = /^[0-9a-f]{64}$/;

export async function registerSlips(
  { db, hub }: Deps,
  actor: string,
  id: string,
  { slips }: SlipsBody,
): Promise<Result<number, Refusal>> {
  const read = readSlips(slips);
  if (!read.ok) return read;
  const done = await allOrNothing(db, async (tx): Promise<Result<number, Refusal>> => {
    const event = await lockEvent(tx, id);
    if (event === null) return no({ code: 'unknown_event' });
    if (event.admission !== 'slips') return no({ code: 'wrong_state' });
    const due = new Map(event.groups.map((group) => [group.id, group.due]));
    const stray = slips.findIndex(({ group }) => !due.has(group));
    if (stray !== -1) return no({ code: 'slips_invalid', at: `slips[${stray}].group` });

    const added = await addSlips(tx, event.id, read.value);
    if (added === 0 && (await countSame(tx, event.id, read.value)) === slips.length) return ok(slips.length);
    if (added !== slips.length) return no({ code: 'slips_invalid', at: 'slips' });

    const full = (await countSlips(tx, event.id)).find(
      ({ group, made }) => made > SLIPS_PER_DUE_MAX * (due.get(group) ?? 0),
    );
    if (full !== undefined) return no({ code: 'slips_invalid', at: `groups.${full.group}` });
    const detail = Object.fromEntries([...due.keys()].map((group) => [group, countOf(slips, group)]));
    await addTrail(tx, { event: event.id, actor, act: 'slips_registered', detail });
    return ok(added);
  });
  if (done.ok) hub.tell(id as EventId, 'count');
  return done;
}

function readSlips(slips: SlipsBody['slips']): Result<readonly NewSlip[], Refusal> {
  const seen = new Set<string>();
  for (const [i, { hash }] of slips.entries()) {
    if (!HASH.test(hash) || seen.has(hash)) return no({ code: 'slips_invalid', at: `slips[${i}].hash` });
    seen.add(hash);
  }
  return ok(slips.map(({ hash, group }) => ({ hash: new Uint8Array(Buffer.from(hash, 'hex')), group })));
}

const countOf = (slips: SlipsBody['slips'], group: string): number =>
  slips.filter((slip) => slip.group === group).length;
