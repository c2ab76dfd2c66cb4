/**
 * The real PostgreSQL 18 from npm, run as a child: made on the first start, kept running, stopped with the server.
 *
 * The package's own class is not used: it starts the server without waiting for recovery, stops it on a signal of its
 * own, and knows neither orphans nor restarts. Only its binaries are. Reached through a Unix socket in a folder that
 * only the server's user (and root) can enter, so there is no password and no port.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pool } from './client.ts';
import { findHome, type Home } from './embedded-home.ts';
import { isAlive, lockFolder } from './folder-lock.ts';

export interface Embedded {
  /** Address of the database `gonglun`. */
  readonly url: string;
  /** The postmaster's process id at the moment. */
  pid(): number;
  /** Fast shutdown, awaited; then the folder is free. */
  stop(): Promise<void>;
}

const run = promisify(execFile);
/** Recovery after a kill replays at most `max_wal_size`; this is for slow disks. */
const START_MS = 60_000;
const STOP_MS = 20_000;
/** Restarts within this window before we give up and say so. */
const RESTARTS_MAX = 5;
const RESTARTS_WINDOW_MS = 60_000;
/** The system's limit on the path of a Unix socket is 108 bytes, 104 on macOS. */
const SOCKET_PATH_MAX = 100;

/** A process id that no system gives out: Linux ends at 4,194,304. */
const NOBODY = '4194305';

const SETTINGS: Readonly<Record<string, string>> = {
  // An acknowledged ballot is on the disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Nothing in the log can name a voter or a moment: no statements, no parameters, no details, no addresses.
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_duration: 'off',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_disconnections: 'off',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_line_prefix: '%p ',
  log_timezone: 'UTC',
  logging_collector: 'off',
  track_commit_timestamp: 'off',
  // Nobody replicates or archives: the write-ahead log is for recovery only and stays short.
  wal_level: 'minimal',
  max_wal_senders: '0',
  archive_mode: 'off',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  // A hall, not a warehouse.
  max_connections: '100',
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_parallel_workers_per_gather: '0',
  max_worker_processes: '4',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  listen_addresses: '',
  unix_socket_permissions: '0700',
};

/** Starts the server of this data folder. `lost` is called when it keeps dying and is given up. */
export async function startEmbedded(dataDir: string, lost: (reason: Error) => void): Promise<Embedded> {
  const home = await findHome(dataDir);
  const unlock = await lockFolder(dataDir);
  try {
    const sockets = await socketFolder(home);
    await stopOrphan(home);
    await initialise(home);
    let child = await start(home, sockets);
    let stopped: Promise<void> | null = null;
    const restarts: number[] = [];
    const watch = (): void => {
      child.once('exit', () => {
        if (stopped !== null) return;
        const now = performance.now();
        restarts.push(now);
        const recent = restarts.filter((moment) => now - moment < RESTARTS_WINDOW_MS).length;
        if (recent > RESTARTS_MAX) return lost(new Error('PostgreSQL keeps stopping. The disk may be full.'));
        restarting = start(home, sockets).then((next) => {
          child = next;
          watch();
        });
        restarting.catch(lost);
      });
    };
    let restarting: Promise<void> = Promise.resolve();
    watch();
    await createDatabase(address(sockets, 'postgres'));
    return {
      url: address(sockets, 'gonglun'),
      pid: () => child.pid ?? 0,
      stop() {
        stopped ??= (async () => {
          await restarting.catch(() => undefined);
          await stopChild(child);
          await rm(sockets, { recursive: true, force: true });
          await unlock();
        })();
        return stopped;
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
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

/** After `kill -9` of our process the server may have lived on. We hold the lock, so nobody needs it. */
async function stopOrphan(home: Home): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const pid = await postmaster(home);
    if (pid === null) return;
    if (!isAlive(pid) || !(await serves(pid, home))) return disown(home);
    const stop = ['stop', '-D', home.cluster, '-m', mode, '-w', '-t', '15'];
    await run(join(home.bin, 'pg_ctl'), stop, { ...home.as, cwd: '/' }).catch(() => undefined);
  }
}

/** After a restart of a container the number may belong to anybody, and a signal would hit the wrong process. */
async function serves(pid: number, home: Home): Promise<boolean> {
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-p', String(pid), '-o', 'command=']).catch(() => ({ stdout: '' }));
    return stdout.includes(home.cluster);
  }
  // A server works inside its cluster's folder.
  const [folder, cluster] = await Promise.all([realpath(`/proc/${pid}/cwd`).catch(() => ''), realpath(home.cluster)]);
  return folder === cluster;
}

/** PostgreSQL takes any process or zombie of that number for a living server. It still checks the shared memory. */
async function disown(home: Home): Promise<void> {
  const [, ...rest] = await pidFile(home);
  await writeFile(join(home.cluster, 'postmaster.pid'), [NOBODY, ...rest].join('\n'));
}

/** Made aside and renamed, so that a crash never leaves half a cluster. */
async function initialise(home: Home): Promise<void> {
  if (await readFile(join(home.cluster, 'PG_VERSION'), 'utf8').catch(() => null)) return;
  const draft = `${home.cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await give(draft, home);
  const flags = ['--username=gonglun', '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8', '--locale=C'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
  await run(join(home.bin, 'initdb'), ['-D', draft, ...flags, ...locale], { ...home.as, cwd: '/', env: environment() });
  await rename(draft, home.cluster);
}

async function give(folder: string, { as }: Home): Promise<void> {
  if (as.uid !== undefined && as.gid !== undefined) await chown(folder, as.uid, as.gid);
}

/** In a process group of its own, so that Ctrl-C in the terminal reaches us first and we stop it in order. */
async function start(home: Home, sockets: string): Promise<ChildProcess> {
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: sockets });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const deadline = performance.now() + START_MS;
  for (;;) {
    const logPath = join(dirname(home.cluster), 'postgres.log');
    const log = await open(logPath, 'w', 0o600);
    const child = spawn(join(home.bin, 'postgres'), ['-D', home.cluster, ...flags], {
      ...home.as,
      cwd: '/',
      env: environment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    child.on('error', () => undefined);
    while (child.exitCode === null && child.signalCode === null && performance.now() < deadline) {
      if (child.pid !== undefined && (await isReady(home, child.pid))) return child;
      await sleep(20);
    }
    const said = await readFile(logPath, 'utf8').catch(() => '');
    // Backends of a killed server need a moment to notice; until then their shared memory is in the way.
    if (performance.now() < deadline && /pre-existing shared memory block|lock file .* already exists/.test(said)) {
      await sleep(200);
      continue;
    }
    child.kill('SIGQUIT');
    throw new Error(`PostgreSQL did not start: ${said.trim().split('\n').slice(-5).join(' / ') || 'no message'}`);
  }
}

/** The eighth line of postmaster.pid is the server's state; it is `ready` once recovery is done. */
async function isReady(home: Home, pid: number): Promise<boolean> {
  const lines = await pidFile(home);
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

async function postmaster(home: Home): Promise<number | null> {
  const [pid] = await pidFile(home);
  return pid === undefined || pid === '' ? null : Number(pid);
}

async function pidFile(home: Home): Promise<readonly string[]> {
  const text = await readFile(join(home.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  return text.split('\n');
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
  await gone;
  clearTimeout(timer);
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

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

/** Address of the database of a server that is running on this data folder: for a second process beside it. */
export async function addressOfRunning(dataDir: string): Promise<string> {
  return address(socketPath(await findHome(dataDir)), 'gonglun');
}
