/**
 * What keeps a draft from being handed in, all of it at once, each with the card where it is mended.
 *
 * The core's `checkMarks` says the same one fault at a time; a test holds the two together.
 */
import { mustMark, quotaUses, questions, type Paper, type PickPaper, type Question, type QuotaUse } from 'ballot-core';
import { cardsOf, picksOn, type Card } from './cards.ts';
import type { Draft } from './draft.ts';

export type Obstacle = { readonly card: number } & (
  | { readonly kind: 'blank'; readonly lines: number }
  | { readonly kind: 'too_few' | 'too_many'; readonly part: PickPaper; readonly picks: number }
  | { readonly kind: 'too_few_tagged'; readonly tag: string; readonly min: number; readonly picks: number }
  | { readonly kind: 'quota'; readonly use: QuotaUse }
  | { readonly kind: 'text_long'; readonly length: number; readonly max: number }
);

/** Empty when the draft can be handed in. In the order of the cards, blanks first. */
export function obstaclesOf(paper: Paper, draft: Draft): readonly Obstacle[] {
  return [
    ...blankLines(paper, draft),
    ...cardsOf(paper).flatMap((card, at) => onCard(draft, card, at)),
    ...quotas(paper, draft),
  ];
}

function blankLines(paper: Paper, draft: Draft): readonly Obstacle[] {
  const missing = questions(paper).filter((line) => draft.choices[line.id] === undefined && mustMark(paper, line));
  const [first] = missing;
  if (first === undefined) return [];
  return [{ kind: 'blank', lines: missing.length, card: cardOf(paper, first) }];
}

function onCard(draft: Draft, card: Card, at: number): readonly Obstacle[] {
  const { part } = card;
  if (part.kind === 'text') {
    const length = card.rows.reduce((most, { id }) => Math.max(most, draft.choices[id]?.length ?? 0), 0);
    return length > part.lengthMax ? [{ kind: 'text_long', length, max: part.lengthMax, card: at }] : [];
  }
  if (part.kind !== 'pick') return [];
  const picks = picksOn(draft, card);
  if (picks > part.max) return [{ kind: 'too_many', part, picks, card: at }];
  if (picks < part.min) return [{ kind: 'too_few', part, picks, card: at }];
  return tagsOn(draft, card, part)
    .filter(({ min, picks: tagged }) => tagged < min)
    .map(({ tag, min, picks: tagged }) => ({ kind: 'too_few_tagged', tag, min, picks: tagged, card: at }));
}

/** How many with each tag that the paper asks for are chosen. */
export const tagsOn = (draft: Draft, { rows }: Pick<Card, 'rows'>, { tagMins = [] }: PickPaper) =>
  tagMins.map(({ tag, min }) => ({
    tag,
    min,
    picks: rows.filter(({ id, item }) => item.tag === tag && draft.choices[id] !== undefined).length,
  }));

function quotas(paper: Paper, draft: Draft): readonly Obstacle[] {
  return quotaUses(paper, draft)
    .filter(({ quota, used }) => quota.mode === 'refuse' && (used > quota.max || used < quota.min))
    .map((use) => ({ kind: 'quota', use, card: firstOf(paper, use) }));
}

/** The first card with the quota's dimension. */
const firstOf = (paper: Paper, use: QuotaUse): number =>
  cardsOf(paper).findIndex(({ rows }) => rows.some((row) => placeOf(row) === use.at));

/** Where a quota counts this line: its dimension, behind the section in a form. */
export const placeOf = ({ section, dimension }: Pick<Question, 'section' | 'dimension'>): string =>
  `${section === null ? '' : `${section.id}.`}${dimension?.id ?? ''}`;

const cardOf = (paper: Paper, line: Question): number =>
  cardsOf(paper).findIndex(({ rows }) => rows.some(({ id }) => id === line.id));
