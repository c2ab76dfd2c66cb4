/**
 * What the rules see of a count: one question's votes and the bases they may be held against.
 *
 * 有效票 and 收回票 follow the count itself, not the newest accounts: a released count is older than the turnout beside
 * it, and numerator and denominator must be of the same moment.
 */
import type { Paper } from '../paper/paper.ts';
import { countedOptions } from '../paper/questions.ts';
import type { BaseKey, Tally } from '../rules/rule.ts';
import type { Accounts } from './accounts.ts';
import type { Count } from './count.ts';
import { places } from './slots.ts';

/** `validItem` (该对象有效评价票) is the counted marks on this question; a pick paper has no such base. */
export function tallyOf(paper: Paper, count: Count, questionId: string, accounts: Accounts): Tally {
  const place = places(paper).get(questionId);
  if (place === undefined) throw new RangeError(`this paper has no question ${questionId}`);
  const { question, first } = place;

  const options: Record<string, number> = {};
  question.choices.forEach((choice, index) => {
    const votes = count.counts[first + index];
    if (votes === undefined) throw new RangeError('this count is not of this paper');
    options[choice] = votes;
  });

  const bases: Partial<Record<BaseKey, number>> = {
    due: accounts.due,
    present: accounts.present,
    issued: accounts.issued,
    returned: count.ballots + accounts.invalid,
    valid: count.ballots,
  };
  const counted = countedOptions(paper);
  if (counted !== null) bases.validItem = counted.reduce((sum, choice) => sum + (options[choice] ?? 0), 0);
  return { bases, options, invalid: accounts.invalid };
}
