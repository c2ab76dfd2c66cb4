/** 法定节假日 and 调休: the days that differ from the week, one list for the whole desk, replaced as a whole each year. */
import { asc } from 'drizzle-orm';
import type { Holiday } from '../desk-views.ts';
import type { Db } from './client.ts';
import { holidays } from './schema.ts';

export async function listHolidays(db: Db): Promise<readonly Holiday[]> {
  return await db.select().from(holidays).orderBy(asc(holidays.day));
}

export async function replaceHolidays(db: Db, days: readonly Holiday[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(holidays);
    if (days.length > 0) await tx.insert(holidays).values([...days]);
  });
}
