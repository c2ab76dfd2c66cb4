/**
 * Bodies that are bombs: too large, too deep, packed, without end. Each is refused in passing, and the phone on the next
 * socket doesn't notice.
 */
import { connect, type Socket } from 'node:net';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PollId } from 'ballot-core';
import { countersOf } from '../../api/src/db/urn.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Answer, Send } from '../load/http.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  codeOf,
  draft,
  group,
  meeting,
  motionBallot,
  nth,
  sendTo,
  voter,
  type Meeting,
} from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let hall: Meeting;
let poll: PollId;
let nextSlip = 0;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  hall = await meeting(api, [group('a', 40)], [draft('甲')]);
  poll = nth(hall.polls, 0);
});
afterAll(() => api.close());

const someone = () => voter(send, hall.event, nth(hall.slips.a, nextSlip++));
const inUrn = async () => (await countersOf(api.deps.sql, poll)).reduce((sum, { ballots }) => sum + ballots, 0);
const doors = () => [
  `/api/polls/${poll}/ballots`,
  `/api/events/${hall.event}/credentials`,
  `/api/events/${hall.event}/admissions`,
  '/api/desk/session',
  '/api/desk/setup',
];

/** Sent as it is; fetch would tidy it up. */
async function post(path: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: answer.status, body: await answer.json().catch(() => null) } as Answer;
}

/** Refused with one of our own words, and never as a fault of ours. */
function isRefused(answer: Answer, name: string): void {
  expect([400, 401, 404, 409, 410, 413, 415, 429], `${name}: ${JSON.stringify(answer)}`).toContain(answer.status);
  expect(codeOf(answer), name).toMatch(/^[a-z_]+$/);
}

/** What a guest with one slip, or none, may think of. 60 KB is under the limit of a ballot: it is read and parsed. */
const bombs: readonly (readonly [string, string])[] = [
  ['60,000 opening brackets', '['.repeat(60_000)],
  ['lists 30,000 deep', '['.repeat(30_000) + ']'.repeat(30_000)],
  ['objects 9,000 deep', '{"a":'.repeat(9_000) + '1' + '}'.repeat(9_000)],
  ['choices 9,000 deep', `{"choices":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`],
  ['6,000 fields', JSON.stringify(Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [`f${i}`, 1])))],
  ['one field 5,000 times', `{${'"choices":{},'.repeat(5_000).slice(0, -1)}}`],
  ['a name that is everybody’s parent', '{"__proto__":{"group":"a"},"constructor":{"prototype":{"ok":true}}}'],
  ['a number of 60,000 digits', `{"nonces":${'9'.repeat(60_000)}}`],
  ['a text of 60,000 escapes', `{"nonces":"${'\\u0000'.repeat(9_000)}"}`],
  ['half a surrogate', '{"writeIns":["\\ud800"]}'],
  ['nothing', ''],
  ['null', 'null'],
  ['a bare number', '1e400'],
];

