/**
 * Is this a paper that may be frozen?
 *
 * Ids are unique, limits hold, and no two rows look the same to a voter. A paper that passes here can be counted, shredded
 * and read aloud without another question being asked of it.
 */
import type { Result } from '../result.ts';
import {
  BALLOT_BYTES_MAX,
  DIMENSIONS_MAX,
  ITEM_ID,
  ITEMS_MAX,
  MOTION_CHOICES,
  NAME_LENGTH_MAX,
  QUESTIONS_MAX,
  SCALE_MAX,
  SCORES_MAX,
  SECTIONS_MAX,
  SLOTS_MAX,
  STATEMENT_LENGTH_MAX,
  TEXT_LENGTH_MAX,
  WRITE_IN_LENGTH_MAX,
  WRITE_INS_MAX,
  type Blank,
  type ChoicePaper,
  type FormPaper,
  type Grade,
  type GradesPaper,
  type Item,
  type MotionPaper,
  type Paper,
  type PickPaper,
  type PlainPaper,
  type Quota,
  type ScorePaper,
  type TextPaper,
} from './paper.ts';
import { questions } from './questions.ts';
import { at, distinct, fields, flag, list, matching, oneOf, prose, read, refuse, whole, words } from './reader.ts';
import type { Misread, Reader } from './reader.ts';
import { scoreCount } from './score.ts';

export function checkPaper(value: unknown): Result<Paper, Misread> {
  return read(readPaper, value);
}

/** The id of an item, a grade, a rule, a group: see `ITEM_ID`. */
export const readId = matching(ITEM_ID, 'must be 1 to 24 of a-z, 0-9 and -, not beginning with -, and not constructor');

const PLAIN_KINDS = ['grades', 'score', 'pick', 'motion', 'choice', 'text'] as const;

export const readPaper: Reader<Paper> = (value, path) => {
  const kind = oneOf([...PLAIN_KINDS, 'form'])(kindOf(value), at(path, 'kind'));
  const paper = kind === 'form' ? readForm(value, path) : readPlain(value, path);
  // Counted before anything is built from it: two dimensions of 200 and a long scale make a large count.
  const lines = linesOf(paper);
  if (lines > QUESTIONS_MAX) refuse(path, `must have at most ${QUESTIONS_MAX} lines in all, and has ${lines}`);
  const all = questions(paper);
  const slots = all.reduce((sum, { choices }) => sum + choices.length + 1, 0);
  if (slots > SLOTS_MAX) refuse(path, `must have at most ${SLOTS_MAX} choices in all, and has ${slots}`);
  if (ballotBytes(paper) > BALLOT_BYTES_MAX) {
    refuse(path, `is too large: a full ballot would not fit into ${BALLOT_BYTES_MAX / 1024} KiB`);
  }
  return paper;
};

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;

const readPlain: Reader<PlainPaper> = (value, path) => {
  switch (oneOf(PLAIN_KINDS)(kindOf(value), at(path, 'kind'))) {
    case 'grades':
      return readGrades(value, path);
    case 'score':
      return readScore(value, path);
    case 'pick':
      return readPick(value, path);
    case 'motion':
      return readMotion(value, path);
    case 'choice':
      return readChoice(value, path);
    case 'text':
      return readText(value, path);
  }
};

const linesOf = (paper: Paper): number =>
  paper.kind === 'form'
    ? paper.sections.reduce((sum, section) => sum + linesOf(section.paper), 0)
    : paper.kind === 'grades' || paper.kind === 'score'
      ? paper.subjects.length * paper.dimensions.length
      : 1;

/** Key, credential, signature, hash and their names, in JSON. */
const BALLOT_FRAME_BYTES = 1200;
/** A nonce in base64url, and the quotes, colon and comma of a choice. */
const LINE_FRAME_BYTES = 22 + 6;
/** A character of free words in UTF-8, or in JSON with a backslash before it. */
const CHARACTER_BYTES = 3;

