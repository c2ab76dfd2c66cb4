/**
 * What is written down about requests: for the desk, method, route pattern, status and duration; for everything that
 * voters and screens ask, nothing but a count.
 *
 * A line per ballot, even an empty one, would be a list of moments in the order of arrival, and that order is a list
 * of names. So the voter's side has no lines: no address, agent, body, URL, id or time.
 */
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { pino, type Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';

/** JSON lines on standard error; standard output belongs to what the operator reads. */
export function makeLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ fd: 2, sync: true }));
}

/** Enough to find the place. */
const FRAMES_MAX = 8;

const SPOKEN = /^\/api\/(desk|auth)(\/|$)/;
/** What the desk does at the door is the moment of somebody's coming or going, and the register has no times. */
const AT_THE_DOOR = /\/(door\/:slip|presence)$/;

export function logRequests(log: Logger, metrics: Registry): MiddlewareHandler {
  const counter = new Counter({
    name: 'gonglun_requests_total',
    help: 'Requests answered, by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [metrics],
  });
  return async (c, next) => {
    const started = performance.now();
    await next();
    // Without an index: the route that answered, not the last one that could have.
    const route = routePath(c);
    counter.inc({ method: c.req.method, route, status: c.res.status });
    if (!SPOKEN.test(route) || AT_THE_DOOR.test(route)) return;
    log.info({ method: c.req.method, route, status: c.res.status, ms: Math.round(performance.now() - started) });
  };
}

/** An error as it may be written down: its kind and its place in our code. The message could repeat what was sent. */
export function faultOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  return { error: error.name, ...code, stack: frames.slice(0, FRAMES_MAX).join('\n') };
}
