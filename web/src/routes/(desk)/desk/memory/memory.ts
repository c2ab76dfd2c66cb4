/** Memory as it is read: one row for each person or unit in a post, marks in the order of their years. */
import { PRESETS } from 'ballot-core';
import type { MarkRow } from 'api/desk-views';

export interface Subject {
  readonly kind: MarkRow['kind'];
  readonly name: string;
  readonly post: string;
  readonly marks: readonly MarkRow[];
}

export function bySubject(marks: readonly MarkRow[], sought: string, kind: '' | MarkRow['kind']): readonly Subject[] {
  const words = sought.trim().toLowerCase();
  const subjects = new Map<string, MarkRow[]>();
  for (const mark of marks) {
    if (kind !== '' && mark.kind !== kind) continue;
    if (words !== '' && ![mark.subject, mark.post, mark.document].some((text) => text.toLowerCase().includes(words)))
      continue;
    const key = [mark.kind, mark.subject, mark.post].join('\n');
    subjects.set(key, [...(subjects.get(key) ?? []), mark]);
  }
  return [...subjects.values()].map((own): Subject => {
    const sorted = own.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    const [first] = sorted;
    return { kind: first?.kind ?? 'person', name: first?.subject ?? '', post: first?.post ?? '', marks: sorted };
  });
}

/** Marks that rules of the templates look for in earlier years, and the two that come with the house. */
export const OFFERED_MARKS: readonly string[] = [
  ...new Set([
    ...Object.values(PRESETS)
      .flatMap(({ polls }) => polls.flatMap(({ rules }) => rules))
      .flatMap(({ tests }) =>
        tests.flatMap(({ numerator }) => ('history' in numerator ? [numerator.history.mark] : [])),
      ),
    'absence',
    'none',
  ]),
];
