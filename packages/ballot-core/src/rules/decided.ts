/**
 * Can the rest of the vote still change a test?
 *
 * "Decided" is said in front of a full hall, so it is only said when no completion of the vote can take it back: neither
 * further ballots nor the members who would still have to come in order to cast them.
 */
import { excess, stands } from './compare.ts';
import { scoreNamed, testOf } from './ground.ts';
import type { BaseKey, Condition, Cut, Numerator, Rule, Tally, Test } from './rule.ts';

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
 * What the rest of the vote can't touch, on any paper: given figures, memory, and the frozen accounts.
 *
 * `seen`: scores that were asked already. One `true` ends the asking, so what was seen once need not be asked again, and
 * scores made of scores made of scores don't double the work at each step.
 */
export function restsOnVotes(
  rule: Rule,
  { numerator, base }: Pick<Test, 'numerator' | 'base'>,
  seen = new Set<string>(),
): boolean {
  if (!FROZEN.includes(base)) return true;
  if ('options' in numerator) return true;
  if ('account' in numerator) return !FROZEN.includes(numerator.account);
  return 'score' in numerator && scoreRestsOnVotes(rule, numerator.score, seen);
}

const FROZEN: readonly (BaseKey | 'one')[] = ['due', 'headcount', 'seats', 'one'];

export function scoreRestsOnVotes(rule: Rule, id: string, seen = new Set<string>()): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  const score = scoreNamed({ rule }, id);
  const rests = (part: string): boolean => scoreRestsOnVotes(rule, part, seen);
  switch (score.kind) {
    case 'index':
    case 'share':
    case 'mean':
    case 'groups':
    case 'dimensions':
      return true;
    case 'weighted':
      return score.parts.some((part) => rests(part.score));
    case 'sum':
      return score.parts.some(rests);
    case 'brackets': {
      const asked = new Set(score.bands.flatMap(({ when }) => testsIn(when)));
      return [...asked].some((test) => restsOnVotes(rule, testOf({ rule }, test), seen));
    }
    case 'figure':
    case 'ranks':
    case 'bonus':
      return false;
  }
}

/** Whether a ballot may still move the cut; one by an exam alone stands before anybody has voted. */
export function cutRestsOnVotes(rule: Rule, { by, secondary, win }: Cut): boolean {
  if ('votes' in by || scoreRestsOnVotes(rule, by.score)) return true;
  if (secondary !== undefined && scoreRestsOnVotes(rule, secondary)) return true;
  return win !== undefined && restsOnVotes(rule, testOf({ rule }, win));
}

export function testsIn(condition: Condition): readonly string[] {
  if ('test' in condition) return [condition.test];
  if ('not' in condition) return testsIn(condition.not);
  return ('all' in condition ? condition.all : condition.any).flatMap(testsIn);
}

/**
 * Whether one further ballot moves this test by one mark at most, so that the furthest it can go is known. Several lines
 * taken together move by several; a score moves in ways of its own.
 */
function isPredictable({ scope }: Rule, { numerator, base }: Test): boolean {
  if ('score' in numerator || scope === 'item') return false;
  return scope === 'question' || (base !== 'validItem' && !('options' in numerator));
}

/**
 * The comparison is the sign of `count × whole − part × base`. Every ballot, and every member who still comes, moves that
 * by a fixed step; so the furthest it can go either way is the number of steps times the largest step that way. This is
 * exact for a test on at most one of 实到 and 发出, and errs towards "not yet" for a test of one against the other.
 */
export function isDecided(
  rule: Rule,
  test: Test,
  tally: Tally,
  count: number,
  baseValue: number,
  outstanding: number,
): boolean {
  if (outstanding === 0 || !restsOnVotes(rule, test)) return true;
  if (!isPredictable(rule, test)) return false;
  const { numerator, base, comparator, fraction } = test;
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
function newcomers(account: BaseKey | 'one', { bases }: Tally, outstanding: number): number {
  if (account !== 'present' && account !== 'issued') return 0;
  const value = bases[account];
  if (value === undefined || bases.returned === undefined) return 0;
  return Math.min(outstanding, Math.max(0, bases.returned + outstanding - value));
}

const moves = (arrival: Arrival, base: BaseKey | 'one'): number =>
  base === 'returned' || base === 'valid' || base === 'validItem' ? arrival[base] : 0;

function counts(arrival: Arrival, numerator: Numerator): number {
  if ('account' in numerator) return moves(arrival, numerator.account);
  if (!('options' in numerator)) return 0;
  const plus = numerator.plus ?? [];
  const hit = numerator.options.length === 0 ? 0 : arrival.hit;
  return hit + (plus.includes('invalid') ? arrival.invalid : 0) - (plus.includes('absent') ? 1 : 0);
}
