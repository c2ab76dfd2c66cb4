/**
 * Sealing a poll (封存): recount, shred, sign, write the record with all that stays, and drop the urn's partitions, in one
 * transaction.
 *
 * Killed at any moment it is either closed, and the organizer seals again, or sealed. While it runs nobody writes to the
 * poll's tables. The accounts of the roll are read before, in a statement of its own: this transaction never sees the
 * roll, so no row of the record shares anything with a row of a person.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { no, ok, type PollId, type Result } from 'ballot-core';
import type postgres from 'postgres';
import { findEvent } from '../db/events.ts';
import { gatesOf } from '../db/gates.ts';
import { findPoll } from '../db/polls.ts';
import { addMarks } from '../db/marks.ts';
import { writeAnnex, writeCredentials, writeOpenings, writeRecord, writeTexts } from '../db/records.ts';
import { clock, move, setAlarm } from '../db/states.ts';
import { actorsOf, addTrailAlong, SYSTEM } from '../db/trail.ts';
import { countersOf, dropPartitions, heldBallots, holdUrn, lockPoll, type StoredBallot } from '../db/urn.ts';
import { forgetWal } from '../db/wal.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { groupAccounts } from '../live/standing.ts';
import { software } from '../software.ts';
import { beside } from './beside.ts';
import type { FindFrozen, FrozenPoll } from './frozen.ts';
import type { Sent } from './seal-process.ts';
import type { SealedRows, SealOrder } from './sealing.ts';

/** Ballots read at once. */
const BATCH = 200;
/** Each attempt to drop waits this long for readers of the parent table, and holds up new ones as long. */
const DROP_WAIT_MS = 1500;
const DROP_ATTEMPTS = 6;
const DROP_PAUSE_MS = 500;

/** Carries a refusal out of the transaction, which is rolled back by it. */
class Stopped extends Error {
  readonly refusal: Refusal;
  readonly alarm: string | null;
  constructor(refusal: Refusal, alarm: string | null = null) {
    super(refusal.code);
    this.refusal = refusal;
    this.alarm = alarm;
  }
}

export function createSeal({
  sql,
  db,
  env,
  hub,
  log,
  frozen,
}: Pick<Deps, 'sql' | 'db' | 'env' | 'hub' | 'log'> & { readonly frozen: FindFrozen }) {
  const maker = software();

  return async (id: PollId, actor = SYSTEM): Promise<Result<null, Refusal>> => {
    const found = await frozen(id);
    if (!found.ok) return no({ code: found.error === 'unknown_poll' ? 'unknown_poll' : 'wrong_state' });
    const poll = found.value;
    const row = await findPoll(db, id);
    if (row?.state !== 'closed') return no({ code: 'wrong_state' });
    const accounts = (await groupAccounts(sql, poll.event, [row])).get(id) ?? [];
    try {
      await sql.begin(async (tx) => {
        await lockPoll(tx, id);
        const order = await orderFor(tx, poll, accounts, actor);
        const sealed = await workOut(order, heldBallots(tx, id, BATCH));
        if (!sealed.ok) throw new Stopped({ code: 'seal_mismatch' }, sealed.error);
        const { record, signature, openings, credentials, texts, annex, marks } = sealed.value;
        await writeRecord(tx, id, { record, signature });
        for (const rows of openings) await writeOpenings(tx, id, rows);
        for (const rows of credentials) await writeCredentials(tx, id, rows);
        for (const rows of texts) await writeTexts(tx, id, rows);
        if (annex !== null) await writeAnnex(tx, id, annex);
        await addMarks(tx, marks);
        await addTrailAlong(tx, { event: poll.event, poll: id, actor, act: 'poll_sealed' });
        await drop(tx, id);
      });
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      if (error.alarm !== null) {
        await setAlarm(sql, id, error.alarm);
        log.error({ poll: id }, 'a seal was stopped: see the alarm on the desk');
      }
      hub.tell(poll.event, 'state');
      return no(error.refusal);
    }
    hub.tell(poll.event, 'state');
    await forgetWal(sql);
    return ok(null);
  };

  /** Moves the poll to sealed and gathers what the record needs. Throws `Stopped` when it is not closed any more. */
  async function orderFor(
    tx: postgres.TransactionSql,
    poll: FrozenPoll,
    accounts: SealOrder['groupAccounts'],
    sealedBy: string,
  ): Promise<SealOrder> {
    const sealedAt = await clock(tx, poll.id);
    if (!(await move(tx, poll.id, 'closed', 'sealed', sealedAt))) throw new Stopped({ code: 'wrong_state' });
    await holdUrn(tx, poll.id);
    const { openedBy, closedBy } = await actorsOf(tx, poll.id);
    if (openedBy === null || closedBy === null) {
      throw new Stopped({ code: 'seal_mismatch' }, 'The trail does not say who opened or closed the poll.');
    }
    const [row, event, gates] = await Promise.all([
      findPoll(db, poll.id),
      findEvent(db, poll.event),
      gatesOf(db, poll.id),
    ]);
    if (!row?.openedAt || !row.closedAt || event === null) throw new Error('a closed poll without its moments');
    const base = env.publicUrl ?? event.baseUrl ?? 'http:';
    return {
      event: { id: event.id, title: event.title, place: event.place },
      eventKey: poll.eventKey,
      definition: poll.definition,
      paperHash: poll.paperHash,
      keys: poll.keys,
      groupAccounts: accounts,
      counters: await countersOf(tx, poll.id),
      gates,
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt.toISOString(),
      sealedAt: sealedAt.toISOString(),
      openedBy,
      closedBy,
      sealedBy,
      transport: base.startsWith('https:') ? 'https' : 'http',
      software: maker,
    };
  }
}

async function workOut(
  { eventKey: { publicKey, privateKey }, ...order }: SealOrder,
  ballots: AsyncIterable<readonly StoredBallot[]>,
): Promise<Result<SealedRows, string>> {
  const { send, result, end } = beside<Sent, Result<SealedRows, string>>(new URL('./seal-process.ts', import.meta.url));
  try {
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
    await send({ order: { ...order, eventKey: { publicKey, pkcs8 } } });
    for await (const batch of ballots) await send({ ballots: batch });
    await send({ ballots: null });
    return await result;
  } finally {
    end();
  }
}

async function drop(tx: postgres.TransactionSql, poll: PollId): Promise<void> {
  for (let attempt = 0; attempt < DROP_ATTEMPTS; attempt += 1) {
    if (await dropPartitions(tx, poll, DROP_WAIT_MS)) return;
    await delay(DROP_PAUSE_MS);
  }
  // Somebody reads the urn all the time, a dump most likely. Nothing has happened; the organizer may seal again.
  throw new Stopped({ code: 'busy' });
}
