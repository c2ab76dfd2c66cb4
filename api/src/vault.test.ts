import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openVault, vaultWith } from './vault.ts';

const folder = await mkdtemp(join(tmpdir(), 'gonglun-vault-'));
afterAll(() => rm(folder, { recursive: true }));
const secret = new TextEncoder().encode('a private key');

describe('the vault', () => {
  test('gives back what was sealed, in the same context only', () => {
    const vault = vaultWith(new Uint8Array(32).fill(1));
    const sealed = vault.seal(secret, 'issuer_keys/a');
    expect(vault.open(sealed, 'issuer_keys/a')).toEqual(secret);
    expect(() => vault.open(sealed, 'issuer_keys/b')).toThrow();
  });

  test('never seals the same bytes to the same bytes', () => {
    const vault = vaultWith(new Uint8Array(32).fill(1));
    expect(vault.seal(secret, '')).not.toEqual(vault.seal(secret, ''));
  });

  test('opens nothing with another key', () => {
    const sealed = vaultWith(new Uint8Array(32).fill(1)).seal(secret, '');
    expect(() => vaultWith(new Uint8Array(32).fill(2)).open(sealed, '')).toThrow();
  });

  test('notices any changed byte', () => {
    const vault = vaultWith(new Uint8Array(32).fill(1));
    const sealed = vault.seal(secret, '');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(() => vault.open(changed, '')).toThrow();
    }
  });

  test('makes its key file once, for its owner only', async () => {
    const dataDir = join(folder, 'data');
    const vaults = await Promise.all([1, 2, 3].map(() => openVault({ key: null, dataDir })));
    const sealed = vaults[0]?.seal(secret, '') ?? new Uint8Array();
    for (const vault of vaults) expect(vault.open(sealed, '')).toEqual(secret);
    expect((await stat(join(dataDir, 'key'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dataDir, 'key'), 'utf8')).length).toBe(43);
  });
});
