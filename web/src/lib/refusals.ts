/**
 * Every "no" of the server in the reader's language, and what to do next.
 *
 * Checked against the server's own union of codes: a code without a sentence doesn't compile.
 */
import type { RefusalCode } from 'api/refusals';
import type { Failure } from './http.ts';
import { m } from './paraglide/messages.js';

const SENTENCES = {
  ballot_malformed: m.refusal_ballot_malformed,
  unknown_item: m.refusal_unknown_item,
  unknown_choice: m.refusal_unknown_choice,
  missing_choice: m.refusal_missing_choice,
  too_many_picks: m.refusal_too_many_picks,
  too_few_picks: m.refusal_too_few_picks,
  write_in_refused: m.refusal_write_in_refused,
  nonces_malformed: m.refusal_nonces_malformed,
  wrong_paper: m.refusal_wrong_paper,
  signature_missing: m.refusal_signature_missing,
  signature_invalid: m.refusal_signature_invalid,
  not_found: m.refusal_not_found,
  unknown_event: m.refusal_unknown_event,
  unknown_poll: m.refusal_unknown_poll,
  unknown_slip: m.refusal_unknown_slip,
  unknown_code: m.refusal_unknown_code,
  sign_in_closed: m.refusal_sign_in_closed,
  group_full: m.refusal_group_full,
  slip_used: m.refusal_slip_used,
  keys_not_ready: m.refusal_keys_not_ready,
  poll_not_open: m.refusal_poll_not_open,
  poll_closed: m.refusal_poll_closed,
  credential_invalid: m.refusal_credential_invalid,
  ballot_conflict: m.refusal_ballot_conflict,
  not_sealed: m.refusal_not_sealed,
  not_json: m.refusal_not_json,
  body_malformed: m.refusal_body_malformed,
  body_too_large: m.refusal_body_too_large,
  too_many_wrong_codes: m.refusal_too_many_wrong_codes,
  busy: m.refusal_busy,
  not_signed_in: m.refusal_not_signed_in,
  wrong_password: m.refusal_wrong_password,
  wrong_role: m.refusal_wrong_role,
  wrong_origin: m.refusal_wrong_origin,
  setup_link_invalid: m.refusal_setup_link_invalid,
  username_taken: m.refusal_username_taken,
  wrong_state: m.refusal_wrong_state,
  event_invalid: m.refusal_event_invalid,
  poll_invalid: m.refusal_poll_invalid,
  slips_invalid: m.refusal_slips_invalid,
  seal_mismatch: m.refusal_seal_mismatch,
} as const satisfies Record<RefusalCode, () => string>;

/** The sentence for a failure. A code this page doesn't know yet (an older page, a newer server) gets a plain one. */
export function sentence(failure: Failure): string {
  if (failure === 'offline') return m.offline();
  return Object.hasOwn(SENTENCES, failure.code) ? SENTENCES[failure.code]() : m.refusal_other({ code: failure.code });
}
