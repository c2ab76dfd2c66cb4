/**
 * What may be answered: one ballot, as the phone sends it and as the urn keeps it.
 *
 * `choices` holds marks only: a question without an entry was left blank (grades) or not picked (pick).
 */
import type { GroupId, PollId } from '../brand.ts';

export interface Answers {
  /** question id → choice id, marked questions only. Where words are asked for, the words themselves. */
  readonly choices: Readonly<Record<string, string>>;
  /** Names written in, pick papers only; trimmed, NFC, distinct. Empty elsewhere. */
  readonly writeIns: readonly string[];
}

/**
 * The body of `POST /api/polls/:poll/ballots`. All binary fields are base64url without padding.
 *
 * `nonces`: 16 bytes for each question of the paper in its order, then 16 for each write-in slot, concatenated; '' where
 * the poll gives no receipts.
 * `signature`: Ed25519 by `publicKey` over `ballotMessage(...)`.
 */
export interface CastBody extends Answers {
  readonly group: GroupId;
  /** Lower-case hex SHA-256 of the frozen definition; must equal the poll's. */
  readonly paperHash: string;
  /** Ed25519, 32 bytes. */
  readonly publicKey: string;
  /** `prefix` 32 bytes (RFC 9474 randomizer), `signature` 256 bytes (RSA-2048). */
  readonly credential: { readonly prefix: string; readonly signature: string };
  readonly nonces: string;
  readonly signature: string;
}

export interface Ballot extends CastBody {
  readonly poll: PollId;
}

/** Why a ballot is not taken. Nothing is spent: it can be mended and handed in again. */
export type BallotRefusal =
  | 'ballot_malformed'
  | 'unknown_item'
  | 'unknown_choice'
  | 'missing_choice'
  | 'too_many_picks'
  | 'too_few_picks'
  | 'too_few_tagged'
  | 'quota_exceeded'
  | 'quota_missed'
  | 'text_refused'
  | 'write_in_refused'
  | 'nonces_malformed'
  | 'wrong_paper'
  | 'signature_missing'
  | 'signature_invalid';

/** `at` is a question id, `writeIns[n]`, a tag, a dimension, a section, or the name of a field. */
export interface RefusedBallot {
  readonly code: BallotRefusal;
  readonly at?: string;
}
