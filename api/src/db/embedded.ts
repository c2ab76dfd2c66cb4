/**
 * The real PostgreSQL 18 from npm, run as a child: made on the first start, kept running, stopped with the server.
 *
 * The package's own class is not used: it starts the server without waiting for recovery, stops it on a signal of its
 * own, and knows neither orphans nor restarts. Only its binaries are. Reached through a Unix socket in a folder that
 * only the server's user (and root) can enter, so there is no password and no port.
 */
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pool } from './client.ts';
import { EnvError } from '../env.ts';
import { give, initialise, start, stopChild, stopOrphan } from './embedded-cluster.ts';
import { findHome, type Home } from './embedded-home.ts';
import { lockFolder } from './folder-lock.ts';

export interface Embedded {
  /** Address of the database `gonglun`. */
  readonly url: string;
  /** The postmaster's process id at the moment. */
  pid(): number;
  /** Fast shutdown, awaited; then the folder is free. */
  stop(): Promise<void>;
}

/** Restarts within this window before we give up and say so. Each takes a second or two, so this is half the time. */
const RESTARTS_MAX = 30;
const RESTARTS_WINDOW_MS = 60_000;
/** The system's limit on the path of a Unix socket is 108 bytes, 104 on macOS. */
const SOCKET_PATH_MAX = 100;

/** Starts the server of this data folder. `lost` is called when it keeps dying and is given up. */
export async function startEmbedded(dataDir: string, lost: (reason: Error) => void): Promise<Embedded> {
  const home = await findHome(dataDir);
  const unlock = await lockFolder(dataDir);
  let child: ChildProcess | null = null;
  try {
    const sockets = await socketFolder(home);
    await stopOrphan(home);
    await initialise(home);
    child = await start(home, sockets);
    await createDatabase(address(sockets, 'postgres'));
    const server = keepRunning(child, () => start(home, sockets), lost);
    let stopped: Promise<void> | null = null;
    return {
      url: address(sockets, 'gonglun'),
      pid: server.pid,
      stop() {
        stopped ??= (async () => {
          await server.stop();
          await rm(sockets, { recursive: true, force: true });
          await unlock();
        })();
        return stopped;
      },
    };
  } catch (error) {
    if (child !== null) await stopChild(child);
    await unlock();
    throw error;
  }
}

/** Starts it again whenever it ends by itself or is killed; the pool reconnects by itself. */
function keepRunning(first: ChildProcess, again: () => Promise<ChildProcess>, lost: (reason: Error) => void) {
  let child = first;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let restarts: readonly number[] = [];
  const watch = (): void => {
    child.once('exit', () => {
      if (stopping) return;
      const now = performance.now();
      restarts = [...restarts.filter((moment) => now - moment < RESTARTS_WINDOW_MS), now];
      if (restarts.length > RESTARTS_MAX) return lost(new EnvError('PostgreSQL keeps stopping. Is the disk full?'));
      restarting = again().then((next) => {
        child = next;
        watch();
      });
      restarting.catch(lost);
    });
  };
  watch();
  return {
    pid: () => child.pid ?? 0,
    async stop() {
      stopping = true;
      await restarting.catch(() => undefined);
      await stopChild(child);
    },
  };
}

function address(sockets: string, database: string): string {
  return `postgresql://gonglun@localhost/${database}?host=${encodeURIComponent(sockets)}`;
}

function socketPath(home: Home): string {
  const near = join(dirname(home.cluster), 'run');
  const far = join(tmpdir(), `gonglun-${createHash('sha256').update(home.cluster).digest('hex').slice(0, 12)}`);
  return near.length + '/.s.PGSQL.5432'.length <= SOCKET_PATH_MAX ? near : far;
}

async function socketFolder(home: Home): Promise<string> {
  const folder = socketPath(home);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  await chmod(folder, 0o700);
  await give(folder, home);
  return folder;
}

async function createDatabase(url: string): Promise<void> {
  const sql = pool(url, { max: 1 });
  try {
    const [found] = await sql`select from pg_database where datname = 'gonglun'`;
    if (found === undefined) await sql`create database gonglun`;
  } finally {
    await sql.end();
  }
}

/** Address of the database of a server that is running on this data folder: for a second process beside it. */
export async function addressOfRunning(dataDir: string): Promise<string> {
  return address(socketPath(await findHome(dataDir)), 'gonglun');
}
