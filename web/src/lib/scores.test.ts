import { describe, expect, test } from 'vitest';
import { addCounts, emptyCount, slots, type GroupId, type Paper, type Rule } from 'ballot-core';
import { mainScore, mostOf, scoredBy, scoresOf } from './scores.ts';
import { ruleOf, sealedRecord } from './sealed.fixture.ts';

const paper: Paper = {
  kind: 'grades',
  subjects: [{ id: 's1', name: '甲' }],
  dimensions: [{ id: 'd', name: '总体' }],
  scale: [
    { id: 'good', name: '好', counted: true },
    { id: 'poor', name: '差', counted: true },
  ],
  blank: 'allow',
};
const rule: Rule = ruleOf({
  scope: 'item',
  scores: [
    { id: 'index', kind: 'index', points: { good: 100, poor: 50 } },
    { id: 'all', kind: 'groups', of: 'index', weights: { up: 60, down: 40 }, empty: 'error' },
  ],
  tests: [
    {
      id: 'low',
      numerator: { score: 'all' },
      base: 'one',
      comparator: 'lt',
      fraction: [80, 1],
      zh: '加权得分低于 80 分',
      en: 'weighted score below 80',
    },
  ],
});
const groups = [
  { id: 'up' as GroupId, name: '上级', due: 10 },
  { id: 'down' as GroupId, name: '下级', due: 10 },
];
const countOf = (good: number, poor: number) =>
  addCounts(emptyCount(paper), {
    ballots: good + poor,
    counts: slots(paper).map(({ choice }) => (choice === 'good' ? good : choice === 'poor' ? poor : 0)),
  });
const record = sealedRecord({
  paper,
  rules: [rule],
  marks: { 's1/d': { good: 12, poor: 8 } },
  ballots: 20,
  groups,
  groupCounts: [
    { group: 'up' as GroupId, ...countOf(8, 2) },
    { group: 'down' as GroupId, ...countOf(4, 6) },
  ],
});

describe('a weighted score', () => {
  const [scored] = scoredBy(rule, record.findings);
  const shown = scored === undefined ? [] : scoresOf(rule, scored, null, groups);
  const all = shown.find(({ score }) => score.id === 'all');
  test('stands with its parts by name and weight, and with the unweighted figure', () => {
    expect(all?.text).toBe('82.00');
    expect(all?.parts.map(({ name, weight }) => [name, weight])).toEqual([
      ['上级', 60],
      ['下级', 40],
    ]);
    expect(all?.pooled).toEqual([80, 1]);
    expect(all?.hidden).toBe(0);
  });
  test('says how many groups are too small to be named, and nothing else about them', () => {
    const few = record.findings.map((finding) => ({
      ...finding,
      scores:
        finding.scores?.map((score) => ({ ...score, ...(score.parts && { parts: score.parts.slice(0, 1) }) })) ?? [],
    }));
    const [own] = scoredBy(rule, few);
    const hidden = own && scoresOf(rule, own, null, groups).find(({ score }) => score.id === 'all')?.hidden;
    expect(hidden).toBe(1);
  });
  test('is the one that its rule tests, and its bar is as long as the best grade', () => {
    const main = mainScore(rule);
    expect(main?.id).toBe('all');
    expect(main && mostOf(rule, main, paper)).toEqual([100, 1]);
  });
  test('is never called a rate', () => {
    for (const { name } of shown) expect(name).not.toMatch(/率/);
  });
});
