import { describe, expect, test } from 'vitest';
import { EMPTY_MS, placed, type Slot } from './slots.ts';

interface Waiting {
  readonly slip: string;
}
const waiting = (...slips: readonly string[]): readonly Waiting[] => slips.map((slip) => ({ slip }));
const shown = (slots: readonly Slot<Waiting>[]) => slots.map(({ held, gone }) => (gone === null ? held.slip : '-'));

describe('a card at the door', () => {
  const three = placed<Waiting>([], waiting('a', 'b', 'c'), 0);

  test('stays where it is when one before it is decided elsewhere', () => {
    expect(shown(placed(three, waiting('b', 'c'), 100))).toEqual(['-', 'b', 'c']);
  });

  test('stays where it is whatever the order of the answer', () => {
    expect(shown(placed(three, waiting('c', 'b', 'a', 'd'), 100))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is never followed at once by another one in the same place', () => {
    const gone = placed(three, waiting('b', 'c'), 100);
    expect(shown(placed(gone, waiting('b', 'c', 'd'), 200))).toEqual(['-', 'b', 'c', 'd']);
    expect(shown(placed(gone, waiting('b', 'c', 'd'), 100 + EMPTY_MS))).toEqual(['d', 'b', 'c']);
  });

  test('leaves nothing behind once all are in', () => {
    const gone = placed(three, [], 100);
    expect(shown(gone)).toEqual(['-', '-', '-']);
    expect(placed(gone, [], 100 + EMPTY_MS)).toEqual([]);
  });
});
