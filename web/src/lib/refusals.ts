/**
 * Every "no" of the server in the reader's language, and what to do next.
 *
 * Checked against the server's own union of codes: a code without a sentence doesn't compile.
 */
import type { RefusalCode } from 'api/refusals';
import type { Failure } from './http.ts';
import { m } from './paraglide/messages.js';
import { PHONE_SENTENCES, sentenceIn } from './refusals-phone.ts';

const SENTENCES = {
  ...PHONE_SENTENCES,
  ballot_malformed: m.refusal_ballot_malformed,
  unknown_item: m.refusal_unknown_item,
  unknown_choice: m.refusal_unknown_choice,
  too_many_picks: m.refusal_too_many_picks,
  too_few_picks: m.refusal_too_few_picks,
  nonces_malformed: m.refusal_nonces_malformed,
  signature_missing: m.refusal_signature_missing,
  signature_invalid: m.refusal_signature_invalid,
  not_found: m.refusal_not_found,
  unknown_poll: m.refusal_unknown_poll,
  unknown_code: m.refusal_unknown_code,
  not_sealed: m.refusal_not_sealed,
  not_json: m.refusal_not_json,
  body_malformed: m.refusal_body_malformed,
  body_too_large: m.refusal_body_too_large,
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
  roster_invalid: m.refusal_roster_invalid,
  already_issued: m.refusal_already_issued,
  checklist_open: m.refusal_checklist_open,
  source_not_sealed: m.refusal_source_not_sealed,
  seal_mismatch: m.refusal_seal_mismatch,
} as const satisfies Record<RefusalCode, () => string>;

/** The sentence for a failure. */
export const sentence = (failure: Failure): string => sentenceIn(SENTENCES, failure);
