/**
 * One server for one data folder: two PostgreSQLs over the same files would destroy them.
 *
 * On Linux the lock is an abstract socket named after the folder. It vanishes with the process, however that ends, so
 * there is no stale lock to clean up. Elsewhere it is a file with a process id.
 */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EnvError } from '../env.ts';

/** Takes the folder or refuses with a sentence for the operator. Gives the function that lets go. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  return process.platform === 'linux' ? lockWithSocket(folder) : lockWithFile(folder);
}

function taken(folder: string): EnvError {
  return new EnvError(
    `Another Gonglun server is using the data folder ${folder}. Stop it first, or start this one with its own folder: GONGLUN_DATA=/another/folder`,
  );
}

async function lockWithSocket(folder: string): Promise<() => Promise<void>> {
  const name = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32);
  const server = createServer((caller) => caller.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? taken(folder) : error));
    server.listen(`\0gonglun-${name}`, resolve);
  });
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function lockWithFile(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'server.pid');
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAlive(Number(readFileSync(path, 'utf8')))) throw taken(folder);
    writeFileSync(path, String(process.pid));
  }
  return async () => rmSync(path, { force: true });
}

/** A zombie, dead but not yet collected by its new parent, is not alive: some containers never collect theirs. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    // "pid (name) state …"; the name may hold brackets and blanks.
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.startsWith('Z') === true;
  } catch {
    return false;
  }
}
