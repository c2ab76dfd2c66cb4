/** /polls/:poll/gates: what an organ decided about a flag, with its document. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { recordDecision } from '../desk/gates.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';

/** A line of a form: section, item and dimension, 24 characters each. */
export const QUESTION_LENGTH_MAX = 80;

const Decision = z.object({
  question: words(QUESTION_LENGTH_MAX),
  rule: words(64),
  gate: words(64),
  state: z.enum(['pending', 'confirmed', 'rejected']),
  document: words(300),
  by: words(120),
});

export const deskGates = (deps: Deps, may: Guard) =>
  new Hono().put(
    '/polls/:poll/gates',
    describeRoute({
      summary:
        'Records what an organ decided about a flag, with its document. Gate `override` sets a principle aside, with reason and approver.',
    }),
    may('decide_gate'),
    reads(Decision),
    async (c) => {
      const done = await recordDecision(deps, c.var.me.username, c.req.param('poll'), c.req.valid('json'));
      return done.ok ? c.json({}, 200) : refuse(c, done.error);
    },
  );
