/**
 * The real server for a test: in this process on a free port, or as a process of its own that may be killed.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { type Env, readEnv } from '../../api/src/env.ts';
import { type Running, serve } from '../../api/src/serve.ts';
import type { TestDatabase } from './database.ts';

const MAIN = join(import.meta.dirname, '../../api/src/main.ts');

/** 32 fixed bytes: tests that restart a server must find the same key. */
export const TEST_KEY = Buffer.alloc(32, 7).toString('base64url');

/** In this process. Silent, with its own data folder for nothing but completeness; `close` it in `afterAll`. */
export async function startApi(database: TestDatabase, overrides: Partial<Env> = {}): Promise<Running> {
  const env = readEnv({ PORT: '0', GONGLUN_KEY: TEST_KEY, GONGLUN_DATA: tmpdir(), LOG_LEVEL: 'silent' });
  return serve({ ...env, ...overrides }, database.url);
}

export interface Spawned {
  readonly url: string;
  readonly pid: number;
  /** From the welcome, or null when the desk has users. */
  setupUrl(): string | null;
  /** Everything it has written so far, both streams. */
  output(): string;
  /** Sends the signal; resolves with the exit code, null after SIGKILL. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The real `main.ts` as a child; resolves when it is ready. `variables` go on top of a clean environment. */
export async function spawnApi(variables: Readonly<Record<string, string>>): Promise<Spawned> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, PORT: '0', GONGLUN_KEY: TEST_KEY, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        const url = /^ {2}公论 Gonglun\s+(\S+)$/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    }
    void gone.then((code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  const url = await ready;
  return {
    url,
    pid: child.pid ?? 0,
    setupUrl: () => /(\S+\/desk\/setup#\S+)/.exec(output)?.[1] ?? null,
    output: () => output,
    end(signal) {
      child.kill(signal);
      return gone;
    },
  };
}

/** A folder that PostgreSQL's user can pass through; removed when the test is done. */
export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gonglun-data-'));
  await chmod(folder, 0o711);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
