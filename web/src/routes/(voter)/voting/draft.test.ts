import { describe, expect, test } from 'vitest';
import { answersOf, emptyDraft, mark, nameFault, pass, readDraft, tidy } from './draft.ts';
import { GRADES, PICK } from './papers.fixture.ts';

describe('a draft', () => {
  test('comes back as it was, words included', () => {
    const draft = pass(mark(emptyDraft('h'), 'views', '一句 意见'), 2);
    expect(readDraft(JSON.stringify(draft), 'h')).toEqual(draft);
  });

  test('of another paper, of an older page, or damaged, is an empty one', () => {
    const marked = mark(emptyDraft('h'), 'a/de', 'good');
    expect(readDraft(JSON.stringify(marked), 'new').choices).toEqual({});
    expect(readDraft(JSON.stringify({ ...marked, shape: 1 }), 'h').choices).toEqual({});
    for (const text of ['{', 'null', '[]', '"h"']) expect(readDraft(text, 'h')).toEqual(emptyDraft('h'));
  });

  test('answers with nothing that the paper does not ask', () => {
    expect(answersOf(GRADES, mark(emptyDraft('h'), 'z/de', 'good'))).toEqual({ choices: {}, writeIns: [] });
  });
});

test('words are kept as they will be read: one line, nothing invisible, one spelling', () => {
  expect(tidy('  诸葛\u200b  亮 ')).toBe('诸葛 亮');
  expect(tidy('第一行\r\n\n第二行\u2028第三行')).toBe('第一行 第二行 第三行');
  expect(tidy('e\u0301\ud800')).toBe('\u00e9');
  expect(tidy(' \n\u200b ')).toBe('');
});

test('a name is written in once, and not from the list', () => {
  expect(nameFault(PICK, [], ' ')).toBe('empty');
  expect(nameFault(PICK, [], 'x'.repeat(41))).toBe('long');
  expect(nameFault(PICK, [], ' A ')).toBe('listed');
  expect(nameFault(PICK, ['E'], 'E')).toBe('twice');
  expect(nameFault(PICK, [], 'E')).toBeNull();
});
