/**
 * All tables of a sealed record in the order in which they are read out.
 */
import type { PollRecord } from 'ballot-core';
import { accountsTable, exclusionsTable } from './accounts.ts';
import { countTables } from './counts.ts';
import { rankingTables } from './rankings.ts';
import { scoreTables } from './scores.ts';
import type { Table } from './table.ts';
import { writeInsTable } from './write-ins.ts';

export interface RecordTables {
  readonly accounts: Table;
  readonly excluded: Table | null;
  readonly rankings: readonly Table[];
  readonly scores: readonly Table[];
  readonly counts: readonly Table[];
  readonly writeIns: Table | null;
}

export const recordTables = (record: PollRecord): RecordTables => ({
  accounts: accountsTable(record),
  excluded: exclusionsTable(record),
  rankings: rankingTables(record),
  scores: scoreTables(record),
  counts: countTables(record),
  writeIns: writeInsTable(record),
});
