/**
 * What is wrong with a form, field by field, before and after the server was asked.
 *
 * The pages look for what people leave out; everything else is left to ballot-core's reader, the same one that the
 * server and every verifier use, so that nothing passes here that is refused there.
 */
import { checkDefinition, DUE_MAX, K_MAX } from 'ballot-core';
import type { EventId, GroupId, PollId } from 'ballot-core';
import type { EventDraft, PollDraft } from 'api/views';
import type { Failure } from '#lib/api.ts';
import { fieldAt, type Field } from './fields.ts';
import type { PollForm } from './form.ts';

export type Errors = Readonly<Partial<Record<Field, string>>>;

/** Number fields are null while empty. */
export interface EventForm {
  title: string;
  place: string;
  groups: FormGroup[];
}
export interface FormGroup {
  readonly id: string;
  name: string;
  due: number | null;
}

export function wrongEventFields(form: EventForm): readonly Field[] {
  const wrong: Field[] = [];
  if (form.title.trim() === '') wrong.push('title');
  if (form.place.trim() === '') wrong.push('place');
  const names = form.groups.map((group) => group.name.trim());
  form.groups.forEach((group, index) => {
    if (names[index] === '' || names.indexOf(names[index] ?? '') !== index) wrong.push(`group-name-${index}`);
    if (!whole(group.due, 1, DUE_MAX)) wrong.push(`group-due-${index}`);
  });
  return wrong;
}

export function wrongPollFields(form: PollForm, draft: PollDraft, event: EventForm): readonly Field[] {
  const wrong: Field[] = [];
  const { paper } = draft;
  if (draft.title === '') wrong.push('poll-title');
  if (!whole(form.k, 3, K_MAX)) wrong.push('k');
  if (!whole(form.minTurnout, 0, 100)) wrong.push('min-turnout');
  if (paper.kind === 'grades') {
    if (paper.subjects.length === 0) wrong.push('names');
    if (paper.dimensions.length === 0) wrong.push('dimensions');
    const names = paper.scale.map((grade) => grade.name);
    const bad = names.includes('') || new Set(names).size < names.length || !paper.scale.some((grade) => grade.counted);
    if (bad) wrong.push('scale');
  } else if (paper.kind === 'pick') {
    if (paper.candidates.length === 0) wrong.push('names');
    if (paper.candidates.length > 0 && !whole(paper.max, 1, paper.candidates.length + paper.writeIns))
      wrong.push('max');
    if (!whole(paper.min, 0, paper.max)) wrong.push('min');
    if (paper.seats !== null && !whole(paper.seats, 1, 200)) wrong.push('seats');
    else if (paper.seats !== null && paper.max > paper.seats) wrong.push('max');
    if (!whole(paper.writeIns, 0, 10)) wrong.push('write-ins');
  } else if (paper.matters.length === 0) wrong.push('names');
  return wrong.length > 0 ? wrong : readerSays(draft, event);
}

/** The field a refusal is about, or null when it is not about a field of this form. */
export function refusedField(failure: Failure | null): Field | null {
  if (failure === null || failure === 'offline') return null;
  return failure.code === 'event_invalid' || failure.code === 'poll_invalid' ? fieldAt(failure.at) : null;
}

export const eventDraft = (form: EventForm): EventDraft => ({
  title: form.title.trim(),
  place: form.place.trim(),
  groups: form.groups.map((group) => ({ id: group.id as GroupId, name: group.name.trim(), due: group.due ?? 0 })),
});

/** Ballot-core's reader looks at the draft as it would be frozen. */
function readerSays(draft: PollDraft, event: EventForm): readonly Field[] {
  const checked = checkDefinition({
    format: 'gonglun-poll/1',
    event: 'event' as EventId,
    poll: 'poll' as PollId,
    title: draft.title,
    paper: draft.paper,
    groups: eventDraft(event).groups,
    rules: draft.rules,
    release: draft.release,
  });
  if (checked.ok) return [];
  const field = fieldAt(checked.error.path);
  return [field === null ? 'rules' : field === 'title' ? 'poll-title' : field];
}

function whole(value: number | null, least: number, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}
