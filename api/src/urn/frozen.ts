/**
 * What can't change any more about a poll: definition, paper hash, keys. Read once, kept in memory.
 *
 * Private keys leave the vault once and stay as key objects. The poll's state is not here: it changes, and who needs it
 * asks the database.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  no,
  ok,
  type Definition,
  type EventId,
  type GroupId,
  type IssuerKey,
  type PollId,
  type Result,
} from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { keysOf, publicKeys } from '../db/keys.ts';
import { findPoll } from '../db/polls.ts';
import type { Deps } from '../deps.ts';
import { openEventKey, openIssuerKey } from '../keyring.ts';
import { importIssuer, type VerifyingKey } from './proofs.ts';

export interface FrozenPoll {
  readonly id: PollId;
  readonly event: EventId;
  readonly definition: Definition;
  readonly paperHash: string;
  /** 应到 of all groups. */
  readonly due: number;
  /** As published, sorted by group. */
  readonly keys: readonly IssuerKey[];
  readonly issuers: ReadonlyMap<GroupId, Issuer>;
  /** Ed25519: signs receipts and the record. */
  readonly eventKey: { readonly publicKey: string; readonly privateKey: KeyObject };
}

export interface Issuer {
  readonly verifier: VerifyingKey;
  /** Big-endian: a blinded message must be below it. */
  readonly modulus: Uint8Array;
  /** Opened at the first use. */
  privateKey(): KeyObject;
}

export type FindFrozen = (poll: string) => Promise<Result<FrozenPoll, 'unknown_poll' | 'keys_not_ready'>>;

/** Polls kept in memory; more only means reading again. */
const KEPT = 500;

export function createFrozen({ db, vault }: Pick<Deps, 'db' | 'vault'>): FindFrozen {
  const kept = new Map<string, FrozenPoll>();

  return async (poll) => {
    const known = kept.get(poll);
    if (known !== undefined) return ok(known);
    const row = await findPoll(db, poll);
    if (row === null || row.definition === null || row.paperHash === null) return no('unknown_poll');
    const [event, sealedKeys] = await Promise.all([findEvent(db, row.eventId), keysOf(db, row.id)]);
    if (event === null) return no('unknown_poll');
    const missing = row.definition.groups.some(({ id }) => !sealedKeys.some(({ group }) => group === id));
    if (missing) return no('keys_not_ready');

    const found: FrozenPoll = {
      id: row.id,
      event: event.id,
      definition: row.definition,
      paperHash: row.paperHash,
      due: row.definition.groups.reduce((sum, { due }) => sum + due, 0),
      keys: publicKeys(sealedKeys),
      issuers: new Map(
        await Promise.all(
          sealedKeys.map(async ({ group, spki, sealedPrivateKey }) => {
            const open = () => openIssuerKey(vault, row.id, group, sealedPrivateKey);
            return [group, await issuer(spki, open)] as const;
          }),
        ),
      ),
      eventKey: {
        publicKey: Buffer.from(event.publicKey).toString('base64url'),
        privateKey: openEventKey(vault, event.id, event.sealedPrivateKey),
      },
    };
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(poll, found);
    return ok(found);
  };
}

async function issuer(spki: Uint8Array, open: () => KeyObject): Promise<Issuer> {
  const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const { n } = publicKey.export({ format: 'jwk' });
  if (n === undefined) throw new Error('an issuer key that is not RSA');
  let opened: KeyObject | null = null;
  return {
    verifier: await importIssuer(spki),
    modulus: Buffer.from(n, 'base64url'),
    privateKey: () => (opened ??= open()),
  };
}
