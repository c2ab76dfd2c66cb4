/**
 * Answers in progress: what is marked so far, what is still open, and whether the paper lets it be handed in.
 *
 * Only marks are kept; a blank is the absence of a mark. Every change gives a new draft.
 */
import { questions, WRITE_IN_LENGTH_MAX, type Answers, type Item, type Paper, type PickPaper } from 'ballot-core';

export interface Draft extends Answers {
  readonly paperHash: string;
}

/** One screen: a person with all dimensions, a matter, or the whole list of a pick paper. */
export interface Card {
  readonly item: Item;
  readonly rows: readonly Row[];
}
export interface Row {
  readonly question: string;
  readonly dimension: Item | null;
}

export const emptyDraft = (paperHash: string): Draft => ({ paperHash, choices: {}, writeIns: [] });

/** A draft of another paper, or of nothing, is an empty one. */
export function readDraft(text: string | null, paperHash: string): Draft {
  if (text === null) return emptyDraft(paperHash);
  try {
    const draft = JSON.parse(text) as Draft;
    return draft.paperHash === paperHash ? draft : emptyDraft(paperHash);
  } catch {
    return emptyDraft(paperHash);
  }
}

/** `choice` null takes the mark away. */
export function mark(draft: Draft, question: string, choice: string | null): Draft {
  const { [question]: _, ...others } = draft.choices;
  return { ...draft, choices: choice === null ? others : { ...others, [question]: choice } };
}

export const writeIn = (draft: Draft, names: readonly string[]): Draft => ({ ...draft, writeIns: names });

/** As the server reads them: trimmed, one spelling for one name. */
export const tidyName = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Empty for a pick paper: that is one list, not cards. */
export function cardsOf(paper: Paper): readonly Card[] {
  if (paper.kind === 'pick') return [];
  const cards: { item: Item; rows: Row[] }[] = [];
  for (const { id, item, dimension } of questions(paper)) {
    const last = cards[cards.length - 1];
    if (last !== undefined && last.item === item) last.rows.push({ question: id, dimension });
    else cards.push({ item, rows: [{ question: id, dimension }] });
  }
  return cards;
}

export const markedOn = (draft: Draft, card: Card): number =>
  card.rows.filter(({ question }) => draft.choices[question] !== undefined).length;

export const picksOf = (draft: Draft): number => Object.keys(draft.choices).length + draft.writeIns.length;

/** May a line be left blank on this paper? */
export const mayBeBlank = (paper: Paper): boolean =>
  paper.kind === 'grades' ? paper.blank === 'allow' : paper.kind === 'pick';

export type Obstacle =
  | { readonly kind: 'blank'; readonly lines: number }
  | { readonly kind: 'too_few'; readonly picks: number }
  | { readonly kind: 'too_many'; readonly picks: number };

/** What keeps the draft from being handed in; null when nothing does. */
export function obstacle(paper: Paper, draft: Draft): Obstacle | null {
  if (paper.kind === 'pick') {
    const picks = picksOf(draft);
    if (picks < paper.min) return { kind: 'too_few', picks };
    return picks > paper.max ? { kind: 'too_many', picks } : null;
  }
  const lines = blanks(paper, draft);
  return lines > 0 && !mayBeBlank(paper) ? { kind: 'blank', lines } : null;
}

export const blanks = (paper: Paper, draft: Draft): number =>
  questions(paper).filter(({ id }) => draft.choices[id] === undefined).length;

/** Only what the paper asks: a mark left over from elsewhere must not make a ballot invalid. */
export function answersOf(paper: Paper, draft: Draft): Answers {
  const choices = Object.fromEntries(
    questions(paper).flatMap(({ id }) => {
      const choice = draft.choices[id];
      return choice === undefined ? [] : [[id, choice]];
    }),
  );
  return { choices, writeIns: paper.kind === 'pick' && paper.writeIns > 0 ? draft.writeIns : [] };
}

/** Why a name can't be written in; null when it can. The server refuses the same. */
export function nameFault(
  paper: PickPaper,
  names: readonly string[],
  typed: string,
): 'empty' | 'long' | 'listed' | 'twice' | null {
  const name = tidyName(typed);
  if (name === '') return 'empty';
  if (name.length > WRITE_IN_LENGTH_MAX) return 'long';
  if (paper.candidates.some((candidate) => candidate.name === name)) return 'listed';
  return names.includes(name) ? 'twice' : null;
}
