/**
 * What the wall shows and in which turn: scenes cut into pages that can be read from the last row.
 *
 * Rows keep the order of the paper while a poll runs, so that nobody hunts for a name that jumped. Pages are evened out
 * (30 people are 3 × 10, not 12 + 12 + 6), so that the eye finds the same rhythm on each. A form comes section by section.
 */
import { emptyCount, tallyOf } from 'ballot-core';
import type { Question, QuestionFinding, Rule } from 'ballot-core';
import type { StagePoll, StageView } from 'api/views';
import { rowOf, type Row } from '#lib/bars.ts';
import { dimensionsOf, isSeveral, partsOf, subjectOf, type PaperPart } from '#lib/parts.ts';
import { cutOf, rankingOf, votesRanking, type RankLine } from '#lib/ranking.ts';
import { scoredBy, type Scored } from '#lib/scores.ts';

export type Page =
  | { readonly kind: 'before'; readonly polls: readonly StagePoll[] }
  | { readonly kind: 'turnout' | 'join' | 'closed' | 'accounts'; readonly poll: StagePoll }
  | { readonly kind: 'bars' | 'numbers' | 'choices' | 'texts'; readonly poll: StagePoll; readonly part: Part }
  | {
      readonly kind: 'findings';
      readonly poll: StagePoll;
      readonly findings: readonly QuestionFinding[];
      readonly sheet: Sheet;
    }
  | {
      readonly kind: 'scores';
      readonly poll: StagePoll;
      readonly part: PaperPart;
      readonly rule: Rule;
      readonly scored: readonly Scored[];
      readonly sheet: Sheet;
    }
  | {
      readonly kind: 'ranking';
      readonly poll: StagePoll;
      readonly part: PaperPart;
      /** Null where no rule ranks and the votes speak for themselves. */
      readonly by: { readonly rule: Rule; readonly finding: QuestionFinding } | null;
      readonly tag: string | null;
      readonly lines: readonly RankLine[];
      readonly sheet: Sheet;
    };

/** Some lines of one part of the paper, of one dimension; `dimension` is null where the part has one or none. */
export interface Part extends PaperPart {
  readonly dimension: string | null;
  readonly sheet: Sheet;
}
/** Page `number` of `of`, counted from 1. */
export interface Sheet {
  readonly number: number;
  readonly of: number;
}

/** Heights in rem; 1 rem is 2.6 % of the wall's height, which is 28 px at 1080. */
const ROW_REM = {
  bar: 1.1,
  gap: 0.25,
  name: 1.5,
  note: 1,
  finding: 2.9,
  numbers: 3.2,
  score: 3.2,
  rank: 2.1,
  option: 1.75,
  heading: 2.4,
  text: 3.4,
} as const;
/** Beside the code and the two large figures there is room for so many papers with their fingerprints. */
const POLLS_PER_PAGE = 4;
/** A name to read and a bar to look at take about a second; finding one's place on a new page takes three. */
const SECONDS_PER_ROW = 1;
const SECONDS_FIRST = 3;
const SECONDS_LEAST = 8;
/** To take out a phone, find the scanner and hold it still. */
const SECONDS_TO_SCAN = 20;

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
  const shown = polls.flatMap((poll) => pollPages(poll, space));
  return [...shown, ...comeIn(view, polls, shown)];
}

/**
 * Where people come in by name, the wall is the only place that has the code, and a small one beside the results can't be
 * scanned from the last row: it gets a page of its own in the turn, as long as somebody may still come in.
 */
