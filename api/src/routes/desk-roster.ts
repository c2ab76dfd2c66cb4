/** The roster (名册) and the door (签到): names, personal codes, who is present, and links for shared devices. */
import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import type { EventId, GroupId } from 'ballot-core';
import type { Deps } from '../deps.ts';
import { decideDoor, setPresence, shareDevice } from '../desk/door.ts';
import {
  addPeople,
  ENTRIES_PER_REQUEST_MAX,
  keepPersonalCodes,
  removePerson,
  revisePerson,
  rosterView,
} from '../desk/roster.ts';
import type { Guard } from '../http/desk-guards.ts';
import { reads, refuse } from '../http/guards.ts';

/** A name, a unit and a group, three bytes a character, and the JSON around them. */
const ROSTER_BYTES_MAX = ENTRIES_PER_REQUEST_MAX * 640;
const SLIP = /^[0-9a-f]{64}$/;

const Line = z.object({ name: z.string(), unit: z.string(), group: z.string().transform((id) => id as GroupId) });
const Roster = z.object({ entries: z.array(Line).min(1).max(ENTRIES_PER_REQUEST_MAX) });
const Codes = z.object({
  codes: z
    .array(z.object({ entry: z.string().max(32), hash: z.string().max(64) }))
    .min(1)
    .max(ENTRIES_PER_REQUEST_MAX),
});
const Presence = z.object({
  present: z.boolean().optional(),
  late: z.boolean().optional(),
  left: z.boolean().optional(),
});

export const deskRoster = (deps: Deps, may: Guard) =>
  new Hono()
    .get(
      '/events/:event/roster',
      describeRoute({ summary: 'RosterView: the sign-in register, and who waits at the door. No times.' }),
      may('read'),
      async (c) => {
        const view = await rosterView(deps, c.req.param('event'));
        return view === null ? refuse(c, { code: 'unknown_event' }) : c.json(view, 200);
      },
    )
    .post(
      '/events/:event/roster',
      describeRoute({ summary: 'Adds people, at most 2,000 at once, all or none. Answers {added}.' }),
      may('keep_roster'),
      reads(Roster, { max: ROSTER_BYTES_MAX }),
      async (c) => {
        const added = await addPeople(deps, c.var.me.username, c.req.param('event'), c.req.valid('json'));
        return added.ok ? c.json({ added: added.value }, 200) : refuse(c, added.error);
      },
    )
    .put(
      '/roster/:entry',
      describeRoute({ summary: 'Changes name, unit and group. Who is in stays in their group.' }),
      may('keep_roster'),
      reads(Line),
      async (c) => {
        const done = await revisePerson(deps, c.var.me.username, c.req.param('entry'), c.req.valid('json'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .delete(
      '/roster/:entry',
      describeRoute({ summary: 'Removes somebody who is not in.' }),
      may('keep_roster'),
      async (c) => {
        const done = await removePerson(deps, c.var.me.username, c.req.param('entry'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/events/:event/personal-codes',
      describeRoute({ summary: 'Keeps personal codes by their hashes, in place of earlier ones. Answers {kept}.' }),
      may('keep_roster'),
      reads(Codes, { max: ROSTER_BYTES_MAX }),
      async (c) => {
        const kept = await keepPersonalCodes(deps, c.var.me.username, c.req.param('event'), c.req.valid('json'));
        return kept.ok ? c.json({ kept: kept.value }, 200) : refuse(c, kept.error);
      },
    )
    .put(
      '/roster/:entry/presence',
      describeRoute({ summary: 'Enters somebody without a phone, takes a sign-in back, notes late and left.' }),
      may('keep_door'),
      reads(Presence),
      async (c) => {
        const done = await setPresence(deps, c.var.me.username, c.req.param('entry'), c.req.valid('json'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .put(
      '/events/:event/door/:slip',
      describeRoute({ summary: 'Lets a waiting phone in, or turns it away. Harmless when repeated.' }),
      may('keep_door'),
      reads(z.object({ confirm: z.boolean() })),
      async (c) => {
        const slip = c.req.param('slip');
        if (!SLIP.test(slip)) return refuse(c, { code: 'not_found' });
        const event = c.req.param('event') as EventId;
        const done = await decideDoor(deps, c.var.me.username, event, slip, c.req.valid('json'));
        return done.ok ? c.json({}, 200) : refuse(c, done.error);
      },
    )
    .post(
      '/events/:event/shared-device',
      describeRoute({ summary: 'SharedDevice: a link that makes a device a shared one for 12 hours.' }),
      may('share_device'),
      async (c) => {
        const made = await shareDevice(deps, c.var.me.username, c.req.param('event'));
        return made.ok ? c.json(made.value, 200) : refuse(c, made.error);
      },
    );
