/**
 * The demonstration meeting: 90 due, 30 people on five dimensions, and a recommendation; real rules, made-up names.
 *
 * Four people stand exactly at the thresholds, so that what one vote decides can be seen on the wall: 60 and 59 of 90
 * against 未达到三分之二, 30 and 31 of 90 against 超过三分之一.
 */
import { presetRules, type Answers, type GradesPaper, type GroupId, type Paper, type PickPaper } from 'ballot-core';
import type { EventDraft, PollDraft, PollView } from 'api';

export const DUE = 90;
const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏'];
const DIMENSIONS = ['德', '能', '勤', '绩', '廉'];

const id = (prefix: string, index: number) => `${prefix}${String(index + 1).padStart(2, '0')}`;

export const GRADES_PAPER: GradesPaper = {
  kind: 'grades',
  subjects: SURNAMES.map((surname, index) => ({
    id: id('p', index),
    name: `${surname}某`,
    note: `示例单位${Math.trunc(index / 5) + 1}`,
  })),
  dimensions: DIMENSIONS.map((name, index) => ({ id: id('d', index), name })),
  scale: [
    { id: 'excellent', name: '优秀', counted: true },
    { id: 'competent', name: '称职', counted: true },
    { id: 'basic', name: '基本称职', counted: true },
    { id: 'incompetent', name: '不称职', counted: true },
    { id: 'abstain', name: '不了解', counted: false },
  ],
  blank: 'allow',
};

const PICK_PAPER: PickPaper = {
  kind: 'pick',
  candidates: SURNAMES.slice(0, 8).map((surname, index) => ({ id: id('c', index), name: `${surname}某` })),
  min: 0,
  max: 3,
  seats: null,
  writeIns: 0,
};

export const EVENT: EventDraft = {
  title: '示例单位年度民主测评大会',
  place: '示例礼堂',
  groups: [{ id: 'all' as GroupId, name: '参会人员', due: DUE }],
};

export const POLLS: readonly PollDraft[] = [
  {
    title: '领导班子成员年度民主测评',
    paper: GRADES_PAPER,
    rules: presetRules('P01'),
    release: { mode: 'batches', k: 5, minTurnout: [1, 5] },
  },
  {
    title: '后备人选民主推荐',
    paper: PICK_PAPER,
    rules: presetRules('P03'),
    release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  },
];

/** How 90 voters split over 优秀, 称职, 基本称职, 不称职; the rest do not know the person. */
const AT_THE_LINE: Readonly<Record<string, readonly number[]>> = {
  p03: [40, 20, 20, 10], // 60 of 90: not 未达到三分之二
  p08: [40, 19, 21, 10], // 59 of 90: 未达到三分之二
  p15: [20, 20, 20, 30], // 30 of 90: not 超过三分之一
  p22: [20, 20, 19, 31], // 31 of 90: 超过三分之一
};

/** What phone `phone` of 90 marks. Every person's split comes out exactly when all 90 have voted. */
export function plannedAnswers(poll: PollView, phone: number): Answers {
  const { paper } = poll.definition;
  return paper.kind === 'pick' ? recommends(paper, phone) : { choices: grades(paper, phone), writeIns: [] };
}

function grades(paper: Paper, phone: number): Record<string, string> {
  if (paper.kind !== 'grades') throw new Error('the demonstration grades people and recommends candidates');
  const choices: Record<string, string> = {};
  paper.subjects.forEach((subject, row) =>
    paper.dimensions.forEach((dimension, column) => {
      const grade =
        paper.scale[gradeIndex(splitOf(subject.id, row, column), (phone * 37 + row * 11 + column * 7) % DUE)];
      if (grade !== undefined) choices[`${subject.id}/${dimension.id}`] = grade.id;
    }),
  );
  return choices;
}

const splitOf = (subject: string, row: number, column: number): readonly number[] => {
  const excellent = 34 + ((row * 13 + column * 5) % 25);
  const basic = 3 + ((row * 7 + column) % 8);
  const incompetent = (row + column) % 5;
  const unknown = (row * 3 + column) % 4;
  return AT_THE_LINE[subject] ?? [excellent, DUE - excellent - basic - incompetent - unknown, basic, incompetent];
};

/** The step of the scale on which the `nth` of 90 voters stands. */
function gradeIndex(split: readonly number[], nth: number): number {
  let upTo = 0;
  for (const [index, votes] of split.entries()) {
    upTo += votes;
    if (nth < upTo) return index;
  }
  return split.length;
}

/** Candidate `row` is chosen by a known number of phones, at most three names on each ballot. */
function recommends(paper: PickPaper, phone: number): Answers {
  const wanted = [0, (phone % 4) + 1, 5 + (phone % 3)].filter((_, slot) => (phone + slot) % 5 !== 0);
  const picked = wanted.flatMap((row) => paper.candidates[row]?.id ?? []);
  return { choices: Object.fromEntries(picked.map((candidate) => [candidate, 'picked'])), writeIns: [] };
}
