/**
 * News between processes: "look again" at an event, never what has changed.
 *
 * Whoever changes something tells the hub after the commit. Listeners of this process hear it at once; the others hear
 * of it by one `pg_notify` per flush, from a timer and outside every transaction, so a burst of ballots costs a handful
 * of notifications and no ballot's transaction ever holds the notification lock. News that is lost with a connection
 * is made good when the line is up again: everybody looks again at everything.
 */
import { randomBytes } from 'node:crypto';
import type { EventId } from 'ballot-core';
import type { Logger } from 'pino';
import type postgres from 'postgres';
import { announce, listenLine } from '../db/news.ts';

/** `state`: papers, keys, states, sign-in. `count`: turnout, accounts, releases; phones need not look. */
export type News = 'state' | 'count';

export interface Hub {
  /** Call after the commit. */
  tell(event: EventId, news: News): void;
  /** `null` as the event: news was missed, look again at everything. Answers with the way to stop listening. */
  listen(hear: (event: EventId | null, news: News) => void): () => void;
  /** Says the last news and closes the line. */
  stop(): Promise<void>;
}

/** Between two flushes: soon enough for a wall that changes twice a second. */
const FLUSH_MS = 150;
/** A notification holds less than 8,000 bytes. */
const EVENTS_PER_NOTICE = 100;

export function createHub({ sql, log }: { readonly sql: postgres.Sql; readonly log: Logger }): Hub {
  const self = randomBytes(6).toString('hex');
  const listeners = new Set<(event: EventId | null, news: News) => void>();
  let outbox = new Map<EventId, News>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const spread = (event: EventId | null, news: News) => {
    for (const hear of listeners) hear(event, news);
  };
  const line = listenLine(sql, {
    up: () => spread(null, 'state'),
    down: () => log.warn('the line for news is down; it is tried again'),
    hear: (text) => {
      const [from, ...items] = text.split(' ');
      if (from === self) return;
      for (const item of items) spread(item.slice(1) as EventId, item.startsWith('s') ? 'state' : 'count');
    },
  });

  async function flush(): Promise<void> {
    timer = null;
    const batch = [...outbox];
    outbox = new Map();
    try {
      for (let i = 0; i < batch.length; i += EVENTS_PER_NOTICE) {
        const items = batch
          .slice(i, i + EVENTS_PER_NOTICE)
          .map(([event, news]) => (news === 'state' ? 's' : 'c') + event);
        await announce(sql, [self, ...items].join(' '));
      }
    } catch {
      // The database is away: the news is kept for the next flush. Nothing else is lost by it.
      for (const [event, news] of batch) if (outbox.get(event) !== 'state') outbox.set(event, news);
      schedule();
    }
  }

  function schedule(): void {
    if (stopped) return;
    timer ??= setTimeout(() => void flush(), FLUSH_MS);
    timer.unref();
  }

  return {
    tell(event, news) {
      if (outbox.get(event) !== 'state') outbox.set(event, news);
      schedule();
      spread(event, news);
    },
    listen(hear) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    },
    async stop() {
      if (timer !== null) clearTimeout(timer);
      stopped = true;
      await flush();
      listeners.clear();
      await line.end();
    },
  };
}
