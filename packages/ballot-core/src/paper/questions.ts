/**
 * The lines of a paper, whatever its kind: what counting, shredding and checking walk along.
 *
 * Order is part of the format: nonces in a ballot and slots in a count follow it.
 */
import {
  MOTION_CHOICES,
  PICKED,
  type ChoiceId,
  type Item,
  type Paper,
  type Question,
  type QuestionId,
} from './paper.ts';

const known = new WeakMap<Paper, readonly Question[]>();

/** Grades: every subject on its first dimension, then on the next (subject-major); pick, motion: the items in order. */
export function questions(paper: Paper): readonly Question[] {
  const before = known.get(paper);
  if (before !== undefined) return before;
  const made = lines(paper);
  known.set(paper, made);
  return made;
}

function lines(paper: Paper): readonly Question[] {
  const choices = optionsOf(paper) as readonly ChoiceId[];
  const plain = (item: Item): Question => ({ id: item.id as QuestionId, item, dimension: null, choices });
  switch (paper.kind) {
    case 'grades':
      return paper.subjects.flatMap((item) =>
        paper.dimensions.map((dimension) => ({
          id: `${item.id}/${dimension.id}` as QuestionId,
          item,
          dimension,
          choices,
        })),
      );
    case 'pick':
      return paper.candidates.map(plain);
    case 'motion':
      return paper.matters.map(plain);
  }
}

/** The choice ids of every question of this paper: what a rule may count. */
export function optionsOf(paper: Paper): readonly string[] {
  switch (paper.kind) {
    case 'grades':
      return paper.scale.map(({ id }) => id);
    case 'pick':
      return [PICKED];
    case 'motion':
      return MOTION_CHOICES;
  }
}

/** The choices that make up the base `validItem` (有效评价票); null for a pick paper, where not choosing is an answer. */
export function countedOptions(paper: Paper): readonly string[] | null {
  switch (paper.kind) {
    case 'grades':
      return paper.scale.filter(({ counted }) => counted).map(({ id }) => id);
    case 'pick':
      return null;
    case 'motion':
      return MOTION_CHOICES;
  }
}

/** True where no line may be left without a mark. */
export const mustMark = (paper: Paper): boolean =>
  paper.kind === 'motion' || (paper.kind === 'grades' && paper.blank === 'refuse');
