/**
 * The scores of a rule, exact: indexes, shares, means, and what is put together from them.
 *
 * A score that nobody's vote stands behind is null, not nought: an empty group has no opinion, and counting it as 0
 * points would punish a person for an absence of others.
 */
import { truth } from './condition.ts';
import { baseOf, figureOf, scoreNamed, votesOf, type Ground } from './ground.ts';
import { plus, ratio, sumOf, times, weightedMean, ZERO, type Rational } from './rational.ts';
import type { Score, Tally } from './rule.ts';

export interface Scored {
  readonly value: Rational | null;
  /** A weighted group or dimension has no vote while others have, and the rule says to stop there. */
  readonly broken: boolean;
  readonly dropped?: number;
  readonly parts?: readonly { readonly id: string; readonly weight: number; readonly value: Rational | null }[];
  readonly pooled?: Rational | null;
}

/** Whether a test of the rule holds on a ground; undefined where it can't be assessed. Bands ask for it. */
export type HoldsOn = (ground: Ground, test: string) => boolean | undefined;

/** Each score once for each ground: scores made of scores made of scores would be reckoned a million times over. */
const known = new WeakMap<Ground, Map<string, Scored>>();

export function scoreOf(ground: Ground, id: string, holds: HoldsOn): Scored {
  const before = known.get(ground) ?? new Map<string, Scored>();
  known.set(ground, before);
  const made = before.get(id) ?? reckoned(ground, id, holds);
  before.set(id, made);
  return made;
}

function reckoned(ground: Ground, id: string, holds: HoldsOn): Scored {
  const score = scoreNamed(ground, id);
  const of = (other: string): Scored => scoreOf(ground, other, holds);
  switch (score.kind) {
    case 'index':
      return plain(
        meanOf(ground.tally, new Map(Object.entries(score.points).map(([key, each]) => [key, ratio(each)]))),
      );
    case 'share': {
      const base = baseOf(ground, score.base);
      return plain(base === 0 ? null : ratio(100 * votesOf(ground, score.options), base));
    }
    case 'mean':
      return meanScore(ground.tally, score);
    case 'groups':
    case 'dimensions':
      return splitScore(ground, score, holds);
    case 'weighted': {
      const parts = score.parts.map(({ score: part, weight }) => ({ id: part, weight, ...of(part) }));
      const broken = parts.some((part) => part.broken);
      const value = broken ? null : weightedMean(allOf(parts) ?? []);
      return {
        value,
        broken,
        parts: parts.map(({ id: part, weight, value: own }) => ({ id: part, weight, value: own })),
      };
    }
    case 'sum': {
      const parts = score.parts.map(of);
      const values = allOf(parts);
      return {
        value: values === null ? null : sumOf(values.map(({ value }) => value)),
        broken: parts.some((part) => part.broken),
      };
    }
    case 'figure': {
      const given = figureOf(ground, score.figure);
      return plain(typeof given === 'number' ? ratio(given) : null);
    }
    case 'brackets': {
      const at = (test: string) => holds(ground, test);
      for (const { when, points } of score.bands) {
        const reached = truth(when, at);
        if (reached === undefined) return plain(null);
        if (reached) return plain(ratio(points));
      }
      return plain(ratio(score.otherwise));
    }
    case 'ranks':
      return plain(rankPoints(figureOf(ground, score.figure), score.top, score.stepPercent));
    case 'bonus':
      return plain(bonusPoints(ground, score));
  }
}

const plain = (value: Rational | null): Scored => ({ value, broken: false });

/** All of them with a value, or null where one has none. */
function allOf<T extends { readonly value: Rational | null }>(
  parts: readonly T[],
): readonly (T & { readonly value: Rational })[] | null {
  const all = parts.filter((part): part is T & { readonly value: Rational } => part.value !== null);
  return all.length === parts.length ? all : null;
}

/** Σ votes × value / Σ votes. Options without a value are no part of it. */
function meanOf({ options }: Tally, values: ReadonlyMap<string, Rational>): Rational | null {
  return weightedMean([...values].map(([option, value]) => ({ weight: options[option] ?? 0, value })));
}

/** Trimming drops one highest and one lowest, even where several are equal. */
function meanScore({ options }: Tally, { per, trim }: Extract<Score, { kind: 'mean' }>): Scored {
  const marks = Object.entries(options)
    .map(([mark, votes]) => ({ mark: Number(mark), votes }))
    .filter(({ votes }) => votes > 0)
    .sort((a, b) => a.mark - b.mark);
  const raters = marks.reduce((sum, { votes }) => sum + votes, 0);
  const total = sumOf(marks.map(({ mark, votes }) => ratio(BigInt(mark) * BigInt(votes), per)));
  const [lowest, highest] = [marks[0], marks.at(-1)];
  if (lowest === undefined || highest === undefined) return { value: null, broken: false, ...(trim && { dropped: 0 }) };
  if (trim === undefined || raters < trim.minRaters) {
    return { value: times(total, ratio(1, raters)), broken: false, ...(trim && { dropped: 0 }) };
  }
  const kept = plus(total, ratio(-(lowest.mark + highest.mark), per));
  return { value: raters > 2 ? times(kept, ratio(1, raters - 2)) : null, broken: false, dropped: 2 };
}

/** By voter group or by dimension. A part of weight 0 is shown and does nothing. */
function splitScore(ground: Ground, score: Extract<Score, { kind: 'groups' | 'dimensions' }>, holds: HoldsOn): Scored {
  const tallies = ground.tally[score.kind];
  if (tallies === undefined)
    throw new RangeError(`rule ${ground.rule.id} weighs ${score.kind}, and the tally has none`);
  const parts = Object.entries(score.weights).map(([id, weight]) => {
    const tally = Object.hasOwn(tallies, id) ? tallies[id] : undefined;
    if (tally === undefined)
      throw new RangeError(`rule ${ground.rule.id} weighs ${id}, and the tally does not have it`);
    return { id, weight, ...scoreOf({ ...ground, tally }, score.of, holds) };
  });
  const weighed = parts.filter(({ weight }) => weight > 0);
  const voted = weighed.filter((part): part is (typeof weighed)[number] & { value: Rational } => part.value !== null);
  const broken =
    weighed.some((part) => part.broken) ||
    (score.empty === 'error' && voted.length > 0 && voted.length < weighed.length);
  return {
    value: broken ? null : weightedMean(voted),
    broken,
    parts: parts.map(({ id, weight, value }) => ({ id, weight, value })),
    ...(score.kind === 'groups' && { pooled: scoreOf(ground, score.of, holds).value }),
  };
}

/** No place earns less than nothing. */
function rankPoints(given: number | readonly number[] | null, top: number, stepPercent: number): Rational | null {
  const ranks = given === null ? [] : typeof given === 'number' ? [given] : given;
  if (ranks.length === 0) return null;
  const points = ranks.map((rank) => ratio(top * Math.max(0, 100 - (rank - 1) * stepPercent), 100));
  return times(sumOf(points), ratio(1, ranks.length));
}

/** Each award by itself; who has none given has no bonus. */
function bonusPoints(ground: Ground, { award, points, validYears }: Extract<Score, { kind: 'bonus' }>): Rational {
  const given = figureOf(ground, award);
  if (given === null) return ZERO;
  const { at } = ground.facts;
  if (at === undefined) throw new RangeError(`rule ${ground.rule.id} needs the current year`);
  const year = Number(at.slice(0, 4));
  const valid = (typeof given === 'number' ? [given] : given).filter(
    (each) => each <= year && year - each <= validYears,
  );
  return ratio(points * valid.length);
}
