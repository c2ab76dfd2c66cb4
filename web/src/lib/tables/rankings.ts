/**
 * Rankings of a record: shared ranks as they are, who was taken, who waits for a run-off or a decision, places left open.
 */
import type { PollRecord } from 'ballot-core';
import { subjectOf } from '../parts.ts';
import { m } from '../paraglide/messages.js';
import { cutOf, rankingOf, standingOf, type RankLine } from '../ranking.ts';
import { said } from '../said.ts';
import { NONE, number, strong, text, plain, type Cell, type Column, type Table } from './table.ts';
import { testColumn, testedCell } from './tested.ts';

export function rankingTables(record: PollRecord): readonly Table[] {
  const { paper, rules } = record.definition;
  return record.findings.flatMap((finding): readonly Table[] => {
    const found = cutOf(rules, finding);
    if (found === null) return [];
    const { rule, cut, ranking } = found;
    const { section } = subjectOf(paper, finding.question);
    const win = rule.tests.find(({ id }) => id === cut.win);
    const byVotes = 'votes' in cut.by;
    const row = (line: RankLine, tag: string | null): readonly Cell[] => [
      ...(tag === null ? [] : [text(tag)]),
      line.rank === null ? NONE : { kind: 'count', value: line.rank },
      text(line.name, line.note ?? undefined),
      byVotes && line.value !== null ? { kind: 'count', value: line.value[0] } : number(line.value),
      ...(win === undefined ? [] : [line.win === null ? NONE : testedCell(line.win)]),
      stateCell(cut, line),
    ];
    const columns: readonly Column[] = [
      ...(cut.per === 'tag' ? [{ name: m.table_category(), kind: 'text' } as const] : []),
      { name: m.table_rank(), kind: 'count' },
      { name: m.table_name(), kind: 'text' },
      { name: byVotes ? m.table_votes() : m.table_score(), kind: byVotes ? 'count' : 'number' },
      ...(win === undefined ? [] : [testColumn({ rule, test: win })]),
      { name: m.table_result(), kind: 'text' },
    ];
    const places = finding.vacancies ?? 0;
    return [
      {
        id: `ranking-${rule.id}${section === null ? '' : `-${section.id}`}`,
        title: m.table_ranking({ rule: said(rule) }),
        lead: [],
        columns,
        blocks: plain(rankingOf(paper, cut, ranking).flatMap(({ tag, lines }) => lines.map((line) => row(line, tag)))),
        notes: [
          ...(places > 0 ? [m.stage_vacancies({ n: places })] : []),
          ...(ranking.some(({ state }) => state === 'tied')
            ? [cut.ties === 'runoff' ? m.stage_after_runoff() : m.stage_after_organizer()]
            : []),
        ],
      },
    ];
  });
}

function stateCell(cut: Parameters<typeof standingOf>[0], line: RankLine): Cell {
  const stands = standingOf(cut, line);
  const tie = line.shared ? m.table_shared_rank() : '';
  if (stands.kind === 'taken') return strong([said(stands.label), tie].filter(Boolean).join(m.table_semicolon()));
  if (stands.kind === 'tied') return text(stands.next === 'runoff' ? m.stage_tied_runoff() : m.stage_tied_organizer());
  return text(tie);
}
