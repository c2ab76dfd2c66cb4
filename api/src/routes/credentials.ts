/**
 * Signing in with a slip and being issued the right to vote. Both are safe to send again.
 *
 * Only the roll is behind these routes: nothing here has seen a ballot, or ever will.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { EventId, PollId } from 'ballot-core';
import type { Deps } from '../deps.ts';
import { reads, refuse } from '../http/guards.ts';
import { wrongCodes } from '../http/wrong-codes.ts';

/** Longer than a slip typed with dashes and spaces. */
const SLIP_LENGTH_MAX = 64;
/** Polls of one meeting, each with 256 bytes in base64url. */
const REQUESTS_MAX = 50;
const BODY_BYTES_MAX = 32 * 1024;

const slip = z.string().max(SLIP_LENGTH_MAX);
const AdmissionBody = z.object({ slip });
/** As ids are drawn; whatever else is sent never reaches the database. */
const pollId = z.string().regex(/^[A-Za-z0-9_-]{1,48}$/);
const CredentialsBody = z.object({
  slip,
  requests: z
    .array(z.object({ poll: pollId, blinded: z.string().max(400) }))
    .min(1)
    .max(REQUESTS_MAX),
});

export const credentials = ({ urn }: Deps) => {
  const limited = wrongCodes();
  return new Hono()
    .post(
      '/events/:event/admissions',
      describeRoute({ summary: 'Admits a slip: `{group}`. The same answer when it comes again.' }),
      limited,
      reads(AdmissionBody),
      async (c) => {
        const admitted = await urn.admit(c.req.param('event') as EventId, c.req.valid('json').slip);
        return admitted.ok ? c.json(admitted.value) : refuse(c, admitted.error);
      },
    )
    .post(
      '/events/:event/credentials',
      describeRoute({ summary: 'Blind signatures, one for each (slip, poll). The same request gets the same answer.' }),
      limited,
      reads(CredentialsBody, { max: BODY_BYTES_MAX }),
      async (c) => {
        const body = c.req.valid('json');
        const requests = body.requests.map(({ poll, blinded }) => ({ poll: poll as PollId, blinded }));
        const issued = await urn.issue(c.req.param('event') as EventId, { slip: body.slip, requests });
        return issued.ok ? c.json(issued.value) : refuse(c, issued.error);
      },
    );
};
