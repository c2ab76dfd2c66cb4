/**
 * Takes a rehearsal (演练) away as a whole, sealed polls and all: of a real meeting nothing frozen is ever removed.
 *
 * The event is held from the first row to the last, so nothing is opened, sealed or registered meanwhile. The roll goes in
 * a transaction of its own, because no transaction ever spans roll and urn; when the rest fails, pressing again finds the
 * event there and goes on.
 */
import { no, ok, type EventId, type Result } from 'ballot-core';
import { holdEvent } from '../db/events.ts';
import { pollsOf } from '../db/polls.ts';
import { removeHeldEvent } from '../db/removal.ts';
import { removeRoll } from '../db/slips.ts';
import { dropPartitions, lockPoll } from '../db/urn.ts';
import { forgetWal } from '../db/wal.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';

/** Readers of the urn's parent tables are waited for this long, for each poll. */
const DROP_WAIT_MS = 1500;

/** Carries a refusal out of the transaction, which is rolled back by it. */
class Stopped extends Error {
  readonly refusal: Refusal;
  constructor(code: Refusal['code']) {
    super(code);
    this.refusal = { code };
  }
}

/** Refuses `wrong_state` while a poll is open, and `busy` while somebody reads the urn. */
export async function removeRehearsal(
  { sql, db, hub }: Pick<Deps, 'sql' | 'db' | 'hub'>,
  id: EventId,
): Promise<Result<null, Refusal>> {
  try {
    await sql.begin(async (tx) => {
      // A step that is under way is waited for, and the next one finds its poll gone. Polls first, as every step does.
      for (const poll of await pollsOf(db, id)) await lockPoll(tx, poll.id);
      if (!(await holdEvent(tx, id))) throw new Stopped('unknown_event');
      const polls = await pollsOf(db, id);
      const ids = polls.map((poll) => poll.id);
      if (polls.some(({ state }) => state === 'open')) throw new Stopped('wrong_state');
      for (const { id: poll, state } of polls) {
        if (state === 'closed' && !(await dropPartitions(tx, poll, DROP_WAIT_MS))) throw new Stopped('busy');
      }
      await db.transaction((roll) => removeRoll(roll, id, ids));
      await removeHeldEvent(tx, id, ids);
    });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return no(error.refusal);
  }
  hub.tell(id, 'state');
  await forgetWal(sql);
  return ok(null);
}
