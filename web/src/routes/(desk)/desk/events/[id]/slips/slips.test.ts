import { describe, expect, test } from 'vitest';
import { readSlip, slipHash, toHex, type GroupId } from 'ballot-core';
import { drawSlips, pagesOf, registrations, slipAddress, spares, SLIPS_PER_REQUEST } from './slips.ts';

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const hall = 'hall' as GroupId;
const guests = 'guests' as GroupId;

describe('drawn slips', () => {
  test('are as many as wanted, all different, and readable by the phone with the same hash', () => {
    const slips = drawSlips([{ group: hall, count: 90 }], random);
    expect(new Set(slips.map((slip) => slip.code)).size).toBe(90);
    for (const slip of slips.slice(0, 10)) {
      const secret = readSlip(slip.code);
      expect(secret.ok && toHex(slipHash(secret.value))).toBe(slip.hash);
    }
  });

  test('are registered by hash only, in the order of the hashes, in requests the server takes', () => {
    const slips = drawSlips([{ group: hall, count: SLIPS_PER_REQUEST + 1 }], random);
    const bodies = registrations(slips);
    expect(bodies.map((body) => body.slips.length)).toEqual([SLIPS_PER_REQUEST, 1]);
    const hashes = bodies.flatMap((body) => body.slips.map((slip) => slip.hash));
    expect(hashes).toEqual([...hashes].sort());
    expect(JSON.stringify(bodies)).not.toContain(slips[0]?.code);
  });

  test('never share a page with another group', () => {
    const slips = drawSlips(
      [
        { group: hall, count: 13 },
        { group: guests, count: 4 },
      ],
      random,
    );
    const pages = pagesOf(slips, 12);
    expect(pages.map((page) => page.length)).toEqual([12, 1, 4]);
    for (const page of pages) expect(new Set(page.map((slip) => slip.group)).size).toBe(1);
  });

  test('keep the secret in the fragment of the address', () => {
    const [slip] = drawSlips([{ group: hall, count: 1 }], random);
    const address = slipAddress('http://10.0.0.5:3000/v/e1', slip?.code ?? '', 'ABCD');
    const url = new URL(address);
    expect(url.pathname + url.search).toBe('/v/e1');
    expect(url.hash).toMatch(/^#[0-9A-Z]{26,28}\.ABCD$/);
  });

  test('come with spares: one in twenty, at least two', () => {
    expect([1, 40, 90, 400].map(spares)).toEqual([2, 2, 5, 20]);
  });
});
