/** /polls/:poll/periods and /holidays: what runs after a finding, and the calendar by which it ends. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { listHolidays, replaceHolidays } from '../db/holidays.ts';
import type { Deps } from '../deps.ts';
import { day } from '../desk/days.ts';
import { recordPeriod } from '../desk/periods.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';
import { QUESTION_LENGTH_MAX } from './desk-gates.ts';

/** Thirty years of them; a year has about forty. */
const HOLIDAYS_MAX = 1_200;
/** 40 bytes each. */
const HOLIDAYS_BYTES_MAX = HOLIDAYS_MAX * 64;

const Start = z.object({
  question: words(QUESTION_LENGTH_MAX),
  rule: words(64),
  period: words(64),
  startsOn: day.nullable(),
  by: words(120),
});
const Holidays = z
  .array(z.object({ day, working: z.boolean() }))
  .max(HOLIDAYS_MAX)
  .refine((days) => new Set(days.map((each) => each.day)).size === days.length, 'names a day twice');

export const deskPeriods = (deps: Deps, may: Guard) =>
  new Hono()
    .put(
      '/polls/:poll/periods',
      describeRoute({ summary: 'PeriodStart: a period of a sealed finding began; startsOn null takes it back.' }),
      may('start_period'),
      reads(Start),
      async (c) => {
        const done = await recordPeriod(deps, c.var.me.username, c.req.param('poll'), c.req.valid('json'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .get(
      '/holidays',
      describeRoute({ summary: 'Holiday[]: days that differ from the week (法定节假日, 调休).' }),
      may('read'),
      async (c) => c.json(await listHolidays(deps.db), 200),
    )
    .put(
      '/holidays',
      describeRoute({ summary: 'Replaces the whole list of Holiday[]; last days follow at once.' }),
      may('set_holidays'),
      reads(Holidays, { max: HOLIDAYS_BYTES_MAX }),
      async (c) => {
        await replaceHolidays(deps.db, c.req.valid('json'));
        return c.json({}, 200);
      },
    );
