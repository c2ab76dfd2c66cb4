/** /events/:event/trail: what organizers, tellers and the system did, oldest first. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { findEvent } from '../db/events.ts';
import { readTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Guard } from '../http/desk-guards.ts';
import { refuse } from '../http/guards.ts';

export const deskTrail = (deps: Deps, may: Guard) =>
  new Hono().get(
    '/events/:event/trail',
    describeRoute({ summary: 'TrailView: what organizers, tellers and the system did, oldest first.' }),
    may('read'),
    async (c) => {
      const event = await findEvent(deps.db, c.req.param('event'));
      return event === null ? refuse(c, { code: 'unknown_event' }) : c.json(await readTrail(deps.db, event.id), 200);
    },
  );
