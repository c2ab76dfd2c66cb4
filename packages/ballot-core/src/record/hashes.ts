/**
 * What the record's hashes are taken of: the frozen paper, one opening, one spent credential, the annex, the record.
 *
 * Each has a domain of its own, and a leaf begins with 00 as RFC 9162 (section 2.1.1) asks, so no value of one kind can
 * be shown as another. A published form is never changed, only followed by `/2`.
 */
import type { PollId } from '../brand.ts';
import { concat, sha256, tagged, toHex, utf8 } from './bytes.ts';
import { canonicalize } from './canonical.ts';
import type { Annex, Definition, Opening, PollRecord, SpentCredential } from './record.ts';

/** The paper hash on the wall, on the phone and inside each ballot: hex SHA-256 of the canonical definition. */
export const definitionHash = (definition: Definition): string => toHex(sha256(utf8(canonicalize(definition))));

/** What a correction, or a poll whose list comes from another one, names that record by: hex SHA-256 of its canonical form. */
export const recordHash = (record: PollRecord): string => toHex(sha256(utf8(canonicalize(record))));

/** What a record says of its tellers' annex: hex. The salt inside keeps small counts from being guessed from it. */
export const annexHash = (annex: Annex): string => toHex(sha256(tagged('gonglun/annex/1', utf8(canonicalize(annex)))));

/** The Merkle leaf hash of one answer. */
export function openingLeaf(poll: PollId | string, opening: Opening): Uint8Array {
  const { question, choice, group, nonce } = opening;
  return leaf('gonglun/opening/1', { poll, question, choice, group, nonce });
}

/** The Merkle leaf hash of one spent right to vote. */
export function credentialLeaf(poll: PollId | string, spent: SpentCredential): Uint8Array {
  const { group, publicKey, prefix, signature } = spent;
  return leaf('gonglun/spent/1', { poll, group, publicKey, prefix, signature });
}

const leaf = (domain: string, content: unknown): Uint8Array =>
  sha256(concat(Uint8Array.of(0), tagged(domain, utf8(canonicalize(content)))));
