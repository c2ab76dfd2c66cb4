/**
 * How often one ballot gives some marks: 优秀 at most 3, at least two below 70.
 *
 * Counted for each dimension by itself: a limit on 优秀 in 德 says nothing about 能.
 */
import type { Answers } from './ballot.ts';
import type { Paper, PlainPaper, Quota } from './paper.ts';
import { questions } from './questions.ts';

export interface QuotaUse {
  readonly quota: Quota;
  /** The dimension's id, behind its section's in a form. */
  readonly at: string;
  readonly used: number;
  /** Lines of this dimension that have no mark yet. */
  readonly open: number;
}

/** Every quota of the paper in every dimension, with what these answers use of it. */
export function quotaUses(paper: Paper, { choices }: Pick<Answers, 'choices'>): readonly QuotaUse[] {
  const parts: readonly (readonly [prefix: string, part: PlainPaper])[] =
    paper.kind === 'form' ? paper.sections.map(({ id, paper: part }) => [`${id}.`, part] as const) : [['', paper]];
  return parts.flatMap(([prefix, part]) => {
    if ((part.kind !== 'grades' && part.kind !== 'score') || part.quotas === undefined) return [];
    return part.dimensions.flatMap(({ id }) => {
      const marks = questions(paper)
        .filter(
          (line) => line.id.startsWith(prefix) && line.dimension?.id === id && (line.section?.paper ?? paper) === part,
        )
        .map((line) => choices[line.id]);
      return (part.quotas ?? []).map((quota) => ({
        quota,
        at: `${prefix}${id}`,
        used: marks.filter((mark) => mark !== undefined && covers(quota, mark)).length,
        open: marks.filter((mark) => mark === undefined).length,
      }));
    });
  });
}

/** Is this mark one of those the quota counts? */
export const covers = ({ marks }: Quota, mark: string): boolean =>
  'grades' in marks ? marks.grades.includes(mark) : Number(mark) >= marks.from && Number(mark) <= marks.to;
