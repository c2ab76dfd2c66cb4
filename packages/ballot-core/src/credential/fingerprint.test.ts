import { describe, expect, test } from 'vitest';
import { keysFingerprint, matchesFingerprint } from './fingerprint.ts';

const a1 = { poll: 'a', group: 'g1', spki: 'AAAA' };
const a2 = { poll: 'a', group: 'g2', spki: 'BBBB' };
const b1 = { poll: 'b', group: 'g1', spki: 'CCCC' };
const b2 = { poll: 'b', group: 'g2', spki: 'DDDD' };

describe('the fingerprint on a slip', () => {
  const printed = keysFingerprint([a1, a2]);

  test('is 16 characters that can be compared by eye, whatever the order of the groups', () => {
    expect(printed).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
    expect(keysFingerprint([a2, a1])).toBe(printed);
  });

  test('fits the keys it was printed for, also when polls were added after printing', () => {
    expect(matchesFingerprint([a1, a2], printed)).toBe(true);
    expect(matchesFingerprint([a1, a2, b1, b2], printed)).toBe(true);
    expect(matchesFingerprint([a1, a2, b1, b2], keysFingerprint([a1, a2, b1, b2]))).toBe(true);
    expect(matchesFingerprint([a1, a2], printed.toLowerCase())).toBe(true);
  });

  test('shows a key that was swapped, moved, added or left out', () => {
    expect(matchesFingerprint([{ ...a1, spki: 'AAAB' }, a2], printed)).toBe(false);
    expect(
      matchesFingerprint(
        [
          { ...a1, spki: 'BBBB' },
          { ...a2, spki: 'AAAA' },
        ],
        printed,
      ),
    ).toBe(false);
    expect(matchesFingerprint([a1], printed)).toBe(false);
    expect(matchesFingerprint([a1, a2, { ...a1, group: 'g3' }], printed)).toBe(false);
    expect(matchesFingerprint([b1, b2, a1, a2], printed)).toBe(false);
  });

  test('of nothing vouches for nothing', () => {
    expect(keysFingerprint([])).toBe('');
    expect(matchesFingerprint([a1, a2], '')).toBe(false);
    expect(matchesFingerprint([], '')).toBe(false);
  });
});
