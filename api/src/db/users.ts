/**
 * People of the desk: made here in one transaction, signed in by better-auth, which reads the same rows.
 *
 * A user and the password's hash are written together or not at all, and the first organizer is made in the very
 * transaction that spends the setup link: of two who race with one link, the second finds it gone.
 */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import { no, ok, type Result } from 'ballot-core';
import type { Me, Role } from '../desk-views.ts';
import { account, session, setupLinks, user } from './auth-schema.ts';
import type { Db } from './client.ts';

export interface NewUser {
  /** Lower case. */
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** As better-auth's `hashPassword` makes it. */
  readonly passwordHash: string;
}

export async function addUser(db: Db, person: NewUser): Promise<Result<void, 'username_taken'>> {
  return await db.transaction(async (tx) => {
    const id = randomUUID();
    const added = await tx
      .insert(user)
      .values({
        id,
        name: person.name,
        email: `${person.username}@gonglun.invalid`,
        username: person.username,
        role: person.role,
      })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (added.length === 0) return no('username_taken');
    await tx
      .insert(account)
      .values({ id: randomUUID(), accountId: id, providerId: 'credential', userId: id, password: person.passwordHash });
    return ok(undefined);
  });
}

export async function findUser(db: Db, username: string): Promise<Me | null> {
  const [found] = await db
    .select({ username: user.username, name: user.name, role: user.role })
    .from(user)
    .where(eq(user.username, username));
  return found ?? null;
}

export async function listUsers(db: Db): Promise<readonly Me[]> {
  return await db
    .select({ username: user.username, name: user.name, role: user.role })
    .from(user)
    .orderBy(asc(user.username));
}

export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.select({ id: user.id }).from(user).limit(1)).length > 0;
}

/** Called at each sign-in: when somebody worked here is nobody's business once the session is over. */
export async function forgetExpiredSessions(db: Db): Promise<void> {
  await db.delete(session).where(lte(session.expiresAt, sql`now()`));
}

/** Whether the session still stands: asked again and again while a stream is open. */
export async function sessionStands(db: Db, token: string): Promise<boolean> {
  const found = await db
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.token, token), gt(session.expiresAt, sql`now()`)));
  return found.length === 1;
}

/** Keeps a new link and forgets expired ones. */
export async function addSetupLink(db: Db, tokenHash: string, minutes: number): Promise<void> {
  await db.delete(setupLinks).where(lte(setupLinks.expiresAt, sql`now()`));
  await db.insert(setupLinks).values({ tokenHash, expiresAt: sql`now() + make_interval(mins => ${minutes})` });
}

/** Whether such a link could be spent: asked before a password is hashed, which costs a tenth of a second. */
export async function setupLinkStands(db: Db, tokenHash: string): Promise<boolean> {
  const found = await db
    .select({ tokenHash: setupLinks.tokenHash })
    .from(setupLinks)
    .where(and(eq(setupLinks.tokenHash, tokenHash), gt(setupLinks.expiresAt, sql`now()`)));
  return found.length === 1;
}

/** Spends the link and makes the first organizer, both or neither. A desk that has a user takes no link at all. */
export async function useSetupLink(
  db: Db,
  tokenHash: string,
  person: Omit<NewUser, 'role'>,
): Promise<Result<void, 'setup_link_invalid'>> {
  return await db.transaction(async (tx) => {
    // Two valid links (two processes) must not make two organizers either.
    await tx.execute(sql`lock table ${setupLinks} in exclusive mode`);
    const spent = await tx
      .delete(setupLinks)
      .where(and(eq(setupLinks.tokenHash, tokenHash), gt(setupLinks.expiresAt, sql`now()`)))
      .returning({ tokenHash: setupLinks.tokenHash });
    if (spent.length === 0 || (await hasUsers(tx))) return no('setup_link_invalid');
    const added = await addUser(tx, { ...person, role: 'organizer' });
    if (!added.ok) throw new Error('a desk without users has a user');
    await tx.delete(setupLinks);
    return ok(undefined);
  });
}
