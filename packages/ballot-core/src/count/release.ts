/**
 * May the counts be shown now? Two screens, subtracted, must never be one person's ballot.
 *
 * Counts move by whole batches of `k` ballots, never in an electorate under 7, and only while `k` ballots are still out:
 * fewer would be alone between this release and the close. That nobody is out says nothing about who is yet to come, so
 * it is enough only when everybody who is due has handed in.
 */
import { compare } from '../rules/compare.ts';
import type { ReleasePolicy } from '../record/record.ts';

/** No batch is smaller, whatever a policy says. */
export const K_MIN = 3;
/** Electorates under this show turnout only until the close. */
export const ELECTORATE_MIN = 7;

/** `lastReleased` is the number of ballots in the counts now on the wall; 0 before the first release. */
export interface ReleaseState {
  readonly due: number;
  readonly issued: number;
  readonly returned: number;
  readonly lastReleased: number;
}

/** The close is not this function's business: the sealed count is always shown. */
export function mayRelease(policy: ReleasePolicy, { due, issued, returned, lastReleased }: ReleaseState): boolean {
  if (policy.mode === 'turnout' || due < ELECTORATE_MIN) return false;
  const k = Math.max(policy.k, K_MIN);
  if (returned - lastReleased < k) return false;
  if (!compare(returned, due, 'ge', policy.minTurnout)) return false;
  return issued - returned >= k || returned >= due;
}
