/** /events/:event/slips: registers slips by their hashes. The secrets never leave the organizer's browser. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { GroupId } from 'ballot-core';
import type { Deps } from '../deps.ts';
import { registerSlips, SLIPS_PER_REQUEST_MAX } from '../desk/slips.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';

/** 64 hex digits, a group's id of at most 24 characters and the JSON around them: 125 bytes each. */
const SLIPS_BYTES_MAX = SLIPS_PER_REQUEST_MAX * 160;

const Slips = z.object({
  slips: z
    .array(z.object({ hash: z.string(), group: z.string() }))
    .min(1)
    .max(SLIPS_PER_REQUEST_MAX),
});

export const deskSlips = (deps: Deps, may: Guard) =>
  new Hono().post(
    '/events/:event/slips',
    describeRoute({
      summary: 'Registers slips by the SHA-256 of their secrets, at most 2,000 at once. Answers {made}.',
    }),
    may('register_slips'),
    reads(Slips, { max: SLIPS_BYTES_MAX }),
    async (c) => {
      const slips = c.req.valid('json').slips.map(({ hash, group }) => ({ hash, group: group as GroupId }));
      const made = await registerSlips(deps, c.var.me.username, c.req.param('event'), { slips });
      return made.ok ? c.json({ made: made.value }, 200) : refuse(c, made.error);
    },
  );
