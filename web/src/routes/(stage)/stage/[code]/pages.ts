/**
 * What the wall shows and in which turn: scenes cut into pages that can be read from the last row.
 *
 * Rows keep the order of the paper while a poll runs, so that nobody hunts for a name that jumped. Pages are evened out
 * (30 people are 3 × 10, not 12 + 12 + 6), so that the eye finds the same rhythm on each.
 */
import { emptyCount, questions, tallyOf } from 'ballot-core';
import type { Question, QuestionFinding } from 'ballot-core';
import type { StagePoll, StageView } from 'api/views';
import { rowOf, type Row } from '#lib/bars.ts';

export type Page =
  | { readonly kind: 'before'; readonly polls: readonly StagePoll[] }
  | { readonly kind: 'turnout'; readonly poll: StagePoll }
  | { readonly kind: 'bars'; readonly poll: StagePoll; readonly part: Part }
  | { readonly kind: 'closed'; readonly poll: StagePoll }
  | { readonly kind: 'accounts'; readonly poll: StagePoll }
  | {
      readonly kind: 'findings';
      readonly poll: StagePoll;
      readonly findings: readonly QuestionFinding[];
      readonly sheet: Sheet;
    };

/** Some rows of one dimension; `dimension` is null where the paper has one or none. */
export interface Part {
  readonly dimension: string | null;
  readonly questions: readonly Question[];
  readonly sheet: Sheet;
}
/** Page `number` of `of`, counted from 1. */
export interface Sheet {
  readonly number: number;
  readonly of: number;
}

/** Heights in rem; 1 rem is 2.6 % of the wall's height, which is 28 px at 1080. */
const ROW_REM = { bar: 1.1, gap: 0.25, name: 1.5, note: 1, finding: 2.9 } as const;
/** Beside the code and the two large figures there is room for so many papers with their fingerprints. */
const POLLS_PER_PAGE = 4;
/** A name to read and a bar to look at take about a second; finding one's place on a new page takes three. */
const SECONDS_PER_ROW = 1;
const SECONDS_FIRST = 3;
const SECONDS_LEAST = 8;

/** The polls on the wall: what is being voted on, else what is being counted, else what was found, else what comes. */
export function onTheWall(polls: readonly StagePoll[]): readonly StagePoll[] {
  const of = (wanted: StagePoll['state']) => polls.filter(({ state }) => state === wanted);
  if (of('open').length > 0) return of('open');
  if (of('closed').length > 0) return of('closed');
  // Between two polls the last result stays; after the last one all results take turns.
  if (of('sealed').length > 0) return of('frozen').length > 0 ? of('sealed').slice(-1) : of('sealed');
  return of('frozen');
}

/** All pages of the present scene in turn, for a wall with `space` rem of height for rows. */
export function pagesOf(view: StageView, space: number): readonly Page[] {
  const polls = onTheWall(view.polls);
  if (polls.every(({ state }) => state === 'frozen')) {
    const spans = polls.length === 0 ? [[0, 0] as const] : even(polls.length, POLLS_PER_PAGE);
    return spans.map(([from, to]): Page => ({ kind: 'before', polls: polls.slice(from, to) }));
  }
  return polls.flatMap((poll) => pollPages(poll, space));
}

/** As few pages of at most `most` as possible, evened out, larger pages first. */
export function even(count: number, most: number): readonly (readonly [from: number, to: number])[] {
  const pages = Math.ceil(count / most);
  const small = Math.floor(count / Math.max(pages, 1));
  const larger = count - small * pages;
  return Array.from({ length: pages }, (_, page) => {
    const from = page * small + Math.min(page, larger);
    return [from, from + small + (page < larger ? 1 : 0)] as const;
  });
}

/** How many rows of `height` fit, never fewer than one. */
export const rowsThatFit = (space: number, height: number): number => Math.max(1, Math.floor(space / height));

/** Characters of a matter's name on one line of the smallest wall, beside its result; three lines are shown at most. */
const NAME_LENGTH = 26;
const NAME_LINES_MAX = 3;

