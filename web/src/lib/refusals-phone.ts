/**
 * The "no"s that a voter can meet, and what to do next.
 *
 * A file of its own, because the phone's page is short of room: what only a broken page could cause gets one sentence.
 */
import type { RefusalCode } from 'api/refusals';
import type { Failure } from './http.ts';
import { m } from './paraglide/messages.js';

export const PHONE_SENTENCES = {
  missing_choice: m.refusal_missing_choice,
  write_in_refused: m.refusal_write_in_refused,
  too_few_tagged: m.refusal_too_few_tagged,
  quota_exceeded: m.refusal_quota_exceeded,
  quota_missed: m.refusal_quota_missed,
  text_refused: m.refusal_text_refused,
  wrong_paper: m.refusal_wrong_paper,
  unknown_event: m.refusal_unknown_event,
  unknown_slip: m.refusal_unknown_slip,
  sign_in_closed: m.refusal_sign_in_closed,
  group_full: m.refusal_group_full,
  slip_used: m.refusal_slip_used,
  hall_code_invalid: m.refusal_hall_code_invalid,
  unknown_entry: m.refusal_unknown_entry,
  name_ambiguous: m.refusal_name_ambiguous,
  door_refused: m.refusal_door_refused,
  departed: m.refusal_departed,
  keys_not_ready: m.refusal_keys_not_ready,
  poll_not_open: m.refusal_poll_not_open,
  poll_closed: m.refusal_poll_closed,
  credential_invalid: m.refusal_credential_invalid,
  ballot_conflict: m.refusal_ballot_conflict,
  too_many_wrong_codes: m.refusal_too_many_wrong_codes,
  busy: m.refusal_busy,
} as const satisfies Partial<Record<RefusalCode, () => string>>;

export type Sentences = Readonly<Partial<Record<RefusalCode, () => string>>>;

/** The sentence for a failure on the phone. */
export const phoneSentence = (failure: Failure): string => sentenceIn(PHONE_SENTENCES, failure);

/** A code without a sentence (an older page, a newer server) gets a plain one that names it. */
export function sentenceIn(sentences: Sentences, failure: Failure): string {
  if (failure === 'offline') return m.offline();
  return sentences[failure.code]?.() ?? m.refusal_other({ code: failure.code });
}
