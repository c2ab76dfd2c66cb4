/**
 * What the review says beneath the ballot: what must be mended, what the blanks count as, and what to think over.
 */
import { quotaUses, questions, warningsOf, type Paper, type PlainPaper, type Question } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { cardsOf, picksOn } from './cards.ts';
import type { Draft } from './draft.ts';
import { blankMeaning, noneOf, pickWords, quotaUsed } from './limits.ts';
import { placeOf, type Obstacle } from './obstacles.ts';

export function obstacleWords(paper: Paper, obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'blank':
      return m.voter_review_must({ count: obstacle.lines });
    case 'too_few':
      return pickWords(obstacle.part).few({ min: obstacle.part.min, picks: obstacle.picks });
    case 'too_many':
      return pickWords(obstacle.part).many({ max: obstacle.part.max, picks: obstacle.picks });
    case 'too_few_tagged':
      return m.voter_review_tag({ tag: obstacle.tag, min: obstacle.min, picks: obstacle.picks });
    case 'quota':
      return said(paper, obstacle.use.at, quotaUsed(partAt(paper, obstacle.card), obstacle.use));
    case 'text_long':
      return m.voter_text_over({ over: obstacle.length - obstacle.max, max: obstacle.max });
  }
}

export interface Blanks {
  readonly words: string;
  /** The first card with a blank, and what the way there is called. */
  readonly card: number;
  readonly link: string;
  /** Blank on purpose, most likely: ticking nothing says that there is nothing. */
  readonly calm: boolean;
}

/** For each part that may be left blank: how much of it is, and what that means. */
export function blanksOf(paper: Paper, draft: Draft): readonly Blanks[] {
  const cards = cardsOf(paper);
  const isBlank = ({ id }: Question): boolean => draft.choices[id] === undefined;
  return [...new Set(cards.map(({ section }) => section))].flatMap((section) => {
    const own = cards.filter((card) => card.section === section);
    const card = cards.findIndex((each) => each.section === section && each.rows.some(isBlank));
    const first = own[0];
    if (first === undefined || card === -1) return [];
    const { part } = first;
    const of = (words: string): string => (section === null ? words : m.voter_of({ what: section.name, words }));
    if (part.kind === 'pick') {
      if (part.min > 0 || picksOn(draft, first) > 0) return [];
      return [{ words: of(noneOf(part)), card, link: m.voter_review_list(), calm: part.purpose === 'tick' }];
    }
    const meaning = part.kind === 'text' ? null : blankMeaning(part);
    if (meaning === null) return [];
    const count = own.flatMap(({ rows }) => rows).filter(isBlank).length;
    return [
      { words: of(m.voter_review_blanks({ count, meaning })), card, link: m.voter_review_first_blank(), calm: false },
    ];
  });
}

/** What does not stop the ballot but may be an oversight: a limit that only warns, the same mark for everybody. */
export function hintsOf(paper: Paper, draft: Draft): readonly string[] {
  const uses = quotaUses(paper, draft);
  return warningsOf(paper, draft).map(({ code, at, quota }) => {
    if (code === 'same_marks') return said(paper, at ?? '', m.voter_review_same());
    const use = uses.find((each) => each.at === at && each.quota === quota);
    const card = cardsOf(paper).findIndex(({ rows }) => rows.some((row) => placeOf(row) === at));
    return use === undefined ? '' : said(paper, use.at, quotaUsed(partAt(paper, card), use));
  });
}

function partAt(paper: Paper, card: number): PlainPaper {
  const found = cardsOf(paper)[card];
  if (found === undefined) throw new RangeError(`no card ${card}`);
  return found.part;
}

/** With the section before it and, where there are several, the dimension that a limit is about. */
function said(paper: Paper, at: string, words: string): string {
  const line = questions(paper).find((each) => each.section?.id === at || placeOf(each) === at);
  if (line === undefined) return words;
  const part = line.section?.paper ?? paper;
  const several = (part.kind === 'grades' || part.kind === 'score') && part.dimensions.length > 1;
  const dimension = placeOf(line) === at && several ? line.dimension?.name : undefined;
  const names = [line.section?.name, dimension].filter((name) => name !== undefined);
  return names.length === 0 ? words : m.voter_of({ what: names.join(' · '), words });
}
