/**
 * The tally of a poll as a whole: its accounts, and all rows together.
 *
 * Ballots are counted once here, however many rows they mark; marks and 有效评价票 are those of all rows.
 */
import type { Accounts } from '../count/accounts.ts';
import type { Count } from '../count/count.ts';
import type { TallySources } from '../count/tally.ts';
import type { Paper } from '../paper/paper.ts';
import type { BaseKey, Row, Rule, Tally } from './rule.ts';

export function pollTally(
  paper: Paper,
  { only }: Pick<Rule, 'only'>,
  count: Count,
  accounts: Accounts,
  rows: readonly Row[],
  { headcount }: TallySources,
): Tally {
  const part = paper.kind === 'form' ? paper.sections.find(({ id }) => id === only?.section)?.paper : paper;
  const options: Record<string, number> = {};
  for (const { tally } of rows) {
    for (const [option, votes] of Object.entries(tally.options)) options[option] = (options[option] ?? 0) + votes;
  }
  const assessed = rows.map(({ tally }) => tally.bases.validItem);
  const bases: Partial<Record<BaseKey, number>> = {
    due: accounts.due,
    present: accounts.present,
    issued: accounts.issued,
    returned: count.ballots + accounts.invalid,
    valid: count.ballots,
    headcount: headcount ?? rows.length,
  };
  if (part?.kind === 'pick' && part.seats !== null) bases.seats = part.seats;
  if (!assessed.includes(undefined)) bases.validItem = assessed.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  return { bases, options, invalid: accounts.invalid };
}
