/**
 * The poll form: everything an organizer types, as plain data that survives a reload, and the poll draft made from it.
 *
 * Templates (民主测评, 民主推荐, 常委会票决) are only starting values; what is sent is the draft, and what is legal is
 * decided by ballot-core's own reader, whose answer is brought back to the field it is about (`fields.ts`).
 */
import { canonicalize, presetRules } from 'ballot-core';
import type { Grade, Item, Paper, PresetId, Rule } from 'ballot-core';
import type { PollDraft } from 'api/views';
import { namesText, parseNames } from './names.ts';

export type Template = 'assessment' | 'recommendation' | 'motion';
/** `none`: counts only. `kept`: rules that came with the draft and are in no preset. */
export type RuleChoice = PresetId | 'none' | 'kept';

export interface FormGrade {
  readonly id: string;
  name: string;
  counted: boolean;
}

/** Number fields are null while empty. */
export interface PollForm {
  template: Template;
  title: string;
  names: string;
  dimensions: 'overall' | 'five' | 'own';
  ownDimensions: string;
  scale: FormGrade[];
  blank: 'allow' | 'refuse';
  min: number | null;
  max: number | null;
  seats: number | null;
  writeIns: number | null;
  rules: RuleChoice;
  kept: readonly Rule[];
  /** Counts are shown in batches while voting; otherwise turnout only. */
  live: boolean;
  k: number | null;
  /** Percent of 应到. */
  minTurnout: number | null;
}

/** Words a template puts on the paper, in the language of the desk that makes it. */
export interface TemplateWords {
  readonly title: Readonly<Record<Template, string>>;
  readonly overall: string;
  /** 德 能 勤 绩 廉 */
  readonly five: readonly [string, string, string, string, string];
  /** 优秀 称职 基本称职 不称职 */
  readonly grades: readonly [string, string, string, string];
}

export const OFFERED: Readonly<Record<Template, readonly PresetId[]>> = {
  assessment: ['P01'],
  recommendation: ['P03', 'P04', 'P05'],
  motion: ['P08'],
};

/** The ids the presets count by; the names are the organizer's. */
const GRADE_IDS = ['excellent', 'competent', 'basic', 'incompetent'] as const;
const FIVE_IDS = ['de', 'neng', 'qin', 'ji', 'lian'] as const;
const OVERALL_ID = 'overall';

export function freshForm(template: Template, words: TemplateWords): PollForm {
  return {
    template,
    title: words.title[template],
    names: '',
    dimensions: 'five',
    ownDimensions: '',
    scale: GRADE_IDS.map((id, index) => ({ id, name: words.grades[index] ?? '', counted: true })),
    blank: 'allow',
    min: 0,
    max: null,
    seats: null,
    writeIns: 0,
    rules: OFFERED[template][0] ?? 'none',
    kept: [],
    // Appointments and elections show turnout only until the close; an assessment may be watched.
    live: template === 'assessment',
    k: 5,
    minTurnout: 20,
  };
}

/** Another template, keeping what was typed: names, place and numbers stay, the title only if it was changed. */
export function changeTemplate(form: PollForm, template: Template, words: TemplateWords): PollForm {
  const fresh = freshForm(template, words);
  const titled = form.title !== '' && form.title !== words.title[form.template];
  return {
    ...form,
    template,
    rules: fresh.rules,
    live: fresh.live,
    title: titled ? form.title : fresh.title,
  };
}

export function rulesOf(form: PollForm): readonly Rule[] {
  if (form.rules === 'none') return [];
  return form.rules === 'kept' ? form.kept : presetRules(form.rules);
}

/** The draft as it stands. Half-filled forms give half-filled drafts: the preview shows them, the reader refuses them. */
export function draftOf(form: PollForm, words: TemplateWords): PollDraft {
  return {
    title: form.title.trim(),
    paper: paperOf(form, words),
    rules: rulesOf(form),
    release: {
      mode: form.live ? 'batches' : 'turnout',
      k: form.k ?? 0,
      minTurnout: [form.minTurnout ?? 0, 100],
    },
  };
}

