/**
 * Can a further ballot still change a test?
 *
 * "Decided" is said in front of a full hall, so it is only said when no completion of the vote can take it back.
 */
import { excess, stands } from './compare.ts';
import type { BaseKey, Numerator, Test } from './rule.ts';

/**
 * What one further ballot may be: marked for the numerator, marked otherwise, blank on this item, or invalid.
 *
 * 应到, 实到 and 发出 stand still while votes come in. A ballot that never comes changes nothing.
 */
const ARRIVALS = [
  { hit: 1, invalid: 0, returned: 1, valid: 1, validItem: 1 },
  { hit: 0, invalid: 0, returned: 1, valid: 1, validItem: 1 },
  { hit: 0, invalid: 0, returned: 1, valid: 1, validItem: 0 },
  { hit: 0, invalid: 1, returned: 1, valid: 0, validItem: 0 },
] as const;
type Arrival = (typeof ARRIVALS)[number];

/**
 * Exact, not a guess: the comparison is the sign of `count × whole − part × base`, every arrival moves that by a fixed
 * step, so the furthest it can go either way is the outstanding ballots times the largest step that way.
 */
export function isDecided(
  { numerator, base, comparator, fraction }: Test,
  count: number,
  baseValue: number,
  outstanding: number,
): boolean {
  if (outstanding === 0) return true;
  if (baseValue === 0 && ARRIVALS.some((arrival) => moves(arrival, base) > 0)) return false;
  const [part, whole] = fraction;
  const steps = ARRIVALS.map((arrival) => whole * counts(arrival, numerator) - part * moves(arrival, base));
  const here = excess(count, baseValue, fraction);
  const most = BigInt(outstanding);
  const lowest = here + most * BigInt(Math.min(0, ...steps));
  const highest = here + most * BigInt(Math.max(0, ...steps));
  return stands(lowest, comparator) === stands(highest, comparator);
}

const moves = (arrival: Arrival, base: BaseKey): number =>
  base === 'returned' || base === 'valid' || base === 'validItem' ? arrival[base] : 0;

function counts(arrival: Arrival, numerator: Numerator): number {
  if ('account' in numerator) return moves(arrival, numerator.account);
  const plus = numerator.plus ?? [];
  const hit = numerator.options.length === 0 ? 0 : arrival.hit;
  return hit + (plus.includes('invalid') ? arrival.invalid : 0) - (plus.includes('absent') ? 1 : 0);
}
