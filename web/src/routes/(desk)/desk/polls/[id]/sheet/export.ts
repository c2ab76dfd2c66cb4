/**
 * The whole sheet as a spreadsheet: the tables that are signed, then every test, then what the desk adds.
 */
import type { PollRecord } from 'ballot-core';
import type { DeskPoll } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';
import { downloadSpreadsheet } from '#lib/tables/download.ts';
import { recordTables } from '#lib/tables/record-tables.ts';
import { spreadsheetOf } from '#lib/tables/spreadsheet.ts';
import { spreadTables } from '#lib/tables/spread.ts';
import type { Table } from '#lib/tables/table.ts';
import { testsTable } from '#lib/tables/tests.ts';
import { mergesTable } from '#lib/tables/write-ins.ts';
import { checklistTable } from './checklist.ts';
import { rulesTable } from './rules-table.ts';

export function exportTables(record: PollRecord, poll: DeskPoll | null): readonly Table[] {
  const { accounts, excluded, rankings, scores, counts, writeIns } = recordTables(record);
  const all: readonly (Table | null)[] = [
    accounts,
    excluded,
    ...rankings,
    ...scores,
    ...counts,
    ...spreadTables(record),
    writeIns,
    poll === null ? null : mergesTable(record, poll.merges),
    testsTable(record),
    rulesTable(record),
    poll === null ? null : checklistTable(poll),
  ];
  const tables = all.flatMap((table) => table ?? []);
  return record.definition.rehearsal ? tables.map(rehearsed) : tables;
}

/** A table is copied out of its file: each says by its name and under its rows that it doesn't count. */
const rehearsed = (table: Table): Table => ({
  ...table,
  title: `${m.rehearsal()} ${table.title}`,
  notes: [...table.notes, m.desk_sheet_line({ name: m.rehearsal(), label: m.rehearsal_note() })],
});

/** Signs that a file's name can't have. */
const REFUSED = /[\\/:*?"<>|]/g;

export const exportSheet = (record: PollRecord, poll: DeskPoll | null): Promise<void> =>
  downloadSpreadsheet(
    spreadsheetOf(exportTables(record, poll), { percent: '%', exact: m.table_exact() }),
    fileName(record.definition),
  );

const fileName = ({ rehearsal, title }: PollRecord['definition']): string =>
  `${rehearsal ? `${m.rehearsal()} ` : ''}${title}`.replace(REFUSED, ' ');
