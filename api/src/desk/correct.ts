/**
 * Correcting a sealed record (更正): the meeting's name was misspelt, or an organ has decided since. The count stays.
 *
 * A new record is worked out and checked beside the server, which may take as long as the seal did, so nothing is locked
 * meanwhile. Then the event is held for a moment: when its name, a decision or the newest record is another one by now, the
 * work is done again on that. So of two organizers who correct at once both do, one after the other. The same correction
 * asked for again is answered like the first.
 */
import { isDeepStrictEqual } from 'node:util';
import { no, ok, sha256, toHex, utf8, type Correction, type PollRecord, type Result } from 'ballot-core';
import { findEvent, holdEvent, type EventRow } from '../db/events.ts';
import { gatesOf } from '../db/gates.ts';
import { findPoll, type PollRow } from '../db/polls.ts';
import { credentialsOf, findAnnex, openingsOf, recordsOf, writeRecord, type RecordRow } from '../db/records.ts';
import { clock } from '../db/states.ts';
import { addTrailAlong } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { openEventKey } from '../keyring.ts';
import { beside } from '../urn/beside.ts';
import type { SentCorrection } from '../urn/correct-process.ts';
import type { Corrected } from '../urn/correcting.ts';
import type { GateDecision } from '../desk-views.ts';

/** Each of them means that somebody else has changed something in between. */
const ATTEMPTS_MAX = 5;

/** What a correction is made of. */
interface Basis {
  readonly event: EventRow;
  readonly gates: readonly GateDecision[];
  readonly records: readonly RecordRow[];
}

export async function correctRecord(
  deps: Deps,
  actor: string,
  id: string,
  reason: string,
): Promise<Result<null, Refusal>> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const poll = await findPoll(deps.db, id);
    if (poll === null) return no({ code: 'unknown_poll' });
    if (poll.state !== 'sealed') return no({ code: 'wrong_state' });
    const basis = await basisOf(deps, poll);
    if (basis === null) return no({ code: 'unknown_poll' });
    const before = newest(basis);
    const correction = { reason, by: actor, at: await momentOf(deps, poll, before) };
    const corrected = await workOut(deps, poll, basis, correction);
    const { reason: said, by } = before.correction ?? {};
    if (!corrected.changes && said === reason && by === actor) return ok(null);
    if (await keep(deps, poll, basis, corrected, correction)) {
      deps.hub.tell(poll.eventId, 'state');
      return ok(null);
    }
  }
  return no({ code: 'busy' });
}

async function basisOf(
  { db }: Pick<Deps, 'db'>,
  { id, eventId }: Pick<PollRow, 'id' | 'eventId'>,
): Promise<Basis | null> {
  const event = await findEvent(db, eventId);
  return event === null ? null : { event, gates: await gatesOf(db, id), records: await recordsOf(db, id) };
}

function newest({ records }: Basis): PollRecord {
  const row = records.at(-1);
  if (row === undefined) throw new Error('a sealed poll without a record');
  return JSON.parse(row.record) as PollRecord;
}

/** Never before what it corrects, whatever the clock says. */
async function momentOf({ sql }: Deps, { id }: PollRow, { correction }: PollRecord): Promise<string> {
  const now = (await clock(sql, id)).toISOString();
  const since = correction?.at ?? now;
  return now < since ? since : now;
}

async function workOut(deps: Deps, { id }: PollRow, basis: Basis, correction: Correction): Promise<Corrected> {
  const { sql, vault, log } = deps;
  const { event, gates, records } = basis;
  const key = openEventKey(vault, event.id, event.sealedPrivateKey);
  const { send, result, end } = beside<SentCorrection, Result<Corrected, string>>(
    new URL('../urn/correct-process.ts', import.meta.url),
  );
  try {
    await send({
      eventKey: {
        publicKey: Buffer.from(event.publicKey).toString('base64url'),
        pkcs8: key.export({ format: 'der', type: 'pkcs8' }),
      },
      records,
      event: { title: event.title, place: event.place },
      gates,
      annex: await findAnnex(sql, id),
      correction,
      openings: await openingsOf(sql, id),
      credentials: await credentialsOf(sql, id),
    });
    const corrected = await result;
    if (corrected.ok) return corrected.value;
    log.error({ poll: id, reason: corrected.error }, 'a correction does not verify, so it is not kept');
    throw new Error('a correction that does not verify');
  } finally {
    end();
  }
}

/** False when it is not what would be worked out now. */
async function keep(
  { sql, db }: Deps,
  { id, eventId }: PollRow,
  basis: Basis,
  { record, signature }: Corrected,
  { reason, by }: Correction,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    if (!(await holdEvent(tx, eventId))) return false;
    const now = await basisOf({ db }, { id, eventId });
    if (now === null || !isSame(now, basis)) return false;
    await writeRecord(tx, id, { record, signature }, basis.records.length);
    const detail = { reason, record: toHex(sha256(utf8(record))) };
    await addTrailAlong(tx, { event: eventId, poll: id, actor: by, act: 'record_corrected', detail });
    return true;
  });
}

const isSame = (a: Basis, b: Basis): boolean =>
  a.records.length === b.records.length &&
  a.event.title === b.event.title &&
  a.event.place === b.event.place &&
  isDeepStrictEqual(a.gates, b.gates);
