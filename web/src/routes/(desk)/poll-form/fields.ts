/**
 * From the place a reader names (`polls.0.paper.subjects.3.name`, `/groups/0/due`) to the field a person sees.
 *
 * A refusal beside its field is mended in seconds; one at the top of a long page is read twice and not found. Several polls
 * on one page stand apart by a prefix (`p0.`), parts of a form by theirs (`s1.`).
 */
export type Field = string;

/** The member of a path, and the field it is shown beside; the first that is found counts. */
const MEMBERS: readonly (readonly [member: string, field: Field])[] = [
  ['minTurnout', 'min-turnout'],
  ['release', 'k'],
  ['checklist', 'checklist'],
  ['source', 'source'],
  ['given', 'given'],
  ['quotas', 'quotas'],
  ['tagMins', 'tag-mins'],
  ['subjects', 'names'],
  ['candidates', 'names'],
  ['matters', 'names'],
  ['prompts', 'names'],
  ['questions', 'questions'],
  ['dimensions', 'dimensions'],
  ['scale', 'scale'],
  ['blank', 'blank'],
  ['lengthMax', 'length'],
  ['writeIns', 'write-ins'],
  ['seats', 'seats'],
  ['step', 'step'],
  ['from', 'range'],
  ['to', 'range'],
  ['per', 'step'],
  ['min', 'min'],
  ['max', 'max'],
  ['sections', 'sections'],
];

/** Null when the place says nothing this form knows: then the sentence goes to the top. */
export function fieldAt(at: string | undefined): Field | null {
  const parts = (at ?? '').split(/[./[\]]+/).filter(Boolean);
  const has = (name: string): boolean => parts.includes(name);
  const indexAfter = (name: string): number | null => {
    const index = Number(parts[parts.indexOf(name) + 1] ?? Number.NaN);
    return has(name) && Number.isInteger(index) ? index : null;
  };
  const poll = indexAfter('polls');
  const prefix = poll === null ? '' : `p${poll}.`;
  if (has('groups') && !has('rules')) {
    const index = indexAfter('groups');
    if (index === null) return 'groups';
    return has('excluded') ? `group-excluded-${index}` : has('due') ? `group-due-${index}` : `group-name-${index}`;
  }
  if (has('rules')) {
    const index = indexAfter('rules');
    return index === null ? `${prefix}rules` : `${prefix}rule-${index}`;
  }
  const section = indexAfter('sections');
  const inside = section === null || !has('paper') || parts.lastIndexOf('paper') === parts.indexOf('paper');
  const found = MEMBERS.find(([member]) => has(member) && !(member === 'sections' && !inside));
  if (found !== undefined) return `${prefix}${section === null || inside ? '' : `s${section}.`}${found[1]}`;
  if (parts[parts.length - 1] === 'at') return `${prefix}at`;
  if (has('place')) return 'place';
  if (has('title')) return poll !== null || has('poll') || has('draft') ? `${prefix}poll-title` : 'title';
  return null;
}
