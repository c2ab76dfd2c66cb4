import { personalCodeHash, readPersonalCode, type GroupId } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { bodiesOf, cardPages, drawCards, personalAddress, shownCode } from './codes.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const entry = (id: string, group = 'g1') => ({ id, name: `${id}某`, unit: '科室', group: group as GroupId });

describe('personal codes', () => {
  test('are one for each person, and read back as they are printed', () => {
    const cards = drawCards([entry('a'), entry('b')], random);
    expect(new Set(cards.map(({ code }) => code)).size).toBe(2);
    for (const card of cards) expect(readPersonalCode(shownCode(card))).toEqual({ ok: true, value: card.code });
  });

  test('leave the page as hashes only', () => {
    const cards = drawCards([entry('b'), entry('a')], random);
    const [body] = bodiesOf(cards);
    expect(body?.codes.map((code) => code.entry)).toEqual(['a', 'b']);
    expect(body?.codes[1]?.hash).toBe(personalCodeHash('b', cards[0]?.code ?? ''));
    expect(JSON.stringify(body)).not.toContain(cards[0]?.code);
  });

  test('stand in the fragment of the personal link', () => {
    const [card] = drawCards([entry('a')], random);
    if (card === undefined) throw new Error('no card was drawn');
    const url = new URL(personalAddress('http://10.0.0.5:3000/v/e1', card));
    expect(url.pathname + url.search).toBe('/v/e1');
    expect(url.hash).toBe(`#own=a.${card.code}`);
  });

  test('of two groups never share a page', () => {
    const cards = drawCards([entry('a'), entry('b', 'g2'), entry('c'), entry('d')], random);
    expect(cardPages(cards, 2).map((page) => page.map((card) => card.entry.id))).toEqual([['a', 'c'], ['d'], ['b']]);
  });
});
