/**
 * /api/desk: everything organizers, tellers and observers ask, behind one door.
 *
 * Only the sign-in and the setup are open to strangers; every other route names the act it is, and the table of acts
 * says who may.
 */
import { Hono } from 'hono';
import type { Deps } from '../deps.ts';
import { guardWith, ownPagesOnly } from '../http/desk-guards.ts';
import { makeSessions } from '../http/session.ts';
import { deskChecks } from './desk-checks.ts';
import { deskEvents } from './desk-events.ts';
import { deskForms } from './desk-forms.ts';
import { deskGates } from './desk-gates.ts';
import { deskMarks } from './desk-marks.ts';
import { deskNotices } from './desk-notices.ts';
import { deskPeriods } from './desk-periods.ts';
import { deskPolls } from './desk-polls.ts';
import { deskReadings } from './desk-readings.ts';
import { deskRoster } from './desk-roster.ts';
import { deskSealed } from './desk-sealed.ts';
import { deskSession } from './desk-session.ts';
import { deskSlips } from './desk-slips.ts';
import { deskStream } from './desk-stream.ts';
import { deskTrail } from './desk-trail.ts';
import { deskUsers } from './desk-users.ts';

export const desk = (deps: Deps) => {
  const sessions = makeSessions(deps);
  const may = guardWith(sessions, deps.env.publicUrl);
  return new Hono()
    .use(ownPagesOnly(deps.env.publicUrl))
    .use(async (c, next) => {
      await next();
      // What one person may see is not for the next who sits at this computer.
      c.header('cache-control', 'no-store');
    })
    .route('/', deskSession(deps, sessions, may))
    .route('/', deskUsers(deps, may))
    .route('/', deskEvents(deps, may))
    .route('/', deskStream(deps, may))
    .route('/', deskPolls(deps, may))
    .route('/', deskSlips(deps, may))
    .route('/', deskRoster(deps, may))
    .route('/', deskGates(deps, may))
    .route('/', deskChecks(deps, may))
    .route('/', deskPeriods(deps, may))
    .route('/', deskMarks(deps, may))
    .route('/', deskForms(deps, may))
    .route('/', deskNotices(deps, may))
    .route('/', deskReadings(deps, may))
    .route('/', deskSealed(deps, may))
    .route('/', deskTrail(deps, may));
};
