/**
 * What a sealed poll came to, for the desk: outcomes, rankings with their ties, and the periods that may begin.
 */
import type { Period, QuestionFinding, RankedRow, Rule } from 'ballot-core';
import type { DeskEvent, DeskPoll, PeriodView } from 'api/desk-views';
import { m } from '#lib/paraglide/messages.js';
import { subjectOf } from '#lib/parts.ts';
import { nameOf } from './gates.ts';

export interface Ranking {
  readonly rule: Rule;
  readonly finding: QuestionFinding;
  readonly rows: readonly (RankedRow & { readonly name: string })[];
  /** Nobody of these may be taken yet. */
  readonly tied: number;
  /** The poll in which the tied rows are voted on again, once it was made. */
  readonly runoff: DeskPoll | null;
}

export function rankingsOf(event: Pick<DeskEvent, 'polls'>, poll: DeskPoll): readonly Ranking[] {
  return poll.findings.flatMap((finding): readonly Ranking[] => {
    const rule = poll.rules.find(({ id }) => id === finding.rule);
    if (rule === undefined || finding.ranking === undefined) return [];
    const runoff = event.polls.find(
      ({ source }) => source?.poll === poll.id && source.rule === rule.id && source.take === 'tied',
    );
    return [
      {
        rule,
        finding,
        rows: finding.ranking.map((row) => ({ ...row, name: subjectOf(poll.paper, row.id).item?.name ?? row.id })),
        tied: finding.ranking.filter(({ state }) => state === 'tied').length,
        runoff: runoff ?? null,
      },
    ];
  });
}

/** Who was taken and who is level at the last place, by name: a ranking's label alone ("当选") is about nobody. */
export function standingsOf(
  { rule, rows, finding }: Pick<Ranking, 'rule' | 'rows' | 'finding'>,
  lang: 'zh' | 'en',
): readonly { readonly label: string; readonly names: readonly string[] }[] {
  const of = (wanted: RankedRow['state']) => rows.filter(({ state }) => state === wanted).map(({ name }) => name);
  return [
    { label: rule.cut?.taken[lang] ?? finding.label[lang], names: of('taken') },
    { label: m.desk_rank_tied(), names: of('tied') },
  ].filter(({ names }) => names.length > 0);
}

export interface OpenPeriod {
  readonly question: string;
  readonly name: string;
  readonly rule: Rule;
  readonly period: Period;
  readonly began: PeriodView | null;
}

/** Periods of findings that say something. */
export function periodsOf(poll: DeskPoll): readonly OpenPeriod[] {
  return poll.findings.flatMap((finding): readonly OpenPeriod[] => {
    const rule = poll.rules.find(({ id }) => id === finding.rule);
    if (rule?.periods === undefined || finding.label.weight === 'clear') return [];
    const { question } = finding;
    return rule.periods.map((period) => ({
      question,
      name: nameOf(poll.paper, question) || poll.title,
      rule,
      period,
      began:
        poll.periods.find((each) => each.question === question && each.rule === rule.id && each.period === period.id) ??
        null,
    }));
  });
}
