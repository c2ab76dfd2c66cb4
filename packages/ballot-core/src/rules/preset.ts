/**
 * A template for a meeting: papers with example rows, rules with their sources, groups of voters, what gates the opening.
 *
 * Everything in it is a suggestion that an organizer changes before the freeze, except where it comes from.
 */
import type { Paper } from '../paper/paper.ts';
import type { Group, ReleasePolicy } from '../record/record.ts';
import type { Words } from './names.ts';
import type { Citation, Given, Rule } from './rule.ts';

export interface Preset {
  /** The rulebook's number, P01 to P40. */
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** One sentence: when to take this one. */
  readonly about: Words;
  readonly status: Citation['status'];
  readonly confidence: Citation['confidence'];
  /** Said before it is used: abolished since, base unstated, weights must be set. */
  readonly cautions: readonly Words[];
  readonly groups: readonly (Pick<Group, 'due' | 'relation'> & Words & { readonly id: string })[];
  readonly polls: readonly PresetPoll[];
}

export interface PresetPoll extends Words {
  /** Names are examples in Chinese, as on a printed paper; ids are kept when an organizer changes names. */
  readonly paper: Paper;
  readonly rules: readonly Rule[];
  readonly release: ReleasePolicy;
  readonly given?: Readonly<Record<string, Given>>;
  /** The list comes from an earlier poll of this preset, by its place in `polls`. */
  readonly source?: { readonly poll: number; readonly rule: string; readonly take: 'taken' | 'tied' };
  /** 程序情况表: what must be ticked before this poll may open. */
  readonly checklist?: readonly (Words & { readonly id: string })[];
}
