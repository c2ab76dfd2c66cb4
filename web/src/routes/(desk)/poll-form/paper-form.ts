/**
 * Every kind of paper as its editor holds it: plain data that survives a reload, and the paper made from it.
 *
 * Half-filled forms give half-filled papers: the preview shows them, ballot-core's reader refuses them.
 */
import type {
  Blank,
  ChoicePaper,
  Grade,
  GradesPaper,
  Item,
  MotionPaper,
  Paper,
  PickPaper,
  PlainPaper,
  Quota,
  ScorePaper,
  TextPaper,
} from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { listOf, type NameList } from './name-list.ts';
import { scaleOf, type FormGrade } from './scales.ts';

export type PlainKind = PlainPaper['kind'];
export type Kind = Paper['kind'];
export const PLAIN_KINDS: readonly PlainKind[] = ['grades', 'score', 'pick', 'motion', 'choice', 'text'];
export const KINDS: readonly Kind[] = [...PLAIN_KINDS, 'form'];

/** `refuse`, `allow`, or `as ` and the id of a choice: one string, for one row of radio buttons. */
export type FormBlank = string;

/** `from` and `to` are points, as typed; grades are ids. Number fields are null while empty. */
export interface FormQuota {
  grades: string[];
  from: number | null;
  to: number | null;
  min: number | null;
  max: number | null;
  mode: 'warn' | 'refuse';
}
export interface GradesForm {
  kind: 'grades';
  subjects: NameList;
  dimensions: NameList;
  scale: FormGrade[];
  blank: FormBlank;
  quotas: FormQuota[];
  sameMarks: boolean;
}
/** All numbers are points; `per` says how finely they are kept. */
export interface ScoreForm {
  kind: 'score';
  subjects: NameList;
  dimensions: NameList;
  from: number | null;
  to: number | null;
  step: number | null;
  per: 1 | 10 | 100;
  blank: FormBlank;
  quotas: FormQuota[];
  sameMarks: boolean;
}
export interface PickForm {
  kind: 'pick';
  purpose: 'recommend' | 'weak' | 'tick';
  candidates: NameList;
  min: number | null;
  max: number | null;
  seats: number | null;
  writeIns: number | null;
  tagMins: { tag: string; min: number | null }[];
}
export interface MotionForm {
  kind: 'motion';
  matters: NameList;
  blank: FormBlank;
}
export interface FormChoice {
  readonly id: string;
  name: string;
  note: string;
  options: FormGrade[];
}
export interface ChoiceForm {
  kind: 'choice';
  questions: FormChoice[];
  blank: FormBlank;
}
export interface TextForm {
  kind: 'text';
  prompts: NameList;
  lengthMax: number | null;
}
export type PlainForm = GradesForm | ScoreForm | PickForm | MotionForm | ChoiceForm | TextForm;
export interface FormSection {
  readonly id: string;
  name: string;
  note: string;
  paper: PlainForm;
}
export interface SectionsForm {
  kind: 'form';
  sections: FormSection[];
}
export type PaperForm = PlainForm | SectionsForm;

const OVERALL_ID = 'overall';
export const FIVE: readonly (readonly [id: string, name: () => string])[] = [
  ['de', m.desk_dimension_de],
  ['neng', m.desk_dimension_neng],
  ['qin', m.desk_dimension_qin],
  ['ji', m.desk_dimension_ji],
  ['lian', m.desk_dimension_lian],
];
export const overallDimension = (): NameList => listOf([{ id: OVERALL_ID, name: m.desk_dimension_overall() }]);
export const fiveDimensions = (): NameList => listOf(FIVE.map(([id, name]) => ({ id, name: name() })));

export function dimensionsChoice({ items }: NameList): 'overall' | 'five' | 'own' {
  const ids = items.map(({ id }) => id).join();
  if (ids === OVERALL_ID) return 'overall';
  return ids === FIVE.map(([id]) => id).join() ? 'five' : 'own';
}

const noNames = (): NameList => listOf([]);
const QUOTA: FormQuota = { grades: [], from: null, to: null, min: 0, max: 1, mode: 'warn' };
export const newQuota = (): FormQuota => ({ ...QUOTA, grades: [] });

export function freshPaper(kind: Kind): PaperForm {
  return kind === 'form' ? { kind, sections: [newSection([], 'grades')] } : freshPlain(kind);
}

