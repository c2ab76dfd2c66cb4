/**
 * The server's private keys, in and out of the vault: PKCS #8 DER, each sealed for the one row it belongs to.
 *
 * Who makes keys (the desk) and who uses them (the urn) agree here and nowhere else, so a key that was sealed for one
 * poll can't be opened for another.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { EventId, GroupId, PollId } from 'ballot-core';
import type { Vault } from './vault.ts';

export interface SealedEventKey {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sealedPrivateKey: Uint8Array;
}

/** Signs receipts and records of one event. */
export function makeEventKey(vault: Vault, event: EventId): SealedEventKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  if (x === undefined) throw new Error('an Ed25519 key without x');
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  return {
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    sealedPrivateKey: vault.seal(new Uint8Array(pkcs8), eventPlace(event)),
  };
}

export const openEventKey = (vault: Vault, event: EventId, sealed: Uint8Array): KeyObject =>
  privateKeyOf(vault.open(sealed, eventPlace(event)));

export const sealIssuerKey = (vault: Vault, poll: PollId, group: GroupId, pkcs8: Uint8Array): Uint8Array =>
  vault.seal(pkcs8, issuerPlace(poll, group));

export const openIssuerKey = (vault: Vault, poll: PollId, group: GroupId, sealed: Uint8Array): KeyObject =>
  privateKeyOf(vault.open(sealed, issuerPlace(poll, group)));

const eventPlace = (event: EventId) => `events/${event}`;
const issuerPlace = (poll: PollId, group: GroupId) => `issuer_keys/${poll}/${group}`;

const privateKeyOf = (pkcs8: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