/** The largest ballot that this paper allows, in bytes on the wire. */
function ballotBytes(paper: Paper): number {
  const marks = questions(paper).reduce((sum, { id, choices, text }) => {
    const longest = text === null ? Math.max(...choices.map(({ length }) => length)) : text * CHARACTER_BYTES;
    return sum + id.length + longest + LINE_FRAME_BYTES;
  }, 0);
  const names = paper.kind === 'pick' ? paper.writeIns * (WRITE_IN_LENGTH_MAX * CHARACTER_BYTES + LINE_FRAME_BYTES) : 0;
  return BALLOT_FRAME_BYTES + marks + names;
}

function readGrades(value: unknown, path: string): GradesPaper {
  const own = fields(value, path, ['kind', 'subjects', 'dimensions', 'scale', 'blank', 'quotas', 'sameMarks']);
  const table = readTable(own, path);
  const scale = readScale(own.scale, at(path, 'scale'));
  const blank = readBlank(scale.map(({ id }) => id))(own.blank, at(path, 'blank'));
  const quotas = readQuotas(own.quotas, at(path, 'quotas'), table.subjects.length, (marks, place) => {
    const { grades } = fields(marks, place, ['grades']);
    const counted = list(oneOf(scale.map(({ id }) => id)), 1, scale.length)(grades, at(place, 'grades'));
    distinct(counted, at(place, 'grades'), (id) => id, 'is named twice');
    // Who leaves everything blank would give that grade without limit.
    if (typeof blank === 'object' && counted.includes(blank.as)) {
      refuse(at(place, 'grades'), `limits ${blank.as}, which a line left blank counts as`);
    }
    return { grades: counted };
  });
  return { kind: 'grades', ...table, scale, blank, ...quotas, ...readSameMarks(own.sameMarks, path) };
}

function readScore(value: unknown, path: string): ScorePaper {
  const keys = ['kind', 'subjects', 'dimensions', 'from', 'to', 'step', 'per', 'blank', 'quotas', 'sameMarks'];
  const own = fields(value, path, keys);
  const table = readTable(own, path);
  const from = whole(0, SCORE_MAX)(own.from, at(path, 'from'));
  const to = whole(from + 1, SCORE_MAX)(own.to, at(path, 'to'));
  const step = whole(1, to - from)(own.step, at(path, 'step'));
  if ((to - from) % step !== 0) refuse(at(path, 'step'), `must lead from ${from} to ${to} in whole steps`);
  if (scoreCount({ from, to, step }) > SCORES_MAX) refuse(at(path, 'step'), `must give at most ${SCORES_MAX} marks`);
  const per = PERS.find((each) => each === own.per) ?? refuse(at(path, 'per'), 'must be 1, 10 or 100');
  const blank = oneOf(['refuse', 'allow'])(own.blank, at(path, 'blank'));
  const quotas = readQuotas(own.quotas, at(path, 'quotas'), table.subjects.length, (marks, place) => {
    const range = fields(marks, place, ['from', 'to']);
    const least = whole(from, to)(range.from, at(place, 'from'));
    return { from: least, to: whole(least, to)(range.to, at(place, 'to')) };
  });
  return { kind: 'score', ...table, from, to, step, per, blank, ...quotas, ...readSameMarks(own.sameMarks, path) };
}

const PERS = [1, 10, 100] as const;
/** Highest whole number of 1/per: 1,000 points in hundredths. */
const SCORE_MAX = 100_000;
const QUOTAS_MAX = 10;

function readTable(
  own: Readonly<Record<string, unknown>>,
  path: string,
): { readonly subjects: readonly Item[]; readonly dimensions: readonly Item[] } {
  return {
    subjects: readItems(own.subjects, at(path, 'subjects'), ITEMS_MAX),
    dimensions: readItems(own.dimensions, at(path, 'dimensions'), DIMENSIONS_MAX),
  };
}

function readScale(value: unknown, path: string): readonly Grade[] {
  const scale = list(readGrade, 2, SCALE_MAX)(value, path);
  distinct(scale, path, ({ id }) => id, 'has the id of an earlier grade');
  distinct(scale, path, ({ name }) => name, 'has the name of an earlier grade');
  if (!scale.some(({ counted }) => counted)) refuse(path, 'must have a grade that counts');
  return scale;
}

