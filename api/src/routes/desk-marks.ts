/** /marks: memory over years, and /polls/:poll/recall: what it knows about those on a paper. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { listMarks } from '../db/marks.ts';
import type { Deps } from '../deps.ts';
import { yearOrDay } from '../desk/days.ts';
import { enterMark, takeBackMark } from '../desk/marks.ts';
import { recall } from '../desk/recall.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';

/** One page of the desk; a name narrows it. */
const MARKS_SHOWN_MAX = 5_000;
const NAME_LENGTH_MAX = 120;
const DOCUMENT_LENGTH_MAX = 300;

const kind = z.enum(['person', 'unit']);
const NewMark = z.object({
  kind,
  subject: words(NAME_LENGTH_MAX).min(1),
  post: words(NAME_LENGTH_MAX),
  at: yearOrDay,
  mark: z.string().regex(/^[a-z0-9][a-z0-9_]{0,39}$/),
  document: words(DOCUMENT_LENGTH_MAX).min(1),
  by: words(NAME_LENGTH_MAX).min(1),
});
const Asked = z.object({ kind: kind.optional(), post: z.enum(['any', 'same']).optional() });

export const deskMarks = (deps: Deps, may: Guard) =>
  new Hono()
    .get(
      '/marks',
      describeRoute({
        summary: 'MarkRow[]: memory over years, by name. Narrowed by ?kind= and ?subject= (exact name).',
      }),
      may('read'),
      async (c) => {
        const asked = kind.safeParse(c.req.query('kind'));
        const subject = c.req.query('subject');
        const narrowed = { ...(asked.success ? { kind: asked.data } : {}), ...(subject ? { subject } : {}) };
        return c.json(await listMarks(deps.db, narrowed, MARKS_SHOWN_MAX), 200);
      },
    )
    .post(
      '/marks',
      describeRoute({ summary: 'Enters a mark by hand, with its document (absences: `absence`). Answers {id}.' }),
      may('keep_memory'),
      reads(NewMark),
      async (c) => c.json({ id: await enterMark(deps, c.req.valid('json')) }, 201),
    )
    .delete(
      '/marks/:mark',
      describeRoute({
        summary: 'Takes back a mark that was entered by hand. One of a sealed poll stays: wrong_state.',
      }),
      may('keep_memory'),
      async (c) => {
        const done = await takeBackMark(deps, c.req.param('mark'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/polls/:poll/recall',
      describeRoute({
        summary: "Writes what memory knows into the draft's given[item].history and answers with it: Recalled[].",
      }),
      may('change_poll'),
      reads(Asked),
      async (c) => {
        const done = await recall(deps, c.var.me.username, c.req.param('poll'), c.req.valid('json'));
        return done.ok ? c.json(done.value, 200) : refuse(c, done.error);
      },
    );
