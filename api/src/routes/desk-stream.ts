/**
 * /events/:event/stream: the desk's view, live.
 *
 * Whole snapshots, at most two a second, and only when something shows. A heartbeat each 15 seconds keeps proxies from
 * hanging up; with it the session is looked at again, so a stream ends with the sign-out.
 */
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { findEvent } from '../db/events.ts';
import { sessionStands } from '../db/users.ts';
import type { Deps } from '../deps.ts';
import { deskEvent } from '../desk/view.ts';
import type { Guard } from '../http/desk-guards.ts';
import { refuse } from '../http/guards.ts';

const SNAPSHOT_GAP_MS = 500;
const HEARTBEAT_MS = 15_000;

export const deskStream = (deps: Deps, may: Guard) =>
  new Hono().get('/events/:event/stream', may('read'), async (c) => {
    const { db, hub, log } = deps;
    const id = c.req.param('event');
    const found = await findEvent(db, id);
    if (found === null) return refuse(c, { code: 'unknown_event' });
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      const bell = makeBell();
      const deaf = hub.listen((event) => (event === null || event === id ? bell.ring() : undefined));
      stream.onAbort(bell.ring);
      try {
        let shown = '';
        while (!stream.aborted) {
          const event = await findEvent(db, id);
          if (event === null) return;
          const snapshot = JSON.stringify(await deskEvent(deps, event));
          if (snapshot !== shown) await stream.writeSSE({ event: 'snapshot', data: snapshot });
          shown = snapshot;
          await stream.sleep(SNAPSHOT_GAP_MS);
          while (!stream.aborted && !(await bell.rung(HEARTBEAT_MS))) {
            if (!(await sessionStands(db, c.var.sessionToken))) return;
            await stream.writeSSE({ event: 'heartbeat', data: '1' });
          }
        }
      } catch (error) {
        // The browser connects again by itself; the reason is for the operator, not for the browser.
        log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'a desk stream ended');
      } finally {
        deaf();
      }
    });
  });

/** Rings once for any number of pulls, and remembers a pull that came while nobody was waiting. */
function makeBell() {
  let pulled = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      pulled = true;
      wake?.();
    },
    /** True as soon as somebody rings, false after `ms`. */
    async rung(ms: number): Promise<boolean> {
      if (!pulled) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, ms).unref();
        });
        clearTimeout(timer);
        wake = null;
      }
      const answer = pulled;
      pulled = false;
      return answer;
    },
  };
}
