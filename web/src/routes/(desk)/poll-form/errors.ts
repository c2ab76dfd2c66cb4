/**
 * What is wrong with a poll, field by field, before and after the server was asked.
 *
 * The pages look for what people leave out; everything else is left to ballot-core's reader, the same one that the
 * server and every verifier use, so that nothing passes here that is refused there.
 */
import { checkDefinition, itemsOf, K_MAX, type Definition, type EventId, type Group, type PollId } from 'ballot-core';
import type { PollDraft } from 'api/desk-views';
import type { Failure } from '#lib/api.ts';
import { fieldAt, type Field } from './fields.ts';
import type { PollForm } from './form.ts';
import { partsOf, type PlainForm } from './paper-form.ts';

/** Sentences by field. */
export type Errors = Readonly<Record<Field, string>>;
export interface Wrong {
  readonly field: Field;
  /** A figure that a rule compares and nobody has given; `row` is '' for the poll itself. */
  readonly missing?: { readonly row: string; readonly figure: string };
  /** The reader's own words, where the field's sentence can't say it. */
  readonly reason?: string;
}

export function wrongPollFields(form: PollForm, draft: PollDraft, groups: readonly Group[]): readonly Wrong[] {
  const wrong: Field[] = [];
  if (draft.title === '') wrong.push('poll-title');
  partsOf(form.paper).forEach(([section, part], index) => {
    if (section !== null && section.name.trim() === '') wrong.push('sections');
    wrong.push(...wrongPart(part).map((field) => (section === null ? field : `s${index}.${field}`)));
  });
  if (!whole(form.k, 3, K_MAX)) wrong.push('k');
  if (!whole(form.minTurnout, 0, 100)) wrong.push('min-turnout');
  if (wrong.length > 0) return [...new Set(wrong)].map((field) => ({ field }));
  return readerSays(draft, groups);
}

/** What people leave out or mistype in one paper. */
function wrongPart(part: PlainForm): readonly Field[] {
  const wrong: Field[] = [];
  const empty = (list: { readonly items: readonly unknown[] }, field: Field): void => {
    if (list.items.length === 0) wrong.push(field);
  };
  switch (part.kind) {
    case 'grades':
      empty(part.subjects, 'names');
      empty(part.dimensions, 'dimensions');
      if (badScale(part.scale)) wrong.push('scale');
      break;
    case 'score':
      empty(part.subjects, 'names');
      empty(part.dimensions, 'dimensions');
      if (part.from === null || part.to === null || part.from >= part.to) wrong.push('range');
      else if (part.step === null || part.step <= 0) wrong.push('step');
      break;
    case 'pick': {
      const rows = part.candidates.items.length;
      empty(part.candidates, 'names');
      const most = part.max ?? part.seats ?? Math.max(1, rows + (part.writeIns ?? 0));
      if (rows > 0 && !whole(most, 1, rows + (part.writeIns ?? 0))) wrong.push(part.max === null ? 'seats' : 'max');
      if (!whole(part.min ?? 0, 0, most)) wrong.push('min');
      if (part.seats !== null && !whole(part.seats, 1, 200)) wrong.push('seats');
      else if (part.seats !== null && most > part.seats) wrong.push('max');
      if (!whole(part.writeIns ?? 0, 0, 10)) wrong.push('write-ins');
      break;
    }
    case 'motion':
      empty(part.matters, 'names');
      break;
    case 'choice': {
      const bad = part.questions.some(({ name, options }) => name.trim() === '' || badScale(options));
      if (part.questions.length === 0 || bad) wrong.push('questions');
      break;
    }
    case 'text':
      empty(part.prompts, 'names');
      break;
  }
  return wrong;
}

function badScale(scale: readonly { readonly name: string; readonly counted: boolean }[]): boolean {
  const names = scale.map(({ name }) => name.trim());
  return names.includes('') || new Set(names).size < names.length || !scale.some(({ counted }) => counted);
}

/** The field a refusal is about, or null when it is not about a field of this form. */
export function refusedField(failure: Failure | null): Field | null {
  if (failure === null || failure === 'offline') return null;
  return failure.code === 'event_invalid' || failure.code === 'poll_invalid' ? fieldAt(failure.at) : null;
}

/** The same with the server's own words, for the sentence beside the field. */
export function refusedWrong(failure: Failure | null, field = refusedField(failure)): readonly Wrong[] {
  if (field === null) return [];
  const { at = '', reason } = failure === null || failure === 'offline' ? {} : failure;
  return [reason === undefined ? { field } : { field, reason: `${at}: ${reason}` }];
}

/** The draft as it would be frozen. A list that another poll will give is stood in for by the rows that are there. */
export function definitionOf(draft: PollDraft, groups: readonly Group[]): Definition {
  const { title, paper, rules, release, at, given, receipts } = draft;
  return {
    format: 'gonglun-poll/1',
    event: 'event' as EventId,
    poll: 'poll' as PollId,
    title,
    paper,
    groups,
    rules,
    release,
    ...(at === undefined ? {} : { at }),
    ...(given === undefined ? {} : { given }),
    ...(receipts === undefined ? {} : { receipts }),
  };
}

/** Ballot-core's reader looks at the draft as it would be frozen. */
function readerSays(draft: PollDraft, groups: readonly Group[]): readonly Wrong[] {
  const checked = checkDefinition(definitionOf(draft, groups));
  if (checked.ok) return [];
  const { path, reason } = checked.error;
  const field = fieldAt(path);
  const missing = /^given\.(.*)\.figures\.([^.]+)$/.exec(path);
  if (missing !== null && reason.startsWith('must be given')) {
    // The rows of a list that is still to come stand in for others: their facts are asked for at the freeze.
    if (draft.source !== undefined) return [];
    const [, id = '', figure = ''] = missing;
    const row = itemsOf(draft.paper).find((each) => each.id === id)?.item.name ?? '';
    return [{ field: 'given', missing: { row, figure } }];
  }
  // What is wrong with the meeting itself is said beside the meeting.
  if (field !== null && field.startsWith('group')) return [];
  const shown = field ?? (path.startsWith('paper') ? 'paper' : 'rules');
  return [{ field: shown === 'title' ? 'poll-title' : shown, reason: `${path}: ${reason}` }];
}

function whole(value: number | null, least: number, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= least && value <= most;
}
