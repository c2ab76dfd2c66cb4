import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forget, keep, kept } from './kept.ts';

const store = new Map<string, string>();
beforeEach(() => {
  store.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const fresh = { title: '', max: null as number | null, groups: [{ name: '', due: 0 as number | null }] };

test('what was typed comes back after a reload', () => {
  const typed = {
    title: '年度测评',
    max: 3,
    groups: [
      { name: '甲', due: null },
      { name: '乙', due: 9 },
    ],
  };
  keep('draft', typed);
  expect(kept('draft', fresh)).toEqual(typed);
});

test('what an older page kept in another shape is left alone', () => {
  for (const other of ['{}', '{"title":1,"max":null,"groups":[]}', '{"title":"","max":"3","groups":[]}', '[', 'null']) {
    store.set('draft', other);
    expect(kept('draft', fresh)).toBeNull();
  }
});

test('what was sent is forgotten', () => {
  keep('draft', fresh);
  forget('draft');
  expect(kept('draft', fresh)).toBeNull();
});

test('a browser that keeps nothing is no error', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(keep('draft', fresh)).toBe(false);
  expect(kept('draft', fresh)).toBeNull();
});