function comeIn(view: StageView, polls: readonly StagePoll[], shown: readonly Page[]): readonly Page[] {
  if (view.admission !== 'roster' || view.signIn !== 'open' || shown.some(({ kind }) => kind === 'turnout')) return [];
  const running = polls.find(({ state }) => state === 'open');
  if (running !== undefined) return [{ kind: 'join', poll: running }];
  const coming = view.polls.filter(({ state }) => state === 'frozen').slice(0, POLLS_PER_PAGE);
  return coming.length > 0 && polls.every(({ state }) => state === 'sealed') ? [{ kind: 'before', polls: coming }] : [];
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

/** Slices of a list with their page numbers. */
function sheets<T>(all: readonly T[], most: number): readonly { readonly some: readonly T[]; readonly sheet: Sheet }[] {
  const spans = even(all.length, most);
  return spans.map(([from, to], index) => ({
    some: all.slice(from, to),
    sheet: { number: index + 1, of: spans.length },
  }));
}

/** Characters of a matter's name on one line of the smallest wall, beside its result; three lines are shown at most. */
const NAME_LENGTH = 26;
const NAME_LINES_MAX = 3;
/** Persons' names are shorter; what is longer (units, problems) gets a wider column, and two lines where one is too short. */
export const PERSON_NAME_LENGTH = 5;
const LONG_NAME_LENGTH = 10;
export const longestName = (questions: readonly Question[]): number =>
  Math.max(0, ...questions.map(({ item }) => item.name.length));

/** Rem that one row of this part needs: a line for each bar and room for the name, beside the bars or above them. */
export function rowHeight(poll: StagePoll, { paper, questions }: PaperPart): number {
  const bars = Math.max(1, ...rowsOf(poll, paper, questions.slice(0, 1)).map((row) => row.bars.length)) * ROW_REM.bar;
  if (paper.kind === 'motion') {
    const lines = Math.min(Math.ceil(Math.max(1, longestName(questions)) / NAME_LENGTH), NAME_LINES_MAX);
    return lines * ROW_REM.name + bars + ROW_REM.gap;
  }
  if (longestName(questions) > LONG_NAME_LENGTH) return Math.max(bars, 2 * ROW_REM.name) + ROW_REM.gap;
  const note = questions.some(({ item }) => item.note !== undefined) ? ROW_REM.note : 0;
  return Math.max(bars, ROW_REM.name + note) + ROW_REM.gap;
}

/** Rows of some questions on the released count; empty bars where nothing is released. */
export function rowsOf(poll: StagePoll, paper: PaperPart['paper'], some: readonly Question[]): readonly Row[] {
  const count = poll.released ?? emptyCount(poll.paper);
  return some.map((question) =>
    rowOf(paper, poll.rules, question, tallyOf(poll.paper, count, question.id, poll.accounts), poll.findings),
  );
}

/** Flags about persons and matters of a sealed poll, the more severe rule first, in the order of the paper within a rule. */
export function flagsOf(poll: StagePoll): readonly QuestionFinding[] {
  const severity = new Map(poll.rules.map((rule) => [rule.id, rule.precedence]));
  return poll.findings
    .filter(({ status, label }) => status === 'found' && label.weight === 'flag')
    .filter(({ question }) => subjectOf(poll.paper, question).item !== null)
    .sort((a, b) => (severity.get(b.rule) ?? 0) - (severity.get(a.rule) ?? 0));
}

/** How long a page stays, in milliseconds. */
export function stays(page: Page): number {
  if (page.kind === 'join') return SECONDS_TO_SCAN * 1000;
  return Math.max(SECONDS_LEAST, SECONDS_FIRST + rowsOn(page) * SECONDS_PER_ROW) * 1000;
}

function rowsOn(page: Page): number {
  switch (page.kind) {
    case 'bars':
    case 'numbers':
    case 'texts':
      return page.part.questions.length;
    case 'choices':
      return page.part.questions.reduce((sum, { choices }) => sum + choices.length, 0);
    case 'scores':
      return page.scored.length;
    case 'findings':
      return page.findings.length;
    case 'ranking':
      return page.lines.length;
    default:
      return 0;
  }
}

function pollPages(poll: StagePoll, space: number): readonly Page[] {
  const parts = partsOf(poll.paper);
  switch (poll.state) {
    case 'closed':
      return [{ kind: 'closed', poll }];
    case 'sealed':
      return [
        { kind: 'accounts', poll },
        ...parts.flatMap((part) => rankingPages(poll, part, space)),
        ...findingPages(poll, space),
        ...parts.flatMap((part) => [...scorePages(poll, part, space), ...countPages(poll, part, space)]),
      ];
    default: {
      const shown = poll.released === null ? [] : parts.flatMap((part) => livePages(poll, part, space));
      return shown.length === 0 ? [{ kind: 'turnout', poll }] : shown;
    }
  }
}

/** What may move while a poll runs: no names that are to be found weak, and nothing of what was written. */
function livePages(poll: StagePoll, part: PaperPart, space: number): readonly Page[] {
  if (part.paper.kind === 'text' || isWeak(part)) return [];
  return [...countPages(poll, part, space), ...scorePages(poll, part, space)];
}

export const isWeak = ({ paper }: PaperPart): boolean => paper.kind === 'pick' && paper.purpose === 'weak';

function countPages(poll: StagePoll, part: PaperPart, space: number): readonly Page[] {
  switch (part.paper.kind) {
    case 'pick':
      return isWeak(part) ? [] : linePages('bars', poll, part, rowsThatFit(space, rowHeight(poll, part)));
    case 'grades':
    case 'motion':
      return linePages('bars', poll, part, rowsThatFit(space, rowHeight(poll, part)));
    case 'score':
      return linePages('numbers', poll, part, rowsThatFit(space, ROW_REM.numbers));
    case 'text':
      return linePages('texts', poll, part, rowsThatFit(space, ROW_REM.text));
    case 'choice':
      return choicePages(poll, part, space);
  }
}

function linePages(
  kind: 'bars' | 'numbers' | 'texts',
  poll: StagePoll,
  part: PaperPart,
  most: number,
): readonly Page[] {
  const dimensions = isSeveral(part.paper) ? dimensionsOf(part.paper).map(({ id }) => id) : [null];
  return dimensions.flatMap((dimension) => {
    const all = part.questions.filter((question) => dimension === null || question.dimension?.id === dimension);
    const ordered = poll.state === 'sealed' && part.paper.kind === 'pick' ? byVotes(poll, part, all) : all;
    return sheets(ordered, most).map(({ some, sheet }): Page => ({
      kind,
      poll,
      part: { ...part, dimension, questions: some, sheet },
    }));
  });
}

/** Questions with all their options, as many to a page as fit; a long one has a page of its own. */
function choicePages(poll: StagePoll, part: PaperPart, space: number): readonly Page[] {
  const pages: Question[][] = [];
  let left = 0;
  for (const question of part.questions) {
    const need = ROW_REM.heading + question.choices.length * ROW_REM.option;
    const last = pages[pages.length - 1];
    if (last === undefined || need > left) {
      pages.push([question]);
      left = space - need;
    } else {
      last.push(question);
      left -= need;
    }
  }
  return pages.map((questions, index): Page => ({
    kind: 'choices',
    poll,
    part: { ...part, dimension: null, questions, sheet: { number: index + 1, of: pages.length } },
  }));
}

/** Most votes first; equal votes stay in the order of the paper. Only after the seal, when nothing moves any more. */
function byVotes(poll: StagePoll, { paper }: PaperPart, all: readonly Question[]): readonly Question[] {
  const votes = new Map(rowsOf(poll, paper, all).map((row) => [row.question.id, row.bars[0].segments[0]?.count ?? 0]));
  return [...all].sort((a, b) => (votes.get(b.id) ?? 0) - (votes.get(a.id) ?? 0));
}

/** What a cut took, left or left tied, category by category; for 以公论定去留 without a cut the plain order. */
function rankingPages(poll: StagePoll, part: PaperPart, space: number): readonly Page[] {
  const most = rowsThatFit(space - ROW_REM.heading, ROW_REM.rank);
  const pagesFor = (
    by: (Page & { readonly kind: 'ranking' })['by'],
    tag: string | null,
    all: readonly RankLine[],
  ): readonly Page[] =>
    sheets(all, most).map(({ some, sheet }): Page => ({ kind: 'ranking', poll, part, by, tag, lines: some, sheet }));
  const cuts = poll.findings
    .filter(({ question }) => question === (part.section?.id ?? ''))
    .flatMap((finding) => {
      const found = cutOf(poll.rules, finding);
      return found === null ? [] : [{ finding, ...found }];
    });
  if (cuts.length === 0 && isWeak(part) && poll.released !== null) {
    return pagesFor(null, null, votesRanking(poll.paper, part, poll.released, poll.accounts));
  }
  return cuts.flatMap(({ rule, cut, ranking, finding }) =>
    rankingOf(poll.paper, cut, ranking).flatMap(({ tag, lines }) => pagesFor({ rule, finding }, tag, lines)),
  );
}

/** Flags that lead to an organ's finding (经组织考核); a recommendation's floor is read off its own bars. */
function findingPages(poll: StagePoll, space: number): readonly Page[] {
  if (poll.paper.kind === 'pick' || poll.paper.kind === 'motion') return [];
  return sheets(flagsOf(poll), rowsThatFit(space, ROW_REM.finding)).map(({ some, sheet }): Page => ({
    kind: 'findings',
    poll,
    findings: some,
    sheet,
  }));
}

/** Weighted scores and indices of persons, rule by rule. A mean on a score paper stands beside its own histogram. */
function scorePages(poll: StagePoll, part: PaperPart, space: number): readonly Page[] {
  return poll.rules
    .filter((rule) => (rule.scores ?? []).length > 0 && !isPlainMean(rule, part))
    .flatMap((rule) => {
      // While a poll runs nobody is ranked: only findings about persons are shown.
      const all = scoredBy(rule, poll.findings).filter(({ id, finding }) => {
        const { item, section } = subjectOf(poll.paper, id);
        return item !== null && section === part.section && (poll.state === 'sealed' || finding !== null);
      });
      return sheets(all, rowsThatFit(space - ROW_REM.gap, ROW_REM.score)).map(({ some, sheet }): Page => ({
        kind: 'scores',
        poll,
        part,
        rule,
        scored: some,
        sheet,
      }));
    });
}

/** True when all that a rule computes is a mean of one line, which the histogram's page already says. */
export const isPlainMean = (rule: Rule, { paper }: PaperPart): boolean =>
  paper.kind === 'score' &&
  (rule.scope === 'question' || !isSeveral(paper)) &&
  (rule.scores ?? []).every(({ kind }) => kind === 'mean');
