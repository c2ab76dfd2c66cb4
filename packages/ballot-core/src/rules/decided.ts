/**
 * Can the rest of the vote still change a test?
 *
 * "Decided" is said in front of a full hall, so it is only said when no completion of the vote can take it back: neither
 * further ballots nor the members who would still have to come in order to cast them.
 */
import { excess, stands } from './compare.ts';
import type { BaseKey, Numerator, Tally, Test } from './rule.ts';

/**
 * What one further ballot may be: marked for the numerator, marked otherwise, blank on this item, or invalid.
 *
 * A ballot that never comes changes nothing.
 */
const ARRIVALS = [
  { hit: 1, invalid: 0, returned: 1, valid: 1, validItem: 1 },
  { hit: 0, invalid: 0, returned: 1, valid: 1, validItem: 1 },
  { hit: 0, invalid: 0, returned: 1, valid: 1, validItem: 0 },
  { hit: 0, invalid: 1, returned: 1, valid: 0, validItem: 0 },
] as const;
type Arrival = (typeof ARRIVALS)[number];

/**
 * The comparison is the sign of `count × whole − part × base`. Every ballot, and every member who still comes, moves that
 * by a fixed step; so the furthest it can go either way is the number of steps times the largest step that way. This is
 * exact for a test on at most one of 实到 and 发出, and errs towards "not yet" for a test of one against the other.
 */
export function isDecided(
  { numerator, base, comparator, fraction }: Test,
  tally: Tally,
  count: number,
  baseValue: number,
  outstanding: number,
): boolean {
  if (outstanding === 0) return true;
  if (baseValue === 0 && base !== 'due') return false;
  const [part, whole] = fraction;
  const ballots = ARRIVALS.map((arrival) => whole * counts(arrival, numerator) - part * moves(arrival, base));
  const comers = [
    { coming: newcomers(base, tally, outstanding), step: -part },
    { coming: 'account' in numerator ? newcomers(numerator.account, tally, outstanding) : 0, step: whole },
  ].filter(({ coming }) => coming > 0);
  const [only] = comers.length === 1 ? comers : [];

  const furthest = (further: (...steps: number[]) => number): bigint => {
    const ballot = further(0, ...ballots);
    if (only === undefined) {
      return comers.reduce(
        (sum, { coming, step }) => sum + times(coming, further(0, step)),
        times(outstanding, ballot),
      );
    }
    // A newcomer may vote or not; the ballots that are left belong to members who are there already.
    const newcomer = further(0, only.step, ...ballots.map((step) => step + only.step));
    return times(outstanding - only.coming, ballot) + times(only.coming, newcomer);
  };
  const here = excess(count, baseValue, fraction);
  return stands(here + furthest(Math.min), comparator) === stands(here + furthest(Math.max), comparator);
}

const times = (count: number, step: number): bigint => BigInt(count) * BigInt(step);

/**
 * How far 实到 or 发出 may still rise: more ballots than are out can only come from members who are yet to arrive or to be
 * given one. 应到 is frozen. Where 收回 is unknown both are taken to stand still.
 */
function newcomers(account: BaseKey, { bases }: Tally, outstanding: number): number {
  if (account !== 'present' && account !== 'issued') return 0;
  const value = bases[account];
  if (value === undefined || bases.returned === undefined) return 0;
  return Math.min(outstanding, Math.max(0, bases.returned + outstanding - value));
}

const moves = (arrival: Arrival, base: BaseKey): number =>
  base === 'returned' || base === 'valid' || base === 'validItem' ? arrival[base] : 0;

function counts(arrival: Arrival, numerator: Numerator): number {
  if ('account' in numerator) return moves(arrival, numerator.account);
  const plus = numerator.plus ?? [];
  const hit = numerator.options.length === 0 ? 0 : arrival.hit;
  return hit + (plus.includes('invalid') ? arrival.invalid : 0) - (plus.includes('absent') ? 1 : 0);
}
