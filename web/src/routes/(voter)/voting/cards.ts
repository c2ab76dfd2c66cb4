/**
 * A paper in portions for a small screen, whatever its kind: one card for each person, matter, question or prompt, and one
 * for each list to choose from. The sections of a form follow each other.
 */
import {
  itemsOf,
  partOf,
  PICKED,
  type Item,
  type Paper,
  type PlainPaper,
  type Question,
  type Section,
} from 'ballot-core';
import type { Draft } from './draft.ts';

export interface Card {
  /** Of the item or section; unique on its paper. */
  readonly id: string;
  readonly section: Section | null;
  readonly part: PlainPaper;
  /** Null where the card is a list to choose from. */
  readonly item: Item | null;
  readonly rows: readonly Question[];
}

const known = new WeakMap<Paper, readonly Card[]>();

export function cardsOf(paper: Paper): readonly Card[] {
  const before = known.get(paper);
  if (before !== undefined) return before;
  const cards: (Card & { readonly rows: Question[] })[] = [];
  for (const { id, item, section, questions: rows } of itemsOf(paper)) {
    const part = partOf(paper, { section });
    const last = cards[cards.length - 1];
    if (part.kind !== 'pick') cards.push({ id, section, part, item, rows: [...rows] });
    else if (last !== undefined && last.item === null && last.section === section) last.rows.push(...rows);
    else cards.push({ id: section?.id ?? 'list', section, part, item: null, rows: [...rows] });
  }
  known.set(paper, cards);
  return cards;
}

export const markedOn = (draft: Draft, { rows }: Pick<Card, 'rows'>): number =>
  rows.filter(({ id }) => draft.choices[id] !== undefined).length;

/** Names chosen from this list or written in; only a paper that is one list has names written in. */
export const picksOn = (draft: Draft, card: Pick<Card, 'rows' | 'section'>): number =>
  card.rows.filter(({ id }) => draft.choices[id] === PICKED).length +
  (card.section === null ? draft.writeIns.length : 0);

/** Does this card still wait for marks? Words need not be written, and a list may be left as it is from its least on. */
export function isOpen(draft: Draft, card: Card): boolean {
  if (card.part.kind === 'text') return false;
  return card.part.kind === 'pick' ? picksOn(draft, card) < card.part.min : markedOn(draft, card) < card.rows.length;
}

/** How much of what can be counted is done: lines to mark, and lists that ask for a least number of names. */
export function progressOf(paper: Paper, draft: Draft): { readonly done: number; readonly total: number } {
  let done = 0;
  let total = 0;
  for (const card of cardsOf(paper)) {
    if (card.part.kind === 'text' || (card.part.kind === 'pick' && card.part.min === 0)) continue;
    total += card.part.kind === 'pick' ? 1 : card.rows.length;
    done += card.part.kind === 'pick' ? Number(!isOpen(draft, card)) : markedOn(draft, card);
  }
  return { done, total };
}

/** Where to go on: the first card that waits for marks, else words or a list not yet looked at; null is the review. */
export function nextCard(paper: Paper, draft: Draft): number | null {
  const cards = cardsOf(paper);
  if (cards.length === 1 && cards[0]?.item === null) return 0;
  const open = cards.findIndex((card) => isOpen(draft, card));
  if (open !== -1) return open;
  const unseen = cards.findIndex(
    ({ part }, index) => index >= draft.passed && (part.kind === 'text' || part.kind === 'pick'),
  );
  return unseen === -1 ? null : unseen;
}
