import { sign, verify, createPublicKey } from 'node:crypto';
import type { EventId, GroupId, PollId } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { makeIssuerKey } from './issuer.ts';
import { makeEventKey, openEventKey, openIssuerKey, sealIssuerKey } from './keyring.ts';
import { vaultWith } from './vault.ts';

const vault = vaultWith(new Uint8Array(32).fill(7));
const event = 'e1' as EventId;
const [poll, other] = ['p1' as PollId, 'p2' as PollId];
const group = 'g1' as GroupId;

describe('the keyring', () => {
  test('an event key signs for the public half that is published', () => {
    const made = makeEventKey(vault, event);
    const key = openEventKey(vault, event, made.sealedPrivateKey);
    const message = Buffer.from('a record');
    expect(made.publicKey).toHaveLength(32);
    expect(createPublicKey(key).export({ format: 'jwk' }).x).toBe(Buffer.from(made.publicKey).toString('base64url'));
    expect(verify(null, message, createPublicKey(key), sign(null, message, key))).toBe(true);
  });

  test('an issuer key sealed for one poll does not open for another, nor for another group', async () => {
    const { pkcs8 } = await makeIssuerKey();
    const sealed = sealIssuerKey(vault, poll, group, pkcs8);
    expect(openIssuerKey(vault, poll, group, sealed).asymmetricKeyType).toBe('rsa');
    expect(() => openIssuerKey(vault, other, group, sealed)).toThrow();
    expect(() => openIssuerKey(vault, poll, 'g2' as GroupId, sealed)).toThrow();
  });

  test('nothing opens with the key of another installation', () => {
    const made = makeEventKey(vault, event);
    expect(() => openEventKey(vaultWith(new Uint8Array(32).fill(8)), event, made.sealedPrivateKey)).toThrow();
  });
});
