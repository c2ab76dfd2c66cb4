/**
 * The group-commit writer: ballots wait a few milliseconds, go in together, and are answered after fsync.
 *
 * A commit costs the same for one ballot as for hundreds, so the busier the hall, the larger the groups. While one
 * group of a poll is on its way the next one gathers. What waits is bounded; over the bound the answer is `busy`, and a
 * phone that hears `busy`, or nothing, sends the same bytes again without any risk.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Counter, type Answers, type GroupId, type PollId } from 'ballot-core';
import type { Logger } from 'pino';
import type postgres from 'postgres';
import { stateOf } from '../db/states.ts';
import { ballotsWithKeys, commitBallots, type GroupCount, type StoredBallot } from '../db/urn.ts';
import type { PollState } from '../views.ts';
import type { FrozenPoll } from './frozen.ts';

/** `put`: in the urn, after fsync. `again`: these very bytes were there already. */
export type Outcome = 'put' | 'again' | 'ballot_conflict' | 'poll_not_open' | 'poll_closed' | 'busy';

export interface Writer {
  /** The ballot has been checked; `answers` are what it counts for. */
  put(poll: FrozenPoll, ballot: StoredBallot, answers: Answers): Promise<Outcome>;
  /** Takes nothing more; resolves when everything that waits has its answer. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly ballot: StoredBallot;
  readonly answers: Answers;
  /** Who wants to know. */
  readonly settled: ((outcome: Outcome) => void)[];
}

interface Queue {
  readonly poll: FrozenPoll;
  readonly waiting: Waiting[];
  /** By public key: what waits and what is on its way. */
  readonly byKey: Map<string, Waiting>;
  readonly done: Promise<void>;
}

/** How long a group waits for company between two commits: more than this cost a burst a quarter of its rate. */
const GATHER_MS = 1;
/** In one commit: a second's worth of voting at the most. */
const GROUP_MAX = 512;
/** Characters of stored ballots in one commit: large papers make smaller groups. */
const GROUP_LENGTH_MAX = 4_000_000;
/** Over all polls: with ballots of 64 KiB this is 256 MB. */
const WAITING_MAX = 4000;

