import { describe, expect, test } from 'vitest';
import { moved, scopeOf, standingOf } from './templates.ts';

describe('a notice', () => {
  test('stands on its first and on its last day', () => {
    const days = { startsOn: '2026-11-20', endsOn: '2026-11-26' };
    const at = (today: string) => standingOf(days, today);
    expect(['2026-11-19', '2026-11-20', '2026-11-26', '2026-11-27'].map(at)).toEqual(['before', 'now', 'now', 'after']);
    expect(standingOf({ startsOn: '2026-11-20', endsOn: null }, '2030-01-01')).toBe('now');
  });

  test('with a result is for those who took part unless somebody decides otherwise', () => {
    expect(scopeOf('recommendation_result')).toBe('participants');
    expect(scopeOf('pre_appointment')).toBe('public');
  });

  test('moves a place up or down, and not out of the list', () => {
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 'a', -1)).toBeNull();
    expect(moved(['a', 'b', 'c'], 'c', 1)).toBeNull();
  });
});