/** A kept draft back in the form. */
export function formOf(draft: PollDraft, words: TemplateWords): PollForm {
  const { paper } = draft;
  const template = paper.kind === 'grades' ? 'assessment' : paper.kind === 'pick' ? 'recommendation' : 'motion';
  const [part, whole] = draft.release.minTurnout;
  const form: PollForm = {
    ...freshForm(template, words),
    title: draft.title,
    ...choiceOf(draft.rules, template),
    live: draft.release.mode === 'batches',
    k: draft.release.k,
    minTurnout: Math.round((part * 100) / whole),
  };
  switch (paper.kind) {
    case 'grades':
      return {
        ...form,
        names: namesText(paper.subjects),
        dimensions: dimensionsChoice(paper.dimensions),
        ownDimensions: namesText(paper.dimensions),
        scale: paper.scale.map((grade) => ({ ...grade })),
        blank: paper.blank,
      };
    case 'pick':
      return {
        ...form,
        names: namesText(paper.candidates),
        min: paper.min,
        max: paper.max,
        seats: paper.seats,
        writeIns: paper.writeIns,
      };
    case 'motion':
      return { ...form, names: namesText(paper.matters) };
  }
}

/** A new step of the scale. 不了解 and 弃权 are shown but don't count; another grade does. */
export function addGrade(scale: readonly FormGrade[], name: string, counted: boolean): FormGrade[] {
  let number = scale.length + 1;
  while (scale.some((grade) => grade.id === `g${number}`)) number += 1;
  return [...scale, { id: `g${number}`, name, counted }];
}

function paperOf(form: PollForm, words: TemplateWords): Paper {
  switch (form.template) {
    case 'assessment':
      return {
        kind: 'grades',
        subjects: items('s', form.names),
        dimensions: dimensionsOf(form, words),
        scale: form.scale.map(({ id, name, counted }): Grade => ({ id, name: name.trim(), counted })),
        blank: form.blank,
      };
    case 'recommendation': {
      const candidates = items('c', form.names);
      const writeIns = form.writeIns ?? 0;
      return {
        kind: 'pick',
        candidates,
        min: form.min ?? 0,
        // With posts to fill nobody may choose more than there are posts; without, everybody may be recommended.
        max: form.max ?? form.seats ?? Math.max(1, candidates.length + writeIns),
        seats: form.seats,
        writeIns,
      };
    }
    case 'motion':
      return { kind: 'motion', matters: items('m', form.names, 'matters') };
  }
}

function items(prefix: string, text: string, kind: 'persons' | 'matters' = 'persons'): readonly Item[] {
  return parseNames(text, kind).names.map(({ name, note }, index) => ({
    id: `${prefix}${index + 1}`,
    name,
    ...(note === '' ? {} : { note }),
  }));
}

function dimensionsOf(form: PollForm, words: TemplateWords): readonly Item[] {
  if (form.dimensions === 'overall') return [{ id: OVERALL_ID, name: words.overall }];
  if (form.dimensions === 'five') return FIVE_IDS.map((id, index) => ({ id, name: words.five[index] ?? '' }));
  return items('d', form.ownDimensions);
}

function dimensionsChoice(dimensions: readonly Item[]): PollForm['dimensions'] {
  const ids = dimensions.map((dimension) => dimension.id).join();
  if (ids === OVERALL_ID) return 'overall';
  return ids === FIVE_IDS.join() ? 'five' : 'own';
}

function choiceOf(rules: readonly Rule[], template: Template): Pick<PollForm, 'rules' | 'kept'> {
  if (rules.length === 0) return { rules: 'none', kept: [] };
  const preset = OFFERED[template].find((name) => canonicalize(presetRules(name)) === canonicalize(rules));
  return preset ? { rules: preset, kept: [] } : { rules: 'kept', kept: rules };
}
