/**
 * Coming in by name: the code on the wall becomes a pass, a pass and a name become an admission. Safe to send again.
 *
 * Only the roll is behind these routes. Codes of the wall can't be guessed, and a hall in which an old one goes round must
 * not lock itself out; so only names and personal codes that fit nobody are counted as wrong.
 */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { EventId } from 'ballot-core';
import type { Deps } from '../deps.ts';
import { words } from '../desk/words.ts';
import { doorCodes } from '../door/codes.ts';
import { createSignIn } from '../door/sign-in.ts';
import { reads, refuse } from '../http/guards.ts';
import { wrongCodes } from '../http/wrong-codes.ts';

/** Longer than a slip typed with dashes and spaces. */
const SLIP_LENGTH_MAX = 64;
/** Longer than any token of ours. */
const TOKEN_LENGTH_MAX = 512;
/** With the spaces that people put into names. */
const NAME_LENGTH_MAX = 120;
const UNIT_LENGTH_MAX = 200;
const CODE_LENGTH_MAX = 32;

const DoorBody = z.object({ hall: z.string().max(TOKEN_LENGTH_MAX), slip: z.string().regex(/^[0-9a-f]{64}$/) });
const SignInBody = z.object({
  slip: z.string().max(SLIP_LENGTH_MAX),
  pass: z.string().max(TOKEN_LENGTH_MAX).optional(),
  entry: z
    .string()
    .regex(/^[0-9a-z]{1,32}$/)
    .optional(),
  name: words(NAME_LENGTH_MAX).optional(),
  unit: words(UNIT_LENGTH_MAX).optional(),
  code: z.string().max(CODE_LENGTH_MAX).optional(),
});

export const door = (deps: Deps) => {
  const codes = doorCodes(deps.vault);
  const signIn = createSignIn(deps, codes);
  return new Hono()
    .post(
      '/events/:event/door',
      describeRoute({ summary: "The wall's code, or a shared device's, for {pass}: ten minutes, for one slip." }),
      reads(DoorBody),
      async (c) => {
        const event = c.req.param('event') as EventId;
        const { hall, slip } = c.req.valid('json');
        if (!(await codes.opens(hall, event))) return refuse(c, { code: 'hall_code_invalid' });
        return c.json({ pass: await codes.pass(event, slip, Date.now()) }, 200);
      },
    )
    .post(
      '/events/:event/sign-ins',
      describeRoute({
        summary: '200 {group} for who is in, 202 {waiting} until the door has confirmed; asked again while waiting.',
      }),
      wrongCodes({ wrong: new Set([404]) }),
      reads(SignInBody),
      async (c) => {
        const done = await signIn(c.req.param('event') as EventId, c.req.valid('json'));
        if (!done.ok) return refuse(c, done.error);
        return 'group' in done.value ? c.json(done.value, 200) : c.json(done.value, 202);
      },
    );
};
