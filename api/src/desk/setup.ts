/**
 * The one-time link that makes the first organizer (首次设置).
 *
 * It exists only while the desk has no user: 128 random bits, shown once on the operator's terminal, good for half an
 * hour and for one person. The database keeps the hash, so several processes take each other's links and a reader of
 * the database can't use one.
 */
import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { no, type Result } from 'ballot-core';
import { addSetupLink, hasUsers, setupLinkStands, useSetupLink } from '../db/users.ts';
import type { Deps } from '../deps.ts';
import type { NewPerson } from './users.ts';

const TOKEN_BYTES = 16;
const MINUTES = 30;

/** A new link under `base`, or null when the desk has users already. */
export async function setupLink({ db }: Pick<Deps, 'db'>, base: string): Promise<string | null> {
  if (await hasUsers(db)) return null;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await addSetupLink(db, hashOf(token), MINUTES);
  return `${base}/desk/setup#${token}`;
}

/** Makes the first organizer. Of two who race with one link, or with two links, one succeeds. */
export async function setUp(
  { db }: Pick<Deps, 'db'>,
  token: string,
  person: Omit<NewPerson, 'role'>,
): Promise<Result<void, 'setup_link_invalid'>> {
  const { username, name, password } = person;
  const tokenHash = hashOf(token);
  if (!(await setupLinkStands(db, tokenHash))) return no('setup_link_invalid');
  return await useSetupLink(db, tokenHash, { username, name, passwordHash: await hashPassword(password) });
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
