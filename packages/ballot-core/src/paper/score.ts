/**
 * The numbers of a score paper: whole numbers of 1/per, so that nine and a half is exactly nine and a half.
 */
import type { Fraction } from '../rules/compare.ts';
import type { ChoiceId, ScorePaper } from './paper.ts';

/** How many marks a line offers; NaN-free for any whole numbers with a positive step. */
export const scoreCount = ({ from, to, step }: Pick<ScorePaper, 'from' | 'to' | 'step'>): number =>
  Math.trunc((to - from) / step) + 1;

/** All marks from the lowest up: "0", "5", "10" … */
export function scoreMarks(paper: Pick<ScorePaper, 'from' | 'to' | 'step'>): readonly ChoiceId[] {
  return Array.from({ length: scoreCount(paper) }, (_, index) => String(paper.from + index * paper.step) as ChoiceId);
}

/** What a mark is worth: "95" of per 10 is 95/10. */
export const scoreValue = (mark: string, per: ScorePaper['per']): Fraction => [Number(mark), per];

/** As it is written on paper: "9.5", "95". */
export function scoreText(mark: string, per: ScorePaper['per']): string {
  if (per === 1) return mark;
  const value = Number(mark);
  const rest = String(value % per)
    .padStart(per === 10 ? 1 : 2, '0')
    .replace(/0+$/, '');
  return rest === '' ? String(Math.trunc(value / per)) : `${Math.trunc(value / per)}.${rest}`;
}
