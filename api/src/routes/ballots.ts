/** Casting one ballot. Safe to send again: the same bytes get the same receipt, 200 instead of 201. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { BALLOT_BYTES_MAX, type PollId } from 'ballot-core';
import type { Deps } from '../deps.ts';
import { reads, refuse } from '../http/guards.ts';
import type { Receipt } from '../views.ts';

export const ballots = ({ urn }: Deps) =>
  new Hono().post(
    '/polls/:poll/ballots',
    describeRoute({ summary: 'CastBody in, `{receipt}` out, after the ballot is on disk.' }),
    reads(z.unknown(), { max: BALLOT_BYTES_MAX }),
    async (c) => {
      const cast = await urn.cast(c.req.param('poll') as PollId, c.req.valid('json'));
      if (!cast.ok) return refuse(c, cast.error);
      const { receipt, again } = cast.value;
      return c.json({ receipt } satisfies Receipt, again ? 200 : 201);
    },
  );
