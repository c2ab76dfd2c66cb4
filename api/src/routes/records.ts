/**
 * What anybody may have after the close: records, openings, spent credentials, and the whole as one bundle.
 *
 * Lists are given whole. A phone looks for its own openings by itself; nobody ever asks the server for one.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { canonicalize, type Bundle, type EventId, type PollRecord } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { pollsOf } from '../db/polls.ts';
import { credentialsOf, findRecord, openingsOf } from '../db/records.ts';
import { stateOf } from '../db/states.ts';
import { readTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import { refuse } from '../http/guards.ts';
import { openEventKey } from '../keyring.ts';
import { signText } from '../urn/receipt.ts';
import type { SealedView } from '../views.ts';

export const records = (deps: Deps) =>
  new Hono()
    .get('/polls/:poll/record', describeRoute({ summary: 'SealedView: the signed record.' }), async (c) => {
      const poll = c.req.param('poll');
      const row = await findRecord(deps.sql, poll);
      if (row === null) return refuse(c, { code: await missing(deps, poll) });
      const record = JSON.parse(row.record) as PollRecord;
      const event = await findEvent(deps.db, record.event.id);
      if (event === null) return refuse(c, { code: 'unknown_poll' });
      const eventKey = Buffer.from(event.publicKey).toString('base64url');
      return c.json({ record, signature: row.signature, eventKey } satisfies SealedView);
    })
    .get('/polls/:poll/openings', describeRoute({ summary: '`{openings, credentials}`, each sorted.' }), async (c) => {
      const poll = c.req.param('poll');
      if ((await findRecord(deps.sql, poll)) === null) return refuse(c, { code: await missing(deps, poll) });
      const [openings, credentials] = await Promise.all([openingsOf(deps.sql, poll), credentialsOf(deps.sql, poll)]);
      // It will never be another one.
      c.header('cache-control', 'public, max-age=31536000, immutable');
      return c.json({ openings, credentials });
    })
    .get('/events/:event/bundle', describeRoute({ summary: 'Bundle: everything a verifier needs.' }), async (c) => {
      const made = await bundle(deps, c.req.param('event'));
      if (made === null) return refuse(c, { code: 'unknown_event' });
      if (made.polls.length === 0) return refuse(c, { code: 'not_sealed' });
      c.header('content-disposition', `attachment; filename="gonglun-${made.event.id}.json"`);
      c.header('cache-control', 'no-cache');
      return c.json(made);
    });

const missing = async ({ sql }: Deps, poll: string) => {
  const state = await stateOf(sql, poll);
  return state === null || state === 'draft' ? 'unknown_poll' : 'not_sealed';
};

/** The sealed polls in their order, and the trail with a signature of its own. Null when there is no such event. */
async function bundle({ sql, db, vault }: Deps, id: string): Promise<Bundle | null> {
  const event = await findEvent(db, id as EventId);
  if (event === null) return null;
  const polls: Bundle['polls'][number][] = [];
  for (const { id: poll, state } of await pollsOf(db, event.id)) {
    const row = state === 'sealed' ? await findRecord(sql, poll) : null;
    if (row === null) continue;
    polls.push({
      record: JSON.parse(row.record) as PollRecord,
      signature: row.signature,
      openings: await openingsOf(sql, poll),
      credentials: await credentialsOf(sql, poll),
    });
  }
  const trail = await readTrail(db, event.id);
  const key = openEventKey(vault, event.id, event.sealedPrivateKey);
  return {
    format: 'gonglun-bundle/1',
    // As it was sealed: a title that was changed since would stand in the bundle without a signature.
    event: { id: event.id, title: polls.at(-1)?.record.event.title ?? event.title },
    eventKey: Buffer.from(event.publicKey).toString('base64url'),
    polls,
    trail,
    trailSignature: await signText(key, canonicalize({ event: event.id, trail })),
  };
}
