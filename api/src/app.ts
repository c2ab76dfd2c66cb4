/**
 * The whole HTTP side as one typed value: `hc<App>` in the pages knows every address, body and answer.
 *
 * No side effects here: `main.ts` listens, a test calls it directly.
 */
import { Hono } from 'hono';
import { openAPIRouteHandler } from 'hono-openapi';
import { Registry } from 'prom-client';
import type { Deps } from './deps.ts';
import { refuse } from './http/guards.ts';
import { REFUSALS } from './http/refusals.ts';
import { health } from './http/health.ts';
import { faultOf, logRequests } from './http/log.ts';
import { webApp } from './http/static.ts';
import { ballots } from './routes/ballots.ts';
import { codes } from './routes/codes.ts';
import { credentials } from './routes/credentials.ts';
import { desk } from './routes/desk.ts';
import { door } from './routes/door.ts';
import { events } from './routes/events.ts';
import { publication } from './routes/publication.ts';
import { records } from './routes/records.ts';
import { stage } from './routes/stage.ts';
import { stored } from './routes/stored.ts';

/** `metrics` collects counts for the private port. */
export function createApp(deps: Deps, metrics = new Registry()) {
  const web = webApp(deps.env.webBuild);
  const routes = new Hono()
    .route('/', codes(deps))
    .route('/', events(deps))
    .route('/', credentials(deps))
    .route('/', door(deps))
    .route('/', ballots(deps))
    .route('/', records(deps))
    .route('/', publication(deps))
    .route('/', stored(deps))
    .route('/', stage(deps))
    .route('/desk', desk(deps));
  const app = new Hono()
    .use(logRequests(deps.log, metrics))
    .use(async (c, next) => {
      // Before the handler: headers that are set on a finished answer copy it, one by one.
      c.header('content-security-policy', web.policy);
      c.header('referrer-policy', 'no-referrer');
      c.header('x-content-type-options', 'nosniff');
      c.header('permissions-policy', 'camera=(), microphone=(), geolocation=()');
      await next();
    })
    .use('/api/*', async (c, next) => {
      // No address of ours holds a NUL. PostgreSQL refuses one as an error, which would leave a line with a moment in the
      // log for whoever voted then.
      if (/%00|\0/.test(c.req.path)) return refuse(c, { code: 'not_found' });
      return next();
    })
    .route('/', health(deps))
    .route('/api', routes);

  const document = openAPIRouteHandler(routes, {
    documentation: DOCUMENTATION,
    defaultValidationErrorResponse: REFUSED,
  });
  app.get('/api/openapi.json', document);
  app.use('/api/*', async (c) => refuse(c, { code: 'not_found' }));
  app.use(web.serve);
  app.notFound((c) => refuse(c, { code: 'not_found' }));
  app.onError((error, c) => {
    deps.log.error({ method: c.req.method, ...faultOf(error) }, 'failed');
    return refuse(c, { code: 'busy' });
  });
  return app;
}

export type App = ReturnType<typeof createApp>;
// The package offers these to the pages, as types only: a value import of `api` fails in Node and in Vite.
export type { RefusalBody } from './http/guards.ts';
export type { RefusalCode } from './http/refusals.ts';
export type {
  DeskEvent,
  DeskEventRow,
  DeskPoll,
  EventDraft,
  GateDecision,
  Me,
  PollDraft,
  Role,
  SlipsBody,
  TrailView,
} from './desk-views.ts';
export type {
  Admission,
  Credentials,
  CredentialsBody,
  DoorPass,
  EventView,
  PollState,
  PollView,
  Receipt,
  SealedView,
  SignInBody,
  StagePoll,
  StageView,
  Waiting,
} from './views.ts';

const DOCUMENTATION = {
  info: {
    title: 'Gonglun 公论',
    version: '1',
    description:
      'Anonymous voting in a room. Every refusal is `{code, message, at?}` with a stable `code`. Voter requests are safe to repeat: the same bytes get the same answer.',
  },
  servers: [{ url: '/api' }],
};

const REFUSED = {
  description: 'Refused. `at` names the place in the request.',
  content: {
    'application/json': {
      schema: {
        type: 'object' as const,
        properties: {
          code: { type: 'string' as const, enum: Object.keys(REFUSALS) },
          message: { type: 'string' as const },
          at: { type: 'string' as const },
        },
        required: ['code', 'message'],
      },
    },
  },
};
