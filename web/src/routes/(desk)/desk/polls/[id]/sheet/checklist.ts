/**
 * 程序情况表: every step with the document that shows it was taken.
 */
import type { DeskPoll } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';
import { count, plain, text, type Table } from '#lib/tables/table.ts';

/** Null where the poll has none. */
export function checklistTable({ checklist = [], checks }: Pick<DeskPoll, 'checklist' | 'checks'>): Table | null {
  if (checklist.length === 0) return null;
  return {
    id: 'checklist',
    title: m.desk_sheet_checklist(),
    lead: [],
    columns: [
      { name: m.table_number(), kind: 'count' },
      { name: m.desk_sheet_step(), kind: 'text' },
      { name: m.desk_sheet_document(), kind: 'text' },
      { name: m.desk_sheet_by(), kind: 'text' },
    ],
    blocks: plain(
      checklist.map((step, index) => {
        const tick = checks.find(({ item }) => item === step.id);
        return [count(index + 1), text(step.text), text(tick?.document ?? '—'), text(tick?.by ?? '')];
      }),
    ),
    notes: [],
  };
}