describe('a body that is a bomb', () => {
  test.each(bombs)('%s: is refused everywhere, and is no fault of ours', async (name, body) => {
    for (const path of doors()) isRefused(await post(path, body), `${name} at ${path}`);
  });

  test('in the place of each part of a good ballot is refused, and the good one is taken', async () => {
    const good = motionBallot(await someone(), 'agree');
    const before = await inUrn();
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, i) => [`f${i}`, 'agree']));
    for (const part of Object.keys(good)) {
      const text = JSON.stringify({ ...good, [part]: 'HERE' });
      for (const bomb of [deep, JSON.stringify(many), '9'.repeat(20_000), JSON.stringify('x'.repeat(50_000)), 'null']) {
        isRefused(await post(nth(doors(), 0), text.replace('"HERE"', bomb)), part);
      }
    }
    expect(await inUrn()).toBe(before);
    expect((await castTo(send, poll, good)).status).toBe(201);
  });

  test('packed is not unpacked: a gzip of a ballot, or of 100 MB, is just no JSON', async () => {
    const good = JSON.stringify(motionBallot(await someone(), 'agree'));
    const zeros = Buffer.alloc(40_000_000, ' ');
    const packed: readonly (readonly [string, Buffer])[] = [
      ['gzip', gzipSync(good)],
      ['gzip', gzipSync(zeros)],
      ['deflate', deflateRawSync(zeros)],
      ['gzip', Buffer.from(good)],
    ];
    const held = process.memoryUsage().arrayBuffers;
    for (const [encoding, body] of packed.slice(0, 3)) {
      expect(codeOf(await post(nth(doors(), 0), body, { 'content-encoding': encoding }))).toBe('body_malformed');
    }
    expect(process.memoryUsage().arrayBuffers - held).toBeLessThan(zeros.length);
    // Whatever it calls itself, it is read as it came.
    expect((await post(nth(doors(), 0), good, { 'content-encoding': 'gzip' })).status).toBe(201);
  });

  test('of 10 MB is not read, announced or not', async () => {
    const large = Buffer.alloc(10_000_000, 'x');
    for (const path of doors()) {
      for (const announced of [true, false]) {
        const answer = await raw((socket) => {
          const length = announced ? `content-length: ${large.length}` : 'transfer-encoding: chunked';
          socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${length}\r\n\r\n`);
          socket.write(
            announced ? large : Buffer.concat([Buffer.from('989680\r\n'), large, Buffer.from('\r\n0\r\n\r\n')]),
          );
        });
        expect(answer, path).toMatch(/^HTTP\/1\.1 413 [\s\S]*body_too_large/);
      }
    }
  });

  test('in chunks without end is answered and cut off, while others vote', async () => {
    const endless = Array.from({ length: 20 }, () => {
      const { socket, gone } = dial();
      const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
      const more = () => {
        while (socket.writable && socket.write(chunk)) continue;
      };
      socket.on('drain', more);
      socket.write(
        `POST /api/polls/${poll}/ballots HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
      );
      more();
      return gone;
    });
    expect((await castTo(send, poll, motionBallot(await someone(), 'agree'))).status).toBe(201);
    await Promise.all(endless);
    expect((await castTo(send, poll, motionBallot(await someone(), 'agree'))).status).toBe(201);
  });

  test('with two lengths, or a length and chunks, smuggles nothing', async () => {
    const inner = `POST /api/polls/${poll}/ballots HTTP/1.1\r\nhost: x\r\n\r\n`;
    for (const lengths of [
      'content-length: 2\r\ncontent-length: 60',
      'content-length: 60\r\ntransfer-encoding: chunked',
      'transfer-encoding: chunked, identity',
      'content-length: -1',
    ]) {
      const answer = await raw((socket) =>
        socket.write(
          `POST ${nth(doors(), 0)} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${lengths}\r\n\r\n{}${inner}`,
        ),
      );
      expect(answer, lengths).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer.match(/HTTP\/1\.1/g), lengths).toHaveLength(1);
    }
  });
});

/** Slow senders are cut after the times in `serve.ts`; this waits for that, not for a time of its own. */
describe('slow senders', () => {
  const SLOW = 150;

  test('of headers and of bodies are cut off, and the hall votes meanwhile', async () => {
    const good = JSON.stringify(motionBallot(await someone(), 'agree'));
    const ballots = await Promise.all(Array.from({ length: 10 }, async () => motionBallot(await someone(), 'agree')));
    const heads = Array.from({ length: SLOW }, () =>
      drip('POST /api/polls/x/ballots HTTP/1.1\r\nhost: x\r\n', 'a: b\r\n'),
    );
    const bodies = Array.from({ length: SLOW }, () =>
      drip(
        `POST /api/polls/${poll}/ballots HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${good.length}\r\n\r\n${good.slice(0, 40)}`,
        ' ',
      ),
    );
    await Promise.all([...heads, ...bodies].map(({ open }) => open));
    const before = await inUrn();
    expect((await castTo(send, poll, nth(ballots, 0))).status).toBe(201);
    expect(
      bodies.some(({ socket }) => !socket.destroyed),
      'still there while somebody votes',
    ).toBe(true);
    for (const ballot of ballots.slice(1)) expect((await castTo(send, poll, ballot)).status).toBe(201);
    expect(await inUrn()).toBe(before + 10);
    await Promise.all([...heads, ...bodies].map(({ gone }) => gone));
    expect(await inUrn()).toBe(before + 10);
    // Who was cut off half-way through his ballot has spent nothing.
    expect((await castTo(send, poll, good)).status).toBe(201);
  });
});

interface Line {
  readonly socket: Socket;
  readonly open: Promise<unknown>;
  /** Resolves with what was answered when the server hangs up. */
  readonly gone: Promise<string>;
}

function dial(): Line {
  const { port } = new URL(api.url);
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
  // A reset is how a server cuts somebody off who is still talking.
  socket.on('error', () => undefined);
  return {
    socket,
    open: new Promise((resolve) => socket.once('connect', resolve)),
    gone: new Promise((resolve) => socket.once('close', () => resolve(heard))),
  };
}

/** Sends `first`, then a drop now and then, for as long as it is listened to. */
function drip(first: string, drop: string): Line {
  const line = dial();
  line.socket.write(first);
  const tap = setInterval(() => line.socket.write(drop), 1000);
  line.socket.once('close', () => clearInterval(tap));
  return line;
}

/** The first whole answer to what is written, byte for byte. */
async function raw(write: (socket: Socket) => void): Promise<string> {
  const { socket, gone } = dial();
  write(socket);
  socket.on('data', (chunk) => {
    if (chunk.toString('latin1').includes('}')) socket.destroySoon();
  });
  return gone;
}
