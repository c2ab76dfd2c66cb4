/** /polls: drafts, the four steps from a draft to a sealed result (freeze, open, close, seal), and corrections of it. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { correctRecord } from '../desk/correct.ts';
import { readPollDraft } from '../desk/drafts.ts';
import { freezePoll } from '../desk/freeze.ts';
import { appendPoll, discardPoll, revisePoll } from '../desk/polls.ts';
import { makeRunoff } from '../desk/runoff.ts';
import { takeStep } from '../desk/steps.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';
import { DRAFT_BYTES_MAX } from './desk-events.ts';

const REASON_LENGTH_MAX = 500;
const Correction = z.object({ reason: words(REASON_LENGTH_MAX).min(1) });
const draftBody = reads(z.unknown(), { max: DRAFT_BYTES_MAX });

export const deskPolls = (deps: Deps, may: Guard) =>
  new Hono()
    .post(
      '/events/:event/polls',
      describeRoute({ summary: 'Adds a PollDraft at the end. Answers {id}.' }),
      may('change_poll'),
      draftBody,
      async (c) => {
        const draft = readPollDraft(c.req.valid('json'));
        if (!draft.ok) return refuse(c, draft.error);
        const added = await appendPoll(deps, c.var.me.username, c.req.param('event'), draft.value);
        return added.ok ? c.json({ id: added.value }, 201) : refuse(c, added.error);
      },
    )
    .put(
      '/polls/:poll',
      describeRoute({ summary: 'Takes a PollDraft, while the poll is a draft.' }),
      may('change_poll'),
      draftBody,
      async (c) => {
        const draft = readPollDraft(c.req.valid('json'));
        if (!draft.ok) return refuse(c, draft.error);
        const done = await revisePoll(deps, c.var.me.username, c.req.param('poll'), draft.value);
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .delete('/polls/:poll', describeRoute({ summary: 'Removes a draft.' }), may('change_poll'), async (c) => {
      const done = await discardPoll(deps, c.var.me.username, c.req.param('poll'));
      return done.ok ? c.json({}, 200) : refuse(c, done.error);
    })
    .post(
      '/polls/:poll/freeze',
      describeRoute({
        summary:
          'Fixes the definition and its hash for good; issuer keys are made in the background. A list that comes from another poll is read from its seal: source_not_sealed before.',
      }),
      may('freeze_poll'),
      async (c) => {
        const done = await freezePoll(deps, c.var.me.username, c.req.param('poll'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/polls/:poll/runoff',
      describeRoute({ summary: 'Makes a draft for those whom a rule of a sealed poll left tied. Answers {id}.' }),
      may('change_poll'),
      reads(z.object({ rule: words(64) })),
      async (c) => {
        const made = await makeRunoff(deps, c.var.me.username, c.req.param('poll'), c.req.valid('json').rule);
        return made.ok ? c.json({ id: made.value }, 201) : refuse(c, made.error);
      },
    )
    .post(
      '/polls/:poll/open',
      describeRoute({
        summary: 'Frozen → open. keys_not_ready until the keys are made, checklist_open until all is ticked.',
      }),
      may('open_poll'),
      async (c) => {
        const done = await takeStep(deps, c.var.me.username, c.req.param('poll'), 'open');
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/polls/:poll/close',
      describeRoute({ summary: 'Open → closed: nothing more is taken.' }),
      may('close_poll'),
      async (c) => {
        const done = await takeStep(deps, c.var.me.username, c.req.param('poll'), 'close');
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/polls/:poll/seal',
      describeRoute({ summary: 'Closed → sealed: recount, shred, sign, drop. seal_mismatch stops it.' }),
      may('seal_poll'),
      async (c) => {
        const done = await takeStep(deps, c.var.me.username, c.req.param('poll'), 'seal');
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/polls/:poll/correction',
      describeRoute({
        summary:
          'Makes another record of a sealed poll: the title and place as they are now, the findings with what organs have said since.',
      }),
      may('correct_record'),
      reads(Correction),
      async (c) => {
        const { reason } = c.req.valid('json');
        const done = await correctRecord(deps, c.var.me.username, c.req.param('poll'), reason);
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    );
