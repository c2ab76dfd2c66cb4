/**
 * Periods after a finding (申诉期、公示期、试用期): when one began is recorded, when it ends is worked out.
 *
 * Only for a period that the rule itself declares, of a sealed finding that says something. The last day counts: day 7 of
 * 7 is in time. Working days follow the list of holidays, which organizers keep for the place.
 */
import { deadline, no, ok, type PollId, type Result, type Rule } from 'ballot-core';
import type { Db } from '../db/client.ts';
import { periodsOf, startPeriod, withdrawPeriod } from '../db/periods.ts';
import { addTrail } from '../db/trail.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Holiday, PeriodStart, PeriodView } from '../desk-views.ts';
import { sealedFinding } from './found.ts';
import { withPoll } from './polls.ts';

export async function recordPeriod(
  deps: Deps,
  actor: string,
  id: string,
  made: PeriodStart,
): Promise<Result<null, Refusal>> {
  const found = await sealedFinding(deps, id, made);
  if (!found.ok) return found;
  const { rule, finding } = found.value;
  const { startsOn, by } = made;
  if (!rule.periods?.some(({ id: known }) => known === made.period))
    return no({ code: 'body_malformed', at: 'period' });
  if (finding.label.weight === 'clear') return no({ code: 'body_malformed', at: 'question' });
  if (startsOn !== null && by === '') return no({ code: 'body_malformed', at: 'by' });

  const detail = { question: made.question, rule: rule.id, period: made.period };
  return await withPoll(deps, id, async (tx, poll, event) => {
    if (startsOn === null) {
      if (!(await withdrawPeriod(tx, poll, made))) return ok(null);
      await addTrail(tx, { event, poll, actor, act: 'period_withdrawn', detail });
      return ok(null);
    }
    await startPeriod(tx, poll, { ...made, startsOn });
    await addTrail(tx, { event, poll, actor, act: 'period_started', detail: { ...detail, startsOn, by } });
    return ok(null);
  });
}

/** With their last days, as the holidays stand now. */
export async function periodViews(
  db: Db,
  poll: PollId,
  rules: readonly Rule[],
  holidays: readonly Holiday[],
): Promise<readonly PeriodView[]> {
  return (await periodsOf(db, poll)).flatMap((row) => {
    const declared = rules.find(({ id }) => id === row.rule)?.periods?.find(({ id }) => id === row.period);
    return declared === undefined ? [] : [{ ...row, lastDay: deadline(row.startsOn, declared, holidays) }];
  });
}
