/** The choices of a paper with their names: a scale's own words, or 同意/不同意/弃权. Pick papers have no choices to show. */
import type { Paper } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';

export interface Choice {
  readonly id: string;
  readonly name: string;
}

export function choicesOf(paper: Paper): readonly Choice[] {
  switch (paper.kind) {
    case 'grades':
      return paper.scale;
    case 'motion':
      return [
        { id: 'agree', name: m.voter_agree() },
        { id: 'disagree', name: m.voter_disagree() },
        { id: 'abstain', name: m.voter_abstain() },
      ];
    case 'pick':
      return [];
  }
}
