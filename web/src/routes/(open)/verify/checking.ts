/**
 * Checks the text of a bundle file and says what a person should compare by eye. No server, no clock, no page.
 *
 * Runs in a worker, so that a file of a thousand ballots doesn't freeze the page, and on the page itself where a browser
 * has no worker.
 */
import {
  correctionsOf,
  fromBase64url,
  keysFingerprint,
  recordHash,
  sha256,
  toHex,
  verifyBundle,
  type Accounts,
  type Bundle,
  type Changeable,
  type Correction,
  type SealedPoll,
  type Verdict,
} from 'ballot-core';

/** Larger than any meeting's bundle; parsing more would only fill the memory. */
export const FILE_BYTES_MAX = 256 * 1024 * 1024;

export type Outcome =
  | { readonly kind: 'not_json' }
  | { readonly kind: 'checked'; readonly verdict: Verdict; readonly prints: Prints | null };

/** What the file says of itself, for comparing with the wall and the signed sheet. Only given when all claims hold. */
export interface Prints {
  readonly title: string;
  /** First 20 hex digits of the SHA-256 of the event key, as on the wall. */
  readonly event: string;
  /** Of the issuing keys, as on the slips; '' where the file has none. */
  readonly keys: string;
  /** 演练: nothing in this file counts. */
  readonly rehearsal: boolean;
  /** False where the file has no trail, so that nobody could check whose acts these were. */
  readonly trail: boolean;
  readonly polls: readonly PollPrints[];
}
export interface PollPrints {
  readonly id: string;
  readonly title: string;
  readonly paperHash: string;
  /** SHA-256 of the record's canonical form, as on the sheet. */
  readonly record: string;
  readonly accounts: Accounts;
  /** False: no phone keeps what shows a vote, and nobody can prove a dropped one. */
  readonly receipts: boolean;
  /** User names. */
  readonly acts: { readonly opened: string; readonly closed: string; readonly sealed: string };
  /** Oldest first. */
  readonly corrections: readonly CorrectionPrint[];
}
export interface CorrectionPrint extends Correction {
  readonly changed: readonly Changeable[];
  /** SHA-256 of the record that was corrected. */
  readonly record: string;
}

/** `onClaim` hears each claim as soon as it holds. */
export function checkText(text: string, onClaim: (claim: string) => void): Outcome {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'not_json' };
    throw error;
  }
  const verdict = verifyBundle(value, { onClaim });
  // Only a bundle whose every claim holds has the shape that this reads.
  return { kind: 'checked', verdict, prints: verdict.ok ? printsOf(value as Bundle) : null };
}

function printsOf(bundle: Bundle): Prints {
  const eventKey = fromBase64url(bundle.eventKey);
  if (eventKey === null) throw new Error('a checked bundle has no readable event key');
  const keys = bundle.polls.flatMap(({ record }) =>
    record.keys.map(({ group, spki }) => ({ poll: record.definition.poll, group, spki })),
  );
  return {
    title: bundle.event.title,
    event: toHex(sha256(eventKey)).slice(0, 20),
    keys: keysFingerprint(keys),
    rehearsal: bundle.polls.some(({ record }) => record.definition.rehearsal === true),
    trail: bundle.trail.length > 0,
    polls: bundle.polls.map(pollPrints),
  };
}

function pollPrints(sealed: SealedPoll): PollPrints {
  const { record } = sealed;
  return {
    id: record.definition.poll,
    title: record.definition.title,
    paperHash: record.paperHash,
    record: recordHash(record),
    accounts: record.accounts,
    receipts: record.definition.receipts !== 'off',
    acts: { opened: record.openedBy, closed: record.closedBy, sealed: record.sealedBy },
    corrections: correctionsOf(sealed).map(({ reason, by, at, changed, before }) => {
      return { reason, by, at, changed, record: recordHash(before) };
    }),
  };
}
