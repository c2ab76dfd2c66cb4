/**
 * The ballot's own key: made fresh for each poll, certified blind, used once.
 *
 * The credential certifies the key, the key signs the ballot: nobody can put another choice under a credential, and the
 * receipt names the whole by its hash.
 */
import type { PollId } from '../brand.ts';
import type { CastBody } from '../paper/ballot.ts';
import { fromBase64url, sha256, tagged, toBase64url, toHex, utf8 } from '../record/bytes.ts';
import { canonicalize } from '../record/canonical.ts';
import { publicKeyOf, signEd25519, verifyEd25519 } from './ed25519.ts';
import { draw, type Random } from './random.ts';

export interface BallotKey {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}
/** What the ballot's key signs: all but the proof that it may. */
export type BallotContent = Pick<CastBody, 'group' | 'paperHash' | 'choices' | 'writeIns' | 'nonces'>;

export function newBallotKey(random: Random): BallotKey {
  const secretKey = draw(random, 32);
  return { secretKey, publicKey: publicKeyOf(secretKey) };
}

/** What a credential says: this key may cast one ballot in this poll. The group is in the issuer's key. */
export const credentialMessage = (poll: PollId | string, publicKey: Uint8Array): Uint8Array =>
  tagged('gonglun/credential/1', utf8(poll), publicKey);

export function ballotMessage(poll: PollId | string, body: BallotContent): Uint8Array {
  const { group, paperHash, choices, writeIns, nonces } = body;
  return utf8(canonicalize({ domain: 'gonglun/ballot/1', poll, group, paperHash, choices, writeIns, nonces }));
}

/** The value of `CastBody.signature`. */
export const signBallot = (secretKey: Uint8Array, poll: PollId | string, body: BallotContent): string =>
  toBase64url(signEd25519(secretKey, ballotMessage(poll, body)));

export function verifyBallot(poll: PollId | string, body: CastBody): boolean {
  const publicKey = fromBase64url(body.publicKey);
  const signature = fromBase64url(body.signature);
  if (publicKey === null || signature === null) return false;
  return verifyEd25519(publicKey, ballotMessage(poll, body), signature);
}

/** The name of a cast ballot in its receipt: hex SHA-256 over poll and body, signature included. */
export const ballotHash = (poll: PollId | string, body: CastBody): string =>
  toHex(sha256(utf8(canonicalize({ ...body, poll }))));
