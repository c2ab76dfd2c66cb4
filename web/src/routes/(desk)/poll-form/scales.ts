/**
 * Scales (等次) that meetings use, as starting points: each grade may be renamed, moved, added or taken away.
 *
 * Ids are those the rules of the templates count by; they stay when an organizer renames a grade.
 */
import { m } from '#lib/paraglide/messages.js';

export interface FormGrade {
  readonly id: string;
  name: string;
  counted: boolean;
}

type Named = readonly (readonly [id: string, name: () => string])[];
const SCALES = {
  competence: [
    ['excellent', m.desk_grade_1],
    ['competent', m.desk_grade_2],
    ['basic', m.desk_grade_3],
    ['incompetent', m.desk_grade_4],
  ],
  team: [
    ['good', m.desk_grade_good],
    ['fair', m.desk_grade_fair],
    ['poor', m.desk_grade_poor],
  ],
  four: [
    ['good', m.desk_grade_good],
    ['better', m.desk_grade_better],
    ['fair', m.desk_grade_fair],
    ['poor', m.desk_grade_poor],
  ],
  satisfaction: [
    ['satisfied', m.desk_grade_satisfied],
    ['basic', m.desk_grade_basically_satisfied],
    ['dissatisfied', m.desk_grade_dissatisfied],
  ],
  member: [
    ['excellent', m.desk_grade_1],
    ['qualified', m.desk_grade_qualified],
    ['basic', m.desk_grade_basically_qualified],
    ['unqualified', m.desk_grade_unqualified],
  ],
  support: [
    ['support', m.desk_grade_support],
    ['oppose', m.desk_grade_oppose],
  ],
} as const satisfies Record<string, Named>;

export type ScaleName = keyof typeof SCALES;
export const SCALE_NAMES = Object.keys(SCALES) as readonly ScaleName[];

export const scaleOf = (name: ScaleName): FormGrade[] =>
  SCALES[name].map(([id, word]) => ({ id, name: word(), counted: true }));

/** 优秀 / 称职 / 基本称职 / 不称职 */
export const scaleWords = (name: ScaleName): string => SCALES[name].map(([, word]) => word()).join(' / ');

/** A new step of the scale. 不了解 and 弃权 are shown but don't count; another grade does. */
export function addGrade(scale: readonly FormGrade[], name: string, counted: boolean): FormGrade[] {
  let number = scale.length + 1;
  while (scale.some((grade) => grade.id === `g${number}`)) number += 1;
  return [...scale, { id: `g${number}`, name, counted }];
}

/** The list with the entry at `from` one place up (-1) or down (1). */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list];
  const [entry] = next.splice(from, 1);
  if (entry !== undefined) next.splice(Math.max(0, from + by), 0, entry);
  return next;
}
