/**
 * Personal codes (个人码) as the server keeps them: under a key that is not in the database.
 *
 * A code has 40 bits, so that it can be typed; its plain hash could be turned back in an afternoon. Who has the database
 * without the key can neither find a code nor put in one of their own.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { personalCodeHash } from 'ballot-core';
import type { Vault } from '../vault.ts';

/** What is kept of `personalCodeHash(entry, code)`, hex. */
export const codeMac = (vault: Vault, hash: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', vault.secret('personal-codes')).update(Buffer.from(hash, 'hex')).digest());

/** False where no code was made. */
export const isCodeOf = (vault: Vault, entry: string, kept: Uint8Array | null, code: string): boolean =>
  kept !== null && timingSafeEqual(codeMac(vault, personalCodeHash(entry, code)), kept);
