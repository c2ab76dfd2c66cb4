import { expect, test } from 'vitest';
import { nameForm } from './names.ts';

test.each([
  ['spread to three characters', '某　甲', '某甲'],
  ['typed with a space', ' 某 甲 ', '某甲'],
  ['with tabs of a spreadsheet', '\t某\t甲乙', '某甲乙'],
  ['with the dot of a Japanese keyboard', '某某・甲乙', '某某·甲乙'],
  ['with spaces about its dot', '某某 • 甲乙', '某某·甲乙'],
  ['in two words of Latin', '  Nobody   Atall ', 'Nobody Atall'],
  ['with a mark of its own', 'Zoe\u0308 Nobody', 'Zoë Nobody'],
  ['Latin beside Chinese', '某甲 A', '某甲 A'],
])('a name %s is one name', (_, typed, name) => {
  expect(nameForm(typed)).toBe(name);
});
