/**
 * Acknowledged = counted, through `kill -9`.
 *
 * Twenty rounds on one data folder: phones vote while the server, or its PostgreSQL, is killed at a random moment; the
 * phones go on retrying against what comes back. At the end every acknowledged ballot is in the sealed record once, and
 * nothing else is.
 */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { presetRules, verifyBundle, type Bundle, type CastBody, type GroupId, type PollId } from 'ballot-core';
import { describe, expect, onTestFailed, test } from 'vitest';
import type { EventDraft, PollDraft, Receipt } from 'api';
import { connection, type Send } from './load/http.ts';
import { DeskRefused, until, type Organizer } from './load/organizer.ts';
import { anyAnswers, ballotOf, blindAll } from './load/phone.ts';
import { firstOrganizer, holdRights, openMeeting, type Meeting } from './meeting.ts';
import { dataFolder, spawnApi } from './setup/server.ts';

const ROUNDS = 20;
const PHONES = 60;
const POLLS = 4;
const LANES = 8;
const PORT = 20_000 + randomInt(20_000);

const GROUP = 'all' as GroupId;
const event = (due: number): EventDraft => ({
  title: '断电演练',
  place: '',
  groups: [{ id: GROUP, name: '参会人员', due }],
});
const motion = (title: string): PollDraft => ({
  title,
  paper: { kind: 'motion', matters: [{ id: 'm1', name: '事项一' }] },
  rules: presetRules('P08'),
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
});

/** One ballot and where it goes; `receipt` once it was acknowledged. */
interface Sent {
  readonly poll: PollId;
  readonly ballot: CastBody;
  receipt: string | null;
}

async function prepareBallots(url: string, meeting: Meeting): Promise<readonly Sent[]> {
  const { send, close } = connection(url);
  const sent: Sent[] = [];
  for (const slip of meeting.slips) {
    for (const held of await holdRights(send, meeting, slip)) {
      const poll = meeting.view.polls.find(({ id }) => id === held.poll);
      if (poll !== undefined)
        sent.push({ poll: poll.id, ballot: ballotOf(poll, held, anyAnswers(poll)), receipt: null });
    }
  }
  close();
  return sent;
}

/** A phone's patience: sends the same bytes until it has a receipt. */
async function castPatiently(send: Send, sent: Sent): Promise<void> {
  while (sent.receipt === null) {
    const answer = await send('POST', `/api/polls/${sent.poll}/ballots`, sent.ballot).catch(() => null);
    if (answer?.status === 201 || answer?.status === 200) sent.receipt = (answer.body as Receipt).receipt;
    else if (answer !== null && answer.status !== 503) throw new Error(`cast: ${JSON.stringify(answer.body)}`);
    else await sleep(20);
  }
}

/** An organizer's patience: presses again when the server says `busy` or is not there. */
const pressed = (desk: Organizer, poll: PollId, act: 'close' | 'seal') =>
  until(
    () =>
      desk.act(poll, act).then(
        () => true,
        (error: unknown) => {
          if (error instanceof DeskRefused && error.code !== 'busy') throw error;
          return false;
        },
      ),
    (done) => done,
  );

const killPostgres = (folder: string) =>
  process.kill(Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');

describe('kill -9', () => {
  test('of the server and of PostgreSQL, at random moments under load, loses no acknowledged ballot and adds none', async () => {
    const folder = await dataFolder();
    const variables = { PORT: String(PORT), GONGLUN_DATA: folder };
    let server = await spawnApi(variables);
    onTestFailed(() => console.error(server.output()));
    const { url } = server;
    const desk = await firstOrganizer(url, server.setupUrl());
    const titles = Array.from({ length: POLLS }, (_, index) => `票决之${index + 1}`);
    const meeting = await openMeeting(url, desk, event(PHONES), titles.map(motion));
    const ballots = await prepareBallots(url, meeting);
    expect(ballots.length).toBe(PHONES * POLLS);

    let round = 0;
    let next = 0;
    const lane = async () => {
      const { send, close } = connection(url);
      for (let index = next++; index < ballots.length; index = next++) {
        // A share of the phones for each round, so that every kill finds votes under way.
        while (index >= ((round + 1) * ballots.length) / ROUNDS) await sleep(2);
        const sent = ballots[index];
        if (sent !== undefined) await castPatiently(send, sent);
      }
      close();
    };
    const lanes = Promise.all(Array.from({ length: LANES }, lane));
    for (; round < ROUNDS; round++) {
      await sleep(randomInt(0, 60));
      if (round % 2 === 0) {
        await server.end('SIGKILL');
        server = await spawnApi(variables);
      } else {
        killPostgres(folder);
      }
    }
    await lanes;

    // The same bytes, once more, to the last server: the very same receipts.
    const again = connection(url);
    for (const { poll, ballot, receipt } of ballots) {
      const answer = await again.send('POST', `/api/polls/${poll}/ballots`, ballot);
      expect(answer).toEqual({ status: 200, body: { receipt } });
    }
    again.close();

    // Each poll is closed and sealed with a kill in between: the seal is whole or has not begun.
    for (const [index, { id }] of meeting.view.polls.entries()) {
      const interrupted = pressed(desk, id, 'close').then(() => pressed(desk, id, 'seal'));
      await sleep(randomInt(0, 150));
      if (index % 2 === 0) {
        await server.end('SIGKILL');
        server = await spawnApi(variables);
      } else {
        killPostgres(folder);
      }
      await interrupted;
    }

    const bundle = (await (await fetch(`${url}/api/events/${meeting.event}/bundle`)).json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    for (const { record, credentials } of bundle.polls) {
      const cast = ballots.filter(({ poll }) => poll === record.definition.poll);
      expect(credentials.map(({ publicKey }) => publicKey).sort()).toEqual(
        cast.map(({ ballot }) => ballot.publicKey).sort(),
      );
      expect(record.accounts).toMatchObject({ issued: PHONES, returned: PHONES, valid: PHONES, invalid: 0 });
      const agreed = cast.filter(({ ballot }) => ballot.choices.m1 === 'agree').length;
      expect(record.count.counts[0]).toBe(agreed);
    }
    expect(await server.end('SIGTERM')).toBe(0);
  });

  test('between issuing and the answer: the phone asks again and gets the very same signatures', async () => {
    const folder = await dataFolder();
    const variables = { PORT: String(PORT + 1), GONGLUN_DATA: folder };
    let server = await spawnApi(variables);
    onTestFailed(() => console.error(server.output()));
    const { url } = server;
    const desk = await firstOrganizer(url, server.setupUrl());
    const meeting = await openMeeting(url, desk, event(10), [motion('票决')]);
    const path = `/api/events/${meeting.event}/credentials`;
    const requests = meeting.slips.map((slip) => blindAll(GROUP, meeting.view.polls).body(slip));
    const phones = requests.map(() => connection(url));
    const asked = Promise.allSettled(requests.map((request, index) => phones[index]?.send('POST', path, request)));
    await sleep(randomInt(1, 15));
    await server.end('SIGKILL');
    const before = await asked;
    server = await spawnApi(variables);

    const { send, close } = connection(url);
    for (const [index, request] of requests.entries()) {
      const first = await send('POST', path, request);
      expect(first.status).toBe(200);
      expect((await send('POST', path, request)).body).toEqual(first.body);
      const lost = before[index];
      if (lost?.status === 'fulfilled' && lost.value !== undefined) expect(lost.value.body).toEqual(first.body);
    }
    close();
    expect(await server.end('SIGTERM')).toBe(0);
  });
});
