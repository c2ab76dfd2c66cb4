import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReleasePolicy } from '../record/record.ts';
import { mayRelease } from './release.ts';

const policy: ReleasePolicy = { mode: 'batches', k: 5, minTurnout: [1, 5] };

describe('counts are released', () => {
  test('in whole batches of k, never fewer', () => {
    expect(mayRelease(policy, { due: 90, issued: 90, returned: 24, lastReleased: 20 })).toBe(false);
    expect(mayRelease(policy, { due: 90, issued: 90, returned: 25, lastReleased: 20 })).toBe(true);
  });

  test('from the minimum turnout of those due, exactly', () => {
    expect(mayRelease(policy, { due: 90, issued: 90, returned: 17, lastReleased: 0 })).toBe(false);
    expect(mayRelease(policy, { due: 90, issued: 90, returned: 18, lastReleased: 0 })).toBe(true);
  });

  test('never while fewer than k ballots are out, and again when the last one due is in', () => {
    const state = (returned: number) => mayRelease(policy, { due: 90, issued: 90, returned, lastReleased: 50 });
    expect(state(85)).toBe(true);
    for (const returned of [86, 87, 88, 89]) expect(state(returned)).toBe(false);
    expect(state(90)).toBe(true);
  });

  test('not when all who came have handed in: whoever comes later would be alone between this and the close', () => {
    expect(mayRelease(policy, { due: 90, issued: 88, returned: 88, lastReleased: 50 })).toBe(false);
  });

  test('never in an electorate under seven, never in a poll that shows turnout only', () => {
    expect(mayRelease({ ...policy, k: 3 }, { due: 6, issued: 6, returned: 6, lastReleased: 0 })).toBe(false);
    expect(mayRelease({ ...policy, k: 3 }, { due: 7, issued: 7, returned: 7, lastReleased: 0 })).toBe(true);
    expect(mayRelease({ ...policy, mode: 'turnout' }, { due: 90, issued: 90, returned: 90, lastReleased: 0 })).toBe(
      false,
    );
  });

  test('so that no two pictures on the wall, in any order of issuing and handing in, are fewer than k ballots apart', () => {
    const meeting = fc.record({
      due: fc.integer({ min: 7, max: 60 }),
      k: fc.integer({ min: 1, max: 12 }),
      steps: fc.array(fc.boolean(), { maxLength: 150 }),
    });
    fc.assert(
      fc.property(meeting, ({ due, k, steps }) => {
        const least = Math.max(k, 3);
        let [issued, returned, lastReleased] = [0, 0, 0];
        for (const issues of steps) {
          if (issues) issued = Math.min(due, issued + 1);
          else returned = Math.min(issued, returned + 1);
          if (!mayRelease({ mode: 'batches', k, minTurnout: [0, 1] }, { due, issued, returned, lastReleased }))
            continue;
          expect(returned - lastReleased).toBeGreaterThanOrEqual(least);
          // Those who may still be between this picture and the sealed one: out, or not yet come.
          expect(returned === due || issued - returned >= least).toBe(true);
          lastReleased = returned;
        }
      }),
    );
  });
});
