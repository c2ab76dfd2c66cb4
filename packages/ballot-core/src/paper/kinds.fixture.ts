/**
 * One small paper of every kind, for tests that must hold for all of them.
 */
import type { ChoicePaper, FormPaper, GradesPaper, MotionPaper, PickPaper, ScorePaper, TextPaper } from './paper.ts';

const SUBJECTS = [
  { id: 'a', name: '人选甲', note: '示例单位一', tag: '本单位' },
  { id: 'b', name: '人选乙', note: '示例单位二', tag: '外单位' },
  { id: 'c', name: '人选丙', note: '示例单位二', tag: '外单位' },
];
const DIMENSIONS = [
  { id: 'de', name: '德' },
  { id: 'neng', name: '能' },
];
const SCALE = [
  { id: 'good', name: '好', counted: true },
  { id: 'fair', name: '一般', counted: true },
  { id: 'poor', name: '差', counted: true },
  { id: 'unknown', name: '不了解', counted: false },
];

export const GRADES: GradesPaper = {
  kind: 'grades',
  subjects: SUBJECTS,
  dimensions: DIMENSIONS,
  scale: SCALE,
  blank: 'allow',
  quotas: [{ marks: { grades: ['good'] }, min: 0, max: 2, mode: 'refuse' }],
  sameMarks: 'warn',
};

export const SCORE: ScorePaper = {
  kind: 'score',
  subjects: SUBJECTS,
  dimensions: DIMENSIONS,
  from: 0,
  to: 100,
  step: 5,
  per: 10,
  blank: 'allow',
  quotas: [
    { marks: { from: 90, to: 100 }, min: 0, max: 1, mode: 'warn' },
    { marks: { from: 0, to: 65 }, min: 1, max: 3, mode: 'refuse' },
  ],
};

export const PICK: PickPaper = {
  kind: 'pick',
  candidates: SUBJECTS,
  min: 2,
  max: 3,
  seats: null,
  writeIns: 0,
  tagMins: [{ tag: '外单位', min: 1 }],
};

export const MOTION: MotionPaper = {
  kind: 'motion',
  matters: [
    { id: 'one', name: '事项一', statement: '第一行\n第二行' },
    { id: 'two', name: '事项二' },
  ],
  blank: { as: 'abstain' },
};

export const CHOICE: ChoicePaper = {
  kind: 'choice',
  questions: [
    { id: 'q1', name: '总体评价', options: SCALE },
    {
      id: 'q2',
      name: '来源',
      options: [
        { id: 'poster', name: '海报', counted: true },
        { id: 'letter', name: '信函', counted: true },
      ],
    },
  ],
  blank: 'refuse',
};

export const TEXT: TextPaper = { kind: 'text', prompts: [{ id: 'advice', name: '意见建议' }], lengthMax: 200 };

export const FORM: FormPaper = {
  kind: 'form',
  sections: [
    { id: 'work', name: '总体评价', paper: { ...CHOICE, blank: 'allow' } },
    {
      id: 'faults',
      name: '存在问题',
      paper: { kind: 'pick', purpose: 'tick', candidates: SUBJECTS, min: 0, max: 3, seats: null, writeIns: 0 },
    },
    { id: 'words', name: '意见', paper: TEXT },
  ],
};

export const KINDS = [GRADES, SCORE, PICK, MOTION, CHOICE, TEXT, FORM] as const;
