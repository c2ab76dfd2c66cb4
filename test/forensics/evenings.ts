/**
 * Evenings for the adversary: one hall with slips, one that signs in by name, and what only their phones know of them.
 *
 * Everybody hands in in the very order in which they signed in, one after the other, which is the worst that a hall can do.
 */
import { fromBase64url, presetRules, readSlip, slipHash, type EventId } from 'ballot-core';
import type { PollDraft, PollView } from 'api';
import type { Running } from '../../api/src/serve.ts';
import {
  byCode,
  claim,
  decide,
  deviceCode,
  enter,
  issued,
  knock,
  namedHall,
  phoneIn,
  type Guest,
  type NamedHall,
  type Phone,
} from '../attacks/door.ts';
import type { Staff } from '../api/desk.ts';
import { connection, type Send } from '../load/http.ts';
import { anyAnswers, ballotOf, cast, eventView, issue, type Held } from '../load/phone.ts';
import { group, meeting, nth, voter } from '../urn/meeting.ts';
import type { Meeting, Tokens } from './adversary.ts';
import { shuffled } from './leaks.ts';

/** What one hall did. */
export interface Evening {
  readonly polls: readonly PollView[];
  /** By poll: people in the order of the door, and their ballots. */
  readonly meetings: readonly Meeting[];
  readonly signatures: readonly Buffer[];
  /** As on the roster; [] where people came with slips. */
  readonly names: readonly Buffer[];
}

/** Somebody who is in: what the adversary knows them by, and the rights that only their phone has. */
interface Seated {
  readonly tokens: Tokens;
  readonly held: readonly Held[];
}

const GROUP = group('all', 0).id;

const papers = (polls: number): readonly PollDraft[] =>
  Array.from({ length: polls }, () => ({
    title: '票决',
    paper: {
      kind: 'motion',
      matters: [
        { id: 'm1', name: '事项一' },
        { id: 'm2', name: '事项二' },
      ],
    },
    rules: presetRules('P08'),
    release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  }));

/** Slips drawn at the door. */
export async function withSlips(running: Running, due: number, polls: number): Promise<Evening> {
  const hall = await meeting(running, [group(GROUP, due)], papers(polls));
  const { send, close } = connection(running.url);
  const seated: Seated[] = [];
  for (const slip of (hall.slips[GROUP] ?? []).slice(0, due)) {
    seated.push({ tokens: [hashOf(slip)], held: (await voter(send, hall.event, slip)).held });
  }
  const evening = await vote(send, hall.event, seated);
  close();
  return { ...evening, names: [] };
}

/** By name: most with a code, some confirmed by the clerk, a few at one shared device, some with a phone that was lost. */
export async function byName(running: Running, staff: Staff, due: number, polls: number): Promise<Evening> {
  const hall = await namedHall(running, staff, [group(GROUP, due)], papers(polls));
  const { send, close } = connection(running.url);
  const tablet = await deviceCode(hall);
  const seated: Seated[] = [];
  // In another order than the roster's, as people come.
  const coming = shuffled(hall.guests.length).slice(0, due);
  for (const [place, who] of coming.entries()) {
    const guest = nth(hall.guests, who);
    const { phones, held } = await comeIn(send, hall, staff, guest, place, tablet);
    const slips = phones.map(({ slip }) => hashOf(slip.code));
    seated.push({ tokens: [...slips, Buffer.from(guest.entry), Buffer.from(guest.name)], held });
  }
  const evening = await vote(send, hall.event, seated);
  close();
  return { ...evening, names: coming.map((who) => Buffer.from(nth(hall.guests, who).name)) };
}

/** The phones that somebody came in with, and the rights that they hold together. */
async function comeIn(send: Send, hall: NamedHall, staff: Staff, guest: Guest, place: number, tablet: string) {
  const phone = await phoneIn(hall, place % 10 === 2 || place % 10 === 3 ? tablet : undefined);
  if (place % 6 === 5) {
    await knock(send, hall, guest, phone);
    await decide(staff.clerk, hall, phone, true);
    await claim(send, hall, phone, { name: guest.name, unit: guest.unit });
  } else await enter(send, hall, guest, phone);
  if (place % 10 !== 7) return { phones: [phone], held: (await issued(send, hall, phone)).held };
  // Lost after it was issued for the first poll, replaced for the others, and found again before the vote.
  const { polls } = await eventView(send, hall.event);
  const first = await issue(send, hall.event, phone.slip.code, guest.group, polls.slice(0, 1));
  const another: Phone = await phoneIn(hall);
  await claim(send, hall, another, byCode(guest));
  const rest = await issue(send, hall.event, another.slip.code, guest.group, polls.slice(1));
  return { phones: [phone, another], held: [...first, ...rest] };
}

/** Poll by poll, everybody in the same order. */
async function vote(send: Send, event: EventId, seated: readonly Seated[]): Promise<Omit<Evening, 'names'>> {
  const view = await eventView(send, event);
  const meetings: Meeting[] = [];
  const signatures: Buffer[] = [];
  for (const [place, poll] of view.polls.entries()) {
    const ballots: Tokens[] = [];
    for (const { held } of seated) {
      const right = nth(held, place);
      const ballot = ballotOf(poll, right, anyAnswers(poll));
      await cast(send, poll.id, ballot);
      const [signature, credential] = [bytes(ballot.signature), bytes(ballot.credential.signature)];
      signatures.push(signature);
      ballots.push([Buffer.from(right.key.publicKey), credential, signature, ...parts(bytes(ballot.nonces), 16)]);
    }
    meetings.push({
      people: seated.map(({ tokens }) => tokens),
      ballots,
      truth: ballots.map((_, index) => index),
    });
  }
  return { polls: view.polls, meetings, signatures };
}

const bytes = (text: string): Buffer => Buffer.from(fromBase64url(text) ?? []);

const parts = (whole: Buffer, length: number): readonly Buffer[] =>
  Array.from({ length: whole.length / length }, (_, i) => whole.subarray(i * length, (i + 1) * length));

function hashOf(slip: string): Buffer {
  const secret = readSlip(slip);
  if (!secret.ok) throw new Error('a slip that was drawn here');
  return Buffer.from(slipHash(secret.value));
}
