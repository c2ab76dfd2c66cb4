/**
 * What is compared by eye, and whether the record in hand is the one that was signed.
 */
import { canonicalize, fromBase64url, sha256, toHex, utf8, verifyJws } from 'ballot-core';
import type { SealedView } from 'api/views';

/** SHA-256 of the canonical record: what the signature covers, in 64 digits to compare with another copy. */
export const recordFingerprint = ({ record }: SealedView): string => toHex(sha256(utf8(canonicalize(record))));

/** The event key's own fingerprint, as on the wall. */
export function eventFingerprint({ eventKey }: SealedView): string {
  const key = fromBase64url(eventKey);
  return key === null ? '—' : toHex(sha256(key)).slice(0, 20);
}

/** True when the event's key has signed this very record. */
export function signatureHolds({ record, signature, eventKey }: SealedView): boolean {
  const key = fromBase64url(eventKey);
  const signed = key === null ? null : verifyJws(signature, key);
  return signed !== null && toHex(sha256(signed)) === toHex(sha256(utf8(canonicalize(record))));
}
