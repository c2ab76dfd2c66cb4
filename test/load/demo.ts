/**
 * `npm run demo`: a whole meeting on a running server, watched on the stage. Without a server, one is started.
 *
 * The organizer's account is made beside the server, in its database, because only the operator may do that; all the
 * rest, from the draft to the seal, goes over HTTP with real slips, blind signatures and ballots.
 */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { itemsOf, questionOf, type Bundle, type EventId, type GroupId, type PollId } from 'ballot-core';
import { connect } from '../../api/src/db/client.ts';
import { addressOfRunning, startEmbedded } from '../../api/src/db/embedded.ts';
import { makeUser } from '../../api/src/desk/users.ts';
import { EnvError, readEnv, type Env } from '../../api/src/env.ts';
import { serve } from '../../api/src/serve.ts';
import { simulate } from './hall.ts';
import { DUE, EVENT, plannedAnswers, POLLS } from './meeting.ts';
import { organizer, type Organizer } from './organizer.ts';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: { bundle: { type: 'string' }, fast: { type: 'boolean', default: false } },
});
/** Voters a second when somebody watches: 90 people take a minute and a half. */
const WATCHABLE_RATE = 1;
const PATIENCE_MS = 120_000;
/** Time to look at the wall before the first vote and between close and seal. */
const PAUSE_MS = options.fast ? 0 : 4000;

const say = (line = '') => process.stdout.write(`${line}\n`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Place {
  readonly url: string;
  readonly databaseUrl: string;
  readonly close: () => Promise<void>;
}

/** The server on this port, or one of our own on this data folder. */
async function findServer(env: Env): Promise<Place> {
  const url = `http://localhost:${env.port}`;
  const answers = await fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (answers) {
    const databaseUrl = env.databaseUrl ?? (await addressOfRunning(env.dataDir));
    return { url, databaseUrl, close: async () => undefined };
  }
  const fatal = (reason: Error) => {
    throw reason;
  };
  const embedded = env.databaseUrl === null ? await startEmbedded(env.dataDir, fatal) : null;
  const databaseUrl = env.databaseUrl ?? embedded?.url ?? '';
  const running = await serve({ ...env, logLevel: 'error' }, databaseUrl);
  const close = async () => {
    await running.close();
    await embedded?.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().then(() => process.exit(0)));
  return { url: running.url, databaseUrl, close };
}

/** An organizer of its own for each demonstration: user name and password, for looking around at the desk. */
async function makeOrganizer(databaseUrl: string): Promise<{ readonly username: string; readonly password: string }> {
  const { db, end } = connect(databaseUrl, { max: 1 });
  const username = `demo${randomBytes(3).toString('hex')}`;
  const password = randomBytes(9).toString('base64url');
  const made = await makeUser({ db }, { username, name: '演示会务', role: 'organizer', password });
  await end();
  if (!made.ok) throw new Error(made.error);
  return { username, password };
}

async function meeting(url: string, desk: Organizer, account: string): Promise<EventId> {
  const id = await desk.createEvent(EVENT, POLLS);
  const event = await desk.freezeAll(id);
  const [group] = event.groups;
  if (group === undefined) throw new Error('the demonstration has one group');
  const slips = await desk.drawSlips(id, group.id as GroupId, DUE);

  say(`大屏 Stage   ${event.stageUrl.replace(/^https?:\/\/[^/]+/, url)}`);
  say(`手机 Phones  ${url}/v/${id}     会议号 Meeting code ${event.shortCode}`);
  say(`会务 Desk    ${url}/desk     ${account}`);
  say();
  await desk.signIn(id, true);
  for (const poll of event.polls) await desk.act(poll.id, 'open');
  await pause(PAUSE_MS);

  const outcome = await simulate({
    url,
    event: id,
    slips,
    concurrency: options.fast ? 16 : 4,
    rate: options.fast ? 0 : WATCHABLE_RATE,
    faults: { drop: 0.05, dup: 0.1 },
    answers: plannedAnswers,
    patienceMs: PATIENCE_MS,
  });
  say(
    `${outcome.cast} ballots acknowledged from ${DUE} phones, ${outcome.duplicateAccepted} accepted twice, ${outcome.lost} lost`,
  );
  await desk.signIn(id, false);
  for (const poll of event.polls) await desk.act(poll.id, 'close');
  await pause(PAUSE_MS);
  for (const poll of event.polls) await desk.act(poll.id, 'seal');
  return id;
}

async function findings(desk: Organizer, id: EventId): Promise<void> {
  const { polls } = await desk.look(id);
  for (const poll of polls) {
    const { due, present, issued, returned, valid, invalid } = poll.accounts;
    say();
    say(poll.title);
    say(`  应到 ${due}  实到 ${present}  发出 ${issued}  收回 ${returned}  有效 ${valid}  无效 ${invalid}`);
    for (const finding of poll.findings) {
      if (finding.label.weight === 'clear') continue;
      const tests = finding.tests.map(({ count, baseValue }) => `${count}/${baseValue}`).join(', ');
      say(`  ${nameOf(poll.paper, finding.question)}: ${finding.label.zh} (${tests})`);
    }
    say(`  ${location(poll.id)}`);
  }
}

type Paper = (typeof POLLS)[number]['paper'];
const nameOf = (paper: Paper, question: string): string => {
  const line = questionOf(paper, question);
  const item = line?.item ?? itemsOf(paper).find(({ id }) => id === question)?.item;
  return [line?.section?.name, item?.name, line?.dimension?.name].filter(Boolean).join(' · ');
};

let location = (_poll: PollId): string => '';

/** A setting that cannot be used, or a folder that is taken, is said in a sentence. */
const place = await (async () => findServer(readEnv(process.env)))().catch((error: unknown) => {
  if (!(error instanceof EnvError)) throw error;
  console.error(`\n${error.message}\n`);
  return process.exit(1);
});
location = (poll) => `${place.url}/record/${poll}`;
const account = await makeOrganizer(place.databaseUrl);
const desk = await organizer(place.url, account.username, account.password);
const id = await meeting(place.url, desk, `${account.username} / ${account.password}`);
await findings(desk, id);
if (options.bundle !== undefined) {
  const bundle = (await (await fetch(`${place.url}/api/events/${id}/bundle`)).json()) as Bundle;
  await writeFile(options.bundle, JSON.stringify(bundle));
  say();
  say(`bundle: ${options.bundle}     check it: npm run verify -- ${options.bundle}`);
}
if (!options.fast && process.stdout.isTTY) {
  say();
  say('The pages stay up until Ctrl-C.');
  await new Promise(() => setInterval(() => undefined, 60_000));
}
await place.close();
