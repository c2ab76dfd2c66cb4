/**
 * Brings the database to the shape of this version, one server at a time.
 *
 * Works on PostgreSQL 15 and later. Several servers may start at once: the first takes an advisory lock, the others
 * wait and then find nothing to do.
 */
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as migrateWith } from 'drizzle-orm/postgres-js/migrator';
import type postgres from 'postgres';
import { pool } from './client.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../drizzle');
/** Any number that nothing else in this database locks: "gong" in ASCII. */
const LOCK = 0x676f6e67;

export async function migrate(url: string): Promise<void> {
  const sql = pool(url, { max: 1 });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await migrateWith(drizzle(sql), { migrationsFolder: MIGRATIONS, migrationsSchema: 'drizzle' });
  } finally {
    // Closing the session releases the lock, also after a failed migration.
    await sql.end();
  }
}

/** True when every migration of this version has run. */
export async function migrated(sql: postgres.Sql): Promise<boolean> {
  const last = readMigrationFiles({ migrationsFolder: MIGRATIONS }).at(-1);
  if (last === undefined) return true;
  const [row] = await sql<{ hash: string }[]>`
    select hash from drizzle.__drizzle_migrations order by created_at desc limit 1`;
  return row?.hash === last.hash;
}
