/**
 * Who is at the desk: sessions by better-auth, called in this process and never mounted as routes of its own.
 *
 * The cookie is httpOnly and same-site; it is marked Secure only when the request came over https, because a hall's
 * plain-HTTP network must work too. Neither the address nor the browser of a session is kept.
 */
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins/username';
import type { Context } from 'hono';
import { no, ok, type Result } from 'ballot-core';
import * as authSchema from '../db/auth-schema.ts';
import { findUser, forgetExpiredSessions } from '../db/users.ts';
import type { Deps } from '../deps.ts';
import type { Me, Role } from '../desk-views.ts';

export const PASSWORD_LENGTH_MIN = 10;
export const PASSWORD_LENGTH_MAX = 128;
export const USERNAME = /^[a-z0-9_.]{3,30}$/;
/** A working day; renewed while it is used. */
const SESSION_S = 12 * 60 * 60;
const RENEW_S = 60 * 60;

export interface SignedIn {
  readonly me: Me;
  readonly token: string;
  /** Set when the session was renewed by this request. */
  readonly cookies: readonly string[];
}

export interface Sessions {
  signIn(name: string, password: string): Promise<Result<SignedIn, 'wrong_password'>>;
  /** Null when nobody is signed in. */
  whoIs(headers: Headers): Promise<SignedIn | null>;
  /** Cookies that clear the browser's. Harmless when nobody is signed in. */
  signOut(headers: Headers): Promise<readonly string[]>;
}

export function makeSessions({ db, vault, log }: Pick<Deps, 'db' | 'vault' | 'log'>): Sessions {
  const auth = betterAuth({
    // Only used to build links in e-mails, of which there are none; fixed so that nothing is guessed from a request.
    baseURL: 'http://localhost',
    secret: Buffer.from(vault.secret('desk-session')).toString('base64url'),
    database: drizzleAdapter(db, { provider: 'pg', schema: authSchema }),
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: PASSWORD_LENGTH_MAX },
    user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
    session: { expiresIn: SESSION_S, updateAge: RENEW_S, cookieCache: { enabled: false } },
    plugins: [username({ displayUsername: false, usernameValidator: (name) => USERNAME.test(name.toLowerCase()) })],
    databaseHooks: {
      session: {
        create: { before: async (session) => ({ data: { ...session, ipAddress: null, userAgent: null } }) },
      },
    },
    advanced: { cookiePrefix: 'gonglun', useSecureCookies: false, ipAddress: { disableIpTracking: true } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      // Its warnings name what was typed at the login; only the fact of an error is ours to keep.
      log: (level) => (level === 'error' ? log.error('login failed') : undefined),
    },
  });

  return {
    async signIn(name, password) {
      try {
        const { headers, response } = await auth.api.signInUsername({
          body: { username: name, password },
          returnHeaders: true,
        });
        await forgetExpiredSessions(db);
        const me = await findUser(db, response.user.username);
        if (me === null) return no('wrong_password');
        return ok({ me, token: response.token, cookies: headers.getSetCookie() });
      } catch (error) {
        if (error instanceof APIError && error.statusCode < 500) return no('wrong_password');
        throw error;
      }
    },

    async whoIs(headers) {
      const { headers: answer, response } = await auth.api.getSession({ headers, returnHeaders: true });
      if (response === null) return null;
      const { user, session } = response;
      return {
        me: { username: user.username ?? '', name: user.name, role: user.role as Role },
        token: session.token,
        cookies: answer.getSetCookie(),
      };
    },

    async signOut(headers) {
      const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
      return answer.getSetCookie();
    },
  };
}

/** Passes the library's cookies on, as Secure ones when the browser came over https. */
export function setCookies(c: Context, cookies: readonly string[], secure: boolean): void {
  for (const cookie of cookies) c.header('set-cookie', secure ? `${cookie}; Secure` : cookie, { append: true });
}