/** Left out when the paper has none, so that a paper without quotas has one canonical form. */
function readQuotas(
  value: unknown,
  path: string,
  subjects: number,
  readMarks: Reader<Quota['marks']>,
): { readonly quotas?: readonly Quota[] } {
  if (value === undefined) return {};
  const readQuota: Reader<Quota> = (entry, place) => {
    const own = fields(entry, place, ['marks', 'min', 'max', 'mode']);
    const max = whole(0, subjects)(own.max, at(place, 'max'));
    const min = whole(0, max)(own.min, at(place, 'min'));
    if (min === 0 && max === subjects) refuse(place, 'limits nothing: every subject may have these marks');
    const mode = oneOf(['warn', 'refuse'])(own.mode, at(place, 'mode'));
    return { marks: readMarks(own.marks, at(place, 'marks')), min, max, mode };
  };
  return { quotas: list(readQuota, 1, QUOTAS_MAX)(value, path) };
}

const readSameMarks = (value: unknown, path: string): { readonly sameMarks?: 'warn' } =>
  value === undefined ? {} : { sameMarks: oneOf(['warn'])(value, at(path, 'sameMarks')) };

/** `{as}` names one of `choices`: a line left blank counts as that mark. */
function readBlank(choices: readonly string[]): Reader<Blank> {
  return (value, path) => {
    if (typeof value !== 'object' || value === null) return oneOf(['refuse', 'allow'])(value, path);
    return { as: oneOf(choices)(fields(value, path, ['as']).as, at(path, 'as')) };
  };
}

function readPick(value: unknown, path: string): PickPaper {
  const keys = ['kind', 'purpose', 'candidates', 'min', 'max', 'seats', 'writeIns', 'tagMins'];
  const own = fields(value, path, keys);
  const candidates = readItems(own.candidates, at(path, 'candidates'), ITEMS_MAX);
  const writeIns = whole(0, WRITE_INS_MAX)(own.writeIns, at(path, 'writeIns'));
  const max = whole(1, candidates.length + writeIns)(own.max, at(path, 'max'));
  if (writeIns > max) refuse(at(path, 'writeIns'), 'must not be more than max: written names count towards it');
  const min = whole(0, max)(own.min, at(path, 'min'));
  const seats = own.seats === null ? null : whole(1, ITEMS_MAX)(own.seats, at(path, 'seats'));
  if (seats !== null && max > seats) refuse(at(path, 'max'), 'must not be more than seats: 所选人数不得多于应选人数');
  const purpose = own.purpose === undefined ? null : oneOf(['weak', 'tick'])(own.purpose, at(path, 'purpose'));
  if (purpose !== null && seats !== null) refuse(at(path, 'seats'), 'must be null where nobody is elected');
  const paper = { kind: 'pick', candidates, min, max, seats, writeIns } as const;
  const tagMins = own.tagMins === undefined ? null : readTagMins(own.tagMins, at(path, 'tagMins'), paper);
  return { ...paper, ...(purpose === null ? {} : { purpose }), ...(tagMins === null ? {} : { tagMins }) };
}

/** Each tag has enough candidates, and all minimums together fit on one ballot: else nobody could hand one in. */
function readTagMins(value: unknown, path: string, { candidates, max }: PickPaper): NonNullable<PickPaper['tagMins']> {
  const mins = list(
    (entry, place) => {
      const own = fields(entry, place, ['tag', 'min']);
      const tag = words(NAME_LENGTH_MAX)(own.tag, at(place, 'tag'));
      const tagged = candidates.filter((candidate) => candidate.tag === tag).length;
      if (tagged === 0) refuse(at(place, 'tag'), `is the tag of no candidate: ${tag}`);
      return { tag, min: whole(1, Math.min(tagged, max))(own.min, at(place, 'min')) };
    },
    1,
    TAG_MINS_MAX,
  )(value, path);
  distinct(mins, path, ({ tag }) => tag, 'has the tag of an earlier entry');
  if (mins.reduce((sum, { min }) => sum + min, 0) > max) refuse(path, 'ask for more names than one ballot may choose');
  return mins;
}

