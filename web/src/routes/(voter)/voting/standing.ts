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
  /** The slip is waiting to be admitted; `why` is the last refusal. */
  | { readonly at: 'signing_in'; readonly why: Failure | null }
  | { readonly at: 'stopped'; readonly why: Fault | 'slip_used' }
  | { readonly at: 'in' };

export type Standing =
  | { readonly at: 'preparing'; readonly fault: 'signature' | Failure | null }
  | { readonly at: 'ready' }
  | { readonly at: 'open'; readonly why: Failure | null }
  | { readonly at: 'sending'; readonly why: Failure | null }
  /** It closed before an answer came: the sealed list will tell. */
  | { readonly at: 'unanswered' }
  /** It came too late: closed without a receipt, and not in the sealed list. */
  | { readonly at: 'not_counted' }
  | { readonly at: 'conflict' }
  | { readonly at: 'counted'; readonly hash: string | null; readonly receipt: string | null; readonly genuine: boolean }
  | { readonly at: 'checked'; readonly check: Check; readonly hash: string | null; readonly receipt: string | null }
  | { readonly at: 'not_voted' }
  | { readonly at: 'no_right' };

/** What only this page knows: the last word about a poll, gone after a reload. */
export interface Notes {
  readonly failure: Failure | null;
  readonly badSignature: boolean;
}

export function standingOf(poll: PollView, right: Right | null, notes: Notes, eventKey: string): Standing {
  const over = poll.state === 'closed' || poll.state === 'sealed';
  switch (right?.step) {
    case undefined:
    case 'asked':
      if (over) return { at: 'no_right' };
      return { at: 'preparing', fault: notes.badSignature ? 'signature' : notes.failure };
    case 'held':
      if (over) return { at: 'not_voted' };
      return poll.state === 'open' ? { at: 'open', why: notes.failure } : { at: 'ready' };
    case 'handing':
      if (right.ended === 'conflict') return { at: 'conflict' };
      if (right.ended === 'absent') return { at: 'not_counted' };
      if (right.ended === 'closed') return { at: 'unanswered' };
      return { at: 'sending', why: notes.failure };
    case 'counted':
      return counted(poll, right, eventKey);
  }
}

function counted(poll: PollView, { ballot, receipt, checked }: Counted, eventKey: string): Standing {
  const body = ballot === null ? null : readOwnBallot(ballot);
  const hash = body === null ? null : ballotHash(poll.id, body);
  if (checked !== null) return { at: 'checked', check: checked, hash, receipt };
  const genuine = body === null || hash === null || isGenuine(receipt, eventKey, [hash, body.publicKey, poll.id]);
  return { at: 'counted', hash, receipt, genuine };
}

const judged = new Map<string, boolean>();

/** A receipt is the event key's word over this poll, this very ballot and its key. */
function isGenuine(receipt: string | null, eventKey: string, own: readonly string[]): boolean {
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
