/** The short code on the wall leads to the meeting. It opens nothing by itself: the slip does. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { findEventByShortCode } from '../db/events.ts';
import type { Deps } from '../deps.ts';
import { refuse } from '../http/guards.ts';
import { wrongCodes } from '../http/wrong-codes.ts';

export const codes = ({ db }: Deps) =>
  new Hono().get(
    '/codes/:short',
    describeRoute({ summary: 'The event behind a short code: `{event}`. Wrong codes are limited.' }),
    wrongCodes(),
    async (c) => {
      const event = await findEventByShortCode(db, c.req.param('short').replace(/[\s-]/g, ''));
      return event === null ? refuse(c, { code: 'unknown_code' }) : c.json({ event: event.id });
    },
  );
