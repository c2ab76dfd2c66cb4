/**
 * The process: settings, database, server, the words on the terminal, and the way down. All side effects start here.
 */
import { startEmbedded, type Embedded } from './db/embedded.ts';
import { EnvError, readEnv } from './env.ts';
import { serve, type Running } from './serve.ts';
import { welcome } from './welcome.ts';

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
  stopping ??= goDown().then(() => process.exit(code), fail);
}

/** Waits for a start that is under way, or PostgreSQL would be left behind. */
async function goDown(): Promise<void> {
  await started.catch(() => undefined);
  await running?.close();
  await embedded?.stop();
}

function giveUp(reason: Error): void {
  console.error(reason);
  stop(1);
}

/** An operator's mistake gets its sentence, ours gets its stack. */
function fail(error: unknown): never {
  console.error(error instanceof EnvError ? `\n${error.message}\n` : error);
  process.exit(1);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
const started = start();
started.catch(async (error: unknown) => {
  if (stopping !== null) return;
  await embedded?.stop();
  fail(error);
});
