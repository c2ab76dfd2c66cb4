/**
 * Drawing personal codes (个人码) in the organizer's browser.
 *
 * A code is drawn here, printed here beside its name and forgotten here; the server is sent hashes, in the order of the
 * roster's ids. Unlike a slip a card has a name on it: it says at the door who somebody is, and is no right to vote.
 */
import type { PersonalCodesBody, RosterEntry } from 'api/desk-views';
import { newPersonalCode, personalCodeHash, shownPersonalCode } from 'ballot-core';
import { requestsOf } from '../lines.ts';

export type Random = (length: number) => Uint8Array;
export interface Card {
  readonly entry: Pick<RosterEntry, 'id' | 'name' | 'unit' | 'group'>;
  /** Eight characters without a dash. */
  readonly code: string;
}

export const drawCards = (entries: readonly Card['entry'][], random: Random): readonly Card[] =>
  entries.map((entry) => ({ entry, code: newPersonalCode(random) }));

/** What the server learns. */
export function bodiesOf(cards: readonly Card[]): readonly PersonalCodesBody[] {
  const codes = cards
    .map(({ entry, code }) => ({ entry: entry.id, hash: personalCodeHash(entry.id, code) }))
    .sort((a, b) => (a.entry < b.entry ? -1 : 1));
  return requestsOf(codes).map((part) => ({ codes: part }));
}

/** What a card's QR code says: the personal link. The fragment is never sent to any server by itself. */
export const personalAddress = (voterUrl: string, { entry, code }: Card): string =>
  `${voterUrl}#own=${entry.id}.${code}`;

export const shownCode = ({ code }: Card): string => shownPersonalCode(code);

/** A page never mixes groups; inside a group cards stand in the order of the register, to be handed out unit by unit. */
export function cardPages(cards: readonly Card[], perPage: number): readonly (readonly Card[])[] {
  const groups = [...new Set(cards.map(({ entry }) => entry.group))];
  return groups.flatMap((group) =>
    requestsOf(
      cards.filter(({ entry }) => entry.group === group),
      perPage,
    ),
  );
}
