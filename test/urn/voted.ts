/** Any paper voted on by whole groups and sealed, on a real server: what comes out is verified before a test looks at it. */
import {
  verifyBundle,
  type Answers,
  type Bundle,
  type CastBody,
  type Group,
  type Paper,
  type PollId,
  type Rule,
} from 'ballot-core';
import type { MarkRow, PollDraft } from 'api/desk-views';
import { expect } from 'vitest';
import type { Running } from '../../api/src/serve.ts';
import { ballotOf } from '../load/phone.ts';
import { castTo, meeting, must, nth, sendTo, voter } from './meeting.ts';

export const item = (id: string, name: string) => ({ id, name });
export const grade = (id: string) => ({ id, name: id, counted: true });
export const poll = (
  paper: Paper,
  rules: readonly Rule[],
  mode: PollDraft['release']['mode'] = 'batches',
): PollDraft => ({
  title: '测评',
  paper,
  rules,
  release: { mode, k: 5, minTurnout: [0, 1] },
  at: '2026',
});
export const marks = (choices: Answers['choices'], writeIns: readonly string[] = []): Answers => ({
  choices,
  writeIns,
});

interface Voted {
  readonly event: string;
  readonly poll: PollId;
  readonly bodies: readonly CastBody[];
}

export function votes(api: Running) {
  const send = sendTo(api.url);
  return { voted, sealed, marksOf };

  /** Everybody of each group votes, nothing is closed. */
  async function voted(
    groups: readonly Group[],
    draft: PollDraft,
    answers: Readonly<Record<string, readonly Answers[]>>,
  ) {
    const hall = await meeting(api, groups, [draft]);
    const bodies: CastBody[] = [];
    for (const { id } of groups) {
      for (const [i, own] of (answers[id] ?? []).entries()) {
        const person = await voter(send, hall.event, nth(hall.slips[id], i));
        const body = ballotOf(nth(person.view.polls, 0), nth(person.held, 0), own);
        expect(await castTo(send, nth(hall.polls, 0), body)).toMatchObject({ status: 201 });
        bodies.push(body);
      }
    }
    return { event: hall.event, poll: nth(hall.polls, 0), bodies };
  }

  async function sealed({ event, poll: id }: Pick<Voted, 'event' | 'poll'>): Promise<Bundle> {
    must(await api.deps.urn.closePoll(id));
    must(await api.deps.urn.sealPoll(id));
    const bundle = (await (await fetch(`${api.url}/api/events/${event}/bundle`)).json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    return bundle;
  }

  /** What the seal left in memory. */
  async function marksOf(id: PollId): Promise<readonly string[]> {
    const rows = await api.deps.sql<Pick<MarkRow, 'subject' | 'post' | 'at' | 'mark' | 'kind'>[]>`
        select subject, post, at, mark, kind from desk.marks where poll_id = ${id} order by subject, mark`;
    return rows.map(({ subject, post, at, mark, kind }) => [kind, subject, post, at, mark].join(' '));
  }
}
