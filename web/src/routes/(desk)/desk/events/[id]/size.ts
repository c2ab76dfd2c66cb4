/** One line about how large a paper is: what an organizer checks before anything else. */
import type { Paper } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';

export function sizeOf(paper: Paper): string {
  switch (paper.kind) {
    case 'grades':
    case 'score':
      return m.desk_size_grades({ subjects: paper.subjects.length, dimensions: paper.dimensions.length });
    case 'pick':
      return m.desk_size_pick({ candidates: paper.candidates.length, max: paper.max });
    case 'motion':
      return m.desk_size_motion({ matters: paper.matters.length });
    case 'choice':
      return m.desk_size_choice({ questions: paper.questions.length });
    case 'text':
      return m.desk_size_text({ prompts: paper.prompts.length });
    case 'form':
      return m.desk_size_form({ sections: paper.sections.length });
  }
}
