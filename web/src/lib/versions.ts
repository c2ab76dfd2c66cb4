/**
 * Which record of a poll a printed page is of. A correction (更正) is another record beside the first, so a page that was
 * signed before it is still genuine: its fingerprint is that of an older record, and whoever scans it must be told.
 */
import type { SignedRecord } from 'ballot-core';
import type { SealedView } from 'api/views';
import { recordFingerprint } from './prints.ts';

export interface Version extends SignedRecord {
  /** From 1, the seal's own. */
  readonly number: number;
  readonly of: number;
  readonly fingerprint: string;
}

/** All records of a poll, oldest first; the last one is the one that holds. */
export function versionsOf({ corrected = [], record, signature }: SealedView): readonly Version[] {
  const all = [...corrected, { record, signature }];
  return all.map((each, at) => ({
    record: each.record,
    signature: each.signature,
    number: at + 1,
    of: all.length,
    fingerprint: recordFingerprint(each.record),
  }));
}

/** What the address of a printed page claims. */
export type Claim =
  { readonly kind: 'none' } | { readonly kind: 'broken' } | { readonly kind: 'sha256'; readonly hash: string };

export function claimIn(fragment: string): Claim {
  if (fragment === '' || fragment === '#') return { kind: 'none' };
  const hash = /^#sha256=([0-9a-f]{64})$/i.exec(fragment)?.[1];
  return hash === undefined ? { kind: 'broken' } : { kind: 'sha256', hash: hash.toLowerCase() };
}

export type Compared =
  | { readonly kind: 'none' | 'broken' }
  /** The page is of this record, which holds. */
  | { readonly kind: 'same' }
  /** The page is of this record, which was corrected since. */
  | { readonly kind: 'older' }
  /** No record of this poll has that fingerprint. */
  | { readonly kind: 'other'; readonly hash: string };

/** The record to show, and how it stands to what the page claims. Never no record: `versions` has at least one. */
export function compared(
  versions: readonly Version[],
  claim: Claim,
): { readonly shown: Version; readonly as: Compared } {
  const newest = versions[versions.length - 1];
  if (newest === undefined) throw new Error('a poll without a record');
  if (claim.kind !== 'sha256') return { shown: newest, as: claim };
  const shown = versions.find(({ fingerprint }) => fingerprint === claim.hash);
  if (shown === undefined) return { shown: newest, as: { kind: 'other', hash: claim.hash } };
  return { shown, as: { kind: shown === newest ? 'same' : 'older' } };
}
