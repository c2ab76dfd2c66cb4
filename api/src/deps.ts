/**
 * What a route may use. Made once in `main.ts` (or by a test) and handed down; nothing reaches for a global.
 */
import type { Logger } from 'pino';
import type postgres from 'postgres';
import type { Db } from './db/client.ts';
import type { Env } from './env.ts';
import type { Hub } from './live/hub.ts';
import type { Urn } from './urn/urn.ts';
import type { Vault } from './vault.ts';

export interface Deps {
  readonly sql: postgres.Sql;
  readonly db: Db;
  readonly env: Env;
  readonly vault: Vault;
  readonly log: Logger;
  readonly hub: Hub;
  readonly urn: Urn;
}
