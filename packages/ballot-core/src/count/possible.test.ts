import { describe, expect, test } from 'vitest';
import type { Paper } from '../paper/paper.ts';
import { impossibility } from './possible.ts';

const item = (id: string) => ({ id, name: `人选${id}` });
const pick = (min: number, max: number): Paper => ({
  kind: 'pick',
  candidates: [item('a'), item('b')],
  min,
  max,
  seats: null,
  writeIns: 1,
});
// For each of a, b: picked, not picked; then the names.
const picks = (a: number, b: number, names: number, ballots = 10) => ({
  ballots,
  counts: [a, ballots - a, b, ballots - b, names],
});

describe('a count that no ballots could give', () => {
  test('chooses more or fewer than all ballots together could', () => {
    const named = (votes: number) => (votes > 0 ? [{ name: '张三', votes }] : []);
    expect(impossibility(pick(0, 1), picks(6, 4, 0), [])).toBeNull();
    expect(impossibility(pick(0, 1), picks(6, 5, 0), [])).toContain('11 were chosen');
    expect(impossibility(pick(0, 1), picks(6, 2, 3), named(3))).toContain('11 were chosen');
    expect(impossibility(pick(1, 2), picks(6, 3, 1), named(1))).toBeNull();
    expect(impossibility(pick(1, 2), picks(6, 3, 0), [])).toContain('9 were chosen');
  });

  test('leaves blank what must be marked', () => {
    const motion: Paper = { kind: 'motion', matters: [item('m')] };
    expect(impossibility(motion, { ballots: 3, counts: [1, 1, 1, 0] }, [])).toBeNull();
    expect(impossibility(motion, { ballots: 3, counts: [1, 1, 0, 1] }, [])).toContain('left blank 1 times');
    const scale = ['x', 'y'].map((id) => ({ id, name: id, counted: true }));
    const grades = (blank: 'allow' | 'refuse'): Paper => ({
      kind: 'grades',
      subjects: [item('s')],
      dimensions: [item('d')],
      scale,
      blank,
    });
    expect(impossibility(grades('allow'), { ballots: 3, counts: [1, 1, 1] }, [])).toBeNull();
    expect(impossibility(grades('refuse'), { ballots: 3, counts: [1, 1, 1] }, [])).toContain('left blank');
  });

  test('has a written name that is on the list, that nobody could write, or that one ballot held twice', () => {
    const fault = (name: string, votes: number) => impossibility(pick(0, 2), picks(0, 0, votes), [{ name, votes }]);
    expect(fault('王五', 10)).toBeNull();
    expect(fault('王五', 11)).toContain('name 0');
    expect(fault('人选a', 1)).toContain('name 0');
    expect(fault('王\u202e五', 1)).toContain('name 0');
  });
});
