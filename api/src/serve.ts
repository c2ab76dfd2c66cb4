/**
 * Puts the parts together on one database and listens; and takes them apart again in the order that loses nothing.
 *
 * `main.ts` calls it once. Tests call it too, on a database and a port of their own: it is the same server.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAdaptorServer } from '@hono/node-server';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createApp } from './app.ts';
import { connect } from './db/client.ts';
import { migrate } from './db/migrate.ts';
import type { Deps } from './deps.ts';
import { keysSettled, resumeKeys } from './desk/keys.ts';
import { type Env, EnvError } from './env.ts';
import { makeLog } from './http/log.ts';
import { createHub } from './live/hub.ts';
import { createUrn } from './urn/urn.ts';
import { openVault } from './vault.ts';

export interface Running {
  /** Where this process answers, without a trailing slash. */
  readonly url: string;
  readonly deps: Deps;
  /** Stops accepting, answers everybody who waits, then lets go of the database. */
  close(): Promise<void>;
}

/** Phones keep a connection through a paper's worth of thinking; a balancer must not see it closed under a request. */
const KEEP_ALIVE_MS = 65_000;
/**
 * A phone in the worst corner of a hall sends the largest ballot in far less. Whoever takes longer is cut off: he holds a
 * socket and some memory, and sends the same bytes again if he was honest.
 */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/** How often Node looks for requests that are over these. */
const LOOK_MS = 2_000;
/** After the last ballot is answered, slow readers get this long before they are cut off. */
const LINGER_MS = 3000;
/** A half-made issuer key is made again at the next start, so nobody waits longer for it. */
const KEYS_MS = 2000;

export async function serve(env: Env, databaseUrl: string): Promise<Running> {
  await migrate(databaseUrl);
  const vault = await openVault(env);
  const log = makeLog(env.logLevel);
  const { sql, db, end } = connect(databaseUrl);
  const hub = createHub({ sql, log });
  const urn = createUrn({ sql, db, env, vault, log, hub });
  const deps: Deps = { sql, db, env, vault, log, hub, urn };

  const metrics = new Registry();
  const server = createAdaptorServer({
    fetch: createApp(deps, metrics).fetch,
    serverOptions: { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: LOOK_MS },
  }) as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const metered = env.metricsPort === null ? null : await serveMetrics(metrics, env.metricsPort);
  const letGo = async () => {
    await hub.stop();
    await end();
    metered?.close();
  };
  try {
    await urn.resume();
    await resumeKeys(deps);
    await listen(server, env.port, env.host);
  } catch (error) {
    await letGo();
    throw error;
  }

  return {
    url: urlOf(server, env.host),
    deps,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await urn.drain();
      await Promise.race([keysSettled(), sleep(KEYS_MS, undefined, { ref: false })]);
      // Answers are on their way; streams never end by themselves.
      await Promise.race([closed, untilQuiet(server)]);
      server.closeAllConnections();
      await closed;
      await letGo();
    },
  };
}

async function untilQuiet(server: Server): Promise<void> {
  server.closeIdleConnections();
  await sleep(LINGER_MS, undefined, { ref: false });
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port, host)));
    server.listen(port, host, resolve);
  });
}

function explained(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new EnvError(
      `Port ${port} is in use by another program. Stop that one, or choose another: PORT=${port + 1}`,
    );
  }
  if (error.code === 'EACCES') return new EnvError(`Port ${port} needs more rights. Choose one above 1024: PORT=3000`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new EnvError(`HOST=${host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 for all networks.`);
  }
  return error;
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' || host === '::1' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** For Prometheus on this machine only: counts and the process's own figures, no voter's anything. */
async function serveMetrics(metrics: Registry, port: number): Promise<Server> {
  collectDefaultMetrics({ register: metrics });
  const server = createServer((_request, response) => {
    void metrics.metrics().then((text) => response.setHeader('content-type', metrics.contentType).end(text));
  });
  await listen(server, port, '127.0.0.1');
  return server;
}
