/** /users: who works at the desk. Organizers only. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { listUsers } from '../db/users.ts';
import type { Deps } from '../deps.ts';
import { makeUser } from '../desk/users.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, USERNAME } from '../http/session.ts';

const NAME_LENGTH_MAX = 60;

export const PersonFields = {
  username: z.string().trim().toLowerCase().regex(USERNAME),
  name: words(NAME_LENGTH_MAX).min(1),
  password: z.string().min(PASSWORD_LENGTH_MIN).max(PASSWORD_LENGTH_MAX),
};
const NewUser = z.object({ ...PersonFields, role: z.enum(['organizer', 'clerk', 'teller', 'observer']) });

export const deskUsers = (deps: Deps, may: Guard) =>
  new Hono()
    .get(
      '/users',
      describeRoute({ summary: 'Me[]: who works at the desk. Organizers only.' }),
      may('manage_users'),
      async (c) => c.json(await listUsers(deps.db), 200),
    )
    .post(
      '/users',
      describeRoute({ summary: 'Makes an organizer, clerk, teller or observer.' }),
      may('manage_users'),
      reads(NewUser),
      async (c) => {
        const made = await makeUser(deps, c.req.valid('json'));
        return made.ok ? c.json({}, 201) : refuse(c, { code: made.error });
      },
    );
