/**
 * Is this a paper that may be frozen?
 *
 * Ids are unique, limits hold, and no two rows look the same to a voter. A paper that passes here can be counted, shredded
 * and read aloud without another question being asked of it.
 */
import type { Result } from '../result.ts';
import {
  DIMENSIONS_MAX,
  ITEM_ID,
  ITEMS_MAX,
  NAME_LENGTH_MAX,
  QUESTIONS_MAX,
  SCALE_MAX,
  WRITE_INS_MAX,
  type Grade,
  type GradesPaper,
  type Item,
  type MotionPaper,
  type Paper,
  type PickPaper,
} from './paper.ts';
import { at, distinct, fields, flag, list, matching, oneOf, read, refuse, whole, words } from './reader.ts';
import type { Misread, Reader } from './reader.ts';

export function checkPaper(value: unknown): Result<Paper, Misread> {
  return read(readPaper, value);
}

/** The id of an item, a grade, a rule, a group: see `ITEM_ID`. */
export const readId = matching(ITEM_ID, 'must be 1 to 24 of a-z, 0-9 and -, not beginning with -, and not constructor');

export const readPaper: Reader<Paper> = (value, path) => {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  switch (oneOf(['grades', 'pick', 'motion'])(kind, at(path, 'kind'))) {
    case 'grades':
      return readGrades(value, path);
    case 'pick':
      return readPick(value, path);
    case 'motion':
      return readMotion(value, path);
  }
};

function readGrades(value: unknown, path: string): GradesPaper {
  const own = fields(value, path, ['kind', 'subjects', 'dimensions', 'scale', 'blank']);
  const subjects = readItems(own.subjects, at(path, 'subjects'), ITEMS_MAX);
  const dimensions = readItems(own.dimensions, at(path, 'dimensions'), DIMENSIONS_MAX);
  if (subjects.length * dimensions.length > QUESTIONS_MAX) {
    refuse(path, `subjects times dimensions must be at most ${QUESTIONS_MAX}, or a ballot would not fit into 64 KiB`);
  }
  const scale = list(readGrade, 2, SCALE_MAX)(own.scale, at(path, 'scale'));
  distinct(scale, at(path, 'scale'), ({ id }) => id, 'has the id of an earlier grade');
  distinct(scale, at(path, 'scale'), ({ name }) => name, 'has the name of an earlier grade');
  if (!scale.some(({ counted }) => counted)) refuse(at(path, 'scale'), 'must have a grade that counts');
  const blank = oneOf(['allow', 'refuse'])(own.blank, at(path, 'blank'));
  return { kind: 'grades', subjects, dimensions, scale, blank };
}

function readPick(value: unknown, path: string): PickPaper {
  const own = fields(value, path, ['kind', 'candidates', 'min', 'max', 'seats', 'writeIns']);
  const candidates = readItems(own.candidates, at(path, 'candidates'), ITEMS_MAX);
  const writeIns = whole(0, WRITE_INS_MAX)(own.writeIns, at(path, 'writeIns'));
  const max = whole(1, candidates.length + writeIns)(own.max, at(path, 'max'));
  if (writeIns > max) refuse(at(path, 'writeIns'), 'must not be more than max: written names count towards it');
  const min = whole(0, max)(own.min, at(path, 'min'));
  const seats = own.seats === null ? null : whole(1, ITEMS_MAX)(own.seats, at(path, 'seats'));
  if (seats !== null && max > seats) refuse(at(path, 'max'), 'must not be more than seats: 所选人数不得多于应选人数');
  return { kind: 'pick', candidates, min, max, seats, writeIns };
}

function readMotion(value: unknown, path: string): MotionPaper {
  const own = fields(value, path, ['kind', 'matters']);
  return { kind: 'motion', matters: readItems(own.matters, at(path, 'matters'), ITEMS_MAX) };
}

function readItems(value: unknown, path: string, most: number): readonly Item[] {
  const items = list(readItem, 1, most)(value, path);
  distinct(items, path, ({ id }) => id, 'has the id of an earlier entry');
  distinct(
    items,
    path,
    ({ name, note }) => `${name}\n${note ?? ''}`,
    'reads like an earlier entry: tell them apart by a note',
  );
  return items;
}

const readItem: Reader<Item> = (value, path) => {
  const own = fields(value, path, ['id', 'name', 'note']);
  const id = readId(own.id, at(path, 'id'));
  const name = words(NAME_LENGTH_MAX)(own.name, at(path, 'name'));
  return own.note === undefined ? { id, name } : { id, name, note: words(NAME_LENGTH_MAX)(own.note, at(path, 'note')) };
};

const readGrade: Reader<Grade> = (value, path) => {
  const own = fields(value, path, ['id', 'name', 'counted']);
  return {
    id: readId(own.id, at(path, 'id')),
    name: words(NAME_LENGTH_MAX)(own.name, at(path, 'name')),
    counted: flag(own.counted, at(path, 'counted')),
  };
};
