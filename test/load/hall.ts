/**
 * A hall of phones with bad Wi-Fi against a running server.
 *
 * Every slip becomes a phone that signs in, is issued, casts in each open poll and retries until it is acknowledged.
 * Faults are made on the client's side of the wire: `drop` throws an answer away and asks again, `dup` sends the same
 * ballot twice at once and then a different one with the same credential, which must be refused.
 */
import { randomInt } from 'node:crypto';
import type { EventId } from 'ballot-core';
import type { Credentials, EventView, PollView } from 'api';
import { connection, type Send } from './http.ts';
import { admit, anyAnswers, ballotOf, blindAll, cast, eventView, Refused, type Held } from './phone.ts';

export interface Faults {
  readonly drop: number;
  readonly dup: number;
}
export interface Hall {
  readonly url: string;
  readonly event: EventId;
  readonly slips: readonly string[];
  readonly concurrency: number;
  /** Phones that start in a second; 0 is no limit. */
  readonly rate: number;
  readonly faults: Faults;
  readonly answers?: (poll: PollView, phone: number) => ReturnType<typeof anyAnswers>;
  /** How long a phone goes on retrying before its ballot counts as lost. */
  readonly patienceMs: number;
}
export interface Outcome {
  issued: number;
  cast: number;
  duplicateAccepted: number;
  lost: number;
  p50: number;
  p99: number;
  perSecond: number;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const chance = (p: number) => p > 0 && randomInt(2 ** 32) / 2 ** 32 < p;

export async function simulate(hall: Hall): Promise<Outcome> {
  const first = connection(hall.url);
  const view = await openPolls(first.send, hall);
  first.close();
  const outcome = { issued: 0, cast: 0, duplicateAccepted: 0, lost: 0 };
  const latencies: number[] = [];
  const started = performance.now();
  let castingSince = 0;
  let next = 0;

  const lane = async () => {
    const { send, close } = connection(hall.url);
    for (let phone = next++; phone < hall.slips.length; phone = next++) {
      if (hall.rate > 0) await sleep(Math.max(0, started + (phone * 1000) / hall.rate - performance.now()));
      const slip = hall.slips[phone];
      if (slip === undefined) break;
      const rights = await getIssued(send, hall, slip, view).catch(countRefusal);
      if (rights === null) continue;
      outcome.issued += rights.length;
      castingSince ||= performance.now();
      for (const held of rights) await castOne(send, held, phone);
    }
    close();
  };

  const countRefusal = (error: unknown): null => {
    if (!(error instanceof Refused)) throw error;
    process.stderr.write(`a phone was refused: ${error.message}\n`);
    outcome.lost += 1;
    return null;
  };

  const castOne = async (send: Send, held: Held, phone: number) => {
    const poll = view.polls.find(({ id }) => id === held.poll);
    if (poll === undefined || poll.state !== 'open') return;
    const answers = hall.answers ?? anyAnswers;
    const ballot = ballotOf(poll, held, answers(poll, phone));
    const before = performance.now();
    const receipts = chance(hall.faults.dup) ? await twice(hall, poll, ballot) : [];
    const receipt = await patiently(hall, () => cast(send, poll.id, ballot)).catch(countRefusal);
    if (receipt === null) return;
    latencies.push(performance.now() - before);
    outcome.cast += 1;
    if (receipts.some((other) => other !== receipt.receipt)) outcome.duplicateAccepted += 1;
    const other = ballotOf(poll, held, answers(poll, phone));
    // Without nonces the same answers make the very same ballot.
    if (receipts.length > 0 && other.signature !== ballot.signature)
      outcome.duplicateAccepted += await differentAccepted(send, poll, other);
  };

  await Promise.all(Array.from({ length: hall.concurrency }, lane));
  const seconds = (performance.now() - castingSince) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    ...outcome,
    p50: quantile(latencies, 50),
    p99: quantile(latencies, 99),
    perSecond: Math.round(outcome.cast / seconds),
  };
}

/** Milliseconds, one decimal; 0 when nothing was cast. */
export const quantile = (sorted: readonly number[], percent: number): number =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0) * 10) / 10;

async function openPolls(send: Send, hall: Hall): Promise<EventView> {
  for (const deadline = Date.now() + hall.patienceMs; ; await sleep(500)) {
    const view = await eventView(send, hall.event);
    if (view.polls.some(({ state }) => state === 'open')) return view;
    if (Date.now() > deadline) throw new Error('no poll was opened; open one at the desk and start again');
  }
}

async function getIssued(send: Send, hall: Hall, slip: string, view: EventView): Promise<readonly Held[]> {
  const { group } = await patiently(hall, () => admit(send, hall.event, slip));
  const polls = view.polls.filter(({ state, keys }) => (state === 'open' || state === 'frozen') && keys.length > 0);
  const request = blindAll(group, polls);
  const answer = await patiently(hall, async () => {
    const { status, body } = await send('POST', `/api/events/${hall.event}/credentials`, request.body(slip));
    if (status !== 200) throw new Refused({ status, body });
    return body as Credentials;
  });
  return request.finish(answer);
}

/** Retries lost answers and full queues, as a phone would; a refusal that cannot change is passed on. */
async function patiently<T>(hall: Hall, ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + hall.patienceMs;
  for (let pause = 20; ; pause = Math.min(pause * 2, 2000)) {
    try {
      const answer = await ask();
      if (!chance(hall.faults.drop)) return answer;
    } catch (error) {
      if (error instanceof Refused && error.code !== 'busy') throw error;
      if (Date.now() > deadline) throw error;
    }
    await sleep(pause);
  }
}

/** Sends the same ballot over two sockets at once; the receipts that came back, null where the poll gives none. */
async function twice(
  hall: Hall,
  poll: PollView,
  ballot: Parameters<typeof cast>[2],
): Promise<readonly (string | null)[]> {
  const sockets = [connection(hall.url), connection(hall.url)];
  const answers = await Promise.allSettled(sockets.map(({ send }) => cast(send, poll.id, ballot)));
  for (const { close } of sockets) close();
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.receipt] : []));
}

/** 1 when the server took a second, different ballot for a spent credential. */
async function differentAccepted(send: Send, poll: PollView, other: Parameters<typeof cast>[2]) {
  try {
    await cast(send, poll.id, other);
    return 1;
  } catch (error) {
    if (error instanceof Refused && error.code === 'ballot_conflict') return 0;
    throw error;
  }
}
