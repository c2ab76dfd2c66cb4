/**
 * Who was entitled, who came, and what was handed out and in: by group, with those who are not counted in 应到 and why.
 */
import type { PollRecord } from 'ballot-core';
import { m } from '../paraglide/messages.js';
import { count, plain, text, type Cell, type Table } from './table.ts';

type Figures = Pick<PollRecord['accounts'], 'due' | 'present' | 'issued' | 'returned' | 'valid' | 'invalid'>;
const figures = ({ due, present, issued, returned, valid, invalid }: Figures): readonly Cell[] =>
  [due, present, issued, returned, valid, invalid].map(count);

export function accountsTable({ definition, accounts, groupAccounts }: PollRecord): Table {
  const nameOf = (id: string): string => definition.groups.find((group) => group.id === id)?.name ?? id;
  const groups = groupAccounts.length > 1 ? groupAccounts.map((own) => [text(nameOf(own.group)), ...figures(own)]) : [];
  return {
    id: 'accounts',
    title: m.table_accounts(),
    lead: [],
    columns: [
      { name: m.table_group(), kind: 'text' },
      ...[
        m.stage_due(),
        m.stage_present(),
        m.stage_issued(),
        m.stage_returned(),
        m.stage_valid(),
        m.stage_invalid(),
      ].map((name) => ({ name, kind: 'count' as const })),
    ],
    blocks: plain([...groups, [text(m.table_all()), ...figures(accounts)]]),
    notes: [],
  };
}

/** Null where everybody entitled is counted. */
export function exclusionsTable({ definition }: PollRecord): Table | null {
  const rows = definition.groups.flatMap(({ name, excluded = [] }) =>
    excluded.map((each) => [text(name), count(each.count), text(each.reason), text(each.approvedBy)]),
  );
  if (rows.length === 0) return null;
  return {
    id: 'excluded',
    title: m.table_excluded(),
    lead: [],
    columns: [
      { name: m.table_group(), kind: 'text' },
      { name: m.table_people(), kind: 'count' },
      { name: m.table_reason(), kind: 'text' },
      { name: m.table_approved_by(), kind: 'text' },
    ],
    blocks: plain(rows),
    notes: [],
  };
}
