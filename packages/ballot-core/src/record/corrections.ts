/**
 * Corrections (更正) of a sealed poll, one after the other: what each of them changed, and whether they hang together.
 *
 * A correction is a record of its own that names the one before it, so nobody can put another record in the place of the
 * one that was read out. Votes, accounts, lists and paper stay as they were sealed.
 */
import { canonicalize } from './canonical.ts';
import { recordHash } from './hashes.ts';
import { signatureFault } from './jws.ts';
import type { Correction, PollRecord, SealedPoll } from './record.ts';

export interface CorrectionStep extends Correction {
  readonly changed: readonly Changeable[];
  readonly before: PollRecord;
  readonly after: PollRecord;
}

/** All that a correction may change, besides naming itself. */
export type Changeable = 'title' | 'place' | 'findings';

/** All records of a poll, oldest first; the last one is the one that holds. */
export const recordsOf = ({ record, corrected = [] }: Pick<SealedPoll, 'record' | 'corrected'>) => [
  ...corrected.map((older) => older.record),
  record,
];

/** Oldest first. `sealed` is one that `verifyBundle` has let through. */
export function correctionsOf(sealed: Pick<SealedPoll, 'record' | 'corrected'>): readonly CorrectionStep[] {
  return recordsOf(sealed).flatMap((after, i, all) => {
    const before = all[i - 1];
    if (before === undefined || after.correction === null) return [];
    return [{ ...after.correction, changed: changedIn(before, after), before, after }];
  });
}

/** `findings` says whether an older record's findings are those that its rules give; the newest has that claim itself. */
export function correctionsFault(
  { corrected = [], ...newest }: SealedPoll,
  eventKey: Uint8Array,
  findings: (record: PollRecord) => string | null,
): string | null {
  const [first = newest.record, ...later] = recordsOf({ ...newest, corrected });
  for (const { record, signature } of corrected) {
    const fault = signatureFault(signature, eventKey, record);
    if (fault !== null) return fault;
  }
  if (first.corrects !== null || first.correction !== null) return 'the record that this one corrects is missing';
  let before = first;
  for (const after of later) {
    const fault = stepFault(before, after);
    if (fault !== null) return fault;
    before = after;
  }
  // Only now is it known that all of them are of one paper and one count.
  return corrected.map(({ record }) => findings(record)).find((fault) => fault !== null) ?? null;
}

function stepFault(before: PollRecord, after: PollRecord): string | null {
  const { correction, corrects } = after;
  if (correction === null) return 'a correction says neither why nor by whom';
  if (corrects !== recordHash(before)) return 'a correction names another record than the one before it';
  // RFC 3339 in UTC sorts as text once the Z is gone.
  const [since = '', at = ''] = [before.correction?.at ?? before.sealedAt, correction.at].map((m) => m.slice(0, -1));
  if (at < since) return 'a correction is older than what it corrects';
  return canonicalize(lasting(before)) === canonicalize(lasting(after)) ? null : 'a correction changes what was sealed';
}

/** What no correction changes. */
function lasting({ event, findings: _findings, corrects: _corrects, correction: _correction, ...rest }: PollRecord) {
  return { ...rest, event: event.id };
}

function changedIn(before: PollRecord, after: PollRecord): readonly Changeable[] {
  const parts = { title: (of: PollRecord) => of.event.title, place: (of: PollRecord) => of.event.place };
  const changed = (['title', 'place'] as const).filter((part) => parts[part](before) !== parts[part](after));
  const same = canonicalize(before.findings) === canonicalize(after.findings);
  return same ? changed : [...changed, 'findings'];
}
