/**
 * `npm run bench [-- --quick]`: what one machine takes, in one run, so that the figures can be set against each other.
 *
 * Client and server share the machine. The floor is a POST that parses the same body and does nothing, in the server's
 * process; PostgreSQL's own floor is the same row committed alone from 64 connections. Last line: one JSON object.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { presetRules, type CastBody, type GroupId } from 'ballot-core';
import type { PollDraft, PollView } from 'api';
import { pool } from '../../api/src/db/client.ts';
import { quantile } from './hall.ts';
import { connection, type Connection } from './http.ts';
import { deskAt, organizer, type Organizer } from './organizer.ts';
import { admit, anyAnswers, ballotOf, blindAll, eventView, type Held } from './phone.ts';

const CONNECTIONS = 64;
const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: { quick: { type: 'boolean', default: false } },
});
const BALLOTS = options.quick ? 3000 : 12_000;
/** Sent first and not measured, on either side: a server that has just started is not what a hall meets. */
const WARM_UP = 500;
/** Each of these is sent by four connections at once. */
const RACED = options.quick ? 200 : 1000;
const say = (line: string) => process.stderr.write(`${line}\n`);

const DRAFT: PollDraft = {
  title: 'bench',
  paper: {
    kind: 'motion',
    matters: Array.from({ length: 5 }, (_, index) => ({ id: `m${index + 1}`, name: `Matter ${index + 1}` })),
  },
  rules: presetRules('P08'),
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
};
const GROUP = 'all' as GroupId;

interface Server {
  readonly url: string;
  readonly noopUrl: string;
  readonly databaseUrl: string;
  readonly setup: string;
}

async function startServer(folder: string): Promise<{ readonly server: Server; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bench-server.ts')], {
    env: { PATH: process.env.PATH, PORT: '0', GONGLUN_DATA: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A bench that fails half-way must not leave its server behind.
  process.once('exit', () => child.kill());
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const server = JSON.parse(line) as Server;
    return { server, stop: async () => void (child.kill('SIGTERM'), await gone) };
  }
  throw new Error('the server under the bench did not start');
}

async function firstOrganizer({ url, setup }: Server): Promise<Organizer> {
  const account = { username: 'bench', password: 'bench password' };
  const token = setup.slice(setup.indexOf('#') + 1);
  await deskAt(url, '').call('POST', '/setup', { token, name: 'bench', ...account });
  return organizer(url, account.username, account.password);
}

/** Runs `count` jobs on all connections; how long each took in ms, sorted, and how many there were in a second. */
async function onAll(
  connections: readonly Connection[],
  count: number,
  job: (index: number, on: Connection) => Promise<void>,
) {
  const took: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    connections.map(async (on) => {
      for (let index = next++; index < count; index = next++) {
        const before = performance.now();
        await job(index, on);
        took.push(performance.now() - before);
      }
    }),
  );
  const perSecond = Math.round((count * 1000) / (performance.now() - started));
  return { perSecond, took: took.sort((a, b) => a - b) };
}

const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) throw new Error(`nothing at ${index}`);
  return value;
};

const folder = await mkdtemp(join(tmpdir(), 'gonglun-bench-'));
await chmod(folder, 0o711);
const { server, stop } = await startServer(folder);
const connections = Array.from({ length: CONNECTIONS }, () => connection(server.url));
const total = WARM_UP + BALLOTS + RACED;

say(`${availableParallelism()} cores, ${BALLOTS} ballots, ${CONNECTIONS} connections`);
const desk = await firstOrganizer(server);
const event = await desk.createEvent({ title: 'bench', place: '', groups: [{ id: GROUP, name: 'all', due: total }] }, [
  DRAFT,
]);
await desk.freezeAll(event);
const slips = await desk.drawSlips(event, GROUP, total);
await desk.signIn(event, true);
const view = await eventView(at(connections, 0).send, event);
const poll: PollView = at(view.polls, 0);
await desk.act(poll.id, 'open');

