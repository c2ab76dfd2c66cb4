/**
 * A ranking as it is read out: categories, shared ranks (1, 1, 3), who was taken, who is tied, and what happens next.
 *
 * Where a poll names what is weak (以公论定去留) only ranks are shown: no number of votes is attached to a name.
 */
import { itemsOf, PICKED, tallyOf } from 'ballot-core';
import type { Accounts, Count, Cut, Finding, Fraction, Label, Paper, RankedRow, Rule, TestFinding } from 'ballot-core';
import { subjectOf, type PaperPart } from './parts.ts';

export interface RankLine {
  readonly id: string;
  readonly name: string;
  readonly note: string | null;
  readonly rank: number | null;
  /** True where another row of the category has the same rank (并列). */
  readonly shared: boolean;
  readonly value: Fraction | null;
  readonly state: RankedRow['state'];
  /** The test that a row must pass to be taken (过半数). */
  readonly win: TestFinding | null;
}
export interface RankCategory {
  /** Null where there is one ranking for the poll. */
  readonly tag: string | null;
  readonly lines: readonly RankLine[];
}

/** Categories in the order in which the finding names them. */
export function rankingOf(paper: Paper, cut: Cut, ranking: readonly RankedRow[]): readonly RankCategory[] {
  const categories = new Map<string | null, RankedRow[]>();
  for (const row of ranking) {
    const tag = cut.per === 'tag' ? (subjectOf(paper, row.id).item?.tag ?? '') : null;
    categories.set(tag, [...(categories.get(tag) ?? []), row]);
  }
  return [...categories].map(([tag, rows]) => ({
    tag,
    lines: rows.map((row) => ({
      ...named(paper, row.id),
      rank: row.rank,
      shared: row.rank !== null && rows.filter(({ rank }) => rank === row.rank).length > 1,
      value: row.value,
      state: row.state,
      win: row.win,
    })),
  }));
}

/** A pick paper's own order by votes, equal votes sharing a rank, for polls whose rules rank nothing. */
export function votesRanking(paper: Paper, part: PaperPart, count: Count, accounts: Accounts): readonly RankLine[] {
  const votes = part.questions.map(({ id, item }) => ({
    id: itemIdOf(paper, id),
    item,
    votes: tallyOf(paper, count, id, accounts).options[PICKED] ?? 0,
  }));
  const rankOf = (own: number): number => 1 + votes.filter((other) => other.votes > own).length;
  return [...votes]
    .sort((a, b) => b.votes - a.votes)
    .map(({ id, item, votes: own }) => ({
      id,
      name: item.name,
      note: item.note ?? null,
      rank: rankOf(own),
      shared: votes.filter((other) => other.votes === own).length > 1,
      value: [own, 1],
      state: 'left',
      win: null,
    }));
}

/** What is said of a row: its label when it is taken, that it waits when it is tied, else nothing. */
export type Standing =
  | { readonly kind: 'taken'; readonly label: Label }
  | { readonly kind: 'tied'; readonly next: 'runoff' | 'organizer' }
  | { readonly kind: 'left' };

export function standingOf(cut: Cut, { state }: Pick<RankLine, 'state'>): Standing {
  if (state === 'taken') return { kind: 'taken', label: cut.taken };
  if (state === 'tied') return { kind: 'tied', next: cut.ties === 'runoff' ? 'runoff' : 'organizer' };
  return { kind: 'left' };
}

/** The finding's ranking with its rule's cut, where it has one. */
export function cutOf(
  rules: readonly Rule[],
  finding: Finding,
): { readonly rule: Rule; readonly cut: Cut; readonly ranking: readonly RankedRow[] } | null {
  const rule = rules.find(({ id }) => id === finding.rule);
  if (rule?.cut === undefined || finding.ranking === undefined) return null;
  return { rule, cut: rule.cut, ranking: finding.ranking };
}

function named(paper: Paper, id: string): Pick<RankLine, 'id' | 'name' | 'note'> {
  const { item } = subjectOf(paper, id);
  return { id, name: item?.name ?? id, note: item?.note ?? null };
}

const itemIdOf = (paper: Paper, question: string): string =>
  itemsOf(paper).find(({ questions }) => questions.some(({ id }) => id === question))?.id ?? question;
