/** The choices of a paper with their names: a scale's own words, or 同意/不同意/弃权. Pick papers have no choices to show. */
import type { Paper } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** false for 不了解 and the like: a mark that is no step of the scale. */
  readonly counted: boolean;
}

export function choicesOf(paper: Paper): readonly Choice[] {
  switch (paper.kind) {
    case 'grades':
      return paper.scale;
    case 'motion':
      return [
        { id: 'agree', name: m.voter_agree(), counted: true },
        { id: 'disagree', name: m.voter_disagree(), counted: true },
        { id: 'abstain', name: m.voter_abstain(), counted: true },
      ];
    case 'pick':
      return [];
  }
}
