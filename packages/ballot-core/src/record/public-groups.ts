/**
 * Which voter groups may be told apart: large enough, of more than one mind, and so is what is left of all without them.
 *
 * The count of all is public, so naming some groups tells the sum of the others. That sum is therefore held to the same
 * measure: a pool that is too small, that is one group, or that agrees on a line takes in the next smallest group.
 */
import type { GroupId } from '../brand.ts';

/** Fewest ballots of a group (or of the pool) that may be published with its name: 5, as for any breakdown. */
export const GROUP_MIN = 5;

/** Ballots by group. */
export type GroupSizes = Readonly<Record<string, number>>;

export interface Shy {
  /** Groups that are not named however large they are (本人). */
  readonly never?: ReadonlySet<string>;
  /** Do these groups together agree on a line on which not everybody agrees? */
  readonly agree?: (groups: readonly string[]) => boolean;
}

/** The groups that may be named. The others are pooled. */
export function publicGroups(
  sizes: GroupSizes,
  min = GROUP_MIN,
  { never = new Set(), agree = () => false }: Shy = {},
): ReadonlySet<GroupId> {
  const groups = Object.keys(sizes)
    .filter((group) => sizeOf(sizes, group) > 0)
    .sort((a, b) => sizeOf(sizes, a) - sizeOf(sizes, b) || (a < b ? -1 : 1));
  const pool = groups.filter((group) => sizeOf(sizes, group) < min || never.has(group) || agree([group]));
  const named = groups.filter((group) => !pool.includes(group));
  while (pool.length > 0 && (pool.length === 1 || ballotsOf(sizes, pool) < min || agree(pool))) {
    const next = named.shift();
    if (next === undefined) break;
    pool.push(next);
  }
  return new Set(named as GroupId[]);
}

const sizeOf = (sizes: GroupSizes, group: string): number => sizes[group] ?? 0;

const ballotsOf = (sizes: GroupSizes, groups: readonly string[]): number =>
  groups.reduce((sum, group) => sum + sizeOf(sizes, group), 0);
