/**
 * Every mark of a score paper with its number of votes: too many columns for a sheet of paper, right for a spreadsheet.
 */
import { tallyOf, type PollRecord } from 'ballot-core';
import { isSeveral, partsOf } from '../parts.ts';
import { m } from '../paraglide/messages.js';
import { optionName } from '../words.ts';
import { count, plain, text, type Table } from './table.ts';

/** One table for each score part; only marks that somebody gave have a column. */
export function spreadTables(record: PollRecord): readonly Table[] {
  const { paper } = record.definition;
  return partsOf(paper).flatMap((part): readonly Table[] => {
    if (part.paper.kind !== 'score') return [];
    const lines = part.questions.map((question) => ({
      question,
      votes: tallyOf(paper, record.count, question.id, record.accounts).options,
    }));
    const marks = (part.questions[0]?.choices ?? []).filter((mark) =>
      lines.some(({ votes }) => (votes[mark] ?? 0) > 0),
    );
    const several = isSeveral(part.paper);
    return [
      {
        id: `spread-${part.section?.id ?? ''}`,
        title: m.table_spread_title({ name: part.section?.name ?? '' }),
        lead: [],
        columns: [
          { name: m.table_person(), kind: 'text' },
          ...(several ? [{ name: m.table_dimension(), kind: 'text' } as const] : []),
          ...marks.map((mark) => ({ name: optionName(part.paper, mark), kind: 'count' as const })),
        ],
        blocks: plain(
          lines.map(({ question, votes }) => [
            text(question.item.name, question.item.note),
            ...(several ? [text(question.dimension?.name ?? '')] : []),
            ...marks.map((mark) => count(votes[mark] ?? 0)),
          ]),
        ),
        notes: [],
      },
    ];
  });
}
