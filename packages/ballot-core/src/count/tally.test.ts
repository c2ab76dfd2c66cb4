import { describe, expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import { FORM, GRADES, MOTION, SCORE } from '../paper/kinds.fixture.ts';
import type { Paper } from '../paper/paper.ts';
import { itemsOf } from '../paper/questions.ts';
import { addCounts, Counter } from './counter.ts';
import { itemTally, tallyOf } from './tally.ts';

const accounts = { due: 20, present: 18, issued: 18, returned: 3, valid: 3, invalid: 0 };

function countOf(paper: Paper, ...ballots: readonly Record<string, string>[]) {
  const counter = new Counter(paper);
  for (const choices of ballots) counter.add({ choices, writeIns: [] });
  return counter.count;
}
const first = (paper: Paper) => {
  const [item] = itemsOf(paper);
  if (item === undefined) throw new Error('no item');
  return item;
};

describe('a tally', () => {
  test('adds blanks to the choice that the paper says they are', () => {
    const count = countOf(MOTION, { one: 'agree' }, { one: 'abstain' }, {});
    const { options, bases } = tallyOf(MOTION, count, 'one', accounts);
    expect(options).toEqual({ agree: 1, disagree: 0, abstain: 2 });
    expect(bases.validItem).toBe(3);
  });

  test('of one person sums the dimensions, marks and bases alike, and keeps each by itself', () => {
    const count = countOf(GRADES, { 'a/de': 'good', 'a/neng': 'fair' }, { 'a/de': 'good' }, { 'a/neng': 'unknown' });
    const tally = itemTally(GRADES, count, first(GRADES), accounts);
    expect(tally.options).toEqual({ good: 2, fair: 1, poor: 0, unknown: 1 });
    expect(tally.bases).toMatchObject({ validItem: 3, valid: 6, due: 40, headcount: 3 });
    expect(tally.dimensions?.de?.options.good).toBe(2);
  });

  test('by voter group adds up to the pooled one, line by line and item by item', () => {
    const [a, b] = [countOf(SCORE, { 'a/de': '95' }), countOf(SCORE, { 'a/de': '60', 'a/neng': '60' }, {})];
    const groupCounts = [
      { group: 'g1' as GroupId, ...a },
      { group: 'g2' as GroupId, ...b },
    ];
    const pooled = addCounts(a, b);
    for (const tally of [
      tallyOf(SCORE, pooled, 'a/de', accounts, { groupCounts }),
      itemTally(SCORE, pooled, first(SCORE), accounts, { groupCounts }),
    ]) {
      for (const [option, votes] of Object.entries(tally.options)) {
        expect((tally.groups?.g1?.options[option] ?? 0) + (tally.groups?.g2?.options[option] ?? 0)).toBe(votes);
      }
    }
  });

  test('of a form counts ticks and texts on the ballots, without a base of assessments', () => {
    const count = countOf(FORM, { 'faults.a': 'picked', 'words.advice': '多下基层' }, {});
    expect(tallyOf(FORM, count, 'faults.a', accounts)).toMatchObject({ options: { picked: 1 }, bases: { valid: 2 } });
    expect(tallyOf(FORM, count, 'words.advice', accounts).options).toEqual({ written: 1 });
    expect(tallyOf(FORM, count, 'faults.a', accounts).bases.validItem).toBeUndefined();
  });
});
