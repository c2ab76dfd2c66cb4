/** The words of the poll form: what a relation is called, what is wrong with a field, what was noticed in a list. */
import { figureName } from 'ballot-core';
import { m } from '#lib/paraglide/messages.js';
import { language } from '../parts/lang.ts';
import type { Errors, Wrong } from './errors.ts';
import type { Relation } from './event-form.ts';
import type { Field } from './fields.ts';
import type { NameIssue } from './names.ts';

const RELATION_NAMES = {
  superior: m.desk_relation_superior,
  peer: m.desk_relation_peer,
  subordinate: m.desk_relation_subordinate,
  self: m.desk_relation_self,
  external: m.desk_relation_external,
  member: m.desk_relation_member,
  citizen: m.desk_relation_citizen,
} as const satisfies Record<Relation, () => string>;
export const relationName = (relation: Relation): string => RELATION_NAMES[relation]();

/** By the end of the field's name, without prefix and number. */
const WRONG: Readonly<Record<string, () => string>> = {
  title: m.desk_wrong_title,
  place: m.desk_wrong_place,
  'group-name': m.desk_wrong_group_name,
  'group-due': m.desk_wrong_group_due,
  'group-excluded': m.desk_wrong_group_excluded,
  groups: m.desk_wrong_groups,
  'poll-title': m.desk_wrong_poll_title,
  names: m.desk_wrong_names,
  dimensions: m.desk_wrong_dimensions,
  scale: m.desk_wrong_scale,
  blank: m.desk_wrong_blank,
  quotas: m.desk_wrong_quotas,
  range: m.desk_wrong_range,
  step: m.desk_wrong_step,
  min: m.desk_wrong_min,
  max: m.desk_wrong_max,
  seats: m.desk_wrong_seats,
  'write-ins': m.desk_wrong_write_ins,
  'tag-mins': m.desk_wrong_tag_mins,
  questions: m.desk_wrong_questions,
  length: m.desk_wrong_length,
  sections: m.desk_wrong_sections,
  paper: m.desk_wrong_paper,
  rules: m.desk_wrong_rules,
  rule: m.desk_wrong_rule,
  k: m.desk_wrong_k,
  'min-turnout': m.desk_wrong_min_turnout,
  at: m.desk_wrong_at,
  given: m.desk_wrong_given,
  source: m.desk_wrong_source,
  checklist: m.desk_wrong_checklist,
};
/** Fields whose sentence alone doesn't say what to mend. */
const REASONED: ReadonlySet<string> = new Set(['paper', 'rules', 'rule', 'given', 'quotas', 'blank', 'at', 'source']);

const kindOf = (field: Field): string => field.replace(/^(?:[ps]\d+\.)*/, '').replace(/-\d+$/, '');

/** What to mend in each field. */
export function wrongSentences(wrong: readonly Wrong[], prefix = ''): Errors {
  return Object.fromEntries(
    wrong.map(({ field, reason, missing }) => {
      if (missing !== undefined) return [`${prefix}${field}`, missingFigure(missing)];
      const kind = kindOf(field);
      const category = /cut\.places\.(.+): is a category that no row is in/.exec(reason ?? '')?.[1];
      if (category !== undefined) return [`${prefix}${field}`, m.desk_wrong_category({ tag: category })];
      const sentence = WRONG[kind]?.() ?? m.desk_wrong_other();
      return [`${prefix}${field}`, reason === undefined || !REASONED.has(kind) ? sentence : `${sentence} ${reason}`];
    }),
  );
}

function missingFigure({ row, figure }: NonNullable<Wrong['missing']>): string {
  const name = figureName(figure, language());
  return row === '' ? m.desk_wrong_figure({ figure: name }) : m.desk_wrong_figure_of({ row, figure: name });
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
