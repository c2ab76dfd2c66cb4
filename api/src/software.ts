/** Which program made a record: its version and, where the folder is a checkout, its commit. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(import.meta.dirname, '../..');

export interface Software {
  readonly version: string;
  /** 40 hex digits; null when the program was not started from a checkout. */
  readonly commit: string | null;
}

export function software(): Software {
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { readonly version: string };
  return { version, commit: commit() };
}

/** As git keeps it: HEAD names a branch, which is a file or a line in packed-refs. */
function commit(): string | null {
  const head = read('.git/HEAD')?.trim();
  const branch = /^ref: (.+)$/.exec(head ?? '')?.[1];
  if (branch === undefined) return hash(head);
  const packed = read('.git/packed-refs')
    ?.split('\n')
    .find((line) => line.endsWith(` ${branch}`))
    ?.slice(0, 40);
  return hash(read(`.git/${branch}`)?.trim()) ?? hash(packed);
}

const hash = (text: string | undefined): string | null => (/^[0-9a-f]{40}$/.test(text ?? '') ? (text ?? null) : null);

function read(path: string): string | undefined {
  try {
    return readFileSync(join(PROJECT, path), 'utf8');
  } catch {
    return undefined;
  }
}
