import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE, PICKED, presetRules, type Cut } from 'ballot-core';
import { ruleOf, sealedRecord } from '#lib/sealed.fixture.ts';
import { foundLines } from './found.ts';

describe('a line of what was found', () => {
  test('says who, what, and the figures it comes from, the more severe first', () => {
    const lines = foundLines(
      sealedRecord({
        paper: {
          kind: 'grades',
          subjects: [
            { id: 's1', name: '甲' },
            { id: 's2', name: '乙' },
            { id: 's3', name: '丙' },
          ],
          dimensions: [{ id: 'all', name: '总体' }],
          scale: COMPETENCE_SCALE,
          blank: 'allow',
        },
        rules: presetRules('P01'),
        marks: {
          's1/all': { excellent: 30, competent: 29, basic: 31 },
          's2/all': { excellent: 60, competent: 30 },
          's3/all': { excellent: 30, competent: 20, incompetent: 40 },
        },
        ballots: 90,
      }),
    );
    expect(lines.map(({ said, measured }) => [said.split('：')[0], measured])).toEqual([
      ['丙', '40/90 44.44%'],
      ['甲', '59/90 65.56%'],
      ['丙', '50/90 55.56%'],
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
  });

  test('names together who was taken, who is tied, and how many places nobody took', () => {
    const cut: Cut = {
      by: { votes: [PICKED] },
      direction: 'top',
      places: 2,
      per: 'poll',
      ties: 'runoff',
      taken: { id: 'elected', zh: '当选', en: 'Elected', weight: 'outcome' },
    };
    const elected = (votes: readonly number[]) =>
      foundLines(
        sealedRecord({
          paper: {
            kind: 'pick',
            candidates: votes.map((_, at) => ({ id: `c${at}`, name: '甲乙丙丁'[at] ?? '' })),
            max: 2,
            seats: null,
            writeIns: 0,
            min: 0,
          },
          rules: [ruleOf({ id: 'cut', zh: '选举', en: 'Election', cut })],
          marks: Object.fromEntries(votes.map((n, at) => [`c${at}`, { [PICKED]: n }])),
          ballots: 40,
        }),
      ).map(({ said }) => said);
    expect(elected([30, 20, 5])).toEqual(['选举，当选：甲、乙']);
    expect(elected([30, 20, 20])).toEqual(['选举，当选：甲', '选举，待另行投票：乙、丙']);
  });
});
