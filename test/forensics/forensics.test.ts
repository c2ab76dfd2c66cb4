/**
 * The operator's whole knowledge against the promise that nobody can look up who answered what.
 *
 * A PostgreSQL of its own, so that nothing but these meetings is in its pages and its log. Half of them come with slips,
 * half sign in by name.
 */
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pool } from '../../api/src/db/client.ts';
import { startEmbedded, type Embedded } from '../../api/src/db/embedded.ts';
import { migrate } from '../../api/src/db/migrate.ts';
import type { Running } from '../../api/src/serve.ts';
import { staffOf, type Staff } from '../api/desk.ts';
import { startApi } from '../setup/server.ts';
import { each, must } from '../urn/meeting.ts';
import { addScores, attack, sigmas, type Score } from './adversary.ts';
import { byName, withSlips, type Evening } from './evenings.ts';
import { collect } from './evidence.ts';
import { LEAKS, plant } from './leaks.ts';

/** Further from blind guessing than this does not happen by chance to any of some hundred attacks. */
const SIGMAS_MAX = 5;
/** Three polls are few: there five are twelve hits instead of three, which happens to one attack in fourteen thousand. */
const SIGMAS_OF_THREE_MAX = 7;
/** Two hundred keys have to be made first, a third of a second each where the machine is busy. */
const PATIENCE_MS = 900_000;

let folder: string;
let embedded: Embedded;
let running: Running;
let staff: Staff;
let sql: ReturnType<typeof pool>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gonglun-forensics-'));
  await chmod(folder, 0o711);
  embedded = await startEmbedded(folder, (reason) => {
    throw reason;
  });
  sql = pool(embedded.url, { max: 2 });
  await migrate(embedded.url);
  running = await startApi({ url: embedded.url });
  staff = await staffOf(running);
});
afterAll(async () => {
  await sql.end();
  await running.close();
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
});

async function sealed({ polls }: Evening): Promise<void> {
  for (const { id } of polls) must(await running.deps.urn.closePoll(id));
  await each(polls, 2, async ({ id }) => must(await running.deps.urn.sealPoll(id)));
}

const SCHEMAS = ['roll', 'urn', 'desk', 'named'];
const best = ([first]: readonly Score[]): number => (first === undefined ? 0 : sigmas(first));
const told = (scores: readonly Score[], name: RegExp): number =>
  addScores(scores.filter((each) => name.test(each.attack))).reduce((sum, { expected }) => sum + expected, 0);

describe('the adversary', () => {
  test.each(LEAKS.map((leak) => [leak.name, leak] as const))('finds %s', async (_name, leak) => {
    const planted = await plant(sql, leak);
    const [found, ...rest] = attack(await collect(sql, ['leak']), [planted]);
    await sql`drop schema leak cascade`;
    expect(rest.length).toBeGreaterThan(0);
    expect(found?.hits).toBe(planted.people.length);
  });
});

const KINDS: readonly (readonly [how: string, hold: (due: number, polls: number) => Promise<Evening>])[] = [
  ['with slips', (due, polls) => withSlips(running, due, polls)],
  ['by name', (due, polls) => byName(running, staff, due, polls)],
];

describe.each(KINDS)('sixty people in three polls, who come in %s,', (_how, hold) => {
  test('leave nothing that leads from the roll to the urn while it is open but the order of arrival, and nothing after the seal', async () => {
    const evening = await hold(60, 3);
    const open = attack(await collect(sql, SCHEMAS), evening.meetings);
    // No row, page or log record names both, and no transaction wrote both.
    expect(told(open, /both$/)).toBe(0);
    // The order of arrival is there, as SECURITY.md says; that it is found shows that it is looked for.
    expect(best(open)).toBeGreaterThan(SIGMAS_MAX);
    expect((await filesWith(evening.signatures.slice(0, 5))).length).toBeGreaterThan(0);

    await sealed(evening);
    const after = attack(await collect(sql, SCHEMAS), evening.meetings);
    expect(after.length).toBeGreaterThan(20);
    expect(told(after, /both$/)).toBe(0);
    expect(best(after), after[0]?.attack).toBeLessThan(SIGMAS_OF_THREE_MAX);
    expect(await filesWith(evening.signatures)).toEqual([]);
    // Names lie in the pages of the roster and in the log of the database, and in no other file.
    expect((await filesWith(evening.names)).filter((path) => !/\/(base|pg_wal)\//.test(path))).toEqual([]);
  });
});

describe('two hundred sealed polls', () => {
  test(
    'are matched no better than by chance, whatever is held against whatever, with slips and by name',
    async () => {
      const evenings: Evening[] = [];
      for (const [, hold] of [...KINDS, ...KINDS]) {
        const evening = await hold(10, 50);
        await sealed(evening);
        evenings.push(evening);
      }
      const traces = await collect(sql, SCHEMAS);
      const meetings = evenings.flatMap((evening) => evening.meetings);
      const scores = attack(traces, meetings);
      const [top] = scores;
      if (top === undefined) throw new Error('nothing was tried');
      const figure = `${sigmas(top).toFixed(2)} standard deviations above blind guessing`;
      console.log(`${scores.length} attacks on ${meetings.length} polls; the best, "${top.attack}": ${figure}`);
      expect(scores.length).toBeGreaterThan(20);
      expect(sigmas(top), top.attack).toBeLessThan(SIGMAS_MAX);
    },
    PATIENCE_MS,
  );
});

/** Files of the data folder in which any of these stands: heap, log, temporary files, whatever there is. */
async function filesWith(tokens: readonly Buffer[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (tokens.some((token) => bytes.includes(token))) found.push(path);
  }
  return found;
}
