/** What papers, bases and periods are called in the rulebook, and how each base is defined. */
import type { BaseKey, Paper, Period, PlainPaper } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';

/** One line: the kind of paper, and what a voter may do on it. */
export function paperWords(paper: Paper): string {
  if (paper.kind !== 'form') return plainWords(paper);
  return m.rulebook_paper_form({
    sections: paper.sections
      .map(({ name, paper: part }) => m.rulebook_paper_section({ name, paper: plainWords(part) }))
      .join(m.notice_list_comma()),
  });
}

function plainWords(paper: PlainPaper): string {
  switch (paper.kind) {
    case 'grades':
      return m.rulebook_paper_grades({ scale: paper.scale.map(({ name }) => name).join(' / ') });
    case 'score':
      return m.rulebook_paper_score({ from: paper.from / paper.per, to: paper.to / paper.per });
    case 'pick': {
      const words = [
        paper.purpose === 'weak'
          ? m.rulebook_paper_weak({ max: paper.max })
          : paper.purpose === 'tick'
            ? m.rulebook_paper_tick()
            : paper.seats === null
              ? m.rulebook_paper_pick({ max: paper.max })
              : m.rulebook_paper_elect({ seats: paper.seats, max: paper.max }),
        ...(paper.tagMins ?? []).map(({ tag, min }) => m.rulebook_paper_tag({ tag, min })),
        ...(paper.writeIns > 0 ? [m.rulebook_paper_write_ins({ count: paper.writeIns })] : []),
      ];
      return words.join(m.notice_list_comma());
    }
    case 'motion':
      return m.rulebook_paper_motion();
    case 'choice':
      return m.rulebook_paper_choice();
    case 'text':
      return m.rulebook_paper_text();
  }
}

const UNITS = {
  calendar_days: m.rulebook_unit_calendar_days,
  working_days: m.rulebook_unit_working_days,
  months: m.rulebook_unit_months,
} as const satisfies Record<Period['unit'], () => string>;
export const unitName = (unit: Period['unit']): string => UNITS[unit]();

const BASES = {
  due: m.rulebook_base_due,
  present: m.rulebook_base_present,
  issued: m.rulebook_base_issued,
  returned: m.rulebook_base_returned,
  valid: m.rulebook_base_valid,
  validItem: m.rulebook_base_valid_item,
  headcount: m.rulebook_base_headcount,
  seats: m.rulebook_base_seats,
  one: m.rulebook_base_one,
} as const satisfies Record<BaseKey | 'one', () => string>;
export const baseDefinition = (base: BaseKey | 'one'): string => BASES[base]();
