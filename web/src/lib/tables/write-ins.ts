/**
 * Names written in, as they were written; and, apart from them, how a teller's merges read them together.
 */
import { mergedWriteIns, PICKED, tallyOf, type PollRecord } from 'ballot-core';
import type { WriteInMerge } from 'api/desk-views';
import { m } from '../paraglide/messages.js';
import { partsOf } from '../parts.ts';
import { count, plain, text, type Table } from './table.ts';

/** Null where nobody wrote a name. */
export function writeInsTable({ writeIns }: PollRecord): Table | null {
  if (writeIns.length === 0) return null;
  return {
    id: 'write-ins',
    title: m.table_write_ins(),
    lead: [],
    columns: [
      { name: m.table_person(), kind: 'text' },
      { name: m.table_votes(), kind: 'count' },
    ],
    blocks: plain(writeIns.map(({ name, votes }) => [text(name), count(votes)])),
    notes: [],
  };
}

/** Null where nothing was merged. */
export function mergesTable(record: PollRecord, merges: readonly WriteInMerge[]): Table | null {
  const made = merges.flatMap(({ name, into }) => (into === null ? [] : [{ name, into }]));
  if (made.length === 0) return null;
  const { paper } = record.definition;
  const candidates = partsOf(paper).flatMap(({ questions }) =>
    questions.map(({ id, item }) => ({
      ...item,
      votes: tallyOf(paper, record.count, id, record.accounts).options[PICKED] ?? 0,
    })),
  );
  return {
    id: 'merges',
    title: m.table_merges(),
    lead: [],
    columns: [
      { name: m.table_person(), kind: 'text' },
      { name: m.table_marked(), kind: 'count' },
      { name: m.table_spellings(), kind: 'text' },
      { name: m.table_together(), kind: 'count' },
      { name: m.table_reason(), kind: 'text' },
    ],
    blocks: plain(
      mergedWriteIns(record.writeIns, made, candidates).map(({ name, marked, written, votes }) => [
        text(name),
        count(marked),
        text(written.map((each) => m.table_mark({ mark: each.name, n: each.votes })).join(m.stage_list_comma())),
        count(votes),
        text(
          merges
            .filter((merge) => merge.into !== null && written.some((each) => each.name === merge.name))
            .map(({ reason, by }) => m.table_reason_by({ reason, by }))
            .join(m.table_semicolon()),
        ),
      ]),
    ),
    notes: [m.table_merges_note()],
  };
}
