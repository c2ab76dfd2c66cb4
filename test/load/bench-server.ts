/**
 * The server under the bench, in a process of its own: the real one, plus a POST that does nothing, as the floor.
 *
 * Prints one line of JSON when it is ready and goes down on SIGTERM.
 */
import { createAdaptorServer } from '@hono/node-server';
import { z } from 'zod';
import { createApp } from '../../api/src/app.ts';
import { BALLOT_BYTES_MAX } from 'ballot-core';
import { startEmbedded } from '../../api/src/db/embedded.ts';
import { setupLink } from '../../api/src/desk/setup.ts';
import { readEnv } from '../../api/src/env.ts';
import { reads } from '../../api/src/http/guards.ts';
import { serve } from '../../api/src/serve.ts';

const env = readEnv(process.env);
const embedded = await startEmbedded(env.dataDir, (reason) => {
  throw reason;
});
const running = await serve({ ...env, logLevel: 'silent' }, embedded.url);
// The whole app with its guards in front, and a route behind them that answers at once.
const app = createApp(running.deps);
app.post('/noop', reads(z.looseObject({}), { max: BALLOT_BYTES_MAX }), (c) => c.json({ ok: true }));
const noop = createAdaptorServer({ fetch: app.fetch });
await new Promise<void>((resolve) => noop.listen(0, '127.0.0.1', () => resolve()));
const address = noop.address();
if (address === null || typeof address === 'string') throw new Error('the floor has no port');

process.on('SIGTERM', () => {
  noop.close();
  void running
    .close()
    .then(() => embedded.stop())
    .then(() => process.exit(0));
});
const setup = await setupLink(running.deps, running.url);
console.log(
  JSON.stringify({ url: running.url, noopUrl: `http://localhost:${address.port}`, databaseUrl: embedded.url, setup }),
);
