/**
 * What only whoever has the event key can do: sign a changed record, sort its lists and make its trees again, count anew.
 */
import {
  annexHash,
  compareBytes,
  countOpenings,
  countWriteIns,
  credentialLeaf,
  definitionHash,
  merkleRoot,
  openingLeaf,
  recordHash,
  toHex,
  type Definition,
  type Opening,
  type PollRecord,
} from 'ballot-core';
import { signJws } from '../../packages/ballot-core/src/record/meeting.fixture.ts';
import type { Json, Members } from './target.ts';

/** The record as it is now, signed; null stays null, and what has no canonical form can't be signed. */
export function signed(sealed: Members, done: string | null): string | null {
  if (done === null) return null;
  const signature = trySign(sealed.record ?? null);
  if (signature === null) return null;
  sealed.signature = signature;
  return done;
}

/** The lists sorted again, their roots in the record, and the record signed. */
export function resealed(sealed: Members, record: Members, done: string | null): string | null {
  if (done === null) return null;
  const { poll } = record.definition as unknown as Definition;
  try {
    for (const [part, leafOf] of [
      ['openings', openingLeaf],
      ['credentials', credentialLeaf],
    ] as const) {
      const sorted = (sealed[part] as Members[])
        .map((entry) => ({ entry, leaf: leafOf(poll, entry as never) }))
        .sort((a, b) => compareBytes(a.leaf, b.leaf));
      sealed[part] = sorted.map(({ entry }) => entry);
      record[part] = { size: sorted.length, root: toHex(merkleRoot(sorted.map(({ leaf }) => leaf))) };
    }
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
  return signed(sealed, done);
}

/** The count and the written names as they would be; null where no whole ballots give these openings. */
export function recounted(sealed: Members, record: Members, done: string): string | null {
  const { paper } = record.definition as unknown as Definition;
  const openings = sealed.openings as unknown as readonly Opening[];
  try {
    record.count = countOpenings(paper, openings) as unknown as Json;
    record.writeIns = countWriteIns(openings) as unknown as Json;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return done;
}

const spelled = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch (error) {
    // A lone surrogate, or a list where an object was: no canonical form, so nobody can sign it.
    if (error instanceof TypeError) return null;
    throw error;
  }
};
export const trySign = (content: Json): string | null => spelled(() => signJws(content));
export const tryHash = (definition: Json | undefined): string | null =>
  spelled(() => definitionHash(definition as unknown as Definition));
export const tryAnnexHash = (annex: Json): string | null => spelled(() => annexHash(annex as never));
export const tryRecordHash = (record: Json | undefined): string | null =>
  spelled(() => recordHash(record as unknown as PollRecord));
