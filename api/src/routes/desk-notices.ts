/** /events/:event/notices and /notices/:notice: what is announced about an event, and in which order. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { PollId } from 'ballot-core';
import { findEvent } from '../db/events.ts';
import { noticesOf, type NoticeFields } from '../db/notices.ts';
import type { Deps } from '../deps.ts';
import { discardNotice, makeNotice, orderNotices, reviseNotice } from '../desk/notices.ts';
import { paragraphs } from '../desk/paragraphs.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';
import { noticeView } from '../live/publication.ts';
import { NOTICE_KINDS } from '../views.ts';

const TITLE_LENGTH_MAX = 120;
/** Several pages of A4; with the rest of a notice it stays inside a usual body. */
const BODY_LENGTH_MAX = 4000;
const POLLS_MAX = 50;

const Body = z
  .strictObject({
    kind: z.enum(NOTICE_KINDS),
    title: words(TITLE_LENGTH_MAX).min(1),
    body: paragraphs(BODY_LENGTH_MAX),
    scope: z.enum(['participants', 'public']),
    polls: z.array(z.string().max(32)).max(POLLS_MAX),
    startsOn: z.iso.date(),
    endsOn: z.iso.date().nullable(),
  })
  .refine(({ polls }) => new Set(polls).size === polls.length, { path: ['polls'] })
  .refine(({ startsOn, endsOn }) => endsOn === null || startsOn <= endsOn, { path: ['endsOn'] });
const Order = z.strictObject({ order: z.array(z.string().max(32)).max(POLLS_MAX) });

const fieldsOf = (body: z.output<typeof Body>): NoticeFields => ({ ...body, polls: body.polls as PollId[] });

export const deskNotices = (deps: Deps, may: Guard) =>
  new Hono()
    .get(
      '/events/:event/notices',
      describeRoute({ summary: 'Notice[]: all of them, in their order.' }),
      may('read'),
      async (c) => {
        const event = await findEvent(deps.db, c.req.param('event'));
        return event === null ? refuse(c, { code: 'unknown_event' }) : c.json(await noticesOf(deps.db, event.id), 200);
      },
    )
    .post(
      '/events/:event/notices',
      describeRoute({ summary: 'Makes a Notice (without id) at the end. Answers {id}.' }),
      may('keep_notices'),
      reads(Body),
      async (c) => {
        const fields = fieldsOf(c.req.valid('json'));
        const done = await makeNotice(deps, c.var.me.username, c.req.param('event'), fields);
        return done.ok ? c.json({ id: done.value }, 201) : refuse(c, done.error);
      },
    )
    .put(
      '/events/:event/notices',
      describeRoute({ summary: 'NoticeOrder: every notice of the event once.' }),
      may('keep_notices'),
      reads(Order),
      async (c) => {
        const done = await orderNotices(deps, c.req.param('event'), c.req.valid('json').order);
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .get(
      '/notices/:notice',
      describeRoute({ summary: 'PublishedNotice: as it is or will be shown, whatever its days.' }),
      may('read'),
      async (c) => {
        const notice = await noticeView(deps, c.req.param('notice'));
        return notice === null ? refuse(c, { code: 'not_found' }) : c.json(notice, 200);
      },
    )
    .put(
      '/notices/:notice',
      describeRoute({ summary: 'Takes a Notice (without id).' }),
      may('keep_notices'),
      reads(Body),
      async (c) => {
        const fields = fieldsOf(c.req.valid('json'));
        const done = await reviseNotice(deps, c.var.me.username, c.req.param('notice'), fields);
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .delete('/notices/:notice', describeRoute({ summary: 'Removes a notice.' }), may('keep_notices'), async (c) => {
      const done = await discardNotice(deps, c.var.me.username, c.req.param('notice'));
      return done.ok ? c.json({}, 200) : refuse(c, done.error);
    });
