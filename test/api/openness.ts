/**
 * A meeting whose result may be announced: made at the desk, voted in by phones, sealed; and what anybody then gets to see.
 */
import { newSlip, slipHash, toHex, type EventId, type GroupId, type PickPaper, type PollId } from 'ballot-core';
import type { DeskEvent, EventDraft, PollDraft } from 'api';
import type { NamedForm } from 'api/desk-views';
import type { Notice } from 'api/views';
import { expect } from 'vitest';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { dayIn } from '../../api/src/live/publication.ts';
import { connection } from '../load/http.ts';
import { admit, ballotOf, cast, eventView, issue, random } from '../load/phone.ts';
import type { Person } from './desk.ts';

const PAPER: PickPaper = {
  kind: 'pick',
  candidates: [
    { id: 'c1', name: '张三', note: '办公室主任' },
    { id: 'c2', name: '李四' },
  ],
  min: 0,
  max: 2,
  seats: null,
  writeIns: 1,
};
const EVENT: EventDraft = {
  title: '民主推荐会',
  place: '礼堂',
  groups: [{ id: 'all' as GroupId, name: '参会人员', due: 12 }],
};
const POLL: PollDraft = {
  title: '副局长人选推荐',
  paper: PAPER,
  rules: [],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
};
export const FORM: Omit<NamedForm, 'id'> = {
  recommender: '王署名',
  recommenderPost: '财务科科长',
  recommended: '张三',
  recommendedPost: '办公室主任',
  forPost: '副局长',
  grounds: '熟悉业务。\n作风扎实。',
  signedOn: '2026-11-02',
};
export const TODAY = dayIn('Asia/Shanghai', new Date());
export const NOTICE: Omit<Notice, 'id'> = {
  kind: 'pre_appointment',
  title: '任前公示',
  body: '拟任用下列同志。\n\n监督举报：12380。',
  scope: 'public',
  polls: [],
  startsOn: TODAY,
  endsOn: null,
};

export function openness(url: string, organizer: Person) {
  return { look, meeting, sealed, published };

  async function look(event: string): Promise<DeskEvent> {
    return (await organizer.ask('GET', `/events/${event}`)).body as unknown as DeskEvent;
  }

  async function meeting(): Promise<{ event: EventId; poll: PollId; code: string }> {
    const made = await organizer.ask('POST', '/events', { event: EVENT, polls: [POLL] });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const event = String(made.body.id) as EventId;
    const shown = await look(event);
    return { event, poll: shown.polls[0]?.id ?? ('' as PollId), code: shown.displayCode };
  }

  /** Sealed, with one ballot for each entry: the candidates it picks and the name it writes in. */
  async function sealed(ballots: readonly { readonly picks: readonly string[]; readonly written?: string }[]) {
    const made = await meeting();
    const { event, poll } = made;
    await organizer.ask('POST', `/polls/${poll}/freeze`);
    await keysSettled();
    const slips = ballots.map(() => newSlip(random));
    await organizer.ask('POST', `/events/${event}/slips`, {
      slips: slips.map(({ secret }) => ({ hash: toHex(slipHash(secret)), group: 'all' })),
    });
    await organizer.ask('POST', `/events/${event}/sign-in`, { open: true });
    await organizer.ask('POST', `/polls/${poll}/open`);
    const { send, close } = connection(url);
    for (const [i, { code }] of slips.entries()) {
      await admit(send, event, code);
      const view = await eventView(send, event);
      const [held] = await issue(send, event, code, 'all' as GroupId, view.polls);
      const [paper] = view.polls;
      const { picks = [], written } = ballots[i] ?? {};
      if (held === undefined || paper === undefined) throw new Error('nothing to vote on');
      const choices = Object.fromEntries(picks.map((id) => [id, 'picked']));
      await cast(send, poll, ballotOf(paper, held, { choices, writeIns: written === undefined ? [] : [written] }));
    }
    close();
    await organizer.ask('POST', `/polls/${poll}/close`);
    const { status, body } = await organizer.ask('POST', `/polls/${poll}/seal`);
    expect(status, JSON.stringify(body)).toBe(200);
    return made;
  }

  /** What anybody gets, with its headers. */
  async function published(event: string, code?: string, headers: Readonly<Record<string, string>> = {}) {
    const answer = await fetch(
      `${url}/api/events/${event}/publication${code === undefined ? '' : `?code=${encodeURIComponent(code)}`}`,
      { headers },
    );
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
  }
}
