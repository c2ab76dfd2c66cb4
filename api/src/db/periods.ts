/**
 * When a period after a finding began (公示、申诉、试用). Its end is never stored: it follows from the calendar.
 */
import { and, asc, eq } from 'drizzle-orm';
import type { PollId } from 'ballot-core';
import type { PeriodView } from '../desk-views.ts';
import type { Db } from './client.ts';
import { periods } from './schema.ts';

export type PeriodRow = Omit<PeriodView, 'lastDay'>;

export async function startPeriod(db: Db, poll: PollId, row: PeriodRow): Promise<void> {
  const { question, rule, period, startsOn, by } = row;
  await db
    .insert(periods)
    .values({ pollId: poll, question, rule, period, startsOn, by })
    .onConflictDoUpdate({
      target: [periods.pollId, periods.question, periods.rule, periods.period],
      set: { startsOn, by },
    });
}

/** False when it had not begun. */
export async function withdrawPeriod(
  db: Db,
  poll: PollId,
  { question, rule, period }: Pick<PeriodRow, 'question' | 'rule' | 'period'>,
): Promise<boolean> {
  const gone = await db
    .delete(periods)
    .where(
      and(eq(periods.pollId, poll), eq(periods.question, question), eq(periods.rule, rule), eq(periods.period, period)),
    )
    .returning({ period: periods.period });
  return gone.length === 1;
}

export async function periodsOf(db: Db, poll: PollId): Promise<readonly PeriodRow[]> {
  return await db
    .select({
      question: periods.question,
      rule: periods.rule,
      period: periods.period,
      startsOn: periods.startsOn,
      by: periods.by,
    })
    .from(periods)
    .where(eq(periods.pollId, poll))
    .orderBy(asc(periods.question), asc(periods.rule), asc(periods.period));
}
