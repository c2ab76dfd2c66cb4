/**
 * Closing a poll (停止投票): the lock waits for every commit that is under way, in any process, and no commit that
 * comes after it finds the poll open. So what was acknowledged before is in, and nothing is acknowledged after.
 */
import { no, ok, type PollId, type Result } from 'ballot-core';
import type postgres from 'postgres';
import { clock, move } from '../db/states.ts';
import { lockPoll } from '../db/urn.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Hub } from '../live/hub.ts';
import type { FindFrozen } from './frozen.ts';
import type { Alongside } from './urn.ts';

export function createClose({
  sql,
  frozen,
  hub,
}: {
  readonly sql: postgres.Sql;
  readonly frozen: FindFrozen;
  readonly hub: Hub;
}) {
  return async (poll: PollId, alongside?: Alongside): Promise<Result<null, Refusal>> => {
    const found = await frozen(poll);
    if (!found.ok) return no({ code: found.error === 'unknown_poll' ? 'unknown_poll' : 'wrong_state' });
    const closed = await sql.begin(async (tx) => {
      await lockPoll(tx, poll);
      if (!(await move(tx, poll, 'open', 'closed', await clock(tx)))) return false;
      await alongside?.(tx);
      return true;
    });
    if (!closed) return no({ code: 'wrong_state' });
    hub.tell(found.value.event, 'state');
    return ok(null);
  };
}
