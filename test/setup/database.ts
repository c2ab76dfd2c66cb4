/**
 * A migrated, empty database for one test file; dropped when the file is done.
 *
 * Call it at the top of the file: `const database = await freshDatabase();`
 */
import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { pool } from '../../api/src/db/client.ts';
import { named } from './postgres.ts';

export interface TestDatabase {
  readonly url: string;
}

export async function freshDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await admin(url, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  afterAll(() => admin(url, (sql) => sql`drop database if exists ${sql(name)} with (force)`));
  return { url: named(url, name) };
}

async function admin(url: string, act: (sql: ReturnType<typeof pool>) => Promise<unknown>): Promise<void> {
  const sql = pool(url, { max: 1 });
  try {
    await act(sql);
  } finally {
    await sql.end();
  }
}
