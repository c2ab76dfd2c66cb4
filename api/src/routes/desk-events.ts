/** /events: meetings as the desk makes, reads, changes and removes them, their sign-in and their witnesses. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { findEvent, listEvents } from '../db/events.ts';
import type { Deps } from '../deps.ts';
import { baseUrlOf } from '../desk/address.ts';
import { readEventDraft, readPollDraft } from '../desk/drafts.ts';
import { discardEvent, makeEvent, noteAddress, reviseEvent, turnSignIn, witness } from '../desk/events.ts';
import { rehearse } from '../desk/rehearse.ts';
import { deskEvent } from '../desk/view.ts';
import { words } from '../desk/words.ts';
import { type Guard, requestAddress } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';
import type { PollDraft } from '../desk-views.ts';

/** Names and posts of 200 people, and a dozen rules with their citations, for a handful of polls. */
export const DRAFT_BYTES_MAX = 1024 * 1024;
const POLLS_AT_ONCE_MAX = 20;
const NOTE_LENGTH_MAX = 500;

const NewEvent = z.object({ event: z.unknown(), polls: z.array(z.unknown()).max(POLLS_AT_ONCE_MAX) });
const Note = z.object({ note: words(NOTE_LENGTH_MAX).min(1) });

export const deskEvents = (deps: Deps, may: Guard) =>
  new Hono()
    .get('/events', describeRoute({ summary: 'DeskEventRow[]: all meetings, newest first.' }), may('read'), async (c) =>
      c.json(await listEvents(deps.db), 200),
    )
    .post(
      '/events',
      describeRoute({
        summary:
          'Makes a meeting from an EventDraft and PollDrafts, all or nothing. A source may name a poll of the same request by its place: `#0`. Answers {id}.',
      }),
      may('make_event'),
      reads(NewEvent, { max: DRAFT_BYTES_MAX }),
      async (c) => {
        const body = c.req.valid('json');
        const event = readEventDraft(body.event, 'event');
        if (!event.ok) return refuse(c, event.error);
        const polls: PollDraft[] = [];
        for (const [i, written] of body.polls.entries()) {
          const poll = readPollDraft(written, `polls[${i}]`);
          if (!poll.ok) return refuse(c, poll.error);
          polls.push(poll.value);
        }
        const baseUrl = baseUrlOf(requestAddress(c));
        const made = await makeEvent(deps, c.var.me.username, { event: event.value, polls, baseUrl });
        return made.ok ? c.json({ id: made.value }, 201) : refuse(c, made.error);
      },
    )
    .get(
      '/events/:event',
      describeRoute({ summary: 'DeskEvent: everything the desk shows.' }),
      may('read'),
      async (c) => {
        const event = await findEvent(deps.db, c.req.param('event'));
        if (event === null) return refuse(c, { code: 'unknown_event' });
        const seen = c.var.me.role === 'organizer' ? baseUrlOf(requestAddress(c)) : null;
        return c.json(await deskEvent(deps, await noteAddress(deps, event, seen)), 200);
      },
    )
    .put(
      '/events/:event',
      describeRoute({
        summary: 'Takes an EventDraft. Groups may change until the first freeze; title and place always.',
      }),
      may('change_event'),
      reads(z.unknown(), { max: DRAFT_BYTES_MAX }),
      async (c) => {
        const draft = readEventDraft(c.req.valid('json'));
        if (!draft.ok) return refuse(c, draft.error);
        const done = await reviseEvent(deps, c.var.me.username, c.req.param('event'), draft.value);
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .delete(
      '/events/:event',
      describeRoute({
        summary: 'Removes a meeting of which nothing is frozen, or a rehearsal of which no poll is open.',
      }),
      may('remove_event'),
      async (c) => {
        const done = await discardEvent(deps, c.req.param('event'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/events/:event/rehearsal',
      describeRoute({
        summary: 'Makes a rehearsal: a copy with slips and keys of its own, that never counts. Answers {id}.',
      }),
      may('rehearse'),
      async (c) => {
        const made = await rehearse(deps, c.var.me.username, c.req.param('event'));
        return made.ok ? c.json({ id: made.value }, 201) : refuse(c, made.error);
      },
    )
    .post(
      '/events/:event/sign-in',
      describeRoute({ summary: 'Opens or closes the sign-in (签到).' }),
      may('open_sign_in'),
      reads(z.object({ open: z.boolean() })),
      async (c) => {
        const { open } = c.req.valid('json');
        const done = await turnSignIn(deps, c.var.me.username, c.req.param('event'), open);
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/events/:event/witness',
      describeRoute({ summary: 'A teller or organizer was there and says so: an entry in the trail.' }),
      may('witness'),
      reads(Note),
      async (c) => {
        const { note } = c.req.valid('json');
        const done = await witness(deps, c.var.me.username, c.req.param('event'), note);
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    );
