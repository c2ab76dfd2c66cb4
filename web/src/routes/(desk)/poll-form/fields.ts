/**
 * From the place a reader names (`polls.0.paper.subjects.3.name`, `/groups/0/due`) to the field a person sees.
 *
 * A refusal beside its field is mended in seconds; one at the top of a long page is read twice and not found.
 */
export type Field =
  | 'title'
  | 'place'
  | `group-name-${number}`
  | `group-due-${number}`
  | 'groups'
  | 'poll-title'
  | 'names'
  | 'dimensions'
  | 'scale'
  | 'min'
  | 'max'
  | 'seats'
  | 'write-ins'
  | 'rules'
  | 'k'
  | 'min-turnout';

/** Null when the place says nothing this form knows: then the sentence goes to the top. */
export function fieldAt(at: string | undefined): Field | null {
  const parts = (at ?? '').split(/[./[\]]+/).filter(Boolean);
  const has = (name: string): boolean => parts.includes(name);
  if (has('groups')) {
    const index = Number(parts[parts.indexOf('groups') + 1]);
    if (!Number.isInteger(index)) return 'groups';
    return has('due') ? `group-due-${index}` : `group-name-${index}`;
  }
  if (has('rules')) return 'rules';
  if (has('minTurnout')) return 'min-turnout';
  if (has('release')) return 'k';
  if (has('subjects') || has('candidates') || has('matters')) return 'names';
  if (has('dimensions')) return 'dimensions';
  if (has('scale')) return 'scale';
  if (has('writeIns')) return 'write-ins';
  if (has('seats')) return 'seats';
  if (has('min')) return 'min';
  if (has('max')) return 'max';
  if (has('place')) return 'place';
  if (has('title')) return has('polls') || has('poll') || has('draft') ? 'poll-title' : 'title';
  return null;
}
