/**
 * Closing a poll (停止投票): the lock waits for every commit that is under way, in any process, and no commit that
 * comes after it finds the poll open. So what was acknowledged before is in, and nothing is acknowledged after.
 */
import { no, ok, type PollId, type Result } from 'ballot-core';
import type postgres from 'postgres';
import { issuedOf, presentFor } from '../db/roll.ts';
import { clock, keepAttendance, move } from '../db/states.ts';
import { addTrailAlong, SYSTEM } from '../db/trail.ts';
import { lockPoll } from '../db/urn.ts';
import type { ClosedAttendance } from '../db/polls.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Hub } from '../live/hub.ts';
import type { FindFrozen, FrozenPoll } from './frozen.ts';

export function createClose({
  sql,
  frozen,
  hub,
}: {
  readonly sql: postgres.Sql;
  readonly frozen: FindFrozen;
  readonly hub: Hub;
}) {
  return async (poll: PollId, actor = SYSTEM): Promise<Result<null, Refusal>> => {
    const found = await frozen(poll);
    if (!found.ok) return no({ code: found.error === 'unknown_poll' ? 'unknown_poll' : 'wrong_state' });
    const closed = await sql.begin(async (tx) => {
      await lockPoll(tx, poll);
      if (!(await move(tx, poll, 'open', 'closed', await clock(tx, poll)))) return false;
      await keepAttendance(tx, poll, await attendanceOf(tx, found.value));
      await addTrailAlong(tx, { event: found.value.event, poll, actor, act: 'poll_closed' });
      return true;
    });
    if (!closed) return no({ code: 'wrong_state' });
    hub.tell(found.value.event, 'state');
    return ok(null);
  };
}

/**
 * Sums by group, read under the poll's lock, what is smaller first: every ballot that is in was issued before, and
 * whoever was issued was present. Nothing of the roll is written here, and no row of it is named.
 */
async function attendanceOf(
  tx: postgres.TransactionSql,
  { id, event, definition }: FrozenPoll,
): Promise<readonly ClosedAttendance[]> {
  const issued = await issuedOf(tx, [id]);
  const present = await presentFor(tx, event, [id]);
  return definition.groups.map(({ id: group }) => ({
    group,
    issued: issued.find((row) => row.group === group)?.issued ?? 0,
    present: present.find((row) => row.group === group)?.present ?? 0,
  }));
}
