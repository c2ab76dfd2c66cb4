/** The choices of a line with their names: a scale's own words, a question's own options, or 同意/不同意/弃权. */
import { scoreMarks, scoreText, type PlainPaper, type Question } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** false for 不了解 and the like: a mark that is no step of the scale. */
  readonly counted: boolean;
}

/** None where names are ticked or words are written. */
export function choicesOf(part: PlainPaper, { item }: Pick<Question, 'item'>): readonly Choice[] {
  switch (part.kind) {
    case 'grades':
      return part.scale;
    case 'choice':
      return part.questions.find(({ id }) => id === item.id)?.options ?? [];
    case 'score':
      return scoreMarks(part).map((mark) => ({ id: mark, name: scoreText(mark, part.per), counted: true }));
    case 'motion':
      return [
        { id: 'agree', name: m.voter_agree(), counted: true },
        { id: 'disagree', name: m.voter_disagree(), counted: true },
        { id: 'abstain', name: m.voter_abstain(), counted: true },
      ];
    case 'pick':
    case 'text':
      return [];
  }
}

/** A mark in words: the choice's name, the number, or what was written. */
export function markName(part: PlainPaper, question: Question, mark: string): string {
  if (part.kind === 'score') return scoreText(mark, part.per);
  return choicesOf(part, question).find(({ id }) => id === mark)?.name ?? mark;
}
