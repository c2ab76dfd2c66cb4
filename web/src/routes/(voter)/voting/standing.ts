/**
 * Where a voter stands: what one look at the page must tell, for the meeting and for each poll.
 *
 * Computed from what is stored and what the server last said, never kept by itself, so two tabs and a reload agree.
 */
import type { EventView, PollView } from 'api/views';
import { ballotHash, fromBase64url, readReceipt } from 'ballot-core';
import type { Failure } from '#lib/api.ts';
import { readOwnBallot } from './ballot.ts';
import type { Fault } from './trust.ts';
import type { Check, Counted, Right } from './wallet.ts';

export type Entry =
  | { readonly at: 'loading' }
  | { readonly at: 'no_event' }
  | { readonly at: 'needs_slip'; readonly why: Failure | 'slip_malformed' | null }
  /** By name: the code on the wall is to be scanned, for the first time or again. */
  | { readonly at: 'needs_hall'; readonly why: Failure | null }
  | { readonly at: 'says_who' }
  | { readonly at: 'at_door'; readonly number: number; readonly why: Failure | null }
  /** The slip is waiting to be admitted; `why` is the last refusal. */
  | { readonly at: 'signing_in'; readonly why: Failure | null }
  | { readonly at: 'stopped'; readonly why: Fault | 'slip_used' }
  | { readonly at: 'in' };

export type Standing =
  /** On a shared device nothing is asked for before it can be used. */
  | { readonly at: 'not_yet' }
  /** The right to vote in this poll was taken on another device, or with another phone of the same person. */
  | { readonly at: 'elsewhere' }
  | {
      readonly at: 'preparing';
      readonly fault: 'signature' | Failure | null;
      /** The server may have issued it already: then it is lost with this phone. */
      readonly asked: boolean;
    }
  | { readonly at: 'ready' }
  | { readonly at: 'open'; readonly why: Failure | null }
  | { readonly at: 'sending'; readonly why: Failure | null }
  /** It closed before an answer came: the sealed list will tell. */
  | { readonly at: 'unanswered'; readonly kept: boolean }
  /** It came too late: closed without a receipt, and not in the sealed list. */
  | { readonly at: 'not_counted' }
  | { readonly at: 'conflict' }
  | {
      readonly at: 'counted';
      readonly hash: string | null;
      readonly receipt: string | null;
      readonly genuine: boolean;
      readonly keeps: Keeps;
    }
  | { readonly at: 'checked'; readonly check: Check; readonly hash: string | null; readonly receipt: string | null }
  | { readonly at: 'not_voted' }
  | { readonly at: 'no_right' };

/** Whether a ballot can be checked later: `off` where the poll gives no receipts, `shared` where others use the device. */
export type Keeps = 'all' | 'off' | 'shared';

/** What only this page knows: the last word about a poll, gone after a reload. */
export interface Notes {
  readonly failure: Failure | null;
  readonly badSignature: boolean;
  /** Somebody else was first with this slip, or the slip is no longer this person's. */
  readonly used: boolean;
}

export const keepsOf = ({ definition }: PollView, shared: boolean): Keeps =>
  definition.receipts === 'off' ? 'off' : shared ? 'shared' : 'all';

export function standingOf(
  poll: PollView,
  right: Right | null,
  notes: Notes,
  { eventKey, shared }: { readonly eventKey: string; readonly shared: boolean },
): Standing {
  const keeps = keepsOf(poll, shared);
  const over = poll.state === 'closed' || poll.state === 'sealed';
  switch (right?.step) {
    case undefined:
    case 'asked':
      if (over) return { at: 'no_right' };
      if (notes.used) return { at: 'elsewhere' };
      if (shared && poll.state !== 'open') return { at: 'not_yet' };
      return { at: 'preparing', fault: notes.badSignature ? 'signature' : notes.failure, asked: right !== null };
    case 'held':
      if (over) return { at: 'not_voted' };
      return poll.state === 'open' ? { at: 'open', why: notes.failure } : { at: 'ready' };
    case 'handing':
      if (right.ended === 'conflict') return { at: 'conflict' };
      if (right.ended === 'absent') return { at: 'not_counted' };
      if (right.ended === 'closed') return { at: 'unanswered', kept: true };
      return { at: 'sending', why: notes.failure };
    case 'counted':
      return counted(poll, right, eventKey, keeps);
    case 'gone':
      return right.ended === 'conflict' ? { at: 'conflict' } : { at: 'unanswered', kept: false };
  }
}

function counted(poll: PollView, { ballot, receipt, checked }: Counted, eventKey: string, keeps: Keeps): Standing {
  const body = ballot === null ? null : readOwnBallot(ballot);
  const hash = body === null ? null : ballotHash(poll.id, body);
  if (checked !== null) return { at: 'checked', check: checked, hash, receipt };
  const genuine = body === null || hash === null || isGenuine(receipt, eventKey, [hash, body.publicKey, poll.id]);
  return { at: 'counted', hash, receipt, genuine, keeps };
}

const judged = new Map<string, boolean>();

/** A receipt is the event key's word over this poll, this very ballot and its key. */
export function isGenuine(receipt: string | null, eventKey: string, own: readonly string[]): boolean {
  if (receipt === null) return false;
  const name = JSON.stringify([receipt, eventKey, own]);
  const before = judged.get(name);
  if (before !== undefined) return before;
  const content = readReceipt(receipt, fromBase64url(eventKey) ?? new Uint8Array());
  const genuine = content !== null && [content.ballot, content.key, content.poll].every((said, i) => said === own[i]);
  judged.set(name, genuine);
  return genuine;
}

/** The meeting is over for this phone: no poll left to be issued, cast or checked, and nobody else comes in. */
export const isOver = (event: EventView): boolean =>
  event.signIn === 'closed' && event.polls.length > 0 && event.polls.every(({ state: now }) => now === 'sealed');
