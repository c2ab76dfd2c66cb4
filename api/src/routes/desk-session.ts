/**
 * /setup, /session, /me: the way to the desk and back.
 *
 * Wrong passwords are counted by user name as well as by address, each attempt before it is looked at, so guesses sent
 * at once are counted like guesses sent in a row. The counts live in this process's memory for a minute.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { z } from 'zod';
import { setUp } from '../desk/setup.ts';
import type { Deps } from '../deps.ts';
import { cameSecurely, type Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';
import { setCookies, type Sessions } from '../http/session.ts';
import { wrongCodes } from '../http/wrong-codes.ts';
import { PersonFields } from './desk-users.ts';

/** For one user name: a person mistypes twice; a machine would need centuries for ten characters. */
const ATTEMPTS_MAX = 5;
const WINDOW_S = 60;
/** Each costs a tenth of a second of one core; a flood of guesses must not take the server from those who vote. */
const CHECKED_AT_ONCE_MAX = 8;

const Login = z.object({ username: z.string().trim().toLowerCase().max(64), password: z.string().max(256) });
const Setup = z.object({ token: z.string().max(64), ...PersonFields });

export const deskSession = (deps: Deps, sessions: Sessions, may: Guard) => {
  const { publicUrl } = deps.env;
  let checking = 0;
  const attempts = new RateLimiterMemory({ points: ATTEMPTS_MAX, duration: WINDOW_S });
  return new Hono()
    .post(
      '/setup',
      describeRoute({ summary: 'The one-time link makes the first organizer and signs them in. Answers Me.' }),
      wrongCodes({ wait: true }),
      reads(Setup),
      async (c) => {
        const { token, ...person } = c.req.valid('json');
        const made = await setUp(deps, token, person);
        if (!made.ok) return refuse(c, { code: made.error });
        const signedIn = await sessions.signIn(person.username, person.password);
        if (!signedIn.ok) throw new Error('the first organizer cannot sign in');
        setCookies(c, signedIn.value.cookies, cameSecurely(c, publicUrl));
        return c.json(signedIn.value.me, 201);
      },
    )
    .post(
      '/session',
      describeRoute({ summary: 'Signs in with user name and password; a cookie keeps the session. Answers Me.' }),
      wrongCodes({ wait: true }),
      reads(Login),
      async (c) => {
        const { username, password } = c.req.valid('json');
        if (checking >= CHECKED_AT_ONCE_MAX) return refuse(c, { code: 'busy' });
        if (!(await allowed(attempts, username))) return refuse(c, { code: 'too_many_wrong_codes' });
        checking += 1;
        const signedIn = await sessions.signIn(username, password).finally(() => (checking -= 1));
        if (!signedIn.ok) return refuse(c, { code: signedIn.error });
        await attempts.delete(username);
        setCookies(c, signedIn.value.cookies, cameSecurely(c, publicUrl));
        return c.json(signedIn.value.me, 200);
      },
    )
    .delete('/session', describeRoute({ summary: 'Signs out. Harmless when nobody is signed in.' }), async (c) => {
      setCookies(c, await sessions.signOut(c.req.raw.headers), cameSecurely(c, publicUrl));
      return c.json({}, 200);
    })
    .get('/me', describeRoute({ summary: 'Me: who is signed in.' }), may('read'), (c) => c.json(c.var.me, 200));
};

async function allowed(attempts: RateLimiterMemory, username: string): Promise<boolean> {
  try {
    await attempts.consume(username);
    return true;
  } catch (over) {
    if (over instanceof RateLimiterRes) return false;
    throw over;
  }
}
