/** The process as an operator meets it: starting, being told no, going down. */
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isAlive } from '../api/src/db/folder-lock.ts';
import { freshDatabase } from './setup/database.ts';
import { dataFolder, spawnApi } from './setup/server.ts';

const database = await freshDatabase();

describe('the server process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'goes down in order on %s: exit 0, and PostgreSQL with it',
    async (signal) => {
      const folder = await dataFolder();
      const server = await spawnApi({ GONGLUN_DATA: folder });
      const pid = Number.parseInt(await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8'), 10);
      expect(isAlive(pid)).toBe(true);
      expect(await server.end(signal)).toBe(0);
      expect(isAlive(pid)).toBe(false);
    },
  );

  test('that is told to stop again and again while it stops still exits 0', async () => {
    const server = await spawnApi({ GONGLUN_DATA: await dataFolder() });
    void server.end('SIGINT');
    void server.end('SIGTERM');
    expect(await server.end('SIGINT')).toBe(0);
  });

  test('says which port is taken, and leaves', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const start = spawnApi({ GONGLUN_DATA: await dataFolder(), DATABASE_URL: database.url, PORT: String(port) });
    await expect(start).rejects.toThrow(new RegExp(`ended with 1:\\s+Port ${port} is in use`));
    other.close();
  });

  test('refuses to share its folder with a second server, and says what to do', async () => {
    const folder = await dataFolder();
    const first = await spawnApi({ GONGLUN_DATA: folder });
    await expect(spawnApi({ GONGLUN_DATA: folder })).rejects.toThrow(
      /ended with 1:\s+Another Gonglun server is using the data folder/,
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
  });

  test.each([
    [{ PORT: 'eighty' }, 'PORT must be a port number'],
    [{ DATABASE_URL: 'mysql://somebody:secret@elsewhere/x' }, 'DATABASE_URL must be an address'],
    [{ GONGLUN_KEY: 'short' }, 'GONGLUN_KEY must be 32 bytes'],
  ])('names a setting that cannot be used: %o', async (variables, sentence) => {
    const start = spawnApi({ GONGLUN_DATA: await dataFolder(), ...variables });
    await expect(start).rejects.toThrow(sentence);
    await expect(start).rejects.not.toThrow('secret');
  });
});
