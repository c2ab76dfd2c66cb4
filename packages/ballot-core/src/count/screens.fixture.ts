/**
 * Somebody who keeps every picture that was on the wall and subtracts each from each (for tests).
 *
 * He knows the accounts as well: who was out when counts moved, and how many came in since.
 */
import type { Paper } from '../paper/paper.ts';
import type { Accounts } from './accounts.ts';
import type { Count } from './count.ts';
import { places } from './slots.ts';

/** One picture of one poll, in the order they were shown. */
export interface Picture {
  readonly sealed: boolean;
  readonly accounts: Pick<Accounts, 'due' | 'issued' | 'returned'>;
  readonly released: Count | null;
}

/** What he finds; [] when the pictures keep what they should. `k` is the policy's. */
export function readOffWall(paper: Paper, k: number, pictures: readonly Picture[]): readonly string[] {
  const least = Math.max(k, 3);
  const running = pictures.filter(({ sealed }) => !sealed);
  const shown = running.flatMap(({ released }) => (released === null ? [] : [released]));
  const found: string[] = [];
  if (running.some(({ accounts, released }) => accounts.due < 7 && released !== null))
    found.push('counts of a committee of fewer than seven');
  const moves = [{ ballots: 0, counts: [] }, ...shown].filter(
    (count: Count, i, all) => i === 0 || count.ballots !== all[i - 1]?.ballots || !same(count, all[i - 1]),
  );
  for (const [i, later] of moves.entries()) {
    for (const earlier of moves.slice(0, i)) {
      const apart = later.ballots - earlier.ballots;
      if (apart < least) found.push(`${earlier.ballots} and ${later.ballots} are ${apart} apart`);
      if (!isSumOf(paper, apart, later, earlier)) found.push(`${later.ballots} without ${earlier.ballots} is no count`);
    }
  }
  const last = moves.at(-1);
  const at = running.findLast(({ released }) => released !== null);
  const end = pictures.find(({ sealed }) => sealed);
  if (end !== undefined && last !== undefined && at !== undefined) {
    const rest = (end.released?.ballots ?? 0) - last.ballots;
    // Whose the last ballots are stays among those who were out when counts moved last.
    const first = running.find(({ released }) => released !== null && same(released, last)) ?? at;
    const out = first.accounts.issued - last.ballots;
    if (rest > 0 && out < least) found.push(`the last ${rest} are of ${out} who were out`);
  }
  return found;
}

const same = (a: Count, b: Count | undefined): boolean =>
  b !== undefined && a.ballots === b.ballots && a.counts.every((count, slot) => count === b.counts[slot]);

/** On every line the difference is of as many ballots as were handed in between. */
function isSumOf(paper: Paper, ballots: number, later: Count, earlier: Count): boolean {
  return [...places(paper).values()].every(({ question, first }) => {
    const own = [...question.choices, ''].map(
      (_, i) => (later.counts[first + i] ?? 0) - (earlier.counts[first + i] ?? 0),
    );
    return own.every((count) => count >= 0) && own.reduce((sum, count) => sum + count, 0) === ballots;
  });
}
