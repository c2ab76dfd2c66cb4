import { expect, test } from 'vitest';
import { listOf, retyped, stated } from './name-list.ts';

const before = listOf([
  { id: 's1', name: '赵一', note: '局长', statement: '述职' },
  { id: 's2', name: '钱二' },
  { id: 's3', name: '孙三', tag: '外单位' },
]);
const ids = (text: string) => retyped(before, text, 's').items.map(({ id, name }) => `${id} ${name}`);

test('a line that was moved keeps its id, and what hangs on it', () => {
  const list = retyped(before, '孙三\t\t外单位\n赵一\t局长\n钱二', 's');
  expect(list.items).toEqual([before.items[2], before.items[0], before.items[1]]);
});

test('one corrected line is the same person', () => {
  expect(ids('赵一\t局长\n钱二二\n孙三')).toEqual(['s1 赵一', 's2 钱二二', 's3 孙三']);
});

test('a person whose post changed stays the same', () => {
  expect(ids('赵一\t副局长\n钱二\n孙三')).toEqual(['s1 赵一', 's2 钱二', 's3 孙三']);
});

test('several new lines are other people and inherit nothing', () => {
  const list = retyped(before, '李四\n周五\n吴六', 's');
  expect(list.items.map(({ name }) => name)).toEqual(['李四', '周五', '吴六']);
  expect(list.items.every(({ statement }) => statement === undefined)).toBe(true);
});

test('a removed line takes its facts with it, a new one gets a free id', () => {
  expect(ids('赵一\t局长\n孙三\n李四')).toEqual(['s1 赵一', 's3 孙三', 's2 李四']);
  expect(ids('赵一\t局长\n钱二\n孙三\n李四')).toEqual(['s1 赵一', 's2 钱二', 's3 孙三', 's4 李四']);
});

test('a statement belongs to one row and can be taken back', () => {
  const list = stated(before, 's2', '第一行\n第二行');
  expect(list.items[1]).toEqual({ id: 's2', name: '钱二', statement: '第一行\n第二行' });
  expect(retyped(list, list.text, 's')).toEqual(list);
  expect(stated(list, 's2', ' ').items[1]).toEqual({ id: 's2', name: '钱二' });
});
