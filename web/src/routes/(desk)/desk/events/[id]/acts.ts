/**
 * What comes next in a meeting: the one act the control room offers first, and what is done or still ahead.
 *
 * The order is the order of the room (定稿 → 印发纸条 → 签到 → 逐项投票 → 封存 → 报告单); by roster the names come first, because
 * 应到 may follow them until the freeze. It is worked out from the snapshot alone, so two laptops at one desk always offer the same button. The server decides what is legal; this only guides.
 */
import type { DeskEvent, DeskPoll } from 'api/desk-views';
import type { PollId } from 'ballot-core';

export type Act =
  | { readonly kind: 'add_poll' }
  | { readonly kind: 'alarm'; readonly poll: PollId }
  | { readonly kind: 'freeze'; readonly poll: PollId }
  | { readonly kind: 'wait_keys'; readonly poll: PollId }
  | { readonly kind: 'slips' }
  | { readonly kind: 'roster' }
  | { readonly kind: 'open_sign_in' }
  | { readonly kind: 'checks'; readonly poll: PollId }
  | { readonly kind: 'open'; readonly poll: PollId }
  | { readonly kind: 'close'; readonly poll: PollId }
  | { readonly kind: 'seal'; readonly poll: PollId }
  | { readonly kind: 'sheet'; readonly poll: PollId };

export type StepState = 'done' | 'now' | 'ahead';
export type StepName = 'freeze' | 'slips' | 'roster' | 'sign_in' | 'vote' | 'seal' | 'sheet';
export interface Step {
  readonly name: StepName;
  readonly state: StepState;
}

const STEP_OF = {
  add_poll: 'freeze',
  freeze: 'freeze',
  wait_keys: 'freeze',
  slips: 'slips',
  roster: 'roster',
  open_sign_in: 'sign_in',
  checks: 'vote',
  open: 'vote',
  close: 'vote',
  alarm: 'seal',
  seal: 'seal',
  sheet: 'sheet',
} as const satisfies Record<Act['kind'], StepName>;

const STEPS = {
  slips: ['freeze', 'slips', 'sign_in', 'vote', 'seal', 'sheet'],
  roster: ['roster', 'freeze', 'sign_in', 'vote', 'seal', 'sheet'],
} as const satisfies Record<DeskEvent['admission'], readonly StepName[]>;

/**
 * The next legal act. Before the slips are printed every draft is frozen first: the slips carry the fingerprint of all. By
 * roster they are frozen before sign-in is opened, so that who comes in gets all rights at once. A draft whose list comes from another poll can't be: it waits until that one is sealed.
 */
export function nextAct(event: DeskEvent): Act {
  const alarmed = event.polls.find((poll) => poll.alarm !== null && poll.state !== 'sealed');
  if (alarmed) return { kind: 'alarm', poll: alarmed.id };
  const first = event.polls[0];
  if (first === undefined) return { kind: 'add_poll' };

  const running = event.polls.find((poll) => poll.state === 'open');
  if (running) return { kind: 'close', poll: running.id };
  const closed = event.polls.find((poll) => poll.state === 'closed');
  if (closed) return { kind: 'seal', poll: closed.id };

  const byName = event.admission === 'roster';
  if (byName && names(event) === 0) return { kind: 'roster' };
  if (byName ? event.signIn === 'closed' && present(event) === 0 : slipsMade(event) === 0) {
    const draft = event.polls.find((poll) => poll.state === 'draft' && waitsFor(event, poll) === null);
    if (draft) return { kind: 'freeze', poll: draft.id };
    const waiting = event.polls.find((poll) => poll.state !== 'draft' && !keysReady(event, poll));
    if (waiting) return { kind: 'wait_keys', poll: waiting.id };
    if (!byName && event.polls.some((poll) => poll.state !== 'sealed')) return { kind: 'slips' };
  }

  const next = event.polls.find((poll) => poll.state !== 'sealed' && waitsFor(event, poll) === null);
  if (next === undefined) return { kind: 'sheet', poll: (event.polls[event.polls.length - 1] ?? first).id };
  if (next.state === 'draft') return { kind: 'freeze', poll: next.id };
  if (!keysReady(event, next)) return { kind: 'wait_keys', poll: next.id };
  if (event.signIn === 'closed' && present(event) === 0) return { kind: 'open_sign_in' };
  return openChecks(next).length > 0 ? { kind: 'checks', poll: next.id } : { kind: 'open', poll: next.id };
}

/** The poll whose result a draft takes its list from, while that one is not sealed; null when nothing is waited for. */
export function waitsFor(event: Pick<DeskEvent, 'polls'>, poll: Pick<DeskPoll, 'state' | 'source'>): DeskPoll | null {
  if (poll.state !== 'draft' || poll.source === undefined) return null;
  const { poll: from } = poll.source;
  const source = event.polls.find(({ id }) => id === from);
  return source === undefined || source.state === 'sealed' ? null : source;
}

/** Items of the checklist (程序情况表) that no document stands for yet. */
export const openChecks = ({ checklist = [], checks }: Pick<DeskPoll, 'checklist' | 'checks'>) =>
  checklist.filter(({ id }) => !checks.some(({ item }) => item === id));

/** Where the meeting stands, for the row of steps. Voting and sealing go round once for each poll. */
export function steps(event: DeskEvent): readonly Step[] {
  const own: readonly StepName[] = STEPS[event.admission];
  const now = own.indexOf(STEP_OF[nextAct(event).kind]);
  return own.map((name, index) => ({ name, state: index < now ? 'done' : index === now ? 'now' : 'ahead' }));
}

/** One key for each group, or the poll can't be issued yet. */
export function keysReady(event: Pick<DeskEvent, 'groups'>, poll: Pick<DeskPoll, 'state' | 'keys'>): boolean {
  return poll.state !== 'draft' && poll.keys.length >= event.groups.length;
}

export const slipsMade = (event: Pick<DeskEvent, 'slips'>): number => event.slips.reduce((sum, s) => sum + s.made, 0);
/** Names on the roster. */
export const names = (event: Pick<DeskEvent, 'roster'>): number => event.roster.reduce((sum, r) => sum + r.entries, 0);
/** Somebody can come in: there are slips, or names. */
export const waysIn = (event: Pick<DeskEvent, 'admission' | 'slips' | 'roster'>): number =>
  event.admission === 'roster' ? names(event) : slipsMade(event);
/** 实到: who came in and has not left. */
export const present = (event: Pick<DeskEvent, 'admission' | 'slips' | 'roster'>): number =>
  event.admission === 'roster'
    ? event.roster.reduce((sum, r) => sum + r.present - r.left, 0)
    : event.slips.reduce((sum, s) => sum + s.admitted, 0);
export const due = (event: Pick<DeskEvent, 'groups'>): number => event.groups.reduce((sum, g) => sum + g.due, 0);

/** How people come in may be changed while nobody is in and there are neither slips nor names. */
export const admissionEditable = (event: Pick<DeskEvent, 'slips' | 'roster'>): boolean =>
  slipsMade(event) === 0 && names(event) === 0;

/** 应到 may be corrected until the first poll is frozen: from then on it is under a hash. */
export const dueEditable = (event: Pick<DeskEvent, 'polls'>): boolean =>
  event.polls.every((poll) => poll.state === 'draft');
