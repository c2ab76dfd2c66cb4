/**
 * /events/:event/stream: the desk's view, live.
 *
 * The same pictures for everybody at the desk, because the desk shows every role the same. A stream ends with the
 * sign-out of whoever opened it.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { findEvent } from '../db/events.ts';
import { sessionStands } from '../db/users.ts';
import type { Deps } from '../deps.ts';
import { deskEvent } from '../desk/view.ts';
import type { Guard } from '../http/desk-guards.ts';
import { refuse } from '../http/guards.ts';
import { createSnapshots } from '../live/snapshots.ts';
import { streamSnapshots } from '../live/stream.ts';

export const deskStream = (deps: Deps, may: Guard) => {
  const { db, hub, log } = deps;
  const snapshots = createSnapshots({
    hub,
    log,
    picture: async (id) => {
      const event = await findEvent(db, id);
      return event === null ? null : await deskEvent(deps, event);
    },
  });
  return new Hono().get(
    '/events/:event/stream',
    describeRoute({ summary: 'Server-Sent Events `snapshot`: a whole DeskEvent each time something shows.' }),
    may('read'),
    async (c) => {
      const event = await findEvent(db, c.req.param('event'));
      if (event === null) return refuse(c, { code: 'unknown_event' });
      return streamSnapshots(c, snapshots, event.id, () => sessionStands(db, c.var.sessionToken));
    },
  );
};