say('signing in …');
await onAll(connections, total, async (index, { send }) => void (await admit(send, event, at(slips, index))));
say('blinding …');
const blinded = slips.map(() => blindAll(GROUP, [poll]));
say('issuing …');
const answers = new Array<Parameters<(typeof blinded)[number]['finish']>[0]>(total);
const issued = await onAll(connections, total, async (index, { send }) => {
  const { status, body } = await send(
    'POST',
    `/api/events/${event}/credentials`,
    at(blinded, index).body(at(slips, index)),
  );
  if (status !== 200) throw new Error(`issue: ${status} ${JSON.stringify(body)}`);
  answers[index] = body as (typeof answers)[number];
});
say('unblinding and filling in …');
const rights: readonly Held[] = blinded.flatMap((request, index) => request.finish(at(answers, index)));
const ballots: readonly CastBody[] = rights.map((held) => ballotOf(poll, held, anyAnswers(poll)));

say('the floor: a POST that does nothing …');
const floor = Array.from({ length: CONNECTIONS }, () => connection(server.noopUrl));
const noop = async (index: number, { send }: Connection) => {
  const { status } = await send('POST', '/noop', at(ballots, index));
  if (status !== 200) throw new Error(`noop: ${status}`);
};
await onAll(floor, WARM_UP, noop);
const nothing = await onAll(floor, BALLOTS, noop);
for (const { close } of floor) close();

say('casting …');
const put =
  (first: number) =>
  async (index: number, { send }: Connection) => {
    const { status, body } = await send('POST', `/api/polls/${poll.id}/ballots`, at(ballots, first + index));
    if (status !== 201) throw new Error(`cast: ${status} ${JSON.stringify(body)}`);
  };
await onAll(connections, WARM_UP, put(0));
const cast = await onAll(connections, BALLOTS, put(WARM_UP));

say('each credential on four connections at once …');
let duplicates = 0;
for (let from = 0; from < RACED; from += CONNECTIONS / 4) {
  const first = WARM_UP + BALLOTS;
  const some = rights.slice(first + from, first + Math.min(RACED, from + CONNECTIONS / 4));
  const accepted = await Promise.all(
    some.map(async (held, lane) => {
      const four = [0, 1, 2, 3].map((twin) =>
        at(connections, lane * 4 + twin).send(
          'POST',
          `/api/polls/${poll.id}/ballots`,
          ballotOf(poll, held, anyAnswers(poll)),
        ),
      );
      return (await Promise.all(four)).filter(({ status }) => status === 201).length;
    }),
  );
  duplicates += accepted.reduce((sum, times) => sum + Math.max(0, times - 1), 0);
}

say('PostgreSQL alone, one row in a transaction …');
const sql = pool(server.databaseUrl, { max: CONNECTIONS });
await sql`create schema bench`;
await sql`create table bench.ballots (like urn.ballots including all)`;
const row = at(ballots, 0);
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const alone = await onAll(connections, BALLOTS, async (index) => {
  const ballot = at(ballots, index);
  await sql`insert into bench.ballots (poll_id, public_key, group_id, credential, answers, nonces, signature)
    values (${poll.id}, ${bytes(ballot.publicKey)}, ${GROUP}, ${bytes(row.credential.signature)},
      ${JSON.stringify(ballot.choices)}, ${bytes(ballot.nonces)}, ${bytes(ballot.signature)})`;
});
await sql.end();

await desk.act(poll.id, 'close');
const sealing = performance.now();
await desk.act(poll.id, 'seal');
const sealMs = Math.round(performance.now() - sealing);
const sealed = at((await desk.look(event)).polls, 0);
if (sealed.accounts.returned !== total) throw new Error(`sealed ${sealed.accounts.returned} of ${total} ballots`);

for (const { close } of connections) close();
await stop();
await rm(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({
    cores: availableParallelism(),
    ballots: BALLOTS,
    connections: CONNECTIONS,
    noop_per_s: nothing.perSecond,
    cast_per_s: cast.perSecond,
    cast_to_noop: Number((cast.perSecond / nothing.perSecond).toFixed(3)),
    cast_p50_ms: quantile(cast.took, 50),
    cast_p99_ms: quantile(cast.took, 99),
    pg_single_commit_per_s: alone.perSecond,
    issue_per_s: issued.perSecond,
    duplicates_accepted: duplicates,
    seal_ms: sealMs,
  }),
);
