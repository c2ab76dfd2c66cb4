import { quotaUses } from 'ballot-core';
import type { PollView } from 'api';
import { describe, expect, test } from 'vitest';
import { GRADES, PAPERS } from '../../web/src/routes/(voter)/voting/papers.fixture.ts';
import { anyAnswers } from './answers.ts';

const poll = (paper: unknown) => ({ definition: { paper } }) as Pick<PollView, 'definition'>;

describe('answers at random', () => {
  test.each(PAPERS.map((paper) => [paper.kind, paper] as const))('are taken by a %s paper', (_, paper) => {
    // anyAnswers itself asks the core's checkMarks, and throws when a ballot would be refused.
    const seen = new Set(Array.from({ length: 200 }, () => JSON.stringify(anyAnswers(poll(paper)))));
    expect(seen.size).toBeGreaterThan(1);
  });

  test('keep the limits that only warn as well', () => {
    for (let ballot = 0; ballot < 200; ballot += 1) {
      const uses = quotaUses(GRADES, anyAnswers(poll(GRADES)));
      expect(uses.filter(({ used, quota }) => used > quota.max || used < quota.min)).toEqual([]);
    }
  });

  test('say so when no ballot can keep the limits', () => {
    const [quota] = GRADES.quotas ?? [];
    const impossible = {
      ...GRADES,
      quotas: [
        { ...quota, min: 2, max: 2 },
        { ...quota, max: 1 },
      ],
    };
    expect(() => anyAnswers(poll(impossible))).toThrow(/no ballot was found/);
  });
});
