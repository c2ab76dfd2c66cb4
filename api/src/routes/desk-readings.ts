/** /polls/:poll/write-ins and /polls/:poll/conclusion: how people read a sealed result, beside what the record holds. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { conclude } from '../desk/conclusions.ts';
import { paragraphs } from '../desk/paragraphs.ts';
import { words } from '../desk/words.ts';
import { mergeWriteIn } from '../desk/write-ins.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';

const NAME_LENGTH_MAX = 60;
/** A written name has 40 characters; a candidate's with its note has 120 and 120. */
const TARGET_LENGTH_MAX = 250;
const REASON_LENGTH_MAX = 300;
const CONCLUSION_LENGTH_MAX = 4000;

const Merge = z.strictObject({
  name: words(NAME_LENGTH_MAX).min(1),
  into: words(TARGET_LENGTH_MAX).min(1).nullable(),
  reason: words(REASON_LENGTH_MAX),
  by: words(NAME_LENGTH_MAX),
});
const Concluded = z.strictObject({ text: paragraphs(CONCLUSION_LENGTH_MAX), by: words(2 * NAME_LENGTH_MAX) });

export const deskReadings = (deps: Deps, may: Guard) =>
  new Hono()
    .put(
      '/polls/:poll/write-ins',
      describeRoute({
        summary: 'WriteInMerge, after the seal: this spelling is that name; `into` null takes it back.',
      }),
      may('merge_write_ins'),
      reads(Merge),
      async (c) => {
        const done = await mergeWriteIn(deps, c.var.me.username, c.req.param('poll'), c.req.valid('json'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .put(
      '/polls/:poll/conclusion',
      describeRoute({ summary: 'Conclusion, after the seal: 相互印证的结论; an empty text takes it back.' }),
      may('conclude'),
      reads(Concluded),
      async (c) => {
        const done = await conclude(deps, c.var.me.username, c.req.param('poll'), c.req.valid('json'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    );
