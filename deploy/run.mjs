/**
 * Every npm command goes through here: it prepares what is missing, then runs the TypeScript entry in this very
 * process, so that a signal to npm reaches the server.
 *
 * Plain JavaScript with nothing but Node's own modules: on a fresh clone there is nothing else yet. What has not
 * changed since the last time is skipped, so a second start needs no network and a few seconds.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..');
const NODE_MIN = 24;

/** Entry, and whether it needs the pages built. */
const COMMANDS = {
  start: { entry: 'api/src/main.ts', web: true },
  demo: { entry: 'test/load/demo.ts', web: true },
  simulate: { entry: 'test/load/simulate.ts', web: false },
  bench: { entry: 'test/load/bench.ts', web: false },
  cases: { entry: 'packages/ballot-core/bin/cases.ts', web: false },
  verify: { entry: 'packages/ballot-core/bin/verify.ts', web: false },
  test: { entry: null, web: true },
  setup: { entry: null, web: true },
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) fail(`Usage: node deploy/run.mjs ${Object.keys(COMMANDS).join('|')} [...]`);
if (Number(process.versions.node.split('.')[0]) < NODE_MIN) {
  fail(
    `Node ${NODE_MIN} is needed, and this is ${process.version}. npm should have fetched it: is \`ignore-scripts\` set in an .npmrc?`,
  );
}

install();
if (command.web) buildWeb();
if (name === 'test') {
  const { findChromium } = await import('./chromium.mjs');
  process.env.CHROMIUM = findChromium();
  const { findTools } = await import('./tools.mjs');
  findTools();
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  process.exit(run.status ?? 1);
}
if (command.entry !== null) {
  const entry = join(ROOT, command.entry);
  process.argv = [process.execPath, entry, ...args];
  await import(pathToFileURL(entry).href);
}

/** Dependencies exactly as locked. */
function install() {
  const manifests = ['package.json', 'api/package.json', 'web/package.json', 'packages/ballot-core/package.json'];
  const hash = hashOf(['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests], `${process.platform}-${process.arch}`);
  once(
    'installed',
    hash,
    ['node_modules/.pnpm', 'api/node_modules', 'web/node_modules'],
    'Installing dependencies',
    () =>
      // CI: never ask a question. The store's own warnings about npm's settings are not ours.
      must('pnpm', ['install', '--frozen-lockfile', '--reporter=append-only'], ROOT, { CI: 'true' }),
  );
}

/** The pages, when anything they are made of has changed. */
function buildWeb() {
  const patterns = ['web/{src,messages,static}/**/*', 'web/*.{ts,json}', 'web/project.inlang/settings.json'];
  const sources = globSync([...patterns, 'packages/ballot-core/src/**/*.ts', 'pnpm-lock.yaml'], {
    cwd: ROOT,
    // Written by the build itself.
    exclude: (path) => /(^|\/)paraglide$/.test(path),
  }).filter((path) => statSync(join(ROOT, path)).isFile() && !path.endsWith('.test.ts'));
  once('built', hashOf(sources.toSorted(), ''), ['web/build/index.html'], 'Building the pages', () =>
    must(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], join(ROOT, 'web'), {}),
  );
}

/** Runs `act` unless it was done for this very hash and its products are there. */
function once(stamp, hash, products, title, act) {
  const path = join(ROOT, 'node_modules/.gonglun', stamp);
  const done = existsSync(path) && readFileSync(path, 'utf8') === hash;
  if (done && products.every((product) => existsSync(join(ROOT, product)))) return;
  const started = performance.now();
  console.error(`${title} …`);
  act();
  mkdirSync(join(ROOT, 'node_modules/.gonglun'), { recursive: true });
  writeFileSync(path, hash);
  console.error(`${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function must(file, parameters, cwd, env) {
  // Output goes to standard error: standard output belongs to the command, some of them print JSON there.
  const run = spawnSync(file, parameters, { cwd, stdio: ['ignore', 2, 2], env: { ...process.env, ...env } });
  if (run.error) fail(`${file} could not be started: ${run.error.message}`);
  if (run.status !== 0) fail(`\`${file} ${parameters.join(' ')}\` failed.`);
}

function hashOf(paths, salt) {
  const hash = createHash('sha256').update(salt);
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(join(ROOT, path)));
  return hash.digest('hex');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
