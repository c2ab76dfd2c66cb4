/**
 * Releasing counts (分批公布): from a timer, so that no ballot's own moment shows on the wall.
 *
 * The decision is made under the row's lock in the database, so any number of processes show one thing. How many were
 * issued is read from the roll beforehand, in a transaction of its own.
 */
import { mayRelease, type PollId } from 'ballot-core';
import type { Logger } from 'pino';
import type postgres from 'postgres';
import { release } from '../db/releases.ts';
import { issuedOf } from '../db/roll.ts';
import { openPolls } from '../db/states.ts';
import type { Hub } from '../live/hub.ts';
import type { FindFrozen } from './frozen.ts';

export interface Releases {
  /** A ballot has gone into this poll: look at it at the next tick. */
  consider(poll: PollId): void;
  /** Looks at every open poll: counts that a stopped process left unreleased. */
  resume(): Promise<void>;
  /** Looks at what is left, and stops. */
  stop(): Promise<void>;
}

/** At most two a second; a screen that changes faster can't be read. */
const TICK_MS = 500;

export function createReleases({
  sql,
  hub,
  log,
  frozen,
}: {
  readonly sql: postgres.Sql;
  readonly hub: Hub;
  readonly log: Logger;
  readonly frozen: FindFrozen;
}): Releases {
  let news = new Set<PollId>();
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;

  function schedule(): void {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = null;
      looking = looking.then(tick);
    }, TICK_MS);
    timer.unref();
  }

  async function tick(): Promise<void> {
    const polls = news;
    news = new Set();
    for (const poll of polls) {
      try {
        await look(poll);
      } catch (error) {
        log.error({ code: error instanceof Error && 'code' in error ? error.code : undefined }, 'no release this time');
        news.add(poll);
        schedule();
      }
    }
  }

  async function look(id: PollId): Promise<void> {
    const found = await frozen(id);
    if (!found.ok) return;
    const { due, event, definition } = found.value;
    if (definition.release.mode === 'turnout') return;
    const issued = (await issuedOf(sql, [id])).reduce((sum, group) => sum + group.issued, 0);
    const shown = await release(sql, id, (returned, lastReleased) =>
      mayRelease(definition.release, { due, issued, returned, lastReleased }),
    );
    if (shown) hub.tell(event, 'count');
  }

  return {
    consider(poll) {
      news.add(poll);
      schedule();
    },
    async resume() {
      for (const poll of await openPolls(sql)) news.add(poll);
      schedule();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      looking = looking.then(tick);
      await looking;
    },
  };
}
