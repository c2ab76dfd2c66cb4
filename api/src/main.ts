/**
 * The process: settings, database, server, the words on the terminal, and the way down. All side effects start here.
 */
import { startEmbedded, type Embedded } from './db/embedded.ts';
import { EnvError, readEnv } from './env.ts';
import { faultOf } from './http/log.ts';
import { serve, type Running } from './serve.ts';
import { welcome } from './welcome.ts';

/** Longer than a full queue of ballots and PostgreSQL's last checkpoint need. */
const STOP_MS = 30_000;

let embedded: Embedded | null = null;
let running: Running | null = null;
let stopping: Promise<void> | null = null;

async function start(): Promise<void> {
  const env = readEnv(process.env);
  if (env.databaseUrl === null) embedded = await startEmbedded(env.dataDir, giveUp);
  if (stopping !== null) return;
  running = await serve(env, env.databaseUrl ?? embedded?.url ?? '');
  console.log(await welcome(running));
}

/** SIGINT and SIGTERM. npm passes on a signal that the terminal has sent already, so a repeated one means nothing. */
function stop(code: number): void {
  if (stopping !== null) return;
  stopping = goDown().then(() => process.exit(code), fail);
  setTimeout(() => fail(new EnvError('The server could not go down in order; it was cut off.')), STOP_MS).unref();
}

/** Waits for a start that is under way, or PostgreSQL would be left behind. */
async function goDown(): Promise<void> {
  await started.catch(() => undefined);
  await running?.close();
  await embedded?.stop();
}

/** A fault of ours outside any request: what waits is still answered, and whoever watches the process restarts it. */
function giveUp(reason: unknown): void {
  report(reason);
  stop(1);
}

function fail(error: unknown): never {
  report(error);
  process.exit(1);
}

/** Ours gets its place in the code only: its message might repeat a ballot. */
function report(error: unknown): void {
  console.error(error instanceof EnvError ? `\n${error.message}\n` : JSON.stringify(faultOf(error)));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
process.on('uncaughtException', giveUp);
const started = start();
started.catch(async (error: unknown) => {
  if (stopping !== null) return;
  await embedded?.stop();
  // Nobody has voted yet: the whole of it, so that the operator can see what is wrong.
  console.error(error instanceof EnvError ? `\n${error.message}\n` : error);
  process.exit(1);
});