export function freshPlain(kind: PlainKind): PlainForm {
  const rows = { subjects: noNames(), quotas: [], sameMarks: false };
  switch (kind) {
    case 'grades':
      return { kind, ...rows, dimensions: fiveDimensions(), scale: scaleOf('competence'), blank: 'allow' };
    case 'score':
      return { kind, ...rows, dimensions: overallDimension(), from: 0, to: 100, step: 1, per: 1, blank: 'allow' };
    case 'pick': {
      const numbers = { min: 0, max: null, seats: null, writeIns: 0 };
      return { kind, purpose: 'recommend', candidates: noNames(), ...numbers, tagMins: [] };
    }
    case 'motion':
      return { kind, matters: noNames(), blank: 'refuse' };
    case 'choice':
      return { kind, questions: [newChoice([])], blank: 'allow' };
    case 'text':
      return { kind, prompts: noNames(), lengthMax: 200 };
  }
}

const freeId = (prefix: string, taken: readonly { readonly id: string }[]): string => {
  let number = taken.length + 1;
  while (taken.some(({ id }) => id === `${prefix}${number}`)) number += 1;
  return `${prefix}${number}`;
};
export const newSection = (before: readonly FormSection[], kind: PlainKind): FormSection => ({
  id: freeId('part', before),
  name: '',
  note: '',
  paper: freshPlain(kind),
});
export const newChoice = (before: readonly FormChoice[]): FormChoice => ({
  id: freeId('q', before),
  name: '',
  note: '',
  options: before[0]?.options.map((option) => ({ ...option })) ?? scaleOf('satisfaction'),
});

export const blankForm = (blank: Blank): FormBlank => (typeof blank === 'string' ? blank : `as ${blank.as}`);
export const blankOf = (blank: FormBlank): Blank =>
  blank === 'refuse' || blank === 'allow' ? blank : { as: blank.replace(/^as /, '') };

/** The paper in its editor. */
export function paperForm(paper: Paper): PaperForm {
  if (paper.kind !== 'form') return plainForm(paper);
  const sections = paper.sections.map((section): FormSection => ({
    id: section.id,
    name: section.name,
    note: section.note ?? '',
    paper: plainForm(section.paper),
  }));
  return { kind: 'form', sections };
}

function plainForm(paper: PlainPaper): PlainForm {
  switch (paper.kind) {
    case 'grades':
      return {
        kind: 'grades',
        subjects: listOf(paper.subjects),
        dimensions: listOf(paper.dimensions),
        scale: paper.scale.map((grade) => ({ ...grade })),
        blank: blankForm(paper.blank),
        quotas: (paper.quotas ?? []).map((quota) => quotaForm(quota, 1)),
        sameMarks: paper.sameMarks === 'warn',
      };
    case 'score':
      return {
        kind: 'score',
        subjects: listOf(paper.subjects),
        dimensions: listOf(paper.dimensions),
        from: paper.from / paper.per,
        to: paper.to / paper.per,
        step: paper.step / paper.per,
        per: paper.per,
        blank: paper.blank,
        quotas: (paper.quotas ?? []).map((quota) => quotaForm(quota, paper.per)),
        sameMarks: paper.sameMarks === 'warn',
      };
    case 'pick':
      return {
        kind: 'pick',
        purpose: paper.purpose ?? 'recommend',
        candidates: listOf(paper.candidates),
        min: paper.min,
        max: paper.max,
        seats: paper.seats,
        writeIns: paper.writeIns,
        tagMins: (paper.tagMins ?? []).map((each) => ({ ...each })),
      };
    case 'motion':
      return { kind: 'motion', matters: listOf(paper.matters), blank: blankForm(paper.blank ?? 'refuse') };
    case 'choice':
      return {
        kind: 'choice',
        questions: paper.questions.map(({ id, name, note, options }) => ({
          id,
          name,
          note: note ?? '',
          options: options.map((option) => ({ ...option })),
        })),
        blank: paper.blank,
      };
    case 'text':
      return { kind: 'text', prompts: listOf(paper.prompts), lengthMax: paper.lengthMax };
  }
}

function quotaForm({ marks, min, max, mode }: Quota, per: number): FormQuota {
  return 'grades' in marks
    ? { grades: [...marks.grades], from: null, to: null, min, max, mode }
    : { grades: [], from: marks.from / per, to: marks.to / per, min, max, mode };
}

