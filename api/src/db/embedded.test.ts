import { chmod, lstat, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { connect } from './client.ts';
import { startEmbedded } from './embedded.ts';
import { isAlive } from './folder-lock.ts';
import { spawnOrphan } from '../../../test/setup/orphan.ts';

const folder = await mkdtemp(join(tmpdir(), 'gonglun-embedded-'));
await chmod(folder, 0o711);
afterAll(() => rm(folder, { recursive: true, force: true }));

const WAIT = { timeout: 20_000, interval: 50 };

/** Stopped at the end of the test also when the test fails; stopping twice does no harm. */
async function started() {
  const server = await startEmbedded(folder, (reason) => console.error(reason));
  onTestFinished(server.stop);
  return server;
}

describe('the embedded PostgreSQL', () => {
  test('starts in an empty folder, keeps its rows over a restart, and leaves no process behind', async () => {
    const first = await started();
    const pid = first.pid();
    await within(first.url, (sql) => sql`create table kept as select 7 as seven`);
    await first.stop();
    expect(isAlive(pid)).toBe(false);

    const second = await started();
    expect(await within(second.url, (sql) => sql`select seven from kept`)).toEqual([{ seven: 7 }]);
    await second.stop();
  });

  test('keeps what is acknowledged and forgets who asked: the settings are pinned', async () => {
    const server = await started();
    const rows = await within(server.url, (sql) => sql`select name, setting from pg_settings`);
    await server.stop();
    const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    expect(settings).toMatchObject({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      track_commit_timestamp: 'off',
      log_statement: 'none',
      log_duration: 'off',
      log_min_duration_statement: '-1',
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
      log_parameter_max_length: '0',
      log_parameter_max_length_on_error: '0',
      log_disconnections: 'off',
      archive_mode: 'off',
      listen_addresses: '',
      unix_socket_permissions: '0700',
    });
    expect(settings.log_line_prefix).not.toMatch(/%[hrutmna]/);
  });

  test('refuses a second server on the same folder, with a sentence', async () => {
    const server = await started();
    await expect(started()).rejects.toThrow(/Another Gonglun server is using the data folder/);
    expect(await within(server.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('is started again when it is killed, and the pool finds it', async () => {
    const server = await started();
    const { sql, end } = connect(server.url, { max: 2 });
    await sql`create table acknowledged as select 1 as n`;
    const killed = server.pid();
    process.kill(killed, 'SIGKILL');
    await vi.waitFor(() => expect(server.pid()).not.toBe(killed), WAIT);
    // The pool may report a broken connection before it has a new one.
    const rows = await vi.waitFor(() => sql`select n from acknowledged`, WAIT);
    expect(rows).toEqual([{ n: 1 }]);
    await end();
    await server.stop();
  });

  test('that outlived its own server is stopped and replaced by the next start', async () => {
    const orphan = await spawnOrphan(folder);
    expect(isAlive(orphan)).toBe(true);
    const server = await started();
    expect(isAlive(orphan)).toBe(false);
    expect(await within(server.url, (sql) => sql`select seven from kept`)).toEqual([{ seven: 7 }]);
    await server.stop();
  });

  test('that was killed together with its server recovers at the next start', async () => {
    const orphan = await spawnOrphan(folder);
    process.kill(orphan, 'SIGKILL');
    const server = await started();
    expect(await within(server.url, (sql) => sql`select n from acknowledged`)).toEqual([{ n: 1 }]);
    await server.stop();
  });

  test('is readable by its own user only, and writes nothing to its log', async () => {
    expect((await stat(join(folder, 'postgres'))).mode & 0o077).toBe(0);
    expect((await lstat(join(folder, 'postgres.log'))).mode & 0o077).toBe(0);
    expect(await readFile(join(folder, 'postgres.log'), 'utf8')).toBe('');
  });
});

async function within<T>(url: string, act: (sql: ReturnType<typeof connect>['sql']) => Promise<T>): Promise<T> {
  const { sql, end } = connect(url, { max: 1 });
  try {
    return await act(sql);
  } finally {
    await end();
  }
}
