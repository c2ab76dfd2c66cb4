/**
 * Keeps private keys closed at rest: AES-256-GCM under the installation's key, which is never in the database.
 *
 * A stolen dump alone therefore opens no issuer key and signs no record. Wire format of a sealed value:
 * one version byte (1), 12 bytes nonce, 16 bytes tag, ciphertext. The context is authenticated but not stored, so a
 * value that was sealed for one row does not open in another.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Env, EnvError } from './env.ts';

export interface Vault {
  /** `context` names the place of the value, e.g. `issuer_keys/<poll>/<group>`. */
  seal(bytes: Uint8Array, context: string): Uint8Array;
  /** Throws when the key or the context is another one, or a bit has changed. */
  open(sealed: Uint8Array, context: string): Uint8Array;
  /** 32 bytes that only this installation knows, the same for the same purpose; signs the desk's cookies. */
  secret(purpose: string): Uint8Array;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** A vault with the key from the settings, or from `key` in the data folder, which is made on the first start. */
export async function openVault(env: Pick<Env, 'key' | 'dataDir'>): Promise<Vault> {
  return vaultWith(env.key ?? (await keyFile(env.dataDir)));
}

export function vaultWith(key: Uint8Array): Vault {
  return {
    seal(bytes, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context, 'utf8'));
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]));
    },
    open(sealed, context) {
      if (sealed[0] !== VERSION) throw new Error('vault: unknown version of a sealed value');
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const tag = sealed.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context, 'utf8'));
      decipher.setAuthTag(tag);
      const body = sealed.subarray(1 + NONCE_BYTES + TAG_BYTES);
      return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]));
    },
    secret: (purpose) => new Uint8Array(hkdfSync('sha256', key, '', `gonglun/secret/${purpose}`, KEY_BYTES)),
  };
}

async function keyFile(dataDir: string): Promise<Uint8Array> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const path = join(dataDir, 'key');
  const kept = await readIfThere(path);
  if (kept !== null) return kept;
  // Written aside and linked into place, so that a crash never leaves half a key and two starts never make two.
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'w', 0o600);
  await file.writeFile(randomBytes(KEY_BYTES).toString('base64url'));
  await file.sync();
  await file.close();
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  const made = await readIfThere(path);
  if (made === null) throw new Error(`vault: ${path} vanished while it was made`);
  return made;
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== KEY_BYTES)
    throw new EnvError(`${path} does not hold a key of 32 bytes. Restore it from a backup.`);
  return new Uint8Array(key);
}
