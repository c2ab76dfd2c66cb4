/**
 * The operator's whole knowledge against the promise that nobody can look up who answered what.
 *
 * A PostgreSQL of its own, so that nothing but these meetings is in its pages and its log. Everybody hands in in the very
 * order in which they signed in, which is the worst that a hall can do.
 */
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBase64url, presetRules, readSlip, slipHash, type EventId } from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PollView } from 'api';
import { pool } from '../../api/src/db/client.ts';
import { startEmbedded, type Embedded } from '../../api/src/db/embedded.ts';
import { migrate } from '../../api/src/db/migrate.ts';
import type { Running } from '../../api/src/serve.ts';
import { connection } from '../load/http.ts';
import { anyAnswers, ballotOf, cast, eventView, type Held } from '../load/phone.ts';
import { startApi } from '../setup/server.ts';
import { group, meeting, must, voter, type Meeting as Hall } from '../urn/meeting.ts';
import { addScores, attack, sigmas, type Meeting, type Score } from './adversary.ts';
import { collect } from './evidence.ts';
import { LEAKS, plant } from './leaks.ts';

/** Further from blind guessing than this does not happen by chance to any of some hundred attacks. */
const SIGMAS_MAX = 5;
/** Two hundred keys have to be made first, a third of a second each where the machine is busy. */
const PATIENCE_MS = 600_000;

let folder: string;
let embedded: Embedded;
let running: Running;
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
});
afterAll(async () => {
  await sql.end();
  await running.close();
  await embedded.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What one hall did, as only its phones know it. */
interface Evening {
  readonly hall: Hall;
  readonly polls: readonly PollView[];
  /** By poll: people in the order of the door, their ballots' public keys, signatures. */
  readonly meetings: readonly Meeting[];
  readonly signatures: readonly Buffer[];
}

/** Everybody signs in and is issued, one after the other; then, poll by poll, everybody hands in, in the same order. */
async function held(due: number, polls: number): Promise<Evening> {
  const paper = {
    kind: 'motion',
    matters: [
      { id: 'm1', name: '事项一' },
      { id: 'm2', name: '事项二' },
    ],
  } as const;
  const draft = {
    title: '票决',
    paper,
    rules: presetRules('P08'),
    release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  } as const;
  const hall = await meeting(
    running,
    [group('all', due)],
    Array.from({ length: polls }, () => draft),
  );
  const { send, close } = connection(running.url);
  const slips = (hall.slips.all ?? []).slice(0, due);
  const rights: (readonly Held[])[] = [];
  for (const slip of slips) rights.push((await voter(send, hall.event, slip)).held);
  const view = await eventView(send, hall.event as EventId);
  const people = slips.map(hashOf);
  const meetings: Meeting[] = [];
  const signatures: Buffer[] = [];
  for (const [place, poll] of view.polls.entries()) {
    const ballots: Buffer[] = [];
    for (const own of rights) {
      const right = own[place];
      if (right === undefined) throw new Error('a phone without a right');
      const ballot = ballotOf(poll, right, anyAnswers(poll));
      await cast(send, poll.id, ballot);
      ballots.push(Buffer.from(right.key.publicKey));
      signatures.push(Buffer.from(fromBase64url(ballot.signature) ?? []));
    }
    meetings.push({ people, ballots, truth: ballots.map((_, index) => index) });
  }
  close();
  return { hall, polls: view.polls, meetings, signatures };
}

function hashOf(slip: string): Buffer {
  const secret = readSlip(slip);
  if (!secret.ok) throw new Error('a slip that was drawn here');
  return Buffer.from(slipHash(secret.value));
}

async function sealed({ polls }: Evening): Promise<void> {
  for (const { id } of polls) must(await running.deps.urn.closePoll(id));
  for (const { id } of polls) must(await running.deps.urn.sealPoll(id));
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

describe('sixty people in three polls', () => {
  test('leave nothing that leads from the roll to the urn while it is open but the order of arrival, and nothing after the seal', async () => {
    const evening = await held(60, 3);
    const open = attack(await collect(sql, SCHEMAS), evening.meetings);
    // No row, page or log record names both, and no transaction wrote both.
    expect(told(open, /both$/)).toBe(0);
    // The order of arrival is there, as SECURITY.md says; that it is found shows that it is looked for.
    expect(best(open)).toBeGreaterThan(SIGMAS_MAX);
    expect(await filesWith(evening.signatures.slice(0, 5))).toBeGreaterThan(0);

    await sealed(evening);
    const after = attack(await collect(sql, SCHEMAS), evening.meetings);
    expect(after.length).toBeGreaterThan(20);
    expect(told(after, /both$/)).toBe(0);
    expect(best(after), after[0]?.attack).toBeLessThan(SIGMAS_MAX);
    expect(await filesWith(evening.signatures)).toBe(0);
  });
});

describe('two hundred sealed polls', () => {
  test(
    'are matched no better than by chance, whatever is held against whatever',
    async () => {
      const meetings: Meeting[] = [];
      for (let round = 0; round < 4; round += 1) {
        const evening = await held(10, 50);
        await sealed(evening);
        meetings.push(...evening.meetings);
      }
      const scores = attack(await collect(sql, SCHEMAS), meetings);
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
async function filesWith(tokens: readonly Buffer[]): Promise<number> {
  let found = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (tokens.some((token) => bytes.includes(token))) found += 1;
  }
  return found;
}
