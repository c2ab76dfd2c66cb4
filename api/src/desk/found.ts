/**
 * The sealed finding that an organ's decision or a period is about.
 *
 * Named by its rule and by what it is about: a line, a person or unit, the whole poll (''). A rule that ranks the rows of
 * a poll has one finding and takes several of them (末位黄牌 by category), so each row taken may be named by its own id.
 */
import { no, ok, type QuestionFinding, type Result, type Rule } from 'ballot-core';
import { findPoll } from '../db/polls.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { standing } from '../live/standing.ts';

export interface Found {
  readonly rule: Rule;
  readonly finding: QuestionFinding;
}

/** Refuses `wrong_state` before the seal. Other acts can't change what is found here, so no lock is needed. */
export async function sealedFinding(
  deps: Pick<Deps, 'db' | 'sql'>,
  id: string,
  named: { readonly rule: string; readonly question: string },
): Promise<Result<Found, Refusal>> {
  const poll = await findPoll(deps.db, id);
  if (poll === null) return no({ code: 'unknown_poll' });
  if (poll.definition === null || poll.state !== 'sealed') return no({ code: 'wrong_state' });
  const rule = poll.definition.rules.find((candidate) => candidate.id === named.rule);
  if (rule === undefined) return no({ code: 'body_malformed', at: 'rule' });
  const { findings } = await standing(deps, poll.id);
  const finding = findings.find((candidate) => candidate.rule === rule.id && isAbout(candidate, named.question));
  return finding === undefined ? no({ code: 'body_malformed', at: 'question' }) : ok({ rule, finding });
}

const isAbout = ({ question, ranking }: QuestionFinding, asked: string): boolean =>
  question === asked || ranking?.some(({ id, state }) => id === asked && state === 'taken') === true;
