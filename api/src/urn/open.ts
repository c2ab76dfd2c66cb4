/**
 * Opening a poll (开始投票): its partitions and its state come into being in one transaction, or neither does.
 */
import { no, ok, slots, type PollId, type Result } from 'ballot-core';
import type postgres from 'postgres';
import { clock, move } from '../db/states.ts';
import { addTrailAlong, SYSTEM } from '../db/trail.ts';
import { lockPoll, makePartitions } from '../db/urn.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Hub } from '../live/hub.ts';
import type { FindFrozen } from './frozen.ts';
import type { Alongside } from './urn.ts';

export function createOpen({
  sql,
  frozen,
  hub,
}: {
  readonly sql: postgres.Sql;
  readonly frozen: FindFrozen;
  readonly hub: Hub;
}) {
  return async (poll: PollId, actor = SYSTEM, alongside?: Alongside): Promise<Result<null, Refusal>> => {
    const found = await frozen(poll);
    if (!found.ok) return no({ code: found.error });
    const { definition, event } = found.value;
    const opened = await sql.begin(async (tx) => {
      await lockPoll(tx, poll);
      if (!(await move(tx, poll, 'frozen', 'open', await clock(tx, poll)))) return false;
      await makePartitions(
        tx,
        poll,
        definition.groups.map(({ id }) => id),
        slots(definition.paper).length,
      );
      await addTrailAlong(tx, { event, poll, actor, act: 'poll_opened' });
      await alongside?.(tx);
      return true;
    });
    if (!opened) return no({ code: 'wrong_state' });
    hub.tell(event, 'state');
    return ok(null);
  };
}
