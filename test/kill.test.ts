/**
 * Acknowledged = counted, through `kill -9`.
 *
 * Twenty rounds on one data folder: phones vote while the server, or its PostgreSQL, is killed at a random moment; the
 * phones go on retrying against what comes back. At the end every acknowledged ballot is in the sealed record once, and
 * nothing else is.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRESETS, verifyBundle, type Bundle, type CastBody, type GroupId } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import type { Receipt } from 'api';
import { connection } from './load/http.ts';
import { organizer } from './load/organizer.ts';
import { anyAnswers, ballotOf, blindAll } from './load/phone.ts';
import { closeAndSeal, firstOrganizer, holdRights, openMeeting } from './meeting.ts';
import { dataFolder, spawnApi } from './setup/server.ts';

const ROUNDS = 20;
const PHONES = 200;
const LANES = 8;
const PORT = 20_000 + randomInt(20_000);

describe('kill -9', () => {
  test('of the server and of PostgreSQL, at random moments under load, loses no acknowledged ballot and adds none', async () => {
    const folder = await dataFolder();
    const variables = { PORT: String(PORT), GONGLUN_DATA: folder };
    let server = await spawnApi(variables);
    const { url } = server;
    const desk = await firstOrganizer(url, server.setupUrl());
    const meeting = await openMeeting(
      url,
      desk,
      { title: '断电演练', place: '', groups: [{ id: 'all' as GroupId, name: '参会人员', due: PHONES }] },
      [
        {
          title: '票决',
          paper: { kind: 'motion', matters: [{ id: 'm1', name: '事项一' }] },
          rules: PRESETS.P08,
          release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
        },
      ],
    );
    const poll = meeting.view.polls[0];
    if (poll === undefined) throw new Error('the meeting has no poll');
    const issuing = connection(url);
    const ballots: CastBody[] = [];
    for (const slip of meeting.slips) {
      for (const held of await holdRights(issuing.send, meeting, slip))
        ballots.push(ballotOf(poll, held, anyAnswers(poll)));
    }
    issuing.close();

    const acknowledged = new Map<number, string>();
    let next = 0;
    /** A phone's patience: sends the same bytes until it has a receipt. */
    const lane = async (until: () => boolean) => {
      const { send, close } = connection(url);
      for (let index = next++; index < PHONES; index = next++) {
        const ballot = ballots[index];
        if (ballot === undefined) break;
        for (;;) {
          const answer = await send('POST', `/api/polls/${poll.id}/ballots`, ballot).catch(() => null);
          if (answer !== null && (answer.status === 201 || answer.status === 200)) {
            acknowledged.set(index, (answer.body as Receipt).receipt);
            break;
          }
          if (answer !== null && answer.status !== 503) throw new Error(`cast: ${JSON.stringify(answer.body)}`);
          await sleep(20);
        }
        // Spread over the rounds: the next kill must find votes under way.
        while (!until() && index > (PHONES * round) / ROUNDS) await sleep(5);
      }
      close();
    };

    let round = 1;
    let over = false;
    const lanes = Promise.all(Array.from({ length: LANES }, () => lane(() => over)));
    for (; round <= ROUNDS; round++) {
      await sleep(randomInt(5, 120));
      if (round % 2 === 1) {
        await server.end('SIGKILL');
        server = await spawnApi(variables);
      } else {
        process.kill(Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
      }
    }
    over = true;
    await lanes;
    expect(acknowledged.size).toBe(PHONES);

    // The same bytes, once more, to the last server: the very same receipts.
    const again = connection(url);
    for (const [index, receipt] of acknowledged) {
      const answer = await again.send('POST', `/api/polls/${poll.id}/ballots`, ballots[index]);
      expect(answer).toEqual({ status: 200, body: { receipt } });
    }
    again.close();

    await closeAndSeal(await organizer(url, 'organizer', 'a long password'), meeting.view.polls);
    const bundle = (await (await fetch(`${url}/api/events/${meeting.event}/bundle`)).json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    const [sealed] = bundle.polls;
    const keys = sealed?.credentials.map(({ publicKey }) => publicKey).sort();
    expect(keys).toEqual(ballots.map(({ publicKey }) => publicKey).sort());
    expect(sealed?.record.accounts).toMatchObject({ issued: PHONES, returned: PHONES, valid: PHONES });
    expect(await server.end('SIGTERM')).toBe(0);
  });

  test('between issuing and the answer: the phone asks again and gets the very same signatures', async () => {
    const folder = await dataFolder();
    const variables = { PORT: String(PORT + 1), GONGLUN_DATA: folder };
    let server = await spawnApi(variables);
    const { url } = server;
    const desk = await firstOrganizer(url, server.setupUrl());
    const meeting = await openMeeting(
      url,
      desk,
      { title: '断电演练', place: '', groups: [{ id: 'all' as GroupId, name: '参会人员', due: 10 }] },
      [
        {
          title: '票决',
          paper: { kind: 'motion', matters: [{ id: 'm1', name: '事项一' }] },
          rules: PRESETS.P08,
          release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
        },
      ],
    );
    const path = `/api/events/${meeting.event}/credentials`;
    const requests = meeting.slips.map((slip) => blindAll('all' as GroupId, meeting.view.polls).body(slip));
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
