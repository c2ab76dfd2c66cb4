/**
 * What a phone asks again and again: the event's state. Kept in memory with its ETag until the hub says look again, so
 * two thousand phones that poll cost the database nothing.
 */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { EventId } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { keysOf, publicKeys } from '../db/keys.ts';
import { pollsOf } from '../db/polls.ts';
import type { Deps } from '../deps.ts';
import { refuse } from '../http/guards.ts';
import type { EventView, PollView } from '../views.ts';

interface Kept {
  readonly etag: string;
  readonly json: string;
}

/** Events in memory; more only means reading again. */
const KEPT = 200;

export const events = (deps: Deps) => {
  const kept = new Map<EventId, Promise<Kept | null>>();
  deps.hub.listen((event, news) => {
    if (news !== 'state') return;
    if (event === null) kept.clear();
    else kept.delete(event);
  });

  function look(id: EventId): Promise<Kept | null> {
    const known = kept.get(id);
    if (known !== undefined) return known;
    const read = eventView(deps, id).then((view) => (view === null ? null : keep(view)));
    kept.set(id, read);
    // Nothing there, or no database: not worth remembering.
    const forget = () => kept.get(id) === read && kept.delete(id);
    read.then((found) => found === null && forget(), forget);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return read;
  }

  return new Hono().get(
    '/events/:event',
    describeRoute({ summary: 'EventView: what a phone needs. Answers 304 to a known ETag.' }),
    async (c) => {
      const found = await look(c.req.param('event') as EventId);
      if (found === null) return refuse(c, { code: 'unknown_event' });
      c.header('etag', found.etag);
      c.header('cache-control', 'no-cache');
      if (c.req.header('if-none-match') === found.etag) return c.body(null, 304);
      return c.body(found.json, 200, { 'content-type': 'application/json; charset=utf-8' });
    },
  );
};

async function eventView({ db }: Deps, id: EventId): Promise<EventView | null> {
  const event = await findEvent(db, id);
  if (event === null) return null;
  const polls: PollView[] = [];
  for (const { id: poll, state, definition, paperHash } of await pollsOf(db, id)) {
    if (state === 'draft' || definition === null || paperHash === null) continue;
    const keys = publicKeys(await keysOf(db, poll));
    // All or none: a phone blinds with the key of its group, and takes what it sees for the whole list.
    polls.push({ id: poll, state, definition, paperHash, keys: keys.length < definition.groups.length ? [] : keys });
  }
  const { title, place, signIn, admission, rehearsal, publicKey } = event;
  const eventKey = Buffer.from(publicKey).toString('base64url');
  return { id, title, place, signIn, admission, rehearsal, eventKey, polls };
}

function keep(view: EventView): Kept {
  const json = JSON.stringify(view);
  return { json, etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"` };
}
