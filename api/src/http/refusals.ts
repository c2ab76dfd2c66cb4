/**
 * Every "no" the server can say: one code, one status, one English sentence.
 *
 * The pages translate by code (`web/src/lib/refusals.ts` is checked against the same union), so a code that is
 * forgotten anywhere doesn't compile. The sentence tells the person what to do next.
 */
import type { BallotRefusal } from 'ballot-core';

export type RefusalCode =
  | BallotRefusal
  // finding the thing
  | 'not_found'
  | 'unknown_event'
  | 'unknown_poll'
  | 'unknown_slip'
  | 'unknown_code'
  // signing in, being issued, casting
  | 'sign_in_closed'
  | 'group_full'
  | 'slip_used'
  | 'hall_code_invalid'
  | 'unknown_entry'
  | 'name_ambiguous'
  | 'door_refused'
  | 'departed'
  | 'keys_not_ready'
  | 'poll_not_open'
  | 'poll_closed'
  | 'credential_invalid'
  | 'ballot_conflict'
  | 'not_sealed'
  // requests
  | 'not_json'
  | 'body_malformed'
  | 'body_too_large'
  | 'too_many_wrong_codes'
  | 'busy'
  // the desk
  | 'not_signed_in'
  | 'wrong_password'
  | 'wrong_role'
  | 'wrong_origin'
  | 'setup_link_invalid'
  | 'username_taken'
  | 'wrong_state'
  | 'event_invalid'
  | 'poll_invalid'
  | 'slips_invalid'
  | 'roster_invalid'
  | 'already_issued'
  | 'checklist_open'
  | 'source_not_sealed'
  | 'seal_mismatch';

export interface Refusal {
  readonly code: RefusalCode;
  /** Where in the request, e.g. a question id or a JSON path. */
  readonly at?: string;
  /** What is wrong there, in the words of the reader that stopped: English, for the organizer to look up. */
  readonly reason?: string;
}

export const REFUSALS = {
  ballot_malformed: [400, 'The ballot could not be read. Nothing was counted; reload the page and hand it in again.'],
  unknown_item: [400, 'The ballot names something that is not on the paper. Reload the page and answer again.'],
  unknown_choice: [400, 'The ballot holds a choice that the paper does not offer. Reload the page and answer again.'],
  missing_choice: [400, 'A line was left without an answer. Mark it and hand in again.'],
  too_many_picks: [400, 'More were chosen than the paper allows. Remove some and hand in again.'],
  too_few_picks: [400, 'Fewer were chosen than the paper asks for. Choose more and hand in again.'],
  write_in_refused: [
    400,
    'A written-in name is empty, too long, repeated, or not allowed here. Correct it and hand in again.',
  ],
  too_few_tagged: [
    400,
    'Fewer of one category were chosen than the paper asks for. Choose more of it and hand in again.',
  ],
  quota_exceeded: [400, 'A grade was given more often than the paper allows. Change some and hand in again.'],
  quota_missed: [400, 'A grade was given less often than the paper asks for. Change some and hand in again.'],
  text_refused: [
    400,
    'A written answer is too long or holds characters that cannot be shown. Shorten it and hand in again.',
  ],
  nonces_malformed: [400, 'The ballot is incomplete. Reload the page and hand it in again.'],
  wrong_paper: [409, 'The ballot was made for another version of this paper. Reload the page and answer again.'],
  signature_missing: [400, 'The ballot is not signed. Reload the page and hand it in again.'],
  signature_invalid: [400, "The ballot's signature does not match what it says. Reload the page and hand it in again."],
  not_found: [404, 'There is nothing at this address.'],
  unknown_event: [404, 'This meeting does not exist here. Check the code on your slip or on the wall.'],
  unknown_poll: [404, 'This poll does not exist here. Reload the page.'],
  unknown_slip: [404, 'This slip is not known here. Check each character, or ask the staff for another slip.'],
  unknown_code: [404, 'This code is not known here. Check it on the wall and type it again.'],
  sign_in_closed: [409, 'Sign-in is not open. Wait for the announcement, then try again.'],
  group_full: [409, 'Everybody who is due has signed in already. Ask the staff.'],
  slip_used: [409, 'This slip has been used on another phone. Ask the staff.'],
  hall_code_invalid: [410, 'This code has expired. Scan the code on the wall again.'],
  unknown_entry: [404, 'No such name and code are on the roster. Check both, or ask the staff at the door.'],
  name_ambiguous: [409, 'Several people have this name. Give your unit as well.'],
  door_refused: [403, 'The staff at the door did not confirm this sign-in. Ask them.'],
  departed: [409, 'You are noted as having left. Ask the staff at the door.'],
  keys_not_ready: [409, 'The poll is being prepared. The page tries again by itself.'],
  poll_not_open: [409, 'This poll is not open yet. Wait for the announcement.'],
  poll_closed: [409, 'This poll is closed. Nothing more is taken.'],
  credential_invalid: [403, 'The right to vote does not fit this poll. Ask the staff.'],
  ballot_conflict: [409, 'A different ballot was already handed in with this right to vote. It stays as it is.'],
  not_sealed: [409, 'The result is not sealed yet. Try again after the announcement.'],
  not_json: [415, 'Send JSON with the header content-type: application/json.'],
  body_malformed: [400, 'The request does not have the documented form. See /api/openapi.json.'],
  body_too_large: [413, 'The request is larger than is allowed here.'],
  too_many_wrong_codes: [429, 'Too many wrong codes came from this network. Wait a minute and try again.'],
  busy: [503, 'The server cannot take this at the moment. Try again in a few seconds; nothing was lost.'],
  not_signed_in: [401, 'Sign in to the desk first.'],
  wrong_password: [401, 'The user name or the password is wrong. Type both again.'],
  wrong_role: [403, 'Your role may not do this. Ask an organizer.'],
  wrong_origin: [403, 'The request came from another site. Open the desk at its own address.'],
  setup_link_invalid: [410, 'This setup link was used or has expired. Restart the server for a new one.'],
  username_taken: [409, 'This user name is taken. Choose another.'],
  wrong_state: [409, 'That cannot be done in the present state. Reload the page to see it.'],
  event_invalid: [400, 'The meeting cannot be kept like this. See which field is named.'],
  poll_invalid: [400, 'The poll cannot be frozen like this. See which field is named.'],
  slips_invalid: [400, 'The slips cannot be registered. Make them again.'],
  roster_invalid: [400, 'The roster cannot be kept like this. See which line is named.'],
  already_issued: [409, 'A right to vote was issued under this name already, so it cannot be taken back.'],
  checklist_open: [
    409,
    'The checklist is not complete. Tick the item that is named, with its document, then open again.',
  ],
  source_not_sealed: [409, 'The list comes from another poll that is not sealed yet. Seal that one first.'],
  seal_mismatch: [
    500,
    'The recount differs from the counters. The poll stays closed and unsealed until an operator has looked.',
  ],
} as const satisfies Record<RefusalCode, readonly [status: number, message: string]>;
