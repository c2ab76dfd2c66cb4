/** /polls/:poll/checks: the checklist that gates the opening (程序情况表). */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { recordTick } from '../desk/checks.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';

const Tick = z.object({ item: words(64), document: words(300), by: words(120) });

export const deskChecks = (deps: Deps, may: Guard) =>
  new Hono().put(
    '/polls/:poll/checks',
    describeRoute({
      summary: 'ChecklistTick: ticks an item with its document, before the opening; an empty document unticks it.',
    }),
    may('tick_check'),
    reads(Tick),
    async (c) => {
      const done = await recordTick(deps, c.var.me.username, c.req.param('poll'), c.req.valid('json'));
      return done.ok ? c.json({}, 200) : refuse(c, done.error);
    },
  );
