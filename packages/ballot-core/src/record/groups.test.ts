import { describe, expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import type { Rule } from '../rules/rule.ts';
import { groupView, publicGroups } from './groups.ts';
import type { Group } from './record.ts';

const group = (id: string, relation?: Group['relation']): Group => ({
  id: id as GroupId,
  name: id,
  due: 50,
  ...(relation === undefined ? {} : { relation }),
});
const weighing = (id: string, weights: Readonly<Record<string, number>>): Rule => ({
  id,
  zh: id,
  en: id,
  citations: [],
  scope: 'item',
  tests: [],
  scores: [
    { id: 'index', kind: 'index', points: { good: 100, poor: 0 } },
    { id: 'total', kind: 'groups', of: 'index', weights, empty: 'error' },
  ],
  branches: [],
  otherwise: { id: 'fine', zh: '', en: '', weight: 'clear' },
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
});
const GROUPS = [group('a'), group('b'), group('c'), group('self', 'self')];
const half = weighing('half', { a: 50, b: 50 });

describe('the voters themselves (本人)', () => {
  test('are never named, however many, and not left alone in the pool', () => {
    const self = new Set(['self']);
    expect([...publicGroups({ a: 20, b: 9, self: 30 }, 5, self)]).toEqual(['a']);
    expect([...publicGroups({ a: 20, b: 9, c: 6, self: 1 }, 5, self)].sort()).toEqual(['a', 'b']);
    expect([...publicGroups({ a: 20, b: 9 }, 5, self)].sort()).toEqual(['a', 'b']);
    expect([...publicGroups({ self: 30 }, 5, self)]).toEqual([]);
  });
});

describe('what a weighted result keeps back', () => {
  test('nothing when each group that is weighed may be named', () => {
    const view = groupView({ groups: GROUPS, rules: [half] }, { a: 20, b: 9 });
    expect(view.withheld).toBe('nothing');
    expect([...view.named].sort()).toEqual(['a', 'b']);
  });

  test('nothing of what is not weighed: small groups are pooled as ever', () => {
    expect(groupView({ groups: GROUPS, rules: [] }, { a: 20, b: 2 })).toEqual({
      named: new Set(),
      withheld: 'nothing',
    });
    const view = groupView({ groups: GROUPS, rules: [weighing('one', { a: 100 })] }, { a: 20, b: 2, c: 4 });
    expect(view).toEqual({ named: new Set(['a']), withheld: 'nothing' });
  });

  test('all parts, and every name, when one weighed group is too small', () => {
    const three = weighing('three', { a: 40, b: 40, c: 20 });
    expect(groupView({ groups: GROUPS, rules: [three] }, { a: 20, b: 9, c: 1 })).toEqual({
      named: new Set(),
      withheld: 'parts',
    });
  });

  test('the total too, where it and the count of all would give the parts back', () => {
    expect(groupView({ groups: GROUPS, rules: [half] }, { a: 20, b: 1 }).withheld).toBe('values');
    const [one, two] = [weighing('one', { a: 40, b: 40, c: 20 }), weighing('two', { a: 60, b: 20, c: 20 })];
    expect(groupView({ groups: GROUPS, rules: [one, two] }, { a: 20, b: 9, c: 1 }).withheld).toBe('values');
    expect(groupView({ groups: GROUPS, rules: [one, { ...one, id: 'again' }] }, { a: 20, b: 9, c: 1 }).withheld).toBe(
      'parts',
    );
  });
});
