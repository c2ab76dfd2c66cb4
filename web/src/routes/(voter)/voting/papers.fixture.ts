/** A paper of every kind, small and with every limit somewhere, for tests. */
import type { FormPaper, GradesPaper, Item, Paper, PickPaper, PlainPaper, ScorePaper, TextPaper } from 'ballot-core';

const item = (id: string, more: Partial<Item> = {}): Item => ({ id, name: id.toUpperCase(), ...more });
const SCALE = [
  { id: 'good', name: 'Good', counted: true },
  { id: 'fair', name: 'Fair', counted: true },
  { id: 'poor', name: 'Poor', counted: true },
  { id: 'unknown', name: 'Unknown', counted: false },
] as const;

export const GRADES: GradesPaper = {
  kind: 'grades',
  subjects: [item('a'), item('b'), item('c')],
  dimensions: [item('de'), item('neng')],
  scale: SCALE,
  blank: 'allow',
  quotas: [
    { marks: { grades: ['good'] }, min: 0, max: 1, mode: 'refuse' },
    { marks: { grades: ['fair', 'poor'] }, min: 1, max: 3, mode: 'warn' },
  ],
  sameMarks: 'warn',
};

/** 60 to 100 in halves. */
export const SCORE: ScorePaper = {
  kind: 'score',
  subjects: [item('a'), item('b')],
  dimensions: [item('all')],
  from: 600,
  to: 1000,
  step: 5,
  per: 10,
  blank: 'refuse',
  quotas: [{ marks: { from: 900, to: 1000 }, min: 0, max: 1, mode: 'refuse' }],
};

export const PICK: PickPaper = {
  kind: 'pick',
  candidates: [item('a', { tag: '外单位' }), item('b', { tag: '外单位' }), item('c'), item('d')],
  min: 2,
  max: 3,
  seats: null,
  writeIns: 1,
  tagMins: [{ tag: '外单位', min: 1 }],
};

export const TICK: PickPaper = {
  kind: 'pick',
  purpose: 'tick',
  candidates: [item('p1'), item('p2')],
  min: 0,
  max: 2,
  seats: null,
  writeIns: 0,
};

export const TEXT: TextPaper = { kind: 'text', prompts: [item('views')], lengthMax: 10 };

const { tagMins: _, ...NAMES } = PICK;

const parts: readonly PlainPaper[] = [
  { kind: 'motion', matters: [item('m1'), item('m2')], blank: { as: 'abstain' } },
  { kind: 'choice', questions: [{ ...item('q1'), options: SCALE }], blank: 'refuse' },
  { ...GRADES, blank: { as: 'unknown' }, dimensions: [item('all')] },
  SCORE,
  { ...NAMES, purpose: 'weak', min: 0, writeIns: 0 },
  TICK,
  TEXT,
];

export const FORM: FormPaper = {
  kind: 'form',
  sections: parts.map((paper, index) => ({ ...item(`s${index}`), paper })),
};

export const PAPERS: readonly Paper[] = [GRADES, PICK, ...parts, FORM];
