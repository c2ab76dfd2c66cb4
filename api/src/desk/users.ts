/**
 * People of the desk (会务、监票人、纪检): made by an organizer, named in the trail by their user name.
 */
import { hashPassword } from 'better-auth/crypto';
import type { Result } from 'ballot-core';
import { addUser } from '../db/users.ts';
import type { Deps } from '../deps.ts';
import type { Role } from '../desk-views.ts';

export interface NewPerson {
  /** Lower case. */
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

export async function makeUser(
  { db }: Pick<Deps, 'db'>,
  { username, name, role, password }: NewPerson,
): Promise<Result<void, 'username_taken'>> {
  return await addUser(db, { username, name, role, passwordHash: await hashPassword(password) });
}
