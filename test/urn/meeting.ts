/**
 * A meeting on a real server and a real database, with slips in hand: what the urn's tests begin with.
 *
 * The desk's own functions make it, the public HTTP API is asked by its phones.
 */
import {
  newSlip,
  presetRules,
  slipHash,
  type EventId,
  type Group,
  type GroupId,
  type Paper,
  type PollId,
} from 'ballot-core';
import type { EventView, PollDraft, PollView } from 'api';
import { makeEvent, turnSignIn } from '../../api/src/desk/events.ts';
import { freezePoll } from '../../api/src/desk/freeze.ts';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { registerSlips } from '../../api/src/desk/slips.ts';
import { pollsOf } from '../../api/src/db/polls.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Answer, Send } from '../load/http.ts';
import { admit, ballotOf, eventView, issue, random, type Held } from '../load/phone.ts';

export const MOTION: Paper = {
  kind: 'motion',
  matters: [
    { id: 'm1', name: '张三' },
    { id: 'm2', name: '李四' },
  ],
};

export const draft = (
  title: string,
  paper: Paper = MOTION,
  release: Partial<PollDraft['release']> = {},
): PollDraft => ({
  title,
  paper,
  rules: paper.kind === 'motion' ? presetRules('P08') : presetRules('P01'),
  release: { mode: 'batches', k: 5, minTurnout: [1, 5], ...release },
});

export const group = (id: string, due: number): Group => ({ id: id as GroupId, name: `组 ${id}`, due });

export interface Meeting {
  readonly event: EventId;
  readonly polls: readonly PollId[];
  /** Slip codes of each group; a few more than are due. */
  readonly slips: Readonly<Record<string, readonly string[]>>;
}

/** Frozen, with keys, and sign-in open. `opened` polls of the list are open. */
export async function meeting(
  { deps }: Running,
  groups: readonly Group[],
  polls: readonly PollDraft[],
  opened = polls.length,
): Promise<Meeting> {
  const event = { title: '年度考核大会', place: '三楼会议室', groups };
  const made = await makeEvent(deps, 'organizer', { event, polls, baseUrl: 'http://192.168.1.20:3000' });
  if (!made.ok) throw new Error(`refused: ${JSON.stringify(made)}`);
  const id = made.value;
  const ids = (await pollsOf(deps.db, id)).map((poll) => poll.id);
  for (const poll of ids) must(await freezePoll(deps, 'organizer', poll));
  await keysSettled();
  const slips: Record<string, string[]> = {};
  for (const { id: of, due } of groups) {
    const drawn = Array.from({ length: due + 2 }, () => newSlip(random));
    slips[of] = drawn.map(({ code }) => code);
    const hashes = drawn.map(({ secret }) => ({ hash: Buffer.from(slipHash(secret)).toString('hex'), group: of }));
    must(await registerSlips(deps, 'organizer', id, { slips: hashes }));
  }
  must(await turnSignIn(deps, 'organizer', id, true));
  for (const poll of ids.slice(0, opened)) must(await deps.urn.openPoll(poll));
  return { event: id, polls: ids, slips };
}

export const sendTo =
  (url: string): Send =>
  async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : {
            headers: { 'content-type': 'application/json' },
            body: typeof body === 'string' ? body : JSON.stringify(body),
          }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  };

export interface Voter {
  readonly view: EventView;
  readonly held: readonly Held[];
}

/** One slip, signed in and issued for every poll of the event. */
export async function voter(send: Send, event: EventId, slip: string): Promise<Voter> {
  const view = await eventView(send, event);
  const { group: of } = await admit(send, event, slip);
  return { view, held: await issue(send, event, slip, of, view.polls) };
}

/** A ballot of a motion that says the same to every matter, signed and ready. */
export function motionBallot({ view, held }: Voter, choice: string, at = 0) {
  const poll = nth(view.polls, at);
  const { paper } = poll.definition;
  const matters = paper.kind === 'motion' ? paper.matters : [];
  const choices = Object.fromEntries(matters.map(({ id }) => [id, choice]));
  return ballotOf(poll, nth(held, at), { choices, writeIns: [] });
}

export const castTo = (send: Send, poll: PollView['id'], body: unknown): Promise<Answer> =>
  send('POST', `/api/polls/${poll}/ballots`, body);

export const codeOf = ({ body }: Answer): string | undefined => (body as { readonly code?: string }).code;

export function must<T extends { readonly ok: boolean }>(result: T): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result;
}

export function nth<T>(list: readonly T[] | undefined, index: number): T {
  const found = list?.[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
}

/** Runs `act` for each with at most `width` at once, like phones on a hall's Wi-Fi. */
export async function each<T, R>(
  items: readonly T[],
  width: number,
  act: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const hand = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await act(nth(items, index), index);
    }
  };
  await Promise.all(Array.from({ length: width }, hand));
  return results;
}
