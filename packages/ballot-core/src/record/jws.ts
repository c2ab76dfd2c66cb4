/**
 * Compact JWS (RFC 7515) with EdDSA (RFC 8037): receipts, records and the trail.
 *
 * One header is known and it is compared, not parsed: no algorithm to be talked into, no key to be pointed at.
 */
import { verifyEd25519 } from '../credential/ed25519.ts';
import { equalBytes, fromBase64url, toBase64url, utf8 } from './bytes.ts';
import { canonicalize } from './canonical.ts';

/** What every signature of this house begins with. */
export const JWS_HEADER = '{"alg":"EdDSA"}';
const HEADER = toBase64url(utf8(JWS_HEADER));

/** The payload's bytes, or null unless `jws` is signed by `eventKey` (32 raw bytes). */
export function verifyJws(jws: string, eventKey: Uint8Array): Uint8Array | null {
  const [header, payload, signature, ...rest] = jws.split('.');
  if (header !== HEADER || payload === undefined || signature === undefined || rest.length > 0) return null;
  const content = fromBase64url(payload);
  const signed = fromBase64url(signature);
  if (content === null || signed === null) return null;
  return verifyEd25519(eventKey, utf8(`${header}.${payload}`), signed) ? content : null;
}

/** What is wrong with a signature over the canonical form of `content`, or null. */
export function signatureFault(jws: string, eventKey: Uint8Array, content: unknown): string | null {
  const payload = verifyJws(jws, eventKey);
  if (payload === null) return 'the signature does not verify with the event key';
  return equalBytes(payload, utf8(canonicalize(content))) ? null : 'what is signed differs from what is shown';
}
