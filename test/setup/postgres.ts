/**
 * One PostgreSQL for a run: the embedded server in a temporary folder, or TEST_DATABASE_URL. Every migration runs once,
 * on a template; each test file gets a clone of it (`database.ts`), so no file sees another one's rows.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pool } from '../../api/src/db/client.ts';
import { startEmbedded } from '../../api/src/db/embedded.ts';
import { migrate } from '../../api/src/db/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a database in which others may be made, and the name of the migrated template. */
    readonly postgres: { readonly url: string; readonly template: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const template = `gonglun_template_${randomBytes(4).toString('hex')}`;
  const sql = pool(server.url, { max: 1 });
  await sql`create database ${sql(template)}`;
  await migrate(named(server.url, template));
  project.provide('postgres', { url: server.url, template });
  return async () => {
    await sql`drop database ${sql(template)} with (force)`;
    await sql.end();
    await server.stop();
  };
}

async function startServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'gonglun-test-'));
  await chmod(folder, 0o711);
  const embedded = await startEmbedded(folder, (reason) => {
    throw reason;
  });
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The same server, another database. */
export function named(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