/** Rem that one row of this poll needs: a line for each bar and room for the name, beside the bars or above them. */
export function rowHeight(poll: StagePoll): number {
  const all = questions(poll.paper);
  const bars = Math.max(1, ...rowsOf(poll, all.slice(0, 1)).map((row) => row.bars.length)) * ROW_REM.bar;
  if (poll.paper.kind === 'motion') {
    const longest = Math.max(1, ...all.map(({ item }) => item.name.length));
    const lines = Math.min(Math.ceil(longest / NAME_LENGTH), NAME_LINES_MAX);
    return lines * ROW_REM.name + bars + ROW_REM.gap;
  }
  const note = all.some(({ item }) => item.note !== undefined) ? ROW_REM.note : 0;
  return Math.max(bars, ROW_REM.name + note) + ROW_REM.gap;
}

/** Rows of some questions on the released count; empty bars where nothing is released. */
export function rowsOf(poll: StagePoll, some: readonly Question[]): readonly Row[] {
  const count = poll.released ?? emptyCount(poll.paper);
  return some.map((question) =>
    rowOf(poll.paper, poll.rules, question, tallyOf(poll.paper, count, question.id, poll.accounts), poll.findings),
  );
}

/** Flags of a sealed poll, the more severe rule first, in the order of the paper within a rule. */
export function flagsOf(poll: StagePoll): readonly QuestionFinding[] {
  const severity = new Map(poll.rules.map((rule) => [rule.id, rule.precedence]));
  return poll.findings
    .filter(({ status, label }) => status === 'found' && label.weight === 'flag')
    .sort((a, b) => (severity.get(b.rule) ?? 0) - (severity.get(a.rule) ?? 0));
}

/** How long a page stays, in milliseconds. */
export function stays(page: Page): number {
  const rows = page.kind === 'bars' ? page.part.questions.length : page.kind === 'findings' ? page.findings.length : 0;
  return Math.max(SECONDS_LEAST, SECONDS_FIRST + rows * SECONDS_PER_ROW) * 1000;
}

function pollPages(poll: StagePoll, space: number): readonly Page[] {
  switch (poll.state) {
    case 'closed':
      return [{ kind: 'closed', poll }];
    case 'sealed':
      return [{ kind: 'accounts', poll }, ...findingPages(poll, space), ...barPages(poll, space)];
    default:
      return poll.released === null ? [{ kind: 'turnout', poll }] : barPages(poll, space);
  }
}

function barPages(poll: StagePoll, space: number): readonly Page[] {
  const most = rowsThatFit(space, rowHeight(poll));
  const { paper } = poll;
  const dimensions =
    paper.kind === 'grades' && paper.dimensions.length > 1 ? paper.dimensions.map(({ id }) => id) : [null];
  return dimensions.flatMap((dimension) => {
    const all = questions(paper).filter((question) => dimension === null || question.dimension?.id === dimension);
    const ordered = poll.state === 'sealed' && paper.kind === 'pick' ? byVotes(poll, all) : all;
    const spans = even(ordered.length, most);
    return spans.map(([from, to], index): Page => ({
      kind: 'bars',
      poll,
      part: { dimension, questions: ordered.slice(from, to), sheet: { number: index + 1, of: spans.length } },
    }));
  });
}

/** Most votes first; equal votes stay in the order of the paper. Only after the seal, when nothing moves any more. */
function byVotes(poll: StagePoll, all: readonly Question[]): readonly Question[] {
  const votes = new Map(rowsOf(poll, all).map((row) => [row.question.id, row.bars[0].segments[0]?.count ?? 0]));
  return [...all].sort((a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0));
}

/** Flags that lead to an organ's finding (经组织考核); a recommendation's floor is read off its own bars. */
function findingPages(poll: StagePoll, space: number): readonly Page[] {
  if (poll.paper.kind !== 'grades') return [];
  const findings = flagsOf(poll);
  const spans = even(findings.length, rowsThatFit(space, ROW_REM.finding));
  return spans.map(([from, to], index): Page => ({
    kind: 'findings',
    poll,
    findings: findings.slice(from, to),
    sheet: { number: index + 1, of: spans.length },
  }));
}
