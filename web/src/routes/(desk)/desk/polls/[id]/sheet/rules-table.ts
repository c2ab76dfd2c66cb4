/** The rules of a poll as a table for the spreadsheet: in words, with document, clause, wording and how sure that is. */
import { CONFIDENCE_NAMES, ruleInWords, STATUS_NAMES, type PollRecord } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { said } from '#lib/said.ts';
import { text, type Table } from '#lib/tables/table.ts';
import { language } from '../../../../parts/lang.ts';

/** Null where the poll has no rules. */
export function rulesTable({ definition: { rules, paper, groups } }: PollRecord): Table | null {
  if (rules.length === 0) return null;
  return {
    id: 'rules',
    title: m.desk_sheet_rules(),
    lead: [
      { name: m.table_rule(), kind: 'text' },
      { name: m.table_in_words(), kind: 'text' },
    ],
    columns: [
      { name: m.table_document(), kind: 'text' },
      { name: m.table_clause(), kind: 'text' },
      { name: m.table_wording(), kind: 'text' },
      { name: m.table_status(), kind: 'text' },
      { name: m.table_confidence(), kind: 'text' },
    ],
    blocks: rules.map((rule) => ({
      lead: [text(said(rule)), text(ruleInWords(rule, language(), undefined, paper, groups))],
      rows: rule.citations.map(({ document, clause, wording, status, confidence }) => [
        text(document),
        text(clause),
        text(wording),
        text(said(STATUS_NAMES[status])),
        text(said(CONFIDENCE_NAMES[confidence])),
      ]),
    })),
    notes: [],
  };
}