const TAG_MINS_MAX = 10;

function readMotion(value: unknown, path: string): MotionPaper {
  const own = fields(value, path, ['kind', 'matters', 'blank']);
  const matters = readItems(own.matters, at(path, 'matters'), ITEMS_MAX);
  if (own.blank === undefined) return { kind: 'motion', matters };
  return { kind: 'motion', matters, blank: readBlank(MOTION_CHOICES)(own.blank, at(path, 'blank')) };
}

function readChoice(value: unknown, path: string): ChoicePaper {
  const own = fields(value, path, ['kind', 'questions', 'blank']);
  const asked = list(
    (entry, place) => ({
      ...readItemOf(entry, place, ['options']),
      options: readScale(fieldOf(entry, 'options'), at(place, 'options')),
    }),
    1,
    ITEMS_MAX,
  )(own.questions, at(path, 'questions'));
  distinctItems(asked, at(path, 'questions'));
  return { kind: 'choice', questions: asked, blank: oneOf(['refuse', 'allow'])(own.blank, at(path, 'blank')) };
}

function readText(value: unknown, path: string): TextPaper {
  const own = fields(value, path, ['kind', 'prompts', 'lengthMax']);
  return {
    kind: 'text',
    prompts: readItems(own.prompts, at(path, 'prompts'), DIMENSIONS_MAX),
    lengthMax: whole(1, TEXT_LENGTH_MAX)(own.lengthMax, at(path, 'lengthMax')),
  };
}

function readForm(value: unknown, path: string): FormPaper {
  const own = fields(value, path, ['kind', 'sections']);
  const sections = list(
    (entry, place) => {
      const paper = readPlain(fieldOf(entry, 'paper'), at(place, 'paper'));
      if (paper.kind === 'pick' && paper.writeIns > 0) {
        refuse(
          at(place, 'paper.writeIns'),
          'must be 0 in a form: give names that may be written in a paper of their own',
        );
      }
      return { ...readItemOf(entry, place, ['paper']), paper };
    },
    1,
    SECTIONS_MAX,
  )(own.sections, at(path, 'sections'));
  distinctItems(sections, at(path, 'sections'));
  return { kind: 'form', sections };
}

function readItems(value: unknown, path: string, most: number): readonly Item[] {
  const items = list(readItem, 1, most)(value, path);
  distinctItems(items, path);
  return items;
}

function distinctItems(items: readonly Item[], path: string): void {
  distinct(items, path, ({ id }) => id, 'has the id of an earlier entry');
  distinct(
    items,
    path,
    ({ name, note }) => `${name}\n${note ?? ''}`,
    'reads like an earlier entry: tell them apart by a note',
  );
}

const readItem: Reader<Item> = (value, path) => readItemOf(value, path, []);

/** The fields of an item, beside `more` that the caller reads. */
function readItemOf(value: unknown, path: string, more: readonly string[]): Item {
  const own = fields(value, path, ['id', 'name', 'note', 'tag', 'statement', ...more]);
  const some = <K extends 'note' | 'tag' | 'statement'>(
    key: K,
    reader: Reader<string>,
  ): { readonly [key in K]?: string } =>
    own[key] === undefined ? {} : ({ [key]: reader(own[key], at(path, key)) } as { [key in K]: string });
  return {
    id: readId(own.id, at(path, 'id')),
    name: words(NAME_LENGTH_MAX)(own.name, at(path, 'name')),
    ...some('note', words(NAME_LENGTH_MAX)),
    ...some('tag', words(NAME_LENGTH_MAX)),
    ...some('statement', prose(STATEMENT_LENGTH_MAX)),
  };
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;

const readGrade: Reader<Grade> = (value, path) => {
  const own = fields(value, path, ['id', 'name', 'counted']);
  return {
    id: readId(own.id, at(path, 'id')),
    name: words(NAME_LENGTH_MAX)(own.name, at(path, 'name')),
    counted: flag(own.counted, at(path, 'counted')),
  };
};
