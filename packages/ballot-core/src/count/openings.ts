/**
 * Counting what was published: the same sums from shredded ballots as from whole ones.
 *
 * Every ballot leaves one opening for each question and one for each write-in slot, so a list that is short or long
 * anywhere is not the list of any set of ballots, and is refused.
 */
import { WRITE_IN, WRITTEN, type Paper } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';
import { TEXT_HASH } from '../paper/text-hash.ts';
import type { Opening } from '../record/record.ts';
import type { Count } from './count.ts';
import { hasWriteIns, places, slots } from './slots.ts';

/** Throws a RangeError that names the question when the openings can't be those of whole ballots. */
export function countOpenings(paper: Paper, openings: Iterable<Pick<Opening, 'question' | 'choice'>>): Count {
  const order = slots(paper);
  const place = new Map(order.map(({ question, choice }, slot) => [`${question} ${choice}`, slot]));
  const texts = new Set<string>(questions(paper).flatMap(({ id, text }) => (text === null ? [] : [id])));
  const counts = order.map(() => 0);
  let writeInSlots = 0;
  let names = 0;
  for (const { question, choice } of openings) {
    if (question === WRITE_IN && hasWriteIns(paper)) {
      writeInSlots += 1;
      if (choice !== '') names += 1;
      continue;
    }
    const counted = texts.has(question) ? textChoice(choice) : choice;
    const slot = place.get(`${question} ${counted}`);
    if (slot === undefined) throw new RangeError(`no such choice on this paper: ${question} ${choice}`);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  if (hasWriteIns(paper)) counts[counts.length - 1] = names;

  const totals = totalsOf(paper, counts);
  const [ballots] = totals.values();
  if (ballots === undefined) throw new RangeError('a paper without questions');
  for (const [question, total] of totals) {
    if (total !== ballots) throw new RangeError(`${question} has ${total} openings where others have ${ballots}`);
  }
  const due = paper.kind === 'pick' ? paper.writeIns * ballots : 0;
  if (writeInSlots !== due) throw new RangeError(`${WRITE_IN} has ${writeInSlots} openings where ${due} are due`);
  return { ballots, counts };
}

/** Words are published as their hash, and as nothing else. */
function textChoice(choice: string): string {
  if (choice === '') return '';
  if (!TEXT_HASH.test(choice)) throw new RangeError('free words must be published as their hash');
  return WRITTEN;
}

function totalsOf(paper: Paper, counts: readonly number[]): ReadonlyMap<string, number> {
  const totals = new Map([...places(paper).keys()].map((question) => [question, 0]));
  slots(paper).forEach(({ question }, slot) => {
    const before = totals.get(question);
    if (before !== undefined) totals.set(question, before + (counts[slot] ?? 0));
  });
  return totals;
}

/** Names written in with their votes, sorted by name in code-unit order. */
export function countWriteIns(
  openings: Iterable<Pick<Opening, 'question' | 'choice'>>,
): readonly { readonly name: string; readonly votes: number }[] {
  const votes = new Map<string, number>();
  for (const { question, choice } of openings) {
    if (question === WRITE_IN && choice !== '') votes.set(choice, (votes.get(choice) ?? 0) + 1);
  }
  return [...votes].map(([name, count]) => ({ name, votes: count })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
