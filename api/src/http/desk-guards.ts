/**
 * What stands before every desk route: the request comes from our own pages, from somebody signed in, whose role may.
 *
 * An unsafe request needs `application/json`, which a foreign page can't send without asking first, and an Origin of
 * this very host where the browser names one. A cookie alone is never enough.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { type DeskAct, mayDo } from '../desk/acts.ts';
import type { RequestAddress } from '../desk/address.ts';
import type { Me } from '../desk-views.ts';
import { refuse } from './guards.ts';
import { setCookies, type Sessions } from './session.ts';

const SAFE = new Set(['GET', 'HEAD']);

/** Refuses `wrong_origin` and `not_json` on unsafe methods. `publicUrl` is ours too, whatever a proxy makes of `Host`. */
export function ownPagesOnly(publicUrl: string | null): MiddlewareHandler {
  return async (c, next) => {
    if (SAFE.has(c.req.method)) return next();
    const origin = c.req.header('origin');
    if (origin !== undefined && !isOwn(origin, c.req.header('host'), publicUrl)) {
      return refuse(c, { code: 'wrong_origin' });
    }
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) return refuse(c, { code: 'not_json' });
    return next();
  };
}

export interface AtDesk {
  readonly Variables: { readonly me: Me; readonly sessionToken: string };
}

/** Refuses `not_signed_in` and `wrong_role`; otherwise the handler finds who it is in `c.var.me`. */
export const guardWith = (sessions: Sessions, publicUrl: string | null) => (act: DeskAct) =>
  createMiddleware<AtDesk>(async (c, next) => {
    const signedIn = await sessions.whoIs(c.req.raw.headers);
    if (signedIn === null) return refuse(c, { code: 'not_signed_in' });
    if (!mayDo(signedIn.me.role, act)) return refuse(c, { code: 'wrong_role' });
    c.set('me', signedIn.me);
    c.set('sessionToken', signedIn.token);
    setCookies(c, signedIn.cookies, cameSecurely(c, publicUrl));
    return next();
  });

export type Guard = ReturnType<typeof guardWith>;

/** For cookies only: a forged header makes the forger's own cookie stricter, nothing else. */
export function cameSecurely(c: Context, publicUrl: string | null): boolean {
  const origin = c.req.header('origin') ?? publicUrl;
  return origin?.startsWith('https:') === true || c.req.header('x-forwarded-proto') === 'https';
}

export const requestAddress = (c: Context): RequestAddress => ({
  origin: c.req.header('origin'),
  host: c.req.header('host'),
  forwardedProto: c.req.header('x-forwarded-proto'),
});

function isOwn(origin: string, host: string | undefined, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const named = new URL(origin);
  // Host without scheme: behind a proxy that ends TLS the page is https and this request is not.
  return named.host === host?.toLowerCase() || (publicUrl !== null && named.origin === new URL(publicUrl).origin);
}
