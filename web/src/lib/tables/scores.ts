/**
 * Scores of a record, one table for each rule that has some: the figures, what they are made of, and the pooled one beside.
 */
import type { PollRecord, Rule } from 'ballot-core';
import { isSeveral, subjectOf, type Subject } from '../parts.ts';
import { m } from '../paraglide/messages.js';
import { said } from '../said.ts';
import { scoredBy, scoresOf, type Scored, type ScoreShown } from '../scores.ts';
import { findingCell } from './counts.ts';
import { count, NONE, number, text, type Cell, type Column, type Table } from './table.ts';

interface Line {
  readonly scored: Scored;
  readonly subject: Subject;
  readonly scores: readonly ScoreShown[];
}

export function scoreTables(record: PollRecord): readonly Table[] {
  const { paper, rules, groups } = record.definition;
  return (
    rules
      // A ranking by the rule's only score says all of it already.
      .filter(({ scores = [], cut }) => scores.length > (cut !== undefined && 'score' in cut.by ? 1 : 0))
      .map((rule) => {
        const lines = scoredBy(rule, record.findings).map((scored): Line => {
          const subject = subjectOf(paper, scored.id);
          return { scored, subject, scores: scoresOf(rule, scored, subject.paper, groups) };
        });
        return scoreTable(rule, lines);
      })
      .filter(({ blocks }) => blocks.length > 0)
  );
}

function scoreTable(rule: Rule, lines: readonly Line[]): Table {
  const several = lines.some(({ subject }) => subject.dimension !== null && subject.paper && isSeveral(subject.paper));
  // Rows of a ranking have their result there.
  const ruled = lines.some(({ scored }) => scored.finding !== null);
  // What groups are weighted by comes out as the unweighted figure beside the weighted one.
  const inner = new Set((rule.scores ?? []).flatMap((score) => (score.kind === 'groups' ? [score.of] : [])));
  const own = (rule.scores ?? []).filter(({ id }) => !inner.has(id));
  const made = own.map((score) => columnsOf(score.id, lines));
  return {
    id: `scores-${rule.id}`,
    title: m.table_scores({ rule: said(rule) }),
    lead: [
      { name: m.table_number(), kind: 'count' },
      { name: m.table_person(), kind: 'text' },
      ...(several ? [{ name: m.table_dimension(), kind: 'text' } as const] : []),
    ],
    columns: [
      ...made.flatMap(({ columns }) => columns),
      ...(ruled ? [{ name: m.table_finding(), kind: 'text' } as const] : []),
    ],
    blocks: lines.map((line, index) => ({
      lead: [
        count(index + 1),
        text(line.subject.item?.name ?? line.subject.section?.name ?? m.table_whole_poll(), line.subject.item?.note),
        ...(several ? [text(line.subject.dimension?.name ?? '')] : []),
      ],
      rows: [
        [
          ...made.flatMap(({ cells }) => cells(line)),
          ...(ruled ? [findingCell(line.scored.finding === null ? [] : [line.scored.finding])] : []),
        ],
      ],
    })),
    notes: notesOf(rule, lines),
  };
}

/** The columns of one score: itself, its parts with their weights, dropped raters, and the unweighted figure. */
function columnsOf(
  id: string,
  lines: readonly Line[],
): { readonly columns: readonly Column[]; readonly cells: (line: Line) => readonly Cell[] } {
  const find = (line: Line): ScoreShown | undefined => line.scores.find(({ score }) => score.id === id);
  const all = lines.flatMap((line) => find(line) ?? []);
  const [first] = all;
  if (first === undefined) return { columns: [], cells: () => [] };
  const parts = [...new Map(all.flatMap((each) => each.parts).map((part) => [part.id, part])).values()];
  const hasPooled = all.some(({ pooled }) => pooled !== null);
  const hasDropped = all.some(({ dropped }) => dropped > 0);
  return {
    columns: [
      ...parts.map((part): Column => ({
        name: part.name,
        under: m.table_weight({ weight: part.weight }),
        kind: 'number',
      })),
      { name: first.name, kind: 'number' },
      ...(hasPooled ? [{ name: m.table_pooled(), kind: 'number' } as const] : []),
      ...(hasDropped ? [{ name: m.table_dropped(), kind: 'count' } as const] : []),
    ],
    cells: (line) => {
      const own = find(line);
      return [
        ...parts.map(({ id: part }) => {
          const value = own?.parts.find((each) => each.id === part);
          return value === undefined ? NONE : number(value.value);
        }),
        own === undefined ? NONE : { ...number(own.value, own.score.kind === 'share'), isRounded: own.rounded },
        ...(hasPooled ? [own === undefined ? NONE : number(own.pooled)] : []),
        ...(hasDropped ? [count(own?.dropped ?? 0)] : []),
      ];
    },
  };
}

function notesOf(rule: Rule, lines: readonly Line[]): readonly string[] {
  const hidden = Math.max(0, ...lines.flatMap(({ scores }) => scores.map((score) => score.hidden)));
  const isIndex = (rule.scores ?? []).some(({ kind }) => kind === 'index' || kind === 'groups' || kind === 'weighted');
  return [...(isIndex ? [m.stage_score_note()] : []), ...(hidden > 0 ? [m.table_groups_hidden({ n: hidden })] : [])];
}
