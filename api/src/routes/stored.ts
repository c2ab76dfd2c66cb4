/**
 * GET /events/:event/stored: how many rows are kept of this event, and of what kind.
 *
 * Anybody may ask, so an answer is kept for some seconds: who asks without pause sees ballots come in later than the room
 * does on the wall, and the database is asked no more often for a thousand phones than for one.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { EventId } from 'ballot-core';
import type { Deps } from '../deps.ts';
import { refuse } from '../http/guards.ts';
import { storedView } from '../live/stored.ts';
import type { StoredView } from '../views.ts';

const KEPT_MS = 5000;
/** Events in memory; more only means counting again. */
const KEPT = 200;

export const stored = (deps: Deps) => {
  const kept = new Map<EventId, Promise<StoredView | null>>();

  function look(id: EventId): Promise<StoredView | null> {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const counted = storedView(deps, id);
    kept.set(id, counted);
    const forget = () => kept.get(id) === counted && kept.delete(id);
    // Nothing there, or no database: not worth remembering.
    counted.then((view) => (view === null ? forget() : setTimeout(forget, KEPT_MS).unref()), forget);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return counted;
  }

  return new Hono().get(
    '/events/:event/stored',
    describeRoute({ summary: 'StoredView: how many rows are kept of an event, by kind. Sums only, some seconds old.' }),
    async (c) => {
      const view = await look(c.req.param('event') as EventId);
      if (view === null) return refuse(c, { code: 'unknown_event' });
      c.header('cache-control', 'no-cache');
      return c.json(view);
    },
  );
};