/** The paper as it stands. */
export function paperOf(form: PaperForm): Paper {
  if (form.kind !== 'form') return plainOf(form);
  const sections = form.sections.map(({ id, name, note, paper }) => ({
    ...named({ id, name, note }),
    paper: plainOf(paper),
  }));
  return { kind: 'form', sections };
}

function plainOf(form: PlainForm): PlainPaper {
  switch (form.kind) {
    case 'grades': {
      const paper: GradesPaper = {
        kind: 'grades',
        subjects: form.subjects.items,
        dimensions: form.dimensions.items,
        scale: gradesOf(form.scale),
        blank: blankOf(form.blank),
      };
      const quotas = form.quotas.map((quota) => quotaOf(quota, { grades: quota.grades }, form.subjects.items.length));
      return { ...paper, ...extras(quotas, form.sameMarks) };
    }
    case 'score': {
      const units = (points: number | null): number => inUnits(points, form.per);
      const paper: ScorePaper = {
        kind: 'score',
        subjects: form.subjects.items,
        dimensions: form.dimensions.items,
        from: units(form.from),
        to: units(form.to),
        step: units(form.step),
        per: form.per,
        blank: form.blank === 'refuse' ? 'refuse' : 'allow',
      };
      const quotas = form.quotas.map((quota) =>
        quotaOf(
          quota,
          { from: units(quota.from ?? form.from), to: units(quota.to ?? form.to) },
          form.subjects.items.length,
        ),
      );
      return { ...paper, ...extras(quotas, form.sameMarks) };
    }
    case 'pick': {
      const candidates = form.candidates.items;
      const writeIns = form.writeIns ?? 0;
      const tagMins = form.tagMins.map(({ tag, min }) => ({ tag: tag.trim(), min: min ?? 0 }));
      const paper: PickPaper = {
        kind: 'pick',
        ...(form.purpose === 'recommend' ? {} : { purpose: form.purpose }),
        candidates,
        min: form.min ?? 0,
        // With posts to fill nobody may choose more than there are posts; without, everybody may be chosen.
        max: form.max ?? form.seats ?? Math.max(1, candidates.length + writeIns),
        seats: form.seats,
        writeIns,
      };
      return tagMins.length === 0 ? paper : { ...paper, tagMins };
    }
    case 'motion': {
      const paper: MotionPaper = { kind: 'motion', matters: form.matters.items };
      const blank = blankOf(form.blank);
      return blank === 'refuse' ? paper : { ...paper, blank };
    }
    case 'choice': {
      const questions = form.questions.map(({ id, name, note, options }) => ({
        ...named({ id, name, note }),
        options: gradesOf(options),
      }));
      return { kind: 'choice', questions, blank: form.blank === 'refuse' ? 'refuse' : 'allow' } satisfies ChoicePaper;
    }
    case 'text':
      return { kind: 'text', prompts: form.prompts.items, lengthMax: form.lengthMax ?? 0 } satisfies TextPaper;
  }
}

/** Points in whole units of 1/per; what doesn't fit is left as it is, for the reader to refuse. */
export function inUnits(points: number | null, per: number): number {
  if (points === null) return 0;
  const units = Math.round(points * per);
  return Math.abs(units / per - points) < 1e-9 ? units : points * per;
}

const gradesOf = (scale: readonly FormGrade[]): readonly Grade[] =>
  scale.map(({ id, name, counted }) => ({ id, name: name.trim(), counted }));

const named = ({ id, name, note }: { id: string; name: string; note: string }): Item => ({
  id,
  name: name.trim(),
  ...(note.trim() === '' ? {} : { note: note.trim() }),
});

/** An empty field for the most is everybody. */
const quotaOf = ({ min, max, mode }: FormQuota, marks: Quota['marks'], rows: number): Quota => ({
  marks,
  min: min ?? 0,
  max: max ?? rows,
  mode,
});

const extras = (quotas: readonly Quota[], sameMarks: boolean): { quotas?: readonly Quota[]; sameMarks?: 'warn' } => ({
  ...(quotas.length === 0 ? {} : { quotas }),
  ...(sameMarks ? { sameMarks: 'warn' } : {}),
});

/** Every plain paper of the form, with the section it stands in. */
export const partsOf = (form: PaperForm): readonly (readonly [section: FormSection | null, part: PlainForm])[] =>
  form.kind === 'form' ? form.sections.map((section) => [section, section.paper] as const) : [[null, form]];
