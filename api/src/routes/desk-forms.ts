/** /events/:event/forms and /forms/:form: signed recommendation forms (署名推荐表), as recorded from paper. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { findEvent } from '../db/events.ts';
import { formsOf } from '../db/forms.ts';
import type { Deps } from '../deps.ts';
import { discardForm, recordForm, reviseForm } from '../desk/forms.ts';
import { paragraphs } from '../desk/paragraphs.ts';
import { words } from '../desk/words.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';

const NAME_LENGTH_MAX = 60;
const POST_LENGTH_MAX = 120;
const GROUNDS_LENGTH_MAX = 2000;

const Form = z.strictObject({
  recommender: words(NAME_LENGTH_MAX).min(1),
  recommenderPost: words(POST_LENGTH_MAX),
  recommended: words(NAME_LENGTH_MAX).min(1),
  recommendedPost: words(POST_LENGTH_MAX),
  forPost: words(POST_LENGTH_MAX),
  grounds: paragraphs(GROUNDS_LENGTH_MAX),
  signedOn: z.iso.date(),
});

export const deskForms = (deps: Deps, may: Guard) =>
  new Hono()
    .get(
      '/events/:event/forms',
      describeRoute({ summary: 'NamedForm[]: by the person recommended.' }),
      may('read_forms'),
      async (c) => {
        const event = await findEvent(deps.db, c.req.param('event'));
        return event === null ? refuse(c, { code: 'unknown_event' }) : c.json(await formsOf(deps.db, event.id), 200);
      },
    )
    .post(
      '/events/:event/forms',
      describeRoute({ summary: 'Records a NamedForm (without id). Answers {id}.' }),
      may('keep_forms'),
      reads(Form),
      async (c) => {
        const done = await recordForm(deps, c.var.me.username, c.req.param('event'), c.req.valid('json'));
        return done.ok ? c.json({ id: done.value }, 201) : refuse(c, done.error);
      },
    )
    .put(
      '/forms/:form',
      describeRoute({ summary: 'Takes a NamedForm (without id).' }),
      may('keep_forms'),
      reads(Form),
      async (c) => {
        const done = await reviseForm(deps, c.var.me.username, c.req.param('form'), c.req.valid('json'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .delete('/forms/:form', describeRoute({ summary: 'Removes a form.' }), may('keep_forms'), async (c) => {
      const done = await discardForm(deps, c.var.me.username, c.req.param('form'));
      return done.ok ? c.json({}, 200) : refuse(c, done.error);
    });
