/**
 * 另提人选的归并: a teller says that one spelling is another name, and the votes are read together.
 *
 * The record keeps what was written; this only adds up. A merge may lead to a name that is merged itself, never in a
 * circle. A ballot that marks a candidate and also writes the same person in counts twice here, and nobody can tell any
 * more: so merged figures stand beside the record's, never in their place.
 */
import type { Item } from '../paper/paper.ts';

export interface WrittenName {
  readonly name: string;
  readonly votes: number;
}
/** `into`: a candidate by `candidateLabels`, or another written name. */
export interface NameMerge {
  readonly name: string;
  readonly into: string;
}
export interface MergedName {
  /** A candidate's label, or a written name that nothing was merged away from. */
  readonly name: string;
  /** The candidate's id; null for a name that only voters wrote. */
  readonly candidate: string | null;
  /** Marks on the list itself; 0 for a name that only voters wrote. */
  readonly marked: number;
  /** The spellings that are read as this name, in the record's order. */
  readonly written: readonly WrittenName[];
  /** Marked and written together. */
  readonly votes: number;
}

/** What each candidate is called in a merge: the name, with the note behind it where two have the same name. */
export function candidateLabels(candidates: readonly Item[]): ReadonlyMap<string, string> {
  const names = candidates.map(({ name }) => name);
  const shared = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
  return new Map(candidates.map(({ id, name, note }) => [id, shared(name) ? `${name}（${note ?? id}）` : name]));
}

/** Where a written name ends. */
export interface MergeEnd {
  readonly name: string;
  /** The candidate's id; null when it ends at a name that only voters wrote. */
  readonly candidate: string | null;
}

/** Follows a name through its merges, to a candidate or to a name that is not merged; null when they lead in a circle. */
export function mergeEnd(name: string, merges: readonly NameMerge[], candidates: readonly Item[]): MergeEnd | null {
  const ids = new Map([...candidateLabels(candidates)].map(([id, label]) => [label, id]));
  const next = new Map(merges.map((merge) => [merge.name, merge.into]));
  let at = name;
  for (let step = 0; step <= merges.length; step += 1) {
    const into = next.get(at);
    if (into === undefined) return { name: at, candidate: null };
    const candidate = ids.get(into);
    if (candidate !== undefined) return { name: into, candidate };
    at = into;
  }
  return null;
}

/**
 * Candidates that voters also wrote in, in the paper's order, then written names, most votes first.
 *
 * A merge of a name that nobody wrote changes nothing, and merges in a circle are not followed.
 */
export function mergedWriteIns(
  writeIns: readonly WrittenName[],
  merges: readonly NameMerge[],
  candidates: readonly (Item & { readonly votes: number })[],
): readonly MergedName[] {
  const listed = new Map<string, WrittenName[]>();
  const others = new Map<string, WrittenName[]>();
  for (const written of writeIns) {
    const end = mergeEnd(written.name, merges, candidates) ?? { name: written.name, candidate: null };
    const [among, key] = end.candidate === null ? [others, end.name] : [listed, end.candidate];
    among.set(key, [...(among.get(key) ?? []), written]);
  }
  const labels = candidateLabels(candidates);
  const known = candidates.flatMap(({ id, name, votes }): MergedName[] => {
    const written = listed.get(id);
    return written === undefined ? [] : [together(labels.get(id) ?? name, id, votes, written)];
  });
  const unlisted = [...others]
    .map(([name, written]) => together(name, null, 0, written))
    .sort((a, b) => b.votes - a.votes || (a.name < b.name ? -1 : 1));
  return [...known, ...unlisted];
}

const together = (
  name: string,
  candidate: string | null,
  marked: number,
  written: readonly WrittenName[],
): MergedName => ({
  name,
  candidate,
  marked,
  written,
  votes: written.reduce((sum, { votes }) => sum + votes, marked),
});
