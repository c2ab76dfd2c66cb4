/**
 * Makes the issuer keys of frozen polls in the background, one at a time.
 *
 * A key takes up to a second of one core, so keys of all polls stand in one line of this process and never take two
 * cores from a meeting that is voting. Several processes may make the same key: the first one written stays.
 */
import { createHash } from 'node:crypto';
import { canonicalize } from 'ballot-core';
import { lockEvent } from '../db/events.ts';
import { addKey, keysOf, publicKeys, type SealedIssuerKey } from '../db/keys.ts';
import { findPoll, pollsLackingKeys, type PollRow } from '../db/polls.ts';
import { addTrail, SYSTEM } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import { makeIssuerKey } from '../issuer.ts';
import { sealIssuerKey } from '../keyring.ts';

type KeyDeps = Pick<Deps, 'db' | 'vault' | 'hub' | 'log'>;

let line: Promise<void> = Promise.resolve();

/** Puts the poll into the line and answers at once. Safe to repeat: a poll with all its keys costs one look. */
export function makeKeys(deps: KeyDeps, poll: string): void {
  line = line.then(async () => {
    try {
      await makeMissing(deps, poll);
    } catch (error) {
      // The database is away or the server stops: `resumeKeys`, or the next freeze or opening, tries again.
      deps.log.error({ poll, error: error instanceof Error ? error.name : 'unknown' }, 'issuer keys were not made');
    }
  });
}

/** After a start: finishes what a stop has cut short. */
export async function resumeKeys(deps: KeyDeps): Promise<void> {
  for (const poll of await pollsLackingKeys(deps.db)) makeKeys(deps, poll);
}

/** Resolves when the line is empty. */
export async function keysSettled(): Promise<void> {
  let seen: Promise<void>;
  do {
    seen = line;
    await seen;
  } while (seen !== line);
}

async function makeMissing({ db, vault, hub }: KeyDeps, id: string): Promise<void> {
  const poll = await findPoll(db, id);
  if (poll === null || poll.definition === null || poll.state !== 'frozen') return;
  const made = new Set((await keysOf(db, poll.id)).map((key) => key.group));
  for (const { id: group } of poll.definition.groups) {
    if (made.has(group)) continue;
    const { spki, pkcs8 } = await makeIssuerKey();
    await keepKey(db, poll, { group, spki, sealedPrivateKey: sealIssuerKey(vault, poll.id, group, pkcs8) });
  }
  hub.tell(poll.eventId, 'state');
}

/** Whoever writes the last key of a poll also writes the trail; a process that lost the race to another stays silent. */
async function keepKey(db: Deps['db'], poll: PollRow, key: SealedIssuerKey): Promise<void> {
  await db.transaction(async (tx) => {
    await lockEvent(tx, poll.eventId);
    if (!(await addKey(tx, poll.id, key))) return;
    const keys = publicKeys(await keysOf(tx, poll.id));
    if (keys.length !== poll.definition?.groups.length) return;
    const sha256 = createHash('sha256').update(canonicalize(keys)).digest('hex');
    const detail = { keys: keys.length, sha256 };
    await addTrail(tx, { event: poll.eventId, poll: poll.id, actor: SYSTEM, act: 'keys_made', detail });
  });
}
