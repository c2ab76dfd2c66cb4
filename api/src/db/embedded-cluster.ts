/**
 * One PostgreSQL process over one folder: make the cluster, start it, stop it, and stop one that was left behind.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chown, mkdir, open, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EnvError } from '../env.ts';
import type { Home } from './embedded-home.ts';
import { SETTINGS } from './embedded-settings.ts';
import { isAlive } from './folder-lock.ts';

const run = promisify(execFile);
/** Recovery after a kill replays at most `max_wal_size`; this is for slow disks. */
const START_MS = 60_000;
const STOP_MS = 20_000;
/** A process id that no system gives out: Linux ends at 4,194,304. */
const NOBODY = '4194305';

/** Made aside and renamed, so that a crash never leaves half a cluster. */
export async function initialise(home: Home): Promise<void> {
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

/** In a process group of its own, so that Ctrl-C in the terminal reaches us first and we stop it in order. */
export async function start(home: Home, sockets: string): Promise<ChildProcess> {
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
    throw new EnvError(`PostgreSQL did not start: ${said.trim().split('\n').slice(-5).join(' / ') || 'no message'}`);
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

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
  await gone;
  clearTimeout(timer);
}

/** After `kill -9` of our process the server may have lived on. We hold the lock, so nobody needs it. */
export async function stopOrphan(home: Home): Promise<void> {
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

export async function give(folder: string, { as }: Home): Promise<void> {
  if (as.uid !== undefined && as.gid !== undefined) await chown(folder, as.uid, as.gid);
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}
