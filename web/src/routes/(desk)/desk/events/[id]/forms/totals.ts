/**
 * Signed forms beside the ballot (会议投票与署名推荐相互印证): one row for each person whom either names.
 *
 * Two instruments that are only ever laid side by side. They meet by the name that stands on the form and on the paper;
 * where two candidates have one name, nobody is matched and the page says so.
 */
import { candidateLabels, mergedWriteIns, tallyOf } from 'ballot-core';
import type { DeskPoll, NamedForm } from 'api/desk-views';

export interface Beside {
  readonly name: string;
  /** Post or unit, from the paper or else from a form. */
  readonly note: string;
  readonly forms: number;
  /** Different people who signed for this person. */
  readonly recommenders: number;
  /** Null where the person was not on the paper and nobody wrote the name in, or no poll is chosen. */
  readonly votes: number | null;
  /** Of `votes`, written in and merged. */
  readonly written: number;
  /** What the rules of the poll found about this candidate, severest first. */
  readonly labels: readonly { readonly zh: string; readonly en: string }[];
}

/** Sealed polls whose votes go to persons. */
export const comparable = (polls: readonly DeskPoll[]): readonly DeskPoll[] =>
  polls.filter(({ state, paper, released }) => state === 'sealed' && paper.kind === 'pick' && released !== null);

/** Most votes first, then most forms; without a poll most forms first. */
export function sideBySide(forms: readonly NamedForm[], poll: DeskPoll | null): readonly Beside[] {
  const rows = new Map<string, Beside>();
  for (const row of poll === null ? [] : voted(poll)) rows.set(row.name, row);
  for (const form of forms) {
    const mine = forms.filter(({ recommended }) => recommended === form.recommended);
    const before = rows.get(form.recommended);
    if (before !== undefined && before.forms > 0) continue;
    rows.set(form.recommended, {
      ...(before ?? { name: form.recommended, note: form.recommendedPost, votes: null, written: 0, labels: [] }),
      forms: mine.length,
      recommenders: new Set(mine.map(({ recommender, recommenderPost }) => `${recommender}\n${recommenderPost}`)).size,
    });
  }
  return [...rows.values()].sort(
    (a, b) => (b.votes ?? -1) - (a.votes ?? -1) || b.forms - a.forms || (a.name < b.name ? -1 : 1),
  );
}

function voted({ paper, released, accounts, findings, writeIns, merges }: DeskPoll): readonly Beside[] {
  if (paper.kind !== 'pick' || released === null) return [];
  const labels = candidateLabels(paper.candidates);
  const counted = paper.candidates.map((candidate) => ({
    ...candidate,
    votes: tallyOf(paper, released, candidate.id, accounts).options.picked ?? 0,
  }));
  const merged = mergedWriteIns(
    writeIns,
    merges.flatMap(({ name, into }) => (into === null ? [] : [{ name, into }])),
    counted,
  );
  const listed = counted.map((candidate): Beside => {
    const written = merged.find((row) => row.candidate === candidate.id);
    return {
      name: labels.get(candidate.id) ?? candidate.name,
      note: candidate.note ?? '',
      forms: 0,
      recommenders: 0,
      votes: written?.votes ?? candidate.votes,
      written: (written?.votes ?? candidate.votes) - candidate.votes,
      labels: findings
        .filter(({ question, label }) => question === candidate.id && label.weight !== 'clear')
        .map(({ label }) => label),
    };
  });
  const unlisted = merged
    .filter(({ candidate }) => candidate === null)
    .map(({ name, votes }): Beside => ({
      name,
      note: '',
      forms: 0,
      recommenders: 0,
      votes,
      written: votes,
      labels: [],
    }));
  return [...listed, ...unlisted];
}
