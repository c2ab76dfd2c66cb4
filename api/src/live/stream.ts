/**
 * Snapshots over Server-Sent Events, for stage and desk. Phones never subscribe; they ask for the event's state.
 *
 * A slow screen gets the newest picture when it is ready for one and never a queue of old ones. A heartbeat keeps
 * proxies from closing a quiet line; it is an event, because a page can't hear a comment and would take the quiet for a
 * break. No error handler is given to `streamSSE`: it would send the message to the browser.
 */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { EventId } from 'ballot-core';
import type { Snapshots } from './snapshots.ts';

const HEARTBEAT_MS = 15_000;

/**
 * `stands` is asked before each word: the stream ends when whoever opened it may not look any more. `ended` is called
 * once, when nothing more is sent.
 */
export function streamSnapshots(
  c: Context,
  snapshots: Snapshots,
  event: EventId,
  stands: () => Promise<boolean> = async () => true,
  ended: () => void = () => undefined,
): Response {
  const response = streamSSE(c, async (stream) => {
    let latest: string | null = null;
    let wake: () => void = () => undefined;
    const unfollow = snapshots.follow(event, (json) => {
      latest = json;
      wake();
    });
    stream.onAbort(() => {
      unfollow();
      wake();
    });
    try {
      while (!stream.aborted && !stream.closed) {
        if (latest === null) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, HEARTBEAT_MS);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        if (stream.aborted || !(await stands())) return;
        const json: string | null = latest;
        latest = null;
        if (json === null) await stream.writeSSE({ event: 'heartbeat', data: 'still here' });
        else await stream.writeSSE({ event: 'snapshot', data: json });
      }
    } finally {
      unfollow();
      ended();
    }
  });
  // After `streamSSE`, which has words of its own for these.
  response.headers.set('cache-control', 'no-store');
  response.headers.set('x-accel-buffering', 'no');
  return response;
}
