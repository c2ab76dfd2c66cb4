import type { GroupId } from 'ballot-core';
import type { RosterEntry } from 'api/desk-views';
import { describe, expect, test } from 'vitest';
import { countsOf, FILTERS, found, inOrder, passes, registerTable, standingOf } from './register.ts';

const entry = (id: string, change: Partial<RosterEntry> = {}): RosterEntry => ({
  id,
  name: id,
  unit: '',
  group: 'g1' as GroupId,
  coded: false,
  present: false,
  late: false,
  left: false,
  way: null,
  by: '',
  ...change,
});
const here = { present: true, way: 'code' } as const;
const groups = [
  { id: 'g2' as GroupId, name: '班子成员', due: 1 },
  { id: 'g1' as GroupId, name: '其他干部', due: 3 },
];
const all = [
  entry('缺某'),
  entry('到某', here),
  entry('迟某', { ...here, late: true }),
  entry('离某', { ...here, left: true, way: 'clerk', by: 'door' }),
  entry('又某', { ...here, late: true, left: true }),
];

describe('the register', () => {
  test('counts who is there without those who left, and everybody late', () => {
    expect(countsOf(all)).toEqual({ all: 5, absent: 1, present: 2, late: 2, left: 2 });
  });

  test('says absent, present, late or left of everybody, and each is found under a filter', () => {
    expect(all.map(standingOf)).toEqual(['absent', 'present', 'late', 'left', 'left']);
    for (const each of all)
      expect(FILTERS.filter((filter) => filter !== 'all' && passes(each, filter))).not.toEqual([]);
  });

  test('is searched by name and unit together', () => {
    const person = { name: '甲某', unit: '财务科' };
    expect([found(person, '财务 甲'), found(person, ''), found(person, '人事')]).toEqual([true, true, false]);
  });

  test('stands in the order of groups, units and names', () => {
    const mixed = [entry('c', { unit: '10 科' }), entry('b', { unit: '2 科' }), entry('a', { group: 'g2' as GroupId })];
    expect(inOrder(mixed, groups, 'zh-CN').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('on paper has a line for everybody, and no time', () => {
    const table = registerTable({ groups }, all);
    expect(table.blocks).toHaveLength(5);
    expect(JSON.stringify(table)).toContain('door');
    expect(JSON.stringify(table)).not.toMatch(/\d{1,2}:\d{2}/);
  });
});
