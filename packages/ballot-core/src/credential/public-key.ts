/**
 * The issuer's public key: read from SPKI DER (RFC 8017 appendix A.1, RFC 5280) and looked at before it is used.
 *
 * The reader takes the one DER spelling only: the key's fingerprint is printed on the slip, so two spellings of one key
 * would be two fingerprints.
 */
import { equalBytes, fromHex } from '../record/bytes.ts';
import { no, ok, type Result } from '../result.ts';
import { bitLength, toInteger } from './integers.ts';

export interface PublicKey {
  readonly n: bigint;
  readonly e: bigint;
}

/** Below 2048 bits a credential could be forged; above 8192 a key is only there to keep phones busy. */
const BITS_MIN = 2048;
const BITS_MAX = 8192;
const E = 65537n;

/** AlgorithmIdentifier of rsaEncryption: SEQUENCE { OID 1.2.840.113549.1.1.1, NULL }. */
const RSA = fromHex('300d06092a864886f70d0101010500') ?? new Uint8Array();

/** Reads SPKI DER, or looks at a key given as numbers. */
export function readPublicKey(key: PublicKey | Uint8Array): Result<PublicKey, 'key_malformed'> {
  const read = key instanceof Uint8Array ? readSpki(key) : key;
  if (read === null || typeof read.n !== 'bigint' || read.e !== E || (read.n & 1n) === 0n) return no('key_malformed');
  const bits = bitLength(read.n);
  return read.n > 0n && bits >= BITS_MIN && bits <= BITS_MAX ? ok(read) : no('key_malformed');
}

function readSpki(der: Uint8Array): PublicKey | null {
  const info = element(der, 0x30);
  if (info === null || info.after.length > 0 || !equalBytes(info.body.subarray(0, RSA.length), RSA)) return null;
  const bits = element(info.body.subarray(RSA.length), 0x03);
  if (bits === null || bits.after.length > 0 || bits.body[0] !== 0) return null;
  const key = element(bits.body.subarray(1), 0x30);
  if (key === null || key.after.length > 0) return null;
  const n = element(key.body, 0x02);
  const e = n && element(n.after, 0x02);
  if (!n || !e || e.after.length > 0 || !isPositive(n.body) || !isPositive(e.body)) return null;
  return { n: toInteger(n.body), e: toInteger(e.body) };
}

/** The DER element at the start of `bytes`, or null when it has another tag, is cut short, or is not minimal. */
function element(bytes: Uint8Array, tag: number): { body: Uint8Array; after: Uint8Array } | null {
  const first = bytes[1];
  if (bytes[0] !== tag || first === undefined) return null;
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > 2 || first === 0x80 || bytes.length < 2 + lengthBytes) return null;
  const length = lengthBytes === 0 ? first : Number(toInteger(bytes.subarray(2, 2 + lengthBytes)));
  if (lengthBytes > 0 && length < (lengthBytes === 1 ? 0x80 : 0x100)) return null;
  const end = 2 + lengthBytes + length;
  return end > bytes.length ? null : { body: bytes.subarray(2 + lengthBytes, end), after: bytes.subarray(end) };
}

/** A DER INTEGER that is above zero and has no needless leading byte. */
function isPositive(body: Uint8Array): boolean {
  const [first, second] = body;
  if (first === undefined || first >= 0x80) return false;
  return first > 0 || (second !== undefined && second >= 0x80);
}
