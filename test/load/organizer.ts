/**
 * A simulated organizer at the desk's HTTP API: what the desk pages do, without the pages.
 *
 * Slips are drawn here as they are in the organizer's browser: the server gets hashes only.
 */
import { newSlip, slipHash, toHex, type EventId, type GroupId, type PollId } from 'ballot-core';
import type { DeskEvent, EventDraft, PollDraft } from 'api';
import { random } from './phone.ts';

export interface Organizer {
  readonly call: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  readonly createEvent: (event: EventDraft, polls: readonly PollDraft[]) => Promise<EventId>;
  readonly look: (event: EventId) => Promise<DeskEvent>;
  readonly act: (poll: PollId, act: 'freeze' | 'open' | 'close' | 'seal') => Promise<void>;
  readonly signIn: (event: EventId, open: boolean) => Promise<void>;
  /** Registers `count` fresh slips for each group; the typed codes. */
  readonly drawSlips: (event: EventId, group: GroupId, count: number) => Promise<readonly string[]>;
  /** Freezes every poll and waits until all issuer keys are made. */
  readonly freezeAll: (event: EventId) => Promise<DeskEvent>;
}

export class DeskRefused extends Error {
  readonly code: string;
  readonly status: number;
  constructor(status: number, body: { readonly code: string; readonly message: string; readonly at?: string }) {
    super(`${body.code}: ${body.message}${body.at === undefined ? '' : ` (${body.at})`}`);
    this.code = body.code;
    this.status = status;
  }
}

const SLIPS_A_REQUEST = 2000;

/** Signs in and keeps the session's cookie. */
export async function organizer(url: string, username: string, password: string): Promise<Organizer> {
  const answer = await fetch(`${url}/api/desk/session`, json('POST', { username, password }));
  if (!answer.ok) throw new DeskRefused(answer.status, await answer.json());
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return deskAt(url, cookie);
}

/** The desk for a session that exists already. */
export function deskAt(url: string, cookie: string): Organizer {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/api/desk${path}`, json(method, body, { cookie }));
    const value: unknown = await answer.json();
    if (!answer.ok) throw new DeskRefused(answer.status, value as { code: string; message: string });
    return value as T;
  };
  const look = (event: EventId) => call<DeskEvent>('GET', `/events/${event}`);
  const act: Organizer['act'] = async (poll, name) => void (await call('POST', `/polls/${poll}/${name}`, {}));
  return {
    call,
    look,
    act,
    createEvent: async (event, polls) => (await call<{ id: EventId }>('POST', '/events', { event, polls })).id,
    signIn: async (event, open) => void (await call('POST', `/events/${event}/sign-in`, { open })),
    drawSlips: async (event, group, count) => {
      const slips = Array.from({ length: count }, () => newSlip(random));
      for (let from = 0; from < slips.length; from += SLIPS_A_REQUEST) {
        const some = slips.slice(from, from + SLIPS_A_REQUEST);
        await call('POST', `/events/${event}/slips`, {
          slips: some.map(({ secret }) => ({ hash: toHex(slipHash(secret)), group })),
        });
      }
      return slips.map(({ code }) => code);
    },
    freezeAll: async (event) => {
      for (const poll of (await look(event)).polls) if (poll.state === 'draft') await act(poll.id, 'freeze');
      return until(
        () => look(event),
        ({ polls, groups }) => polls.every(({ keys }) => keys.length === groups.length),
      );
    },
  };
}

/** Asks until the answer is as wished; gives up after a minute. */
export async function until<T>(ask: () => Promise<T>, wished: (value: T) => boolean, patienceMs = 60_000): Promise<T> {
  for (const deadline = Date.now() + patienceMs; ;) {
    const value = await ask();
    if (wished(value)) return value;
    if (Date.now() > deadline) throw new Error('waited in vain for the server to get there');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const json = (method: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit => ({
  method,
  headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});
