/**
 * Issuer keys: one RSA key for each (poll, group), so that a right to vote in one poll buys nothing in another.
 *
 * The private half is here only under the installation's key. The first key written for a (poll, group) stays: two
 * processes may make one each, and one of the two is thrown away before anybody has seen it.
 */
import { eq } from 'drizzle-orm';
import type { GroupId, IssuerKey, PollId } from 'ballot-core';
import type { Db } from './client.ts';
import { issuerKeys } from './schema.ts';

export interface SealedIssuerKey {
  readonly group: GroupId;
  /** SPKI DER. */
  readonly spki: Uint8Array;
  readonly sealedPrivateKey: Uint8Array;
}

/** True when this key is the one that stays. */
export async function addKey(db: Db, poll: PollId, key: SealedIssuerKey): Promise<boolean> {
  const added = await db
    .insert(issuerKeys)
    .values({ pollId: poll, groupId: key.group, spki: key.spki, sealedPrivateKey: key.sealedPrivateKey })
    .onConflictDoNothing()
    .returning({ group: issuerKeys.groupId });
  return added.length === 1;
}

/** In code-unit order of the groups' ids, whatever the database's collation: the list is hashed into a fingerprint. */
export async function keysOf(db: Db, poll: PollId): Promise<readonly SealedIssuerKey[]> {
  const rows = await db.select().from(issuerKeys).where(eq(issuerKeys.pollId, poll));
  return rows
    .map((row) => ({ group: row.groupId as GroupId, spki: row.spki, sealedPrivateKey: row.sealedPrivateKey }))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}

export const publicKeys = (keys: readonly SealedIssuerKey[]): readonly IssuerKey[] =>
  keys.map((key) => ({ group: key.group, spki: Buffer.from(key.spki).toString('base64url') }));
