/** The words of the poll form: what a template puts on the paper, what a rule is called, what is wrong with a field. */
import { PRESETS } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { language } from '../parts/lang.ts';
import type { Errors } from './errors.ts';
import type { Field } from './fields.ts';
import type { RuleChoice, Template, TemplateWords } from './form.ts';
import type { NameIssue } from './names.ts';

export const templateWords = (): TemplateWords => ({
  title: {
    assessment: m.desk_template_assessment(),
    recommendation: m.desk_template_recommendation(),
    motion: m.desk_template_motion(),
  },
  overall: m.desk_dimension_overall(),
  five: [
    m.desk_dimension_de(),
    m.desk_dimension_neng(),
    m.desk_dimension_qin(),
    m.desk_dimension_ji(),
    m.desk_dimension_lian(),
  ],
  grades: [m.desk_grade_1(), m.desk_grade_2(), m.desk_grade_3(), m.desk_grade_4()],
});

export const templateName = (template: Template): string => templateWords().title[template];

const TEMPLATE_NOTES = {
  assessment: m.desk_template_assessment_note,
  recommendation: m.desk_template_recommendation_note,
  motion: m.desk_template_motion_note,
} as const satisfies Record<Template, () => string>;
export const templateNote = (template: Template): string => TEMPLATE_NOTES[template]();

export function ruleChoiceName(choice: RuleChoice): string {
  if (choice === 'none') return m.desk_preset_none();
  return choice === 'kept' ? m.desk_preset_kept() : PRESETS[choice][language()];
}

const WRONG = {
  title: m.desk_wrong_title,
  place: m.desk_wrong_place,
  'group-name': m.desk_wrong_group_name,
  'group-due': m.desk_wrong_group_due,
  groups: m.desk_wrong_groups,
  'poll-title': m.desk_wrong_poll_title,
  names: m.desk_wrong_names,
  dimensions: m.desk_wrong_dimensions,
  scale: m.desk_wrong_scale,
  min: m.desk_wrong_min,
  max: m.desk_wrong_max,
  seats: m.desk_wrong_seats,
  'write-ins': m.desk_wrong_write_ins,
  rules: m.desk_wrong_rules,
  k: m.desk_wrong_k,
  'min-turnout': m.desk_wrong_min_turnout,
} as const;

/** What to mend in each field. */
export function wrongSentences(fields: readonly Field[]): Errors {
  return Object.fromEntries(fields.map((field) => [field, WRONG[kindOf(field)]()]));
}

function kindOf(field: Field): keyof typeof WRONG {
  if (field.startsWith('group-name-')) return 'group-name';
  return field.startsWith('group-due-') ? 'group-due' : (field as Exclude<Field, `group-${string}`>);
}

export function issueSentence(issue: NameIssue): string {
  const { line, name } = issue;
  switch (issue.kind) {
    case 'repeated':
      return m.desk_names_repeated({ line, name, first: issue.first });
    case 'namesake':
      return m.desk_names_namesake({ line, name, first: issue.first });
    case 'too_long':
      return m.desk_names_too_long({ line, name });
    case 'too_many':
      return m.desk_names_too_many({ line, name });
  }
}
