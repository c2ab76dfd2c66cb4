import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE } from '../rules/presets/scales.ts';
import { checkPaper } from './check.ts';
import { questions } from './questions.ts';

const items = (count: number, prefix = 'p') =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, name: `${prefix} ${index}` }));

const grades = {
  kind: 'grades',
  subjects: [
    { id: 'zhang', name: '张三', note: '局长' },
    { id: 'li', name: '李四' },
  ],
  dimensions: items(5, 'd'),
  scale: COMPETENCE_SCALE,
  blank: 'allow',
};
const pick = { kind: 'pick', candidates: items(16), min: 0, max: 3, seats: null, writeIns: 1 };
const motion = { kind: 'motion', matters: items(2) };

describe('a paper', () => {
  test.each([grades, pick, motion])('of each kind is read whole: %j', (paper) => {
    expect(checkPaper(structuredClone(paper))).toEqual({ ok: true, value: paper });
  });

  test('is rebuilt, so nothing that was not looked at gets into the hash', () => {
    const own = structuredClone(motion);
    const read = checkPaper(own);
    if (!read.ok) throw new Error('unreadable');
    own.matters[0] = { id: 'other', name: 'other' };
    expect(questions(read.value).map(({ id }) => id)).toEqual(['p0', 'p1']);
  });

  test('asks subject by subject, each on all dimensions in order', () => {
    const read = checkPaper(grades);
    if (!read.ok) throw new Error('unreadable');
    const ids = questions(read.value).map(({ id }) => id);
    expect(ids).toHaveLength(10);
    expect(ids.slice(4, 6)).toEqual(['zhang/d4', 'li/d0']);
  });

  test('may be as large as a ballot of 64 KiB lets it, whatever its ids are', () => {
    expect(checkPaper({ ...grades, subjects: items(200), dimensions: items(6, 'd') }).ok).toBe(true);
    const wide = checkPaper({ ...grades, subjects: items(200), dimensions: items(8, 'd') });
    expect(wide).toMatchObject({ error: { path: '', reason: expect.stringContaining('64 KiB') } });
    expect(checkPaper({ ...grades, subjects: items(200), dimensions: items(11, 'd') })).toMatchObject({
      error: { path: '', reason: expect.stringContaining('2000 lines') },
    });
  });
});

describe('a paper is refused, and the place named, when', () => {
  const scale = (...names: string[]) => names.map((name) => ({ id: name, name, counted: true }));
  test.each([
    ['it is no object', 7, 'kind'],
    ['its kind is unknown', { ...motion, kind: 'essay' }, 'kind'],
    ['it has an unknown field', { ...motion, weight: 3 }, 'weight'],
    ['an item has an unknown field', { ...motion, matters: [{ id: 'a', name: 'a', votes: 9 }] }, 'matters[0].votes'],
    ['nothing is asked', { ...motion, matters: [] }, 'matters'],
    ['201 people are listed', { ...grades, subjects: items(201) }, 'subjects'],
    ['21 dimensions are listed', { ...grades, dimensions: items(21, 'd') }, 'dimensions'],
    ['an id repeats', { ...motion, matters: [...items(1), { id: 'p0', name: 'other' }] }, 'matters[1]'],
    ['an id has a capital', { ...motion, matters: [{ id: 'A', name: 'a' }] }, 'matters[0].id'],
    ['an id is a word of the language', { ...motion, matters: [{ id: 'constructor', name: 'a' }] }, 'matters[0].id'],
    ['an id has a slash', { ...motion, matters: [{ id: 'a/b', name: 'a' }] }, 'matters[0].id'],
    [
      'two rows look the same',
      {
        ...motion,
        matters: [
          { id: 'a', name: '王伟' },
          { id: 'b', name: '王伟' },
        ],
      },
      'matters[1]',
    ],
    ['a name is empty', { ...motion, matters: [{ id: 'a', name: '' }] }, 'matters[0].name'],
    ['a name hides a direction mark', { ...motion, matters: [{ id: 'a', name: 'a\u202Eb' }] }, 'matters[0].name'],
    ['a name has a space at the end', { ...motion, matters: [{ id: 'a', name: 'a ' }] }, 'matters[0].name'],
    ['a name is not NFC', { ...motion, matters: [{ id: 'a', name: 'e\u0301' }] }, 'matters[0].name'],
    ['a name is a lone surrogate', { ...motion, matters: [{ id: 'a', name: '\uD800' }] }, 'matters[0].name'],
    ['a note is null', { ...motion, matters: [{ id: 'a', name: 'a', note: null }] }, 'matters[0].note'],
    ['the scale has one step', { ...grades, scale: scale('a') }, 'scale'],
    ['the scale has eleven', { ...grades, scale: scale(...'abcdefghijk') }, 'scale'],
    ['a grade repeats', { ...grades, scale: scale('a', 'a') }, 'scale[1]'],
    ['no grade counts', { ...grades, scale: scale('a', 'b').map((g) => ({ ...g, counted: false })) }, 'scale'],
    ['blank is undecided', { ...grades, blank: 'maybe' }, 'blank'],
    ['more may be picked than there are', { ...pick, max: 18 }, 'max'],
    ['more must be picked than may be', { ...pick, min: 4 }, 'min'],
    ['nothing may be picked', { ...pick, max: 0 }, 'max'],
    ['min is a fraction', { ...pick, min: 0.5 }, 'min'],
    ['more may be picked than there are seats', { ...pick, seats: 2 }, 'max'],
    ['eleven may be written in', { ...pick, writeIns: 11 }, 'writeIns'],
    ['more may be written in than picked', { ...pick, max: 1, writeIns: 2 }, 'writeIns'],
  ])('%s', (_why, paper, path) => {
    expect(checkPaper(paper)).toMatchObject({ ok: false, error: { path } });
  });

  test('says why in words', () => {
    expect(checkPaper({ ...pick, seats: 2 })).toMatchObject({ error: { reason: expect.stringContaining('seats') } });
  });
});
