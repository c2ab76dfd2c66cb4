/**
 * After the seal: is my ballot in it?
 *
 * The phone fetches the whole list and looks for its own lines, so nobody learns whose they are. A list that isn't the
 * one whose root is signed proves nothing, so the signature, the paper, the key that gave the right and the tree are checked
 * first.
 */
import {
  absentFrom,
  canonicalize,
  concat,
  credentialMessage,
  fromBase64url,
  merkleRoot,
  openingLeaf,
  openingsOf,
  toHex,
  utf8,
  verifyCredential,
  verifyJws,
  type CastBody,
  type Opening,
  type PollId,
} from 'ballot-core';
import type { SealedView } from 'api/views';
import type { Check } from './wallet.ts';

/** What a phone knows by itself of the poll that it voted in. */
export interface Cast {
  readonly poll: PollId;
  readonly body: CastBody;
  /** The event key that the phone has known since it signed in. */
  readonly eventKey: string;
}

export function checkSealed({ poll, body, eventKey }: Cast, sealed: SealedView, openings: readonly Opening[]): Check {
  const { record } = sealed;
  const key = fromBase64url(eventKey);
  if (key === null || sealed.eventKey !== eventKey) return { found: 'record_wrong', what: 'key' };
  const signed = verifyJws(sealed.signature, key);
  if (signed === null || !same(signed, utf8(canonicalize(record)))) return { found: 'record_wrong', what: 'signature' };
  if (record.definition.poll !== poll || record.paperHash !== body.paperHash) {
    return { found: 'record_wrong', what: 'paper' };
  }
  if (!isRightIn(record, poll, body)) return { found: 'record_wrong', what: 'issuer' };
  const root = merkleRoot(openings.map((opening) => openingLeaf(poll, opening)));
  if (openings.length !== record.openings.size || toHex(root) !== record.openings.root) {
    return { found: 'record_wrong', what: 'tree' };
  }
  return search(openingsOf(record.definition, body), openings);
}

/**
 * Everybody of a group has the one key that stands in the record. A right signed with another one was a mark on this voter,
 * which a typed slip, or a poll added after the slips were printed, could not show before.
 */
function isRightIn({ keys }: SealedView['record'], poll: PollId, { group, publicKey, credential }: CastBody): boolean {
  const spki = keys.find((key) => key.group === group)?.spki ?? '';
  const message = concat(bytes(credential.prefix), credentialMessage(poll, bytes(publicKey)));
  return verifyCredential(bytes(spki), message, bytes(credential.signature));
}

const bytes = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array();

function search(own: readonly Opening[], openings: readonly Opening[]): Check {
  const absent = absentFrom(own, openings);
  return absent === 0 ? { found: 'all', lines: own.length } : { found: 'missing', lines: own.length, absent };
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
