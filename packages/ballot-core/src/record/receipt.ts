/**
 * A receipt (回执): the event key's word that a ballot was taken. What a teller (监票人) needs to judge a complaint.
 *
 * It names the ballot by its hash and by its key. The key stands in the sealed list of spent rights, apart from any
 * answer, so a ballot that was left out is proven with the receipt alone, and nobody sees what was marked. Only who says
 * that answers were changed has to show them. A poll may give no receipts; then nobody has anything to show, or to prove.
 */
import { ballotHash } from '../credential/ballot-key.ts';
import type { CastBody } from '../paper/ballot.ts';
import { absentFrom } from './absent.ts';
import { verifyJws } from './jws.ts';
import type { Bundle, SealedPoll } from './record.ts';
import { openingsOf } from './shred.ts';
import { verifyBundle } from './verify-bundle.ts';

/** The payload of the JWS, in its canonical form. No time in it: the same ballot has the same receipt for ever. */
export interface ReceiptContent {
  /** `ballotHash`: hex. */
  readonly ballot: string;
  /** The ballot's public key, base64url. */
  readonly key: string;
  readonly poll: string;
}

export type Judgement =
  /** Not a receipt, or not signed with this event's key: it proves nothing. */
  | { readonly verdict: 'not_genuine' }
  /** The ballot that was shown is not the one that the receipt names. */
  | { readonly verdict: 'other_ballot' }
  /** The bundle itself does not hold; the claim says why. Get another copy before accusing anybody. */
  | { readonly verdict: 'bundle_broken'; readonly claim: string }
  /** A bundle of another event, or from before this poll was sealed. */
  | { readonly verdict: 'not_in_bundle' }
  /** Acknowledged, and not in the sealed list: the operator dropped it. */
  | { readonly verdict: 'dropped' }
  /**
   * Genuine and listed, of a poll that gives no receipts: the server has signed what it had promised not to. Its answers
   * can't be looked for, because nobody knows which lines they are.
   */
  | { readonly verdict: 'receipts_off' }
  /** Acknowledged and listed, but the sealed answers are others. */
  | { readonly verdict: 'altered'; readonly lines: number; readonly absent: number }
  /** The right to vote is in the sealed list. Its answers were not shown, so they were not looked for. */
  | { readonly verdict: 'listed' }
  /** The right to vote is in the list, and so is every answer. */
  | { readonly verdict: 'counted'; readonly lines: number };

/** What the event's key (32 bytes, from the wall and not from the bundle) has signed, or null when it is no receipt. */
export function readReceipt(receipt: string, eventKey: Uint8Array): ReceiptContent | null {
  const payload = verifyJws(receipt, eventKey);
  if (payload === null || payload.length > PAYLOAD_MAX) return null;
  // One form is known, and it is compared: whatever else this key has signed is not a receipt.
  const [, ballot, key, poll] = PAYLOAD.exec(String.fromCharCode(...payload)) ?? [];
  return ballot === undefined || key === undefined || poll === undefined ? null : { ballot, key, poll };
}

const PAYLOAD = /^\{"ballot":"([0-9a-f]{64})","key":"([A-Za-z0-9_-]{43})","poll":"([A-Za-z0-9_-]{1,48})"\}$/;
const PAYLOAD_MAX = 256;

/** Never throws on what a complainant brings. `ballot` is what the phone kept, if its owner chooses to show it. */
export function judgeReceipt(receipt: string, eventKey: Uint8Array, bundle: Bundle, ballot?: CastBody): Judgement {
  const content = readReceipt(receipt, eventKey);
  if (content === null) return { verdict: 'not_genuine' };
  if (ballot !== undefined && !names(content, ballot)) return { verdict: 'other_ballot' };
  const verdict = verifyBundle(bundle);
  if (!verdict.ok) return { verdict: 'bundle_broken', claim: verdict.claim };
  const sealed = bundle.polls.find(({ record }) => record.definition.poll === content.poll);
  if (sealed === undefined || verifyJws(sealed.signature, eventKey) === null) return { verdict: 'not_in_bundle' };
  // A signed word stays one, also where it should never have been given.
  if (!sealed.credentials.some(({ publicKey }) => publicKey === content.key)) return { verdict: 'dropped' };
  if (sealed.record.definition.receipts === 'off') return { verdict: 'receipts_off' };
  return ballot === undefined ? { verdict: 'listed' } : answersOf(sealed, ballot);
}

function answersOf({ record, openings }: SealedPoll, ballot: CastBody): Judgement {
  const own = openingsOf(record.definition, ballot);
  const absent = absentFrom(own, openings);
  return absent === 0 ? { verdict: 'counted', lines: own.length } : { verdict: 'altered', lines: own.length, absent };
}

/** False as well for what is no ballot: whoever complains brings it. */
function names({ ballot: hash, key, poll }: ReceiptContent, ballot: CastBody): boolean {
  try {
    return ballot.publicKey === key && ballotHash(poll, ballot) === hash;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}
