import { BASE_NAMES, PRESETS } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import {
  BASES,
  citationsOf,
  COMPARATORS,
  edge,
  holdsAtEquality,
  matches,
  presets,
  readDue,
  rulesOf,
  textOf,
  wordings,
  worked,
} from './rulebook.ts';

describe('the rulebook page', () => {
  test('has all forty presets, each with a source for every rule', () => {
    expect(presets().map(({ id }) => id)).toEqual(Object.keys(PRESETS));
    expect(presets()).toHaveLength(40);
    for (const preset of presets())
      if (rulesOf(preset).length > 0) expect(citationsOf(preset).length, preset.id).toBeGreaterThan(0);
  });

  test('asks the comparators themselves what happens at equality', () => {
    expect(COMPARATORS.map((comparator) => [comparator, holdsAtEquality(comparator)])).toEqual([
      ['gt', false],
      ['ge', true],
      ['lt', false],
      ['le', true],
    ]);
  });

  test('finds the edges that are argued about: 60 and 59 of 90, 61 of 90, 30 and 31 of 90', () => {
    expect(edge(90, 'lt', [2, 3])).toBe(59);
    expect(edge(90, 'le', [2, 3])).toBe(60);
    expect(edge(90, 'gt', [2, 3])).toBe(61);
    expect(edge(90, 'gt', [1, 3])).toBe(31);
    expect(edge(90, 'ge', [1, 3])).toBe(30);
    expect(edge(1, 'lt', [0, 1])).toBeNull();
    expect(edge(10, 'gt', [1, 1])).toBeNull();
  });

  test('shows the wordings that the presets use, and where', () => {
    for (const comparator of COMPARATORS) expect(wordings(comparator, 'zh').length, comparator).toBeGreaterThan(0);
    const fromP01 = COMPARATORS.flatMap((each) => wordings(each, 'zh')).filter((each) => each.presets.includes('P01'));
    expect(fromP01.length).toBeGreaterThan(0);
  });

  test('names every base of the core', () => {
    expect(BASES).toEqual(Object.keys(BASE_NAMES));
  });

  test('works every rule out for the number that the reader types', () => {
    for (const due of [1, 7, 90, 100_000]) {
      for (const rule of presets().flatMap(rulesOf)) {
        for (const { test, votes } of worked(rule, due))
          if (votes !== null && test.fraction[0] <= test.fraction[1]) expect(votes).toBeLessThanOrEqual(due);
      }
    }
  });

  test('is searched by any words, in any order', () => {
    const text = textOf(PRESETS.P01, 'zh');
    expect(matches(text, 'P01')).toBe(true);
    expect(matches(text, '测评 不称职')).toBe(true);
    expect(matches(text, '不称职 村委会选举')).toBe(false);
    expect(matches(text, '')).toBe(true);
  });

  test('takes no number that is none', () => {
    expect(['90', 7, '', '0', '-1', '1.5', 'x', '100001', null].map(readDue)).toEqual([
      90,
      7,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
