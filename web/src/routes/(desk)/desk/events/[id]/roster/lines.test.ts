import type { GroupId } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { draftsOf, ENTRIES_MAX, readRoster, requestsOf } from './lines.ts';

const cadres = { id: 'g1' as GroupId, name: '其他干部' };
const leaders = { id: 'g2' as GroupId, name: '班子成员' };
const both = [cadres, leaders];
const read = (text: string, groups = both, known: Parameters<typeof readRoster>[2] = [], meant = {}) =>
  readRoster(text, groups, known, meant);

describe('a pasted roster', () => {
  test('is read by its heading, whatever the order of the columns; other columns are left out and named', () => {
    const { lines, unused } = read('序号\t组别\t手机\t姓名\t工作单位\n1\t班子成员\t000\t张 三\t 办公室 ');
    expect(draftsOf(lines)).toEqual([{ name: '张三', unit: '办公室', group: 'g2' }]);
    expect(unused).toEqual(['手机']);
  });

  test('without a heading is name, unit, group; numbers before the name are dropped', () => {
    expect(draftsOf(read('1\t甲某\t财务科\t其他干部\n2、乙某，人事科，班子成员').lines)).toEqual([
      { name: '甲某', unit: '财务科', group: 'g1' },
      { name: '乙某', unit: '人事科', group: 'g2' },
    ]);
  });

  test('may have no unit: a second column of groups is the groups', () => {
    expect(draftsOf(read('甲某\t班子成员\n乙某\t其他干部').lines)).toEqual([
      { name: '甲某', unit: '', group: 'g2' },
      { name: '乙某', unit: '', group: 'g1' },
    ]);
  });

  test('needs no group where the meeting has one', () => {
    expect(draftsOf(read('甲某\t财务科', [cadres]).lines)).toEqual([{ name: '甲某', unit: '财务科', group: 'g1' }]);
  });

  test('spells names as the server does', () => {
    const [row] = draftsOf(read('阿某 • 买 某\t财务 科\t班子成员').lines);
    expect(row).toEqual({ name: '阿某·买某', unit: '财务科', group: 'g2' });
  });

  test('loses what nobody sees', () => {
    const [row] = draftsOf(read('\u202E甲\u200B某\u0007\t财务\uFEFF科\t班子成员').lines);
    expect(row).toEqual({ name: '甲某', unit: '财务科', group: 'g2' });
  });

  test('keeps the spaces of names that are not Chinese', () => {
    expect(draftsOf(read('Ann  Example\tUnit A\t班子成员').lines)[0]?.name).toBe('Ann Example');
  });
});

describe('a line that can not be a row', () => {
  const faults = (text: string, known: Parameters<typeof readRoster>[2] = []) =>
    read(text, both, known).lines.map(({ line, fault, first }) => [line, fault, first]);

  test('is kept with its number and what is wrong', () => {
    const text = [
      '姓名\t单位\t组别',
      '\t财务科\t班子成员',
      `${'长'.repeat(61)}\t\t班子成员`,
      '',
      '丙某\t财务科\t',
    ].join('\n');
    expect(faults(text)).toEqual([
      [2, 'nameless', undefined],
      [3, 'too_long', undefined],
      [5, 'no_group', undefined],
    ]);
  });

  test('is one that stands there twice, or is on the roster already', () => {
    expect(
      faults('甲某\t财务科\t班子成员\n乙某\t人事科\t班子成员\n甲某\t财务科\t其他干部', [
        { name: '乙某', unit: '人事科' },
      ]),
    ).toEqual([
      [1, null, undefined],
      [2, 'known', 0],
      [3, 'repeated', 1],
    ]);
  });

  test('is none when only the name is the same: both come in, and are told apart by unit', () => {
    const { lines } = read('甲某\t财务科\t班子成员\n甲某\t人事科\t班子成员');
    expect(draftsOf(lines)).toHaveLength(2);
    expect(lines.map(({ namesake }) => namesake)).toEqual([false, true]);
  });

  test('of a group that the meeting has not, until the organizer says which is meant', () => {
    const text = '甲某\t财务科\t领导';
    expect(read(text).unknown).toEqual(['领导']);
    expect(draftsOf(read(text).lines)).toEqual([]);
    expect(draftsOf(read(text, both, [], { 领导: 'g2' }).lines)).toEqual([
      { name: '甲某', unit: '财务科', group: 'g2' },
    ]);
    expect(draftsOf(read('甲某\t财务科\t', both, [], { '': 'g1' }).lines)).toHaveLength(1);
  });

  test('is every one after the five thousandth', () => {
    const text = Array.from({ length: ENTRIES_MAX + 1 }, (_, at) => `某${at}\t科室\t班子成员`).join('\n');
    const { lines } = read(text);
    expect(draftsOf(lines)).toHaveLength(ENTRIES_MAX);
    expect(lines.at(-1)?.fault).toBe('too_many');
    expect(requestsOf(draftsOf(lines)).map((part) => part.length)).toEqual([2000, 2000, 1000]);
  });
});
