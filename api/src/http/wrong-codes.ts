/**
 * Slows down guessing: so many wrong codes a minute from one address, then 429. Right codes are never counted.
 *
 * The limit is on wrong codes, not on requests: a whole meeting shares one address. And a right slip always passes,
 * however many wrong ones came before it, so one prankster cannot lock out a hall; a slip has 128 bits and cannot be
 * guessed anyhow. Passwords can, so at the login the address waits (`wait`). The address lives in this process's
 * memory for a minute and nowhere else.
 */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { refuse } from './guards.ts';

/** People over fifty type 26 characters in bad light: thirty wrong ones a minute in one hall are no attack. */
const WRONG_MAX = 30;
const WINDOW_S = 60;
/** The answers that say "wrong code": nothing there, not you, not allowed, gone. */
const WRONG: ReadonlySet<number> = new Set([401, 403, 404, 410]);

export function wrongCodes({
  max = WRONG_MAX,
  wait = false,
  wrong = WRONG,
}: {
  readonly max?: number;
  readonly wait?: boolean;
  readonly wrong?: ReadonlySet<number>;
} = {}): MiddlewareHandler {
  const limiter = new RateLimiterMemory({ points: max, duration: WINDOW_S });
  return async (c, next) => {
    const address = addressOf(c);
    if (wait && ((await limiter.get(address))?.remainingPoints ?? max) <= 0) {
      return refuse(c, { code: 'too_many_wrong_codes' });
    }
    await next();
    if (!wrong.has(c.res.status)) return undefined;
    const allowed = await limiter.consume(address).then(
      () => true,
      (over: unknown) => {
        if (over instanceof RateLimiterRes) return false;
        throw over;
      },
    );
    if (allowed) return undefined;
    c.res = undefined;
    c.res = refuse(c, { code: 'too_many_wrong_codes' });
    return undefined;
  };
}

function addressOf(c: Context): string {
  // Absent when the app is called without a socket.
  if (!(c.env as { readonly incoming?: unknown } | undefined)?.incoming) return 'no socket';
  return getConnInfo(c).remote.address ?? 'no socket';
}
