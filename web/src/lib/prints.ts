/**
 * What is compared by eye, and whether the record in hand is the one that was signed.
 */
import {
  canonicalize,
  fromBase64url,
  sha256,
  toHex,
  utf8,
  verifyJws,
  type PollRecord,
  type SignedRecord,
} from 'ballot-core';
import type { SealedView } from 'api/views';

/** SHA-256 of the canonical record: what the signature covers, in 64 digits to compare with another copy. */
export const recordFingerprint = (record: PollRecord): string => toHex(sha256(utf8(canonicalize(record))));

/** The event key's own fingerprint, as on the wall. */
export function eventFingerprint({ eventKey }: Pick<SealedView, 'eventKey'>): string {
  const key = fromBase64url(eventKey);
  return key === null ? '—' : toHex(sha256(key)).slice(0, 20);
}

/** True when the event's key has signed this very record. */
export function signatureHolds({ record, signature }: SignedRecord, eventKey: string): boolean {
  const key = fromBase64url(eventKey);
  const signed = key === null ? null : verifyJws(signature, key);
  return signed !== null && toHex(sha256(signed)) === recordFingerprint(record);
}

/** `0123 4567 …`: what is compared is read four digits at a time. */
export const fours = (text: string): string => (text.match(/.{1,4}/g) ?? []).join(' ');
