/** The wall. A display code opens it without login; it shows what the room may know and takes nothing. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { findEventByDisplayCode } from '../db/events.ts';
import type { Deps } from '../deps.ts';
import { doorCodes } from '../door/codes.ts';
import { refuse } from '../http/guards.ts';
import { wrongCodes } from '../http/wrong-codes.ts';
import { createSnapshots } from '../live/snapshots.ts';
import { stageView, voterUrl } from '../live/stage.ts';
import { streamSnapshots } from '../live/stream.ts';
import type { HallView } from '../views.ts';

/**
 * Each gets a whole picture twice a second, and anybody who knows the code may open one. Over this number a screen asks
 * for single pictures, as it does when its line breaks.
 */
export const STREAMS_MAX = 200;

export const stage = (deps: Deps) => {
  const snapshots = createSnapshots({ ...deps, picture: (event) => stageView(deps, event) });
  const limited = wrongCodes();
  const codes = doorCodes(deps.vault);
  let streams = 0;
  return new Hono()
    .get('/stage/:code', describeRoute({ summary: 'StageView, whole.' }), limited, async (c) => {
      const event = await findEventByDisplayCode(deps.db, c.req.param('code'));
      const json = event === null ? null : await snapshots.now(event.id);
      if (json === null) return refuse(c, { code: 'unknown_code' });
      return c.body(json, 200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    })
    .get(
      '/stage/:code/hall',
      describeRoute({
        summary: 'HallView: the code on the wall, where people come in by name. Another one every 15 s.',
      }),
      limited,
      async (c) => {
        const event = await findEventByDisplayCode(deps.db, c.req.param('code'));
        if (event === null) return refuse(c, { code: 'unknown_code' });
        if (event.admission !== 'roster') return refuse(c, { code: 'wrong_state' });
        const { code, next } = await codes.hall(event.id, Date.now());
        c.header('cache-control', 'no-store');
        return c.json({ url: `${voterUrl(deps, event)}#hall=${code}`, next } satisfies HallView, 200);
      },
    )
    .get(
      '/stage/:code/stream',
      describeRoute({ summary: 'Server-Sent Events named `snapshot`, each a whole StageView.' }),
      limited,
      async (c) => {
        const event = await findEventByDisplayCode(deps.db, c.req.param('code'));
        if (event === null) return refuse(c, { code: 'unknown_code' });
        if (streams >= STREAMS_MAX) return refuse(c, { code: 'busy' });
        streams += 1;
        return streamSnapshots(c, snapshots, event.id, undefined, () => (streams -= 1));
      },
    );
};
