/**
 * /events/:event/publication: what is announced, for anybody; with a code also what is for those who took part.
 *
 * Codes are compared in constant time and wrong ones are counted by address, as everywhere. Kept in memory with its
 * ETag until something changes or the day does.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import type { EventId } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import type { Deps } from '../deps.ts';
import { noticeCode } from '../desk/codes.ts';
import { refuse } from '../http/guards.ts';
import { wrongCodes } from '../http/wrong-codes.ts';
import { dayIn, publicationView } from '../live/publication.ts';

interface Kept {
  readonly asOf: string;
  readonly answer: Promise<{ readonly etag: string; readonly json: string } | null>;
}

/** Pages in memory; more only means reading again. */
const KEPT = 100;

export const publication = (deps: Deps) => {
  const limited = wrongCodes();
  const kept = new Map<string, Kept>();
  deps.hub.listen((event, news) => {
    if (news !== 'state') return;
    for (const name of kept.keys()) if (event === null || name.startsWith(`${event}/`)) kept.delete(name);
  });

  function look(event: EventId, participants: boolean): Kept['answer'] {
    const asOf = dayIn(deps.env.timeZone, new Date());
    const name = `${event}/${participants}`;
    const known = kept.get(name);
    if (known?.asOf === asOf) return known.answer;
    const answer = publicationView(deps, event, { asOf, participants }).then((view) => {
      if (view === null) return null;
      const json = JSON.stringify(view);
      return { json, etag: `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"` };
    });
    const mine: Kept = { asOf, answer };
    kept.set(name, mine);
    const forget = () => kept.get(name) === mine && kept.delete(name);
    answer.then((found) => found === null && forget(), forget);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return answer;
  }

  return new Hono().get(
    '/events/:event/publication',
    describeRoute({
      summary:
        'PublicationView: notices in their days, totals of sealed polls. `?code=` is that of the notices, or of the stage.',
    }),
    limited,
    async (c) => {
      const event = await findEvent(deps.db, c.req.param('event'));
      if (event === null) return refuse(c, { code: 'unknown_event' });
      const code = c.req.query('code');
      const right = [noticeCode(deps.vault, event.id), event.displayCode];
      if (code !== undefined && !right.some((one) => isSame(code, one))) return refuse(c, { code: 'unknown_code' });
      const found = await look(event.id, code !== undefined);
      if (found === null) return refuse(c, { code: 'unknown_event' });
      c.header('etag', found.etag);
      c.header('cache-control', 'no-cache');
      if (c.req.header('if-none-match') === found.etag) return c.body(null, 304);
      return c.body(found.json, 200, { 'content-type': 'application/json; charset=utf-8' });
    },
  );
};

/** Hashes have one length, so neither the length nor the first wrong character shows in the time it takes. */
const isSame = (given: string, right: string): boolean => timingSafeEqual(digest(given), digest(right));
const digest = (text: string) => createHash('sha256').update(text).digest();