export function createWriter({
  sql,
  log,
  committed,
}: {
  readonly sql: postgres.Sql;
  readonly log: Logger;
  /** Told after each commit that put something in. */
  readonly committed: (poll: FrozenPoll) => void;
}): Writer {
  const queues = new Map<PollId, Queue>();
  let held = 0;
  let draining = false;

  async function put(poll: FrozenPoll, ballot: StoredBallot, answers: Answers): Promise<Outcome> {
    if (draining || held >= WAITING_MAX) return 'busy';
    const queue = queues.get(poll.id) ?? open(poll);
    const twin = queue.byKey.get(ballot.publicKey);
    if (twin !== undefined) {
      const outcome = await new Promise<Outcome>((settle) => twin.settled.push(settle));
      if (sameBallot(twin.ballot, ballot)) return outcome === 'put' ? 'again' : outcome;
      return settledBy(poll, outcome, ballot);
    }
    held += 1;
    return new Promise((settle) => {
      const waiting: Waiting = { ballot, answers, settled: [settle] };
      queue.waiting.push(waiting);
      queue.byKey.set(ballot.publicKey, waiting);
    });
  }

  /**
   * The answer for another ballot under the same key. It never gets into a commit of its own: a thousand different ones
   * sent at once with one right to vote would be a thousand commits, one after the other.
   */
  async function settledBy({ id }: FrozenPoll, twin: Outcome, ballot: StoredBallot): Promise<Outcome> {
    if (twin === 'put' || twin === 'again') return 'ballot_conflict';
    if (twin === 'busy' || twin === 'poll_not_open') return twin;
    const [stored] = await ballotsWithKeys(sql, id, [ballot.publicKey]);
    return stored !== undefined && sameBallot(stored, ballot) ? 'again' : twin;
  }

  function open(poll: FrozenPoll): Queue {
    const queue: Queue = { poll, waiting: [], byKey: new Map(), done: delay(GATHER_MS).then(() => run(queue)) };
    queues.set(poll.id, queue);
    return queue;
  }

  async function run(queue: Queue): Promise<void> {
    while (queue.waiting.length > 0) {
      await commit(queue, take(queue.waiting));
      if (queue.waiting.length < GROUP_MAX) await delay(GATHER_MS);
    }
    queues.delete(queue.poll.id);
  }

  async function commit(queue: Queue, group: readonly Waiting[]): Promise<void> {
    const settle = (waiting: Waiting, outcome: Outcome) => {
      if (!queue.byKey.delete(waiting.ballot.publicKey)) return;
      held -= 1;
      for (const hear of waiting.settled) hear(outcome);
    };
    try {
      const { state, keys } = await putIn(queue.poll, group);
      for (const waiting of group) if (keys.has(waiting.ballot.publicKey)) settle(waiting, 'put');
      if (keys.size > 0) committed(queue.poll);
      const rest = group.filter(({ ballot }) => !keys.has(ballot.publicKey));
      if (rest.length === 0) return;
      const stored = await ballotsWithKeys(
        sql,
        queue.poll.id,
        rest.map(({ ballot }) => ballot.publicKey),
      );
      const byKey = new Map(stored.map((ballot) => [ballot.publicKey, ballot]));
      for (const waiting of rest) settle(waiting, compared(state, byKey.get(waiting.ballot.publicKey), waiting.ballot));
    } catch (error) {
      // Whether it was committed may be unknown. Nothing was acknowledged, and sending it again settles it.
      log.error({ code: codeOf(error), ballots: group.length }, 'a group of ballots was not committed');
      for (const waiting of group) settle(waiting, 'busy');
    }
  }

  async function putIn({ id, definition }: FrozenPoll, group: readonly Waiting[]) {
    const ballots = group.map(({ ballot }) => ballot);
    try {
      return await commitBallots(sql, id, ballots, (keys) =>
        countsOf(
          definition,
          group.filter(({ ballot }) => keys.has(ballot.publicKey)),
        ),
      );
    } catch (error) {
      // The partition is not there yet, or not there any more.
      if (codeOf(error) === UNDEFINED_TABLE) return { state: await stateOf(sql, id), keys: new Set<string>() };
      throw error;
    }
  }

  return {
    put,
    async drain() {
      draining = true;
      await Promise.all([...queues.values()].map(({ done }) => done));
    },
  };
}

/** Takes the next group from the front: first come, first in; inside the group the order is forgotten. */
function take(waiting: Waiting[]): readonly Waiting[] {
  let length = 0;
  let count = 0;
  for (const { ballot } of waiting) {
    length += ballot.answers.length + ballot.nonces.length + ballot.credential.length;
    if (count === GROUP_MAX || (count > 0 && length > GROUP_LENGTH_MAX)) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

function countsOf({ paper }: FrozenPoll['definition'], put: readonly Waiting[]): readonly GroupCount[] {
  const counters = new Map<GroupId, Counter>();
  for (const { ballot, answers } of put) {
    const counter = counters.get(ballot.group) ?? new Counter(paper);
    counter.add(answers);
    counters.set(ballot.group, counter);
  }
  return [...counters].map(([group, { count }]) => ({ group, ...count }));
}

/** The answer for a ballot that did not go in, given what is stored under its key. */
function compared(state: PollState | null, stored: StoredBallot | undefined, ballot: StoredBallot): Outcome {
  if (stored !== undefined && sameBallot(stored, ballot)) return 'again';
  if (state === 'closed' || state === 'sealed') return 'poll_closed';
  if (state !== 'open') return 'poll_not_open';
  return stored === undefined ? 'busy' : 'ballot_conflict';
}

const sameBallot = (a: StoredBallot, b: StoredBallot): boolean =>
  a.publicKey === b.publicKey &&
  a.group === b.group &&
  a.credential === b.credential &&
  a.answers === b.answers &&
  a.nonces === b.nonces &&
  a.signature === b.signature;

/** PostgreSQL's undefined_table. */
const UNDEFINED_TABLE = '42P01';

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
