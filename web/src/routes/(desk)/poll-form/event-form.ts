/**
 * The meeting as its form holds it: title, place, and who is due (应到), group by group, after exclusions.
 *
 * 应到 is what remains of those listed when recorded exclusions are taken off, so the number in every base can be
 * explained by name of reason and approver.
 */
import { DUE_MAX, type Group, type GroupId } from 'ballot-core';
import type { EventDraft } from 'api/desk-views';
import type { AdmissionMode } from 'api/views';
import type { Field } from './fields.ts';

export const RELATIONS = ['superior', 'peer', 'subordinate', 'self', 'external', 'member', 'citizen'] as const;
export type Relation = (typeof RELATIONS)[number];

/** Number fields are null while empty. */
export interface EventForm {
  title: string;
  place: string;
  admission: AdmissionMode;
  groups: FormGroup[];
}
export interface FormGroup {
  readonly id: string;
  name: string;
  /** Entitled, before exclusions. */
  listed: number | null;
  relation: Relation | '';
  excluded: FormExclusion[];
}
export interface FormExclusion {
  count: number | null;
  reason: string;
  approvedBy: string;
}

export const newGroup = (id: string, name: string): FormGroup => ({
  id,
  name,
  listed: null,
  relation: '',
  excluded: [],
});

export const newExclusion = (): FormExclusion => ({ count: null, reason: '', approvedBy: '' });

/** 应到 of a group: those listed less those excluded; 0 while nothing is filled in. */
export const dueOf = ({ listed, excluded }: FormGroup): number =>
  Math.max(0, (listed ?? 0) - excluded.reduce((sum, { count }) => sum + (count ?? 0), 0));

export const dueOfAll = (groups: readonly FormGroup[]): number => groups.reduce((sum, group) => sum + dueOf(group), 0);

export const groupsOf = (groups: readonly FormGroup[]): readonly Group[] =>
  groups.map((group) => ({
    id: group.id as GroupId,
    name: group.name.trim(),
    due: dueOf(group),
    ...(group.relation === '' ? {} : { relation: group.relation }),
    ...(group.excluded.length === 0
      ? {}
      : {
          excluded: group.excluded.map(({ count, reason, approvedBy }) => ({
            count: count ?? 0,
            reason: reason.trim(),
            approvedBy: approvedBy.trim(),
          })),
        }),
  }));

export const eventDraft = (form: EventForm): EventDraft => ({
  title: form.title.trim(),
  place: form.place.trim(),
  admission: form.admission,
  groups: groupsOf(form.groups),
});

export const eventForm = ({ title, place, groups, admission = 'slips' }: EventDraft): EventForm => ({
  title,
  place,
  admission,
  groups: groups.map(({ id, name, due, relation, excluded = [] }) => ({
    id,
    name,
    listed: due + excluded.reduce((sum, { count }) => sum + count, 0),
    relation: relation ?? '',
    excluded: excluded.map((each) => ({ ...each })),
  })),
});

export function wrongEventFields(form: EventForm): readonly Field[] {
  const wrong: Field[] = [];
  if (form.title.trim() === '') wrong.push('title');
  if (form.place.trim() === '') wrong.push('place');
  const names = form.groups.map((group) => group.name.trim());
  form.groups.forEach((group, index) => {
    if (names[index] === '' || names.indexOf(names[index] ?? '') !== index) wrong.push(`group-name-${index}`);
    const { listed } = group;
    const due = dueOf(group);
    if (listed === null || !Number.isInteger(listed) || due < 1 || due > DUE_MAX) wrong.push(`group-due-${index}`);
    const unsaid = group.excluded.some(
      ({ count, reason, approvedBy }) =>
        count === null || !Number.isInteger(count) || count < 1 || reason.trim() === '' || approvedBy.trim() === '',
    );
    if (unsaid) wrong.push(`group-excluded-${index}`);
  });
  return wrong;
}
