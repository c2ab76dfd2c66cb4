/**
 * Making, changing, removing and ordering what is announced about an event (公示、公告). A rehearsal announces nothing.
 *
 * The trail keeps kind, scope, days and the SHA-256 of the text, not the text: a notice for those who took part must
 * not reach everybody by way of the published trail, and yet it can be shown later what stood there.
 */
import { canonicalize, no, ok, sha256, toHex, utf8, type EventId, type Result } from 'ballot-core';
import { lockEvent } from '../db/events.ts';
import {
  addNotice,
  changeNotice,
  countNotices,
  eventOfNotice,
  noticesOf,
  placeNotice,
  removeNotice,
  type NoticeFields,
} from '../db/notices.ts';
import { pollsOf } from '../db/polls.ts';
import { addTrail, type Act } from '../db/trail.ts';
import { allOrNothing } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { newNoticeId } from './codes.ts';

/** One page that a person reads. */
const NOTICES_MAX = 50;

type Needs = Pick<Deps, 'db' | 'hub'>;

export async function makeNotice(
  deps: Needs,
  actor: string,
  event: string,
  fields: NoticeFields,
): Promise<Result<string, Refusal>> {
  const id = newNoticeId();
  const done = await withEvent(deps, event, async (tx, found) => {
    if ((await countNotices(tx, found)) >= NOTICES_MAX) return no({ code: 'body_malformed', at: 'notices' });
    if (!(await areOfEvent(tx, found, fields))) return no({ code: 'body_malformed', at: 'polls' });
    await addNotice(tx, id, found, fields);
    await note(tx, found, actor, 'notice_added', fields);
    return ok(null);
  });
  return done.ok ? ok(id) : done;
}

export async function reviseNotice(
  deps: Needs,
  actor: string,
  id: string,
  fields: NoticeFields,
): Promise<Result<null, Refusal>> {
  const event = await eventOfNotice(deps.db, id);
  if (event === null) return no({ code: 'not_found' });
  return await withEvent(deps, event, async (tx, found) => {
    if (!(await areOfEvent(tx, found, fields))) return no({ code: 'body_malformed', at: 'polls' });
    if (!(await changeNotice(tx, id, fields))) return no({ code: 'not_found' });
    await note(tx, found, actor, 'notice_changed', fields);
    return ok(null);
  });
}

export async function discardNotice(deps: Needs, actor: string, id: string): Promise<Result<null, Refusal>> {
  const event = await eventOfNotice(deps.db, id);
  if (event === null) return no({ code: 'not_found' });
  return await withEvent(deps, event, async (tx, found) => {
    const notice = (await noticesOf(tx, found)).find((candidate) => candidate.id === id);
    if (notice === undefined || !(await removeNotice(tx, id))) return no({ code: 'not_found' });
    const { id: _id, ...fields } = notice;
    await note(tx, found, actor, 'notice_removed', fields);
    return ok(null);
  });
}

/** `order` names every notice of the event once. An order has no effect on what is announced, so the trail has no entry. */
export async function orderNotices(
  deps: Needs,
  event: string,
  order: readonly string[],
): Promise<Result<null, Refusal>> {
  return await withEvent(deps, event, async (tx, found) => {
    const known = (await noticesOf(tx, found)).map(({ id }) => id);
    const same = known.length === order.length && known.every((id) => order.includes(id));
    if (!same) return no({ code: 'body_malformed', at: 'order' });
    for (const [position, id] of order.entries()) await placeNotice(tx, id, position);
    return ok(null);
  });
}

async function areOfEvent(tx: Deps['db'], event: EventId, { polls }: NoticeFields): Promise<boolean> {
  if (polls.length === 0) return true;
  const known = new Set((await pollsOf(tx, event)).map(({ id }) => id));
  return polls.every((poll) => known.has(poll));
}

async function note(tx: Deps['db'], event: EventId, actor: string, act: Act, fields: NoticeFields): Promise<void> {
  const { kind, scope, startsOn, endsOn } = fields;
  const text = toHex(sha256(utf8(canonicalize(fields))));
  await addTrail(tx, { event, actor, act, detail: { kind, scope, startsOn, endsOn, text } });
}

async function withEvent(
  { db, hub }: Needs,
  id: string,
  work: (tx: Deps['db'], event: EventId) => Promise<Result<null, Refusal>>,
): Promise<Result<null, Refusal>> {
  const done = await allOrNothing(db, async (tx): Promise<Result<null, Refusal>> => {
    const event = await lockEvent(tx, id);
    if (event === null) return no({ code: 'unknown_event' });
    return event.rehearsal ? no({ code: 'wrong_state' }) : await work(tx, event.id);
  });
  if (done.ok) hub.tell(id as EventId, 'state');
  return done;
}
