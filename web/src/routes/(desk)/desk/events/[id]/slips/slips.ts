/**
 * Drawing slips (票证纸条) in the organizer's browser.
 *
 * The secret is drawn here, printed here and forgotten here; the server is sent only its hash. The hashes are sent in
 * the order of their own bytes and printed in a freshly shuffled order, so the order of neither list says anything
 * about the other, and a slip carries no number.
 */
import type { SlipsBody } from 'api/desk-views';
import { newSlip, slipHash, toHex, type GroupId } from 'ballot-core';

export type Random = (length: number) => Uint8Array;

export interface DrawnSlip {
  readonly group: GroupId;
  /** As typed: characters in groups, with dashes. */
  readonly code: string;
  readonly hash: string;
}
export interface Wanted {
  readonly group: GroupId;
  readonly count: number;
}

/** The server takes at most 2,000 hashes a request. */
export const SLIPS_PER_REQUEST = 2000;
/** The server refuses more than three slips for each person who is due: so many can only be a mistake. */
export const SLIPS_PER_DUE_MAX = 3;

/** Spares for spoiled and lost slips: one in twenty, at least two. Unused ones stay in the accounts as not admitted. */
export const spares = (due: number): number =>
  Math.min(Math.max(2, Math.ceil(due / 20)), (SLIPS_PER_DUE_MAX - 1) * due);

export function drawSlips(wanted: readonly Wanted[], random: Random): readonly DrawnSlip[] {
  return wanted.flatMap(({ group, count }) => {
    const drawn = Array.from({ length: count }, () => {
      const { secret, code } = newSlip(random);
      return { group, code, hash: toHex(slipHash(secret)) };
    });
    return shuffle(drawn, random);
  });
}

/** What the server learns: hashes and groups, sorted by hash. */
export function registrations(slips: readonly DrawnSlip[]): readonly SlipsBody[] {
  const sorted = slips
    .map(({ hash, group }) => ({ hash, group }))
    .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0));
  const bodies: SlipsBody[] = [];
  for (let at = 0; at < sorted.length; at += SLIPS_PER_REQUEST) {
    bodies.push({ slips: sorted.slice(at, at + SLIPS_PER_REQUEST) });
  }
  return bodies;
}

/** A page never mixes groups, so that the stacks can be kept apart at the door. */
export function pagesOf(slips: readonly DrawnSlip[], perPage: number): readonly (readonly DrawnSlip[])[] {
  const groups = [...new Set(slips.map((slip) => slip.group))];
  return groups.flatMap((group) => {
    const own = slips.filter((slip) => slip.group === group);
    return Array.from({ length: Math.ceil(own.length / perPage) }, (_, page) =>
      own.slice(page * perPage, (page + 1) * perPage),
    );
  });
}

/** What the QR code says. The fragment is never sent to any server. */
export const slipAddress = (voterUrl: string, code: string, fingerprint: string): string =>
  `${voterUrl}#${code.replace(/-/g, '')}.${fingerprint}`;

/** Fisher–Yates with unbiased draws. */
function shuffle<T>(items: readonly T[], random: Random): readonly T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = below(i + 1, random);
    const [a, b] = [shuffled[i], shuffled[j]];
    if (a === undefined || b === undefined) throw new Error('shuffle left its bounds');
    shuffled[i] = b;
    shuffled[j] = a;
  }
  return shuffled;
}

/** A whole number in [0, limit), each equally likely: draws from the uneven top are thrown away. */
function below(limit: number, random: Random): number {
  const top = 2 ** 32 - (2 ** 32 % limit);
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    const draw = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    if (draw < top) return draw % limit;
  }
}
