import { describe, expect, test } from 'vitest';
import type { Paper } from '../paper/paper.ts';
import { FORM, GRADES, PICK, SCORE } from '../paper/kinds.fixture.ts';
import { impossibility } from './possible.ts';
import { slots } from './slots.ts';

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

  test('gives a mark more or less often than the quotas of all ballots allow, or too few names with a tag', () => {
    const count = (paper: Paper, marks: Readonly<Record<string, number>>) => ({
      ballots: 2,
      counts: slots(paper).map(({ question, choice }) => marks[`${question} ${choice}`] ?? 0),
    });
    expect(impossibility(GRADES, count(GRADES, { 'a/de good': 2, 'b/de good': 2 }), [])).toBeNull();
    const over = count(GRADES, { 'a/de good': 2, 'b/de good': 2, 'c/de good': 1 });
    expect(impossibility(GRADES, over, [])).toContain('5 marks in de');
    expect(impossibility(SCORE, count(SCORE, { 'a/de 60': 1 }), [])).toContain('1 marks in de on 2 ballots');
    expect(impossibility(PICK, count(PICK, { 'a picked': 2, 'b picked': 2 }), [])).toBeNull();
    expect(impossibility(PICK, count(PICK, { 'a picked': 2, 'b picked': 1, 'c picked': 1 }), [])).toBeNull();
    const few = { ...PICK, tagMins: [{ tag: '外单位', min: 2 }] };
    expect(impossibility(few, count(few, { 'a picked': 2, 'b picked': 2 }), [])).toContain('外单位');
  });

  test('leaves blank a line of a form that must be marked', () => {
    const [work] = FORM.sections;
    if (work?.paper.kind !== 'choice') throw new Error('the first section asks for choices');
    const paper: Paper = { kind: 'form', sections: [{ ...work, paper: { ...work.paper, blank: 'refuse' } }] };
    expect(impossibility(paper, { ballots: 1, counts: slots(paper).map(() => 1) }, [])).toContain('work.q1');
  });
});
