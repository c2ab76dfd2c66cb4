/** What damage is done to: a sealed bundle as plain JSON, which a stranger may spell as they like. */
import type { Draw } from './meetings.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Members = { [key: string]: Json };

export interface Target {
  readonly bundle: Members;
  readonly annexes: Members[];
  /** One of the bundle's polls. */
  readonly sealed: Members;
  readonly record: Members;
}

/** Returns what was done, or null where it can't be done to this one. */
export type Damage = (target: Target, draw: Draw) => string | null;

export const pick = <T>(list: readonly T[], draw: Draw): T => {
  const one = list[draw(list.length)];
  if (one === undefined) throw new Error('nothing to pick from');
  return one;
};
