/**
 * Making, changing and removing an event (会议), and opening its sign-in (签到).
 *
 * Groups and their 应到 may change until the first poll is frozen, because every frozen paper holds a copy of them;
 * title and place always. How people come in may change while nobody can come in yet. An event with a frozen poll is never
 * removed, unless it is a rehearsal.
 */
import { isDeepStrictEqual } from 'node:util';
import { no, ok, type EventId, type Result } from 'ballot-core';
import {
  addEvent,
  changeEvent,
  findEvent,
  lockEvent,
  removeEvent,
  setBaseUrl,
  setSignIn,
  type EventRow,
} from '../db/events.ts';
import { addPoll, countFrozen, type PollRow } from '../db/polls.ts';
import { countRoster } from '../db/roster.ts';
import { countSlips, holdAdmissions, removeRoll } from '../db/slips.ts';
import { addTrail } from '../db/trail.ts';
import { allOrNothing } from '../db/transaction.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import { makeEventKey } from '../keyring.ts';
import type { EventDraft, PollDraft } from '../desk-views.ts';
import { isBetterBase } from './address.ts';
import { newDisplayCode, newEventId, newPollId, newShortCode } from './codes.ts';
import { removeRehearsal } from './remove-rehearsal.ts';
import { checkSource } from './sources.ts';

/** A code is drawn again when it is taken; with 900,000 short codes this many misses mean that something is broken. */
const DRAWS_MAX = 50;

export interface NewEvent {
  readonly event: EventDraft;
  readonly polls: readonly PollDraft[];
  /** The address the desk was opened with; null when it isn't known. */
  readonly baseUrl: string | null;
  /** 演练 of this event: nothing of it ever counts. */
  readonly rehearses?: EventId;
}

/** Refuses `poll_invalid` where a poll's list would come from a poll that isn't there, or from itself. */
export async function makeEvent({ db, vault }: Deps, actor: string, made: NewEvent): Promise<Result<EventId, Refusal>> {
  const polls = withIds(made.polls);
  for (const [i, { id: self, draft }] of polls.entries()) {
    const strange = checkSource(polls, self, draft.source);
    if (strange !== null) return no({ ...strange, at: `polls[${i}].${strange.at}` });
  }
  const id = newEventId();
  const key = makeEventKey(vault, id);
  const { event, baseUrl, rehearses } = made;
  const rehearsal = rehearses !== undefined;
  await db.transaction(async (tx) => {
    for (let draw = 1; ; draw += 1) {
      const codes = { displayCode: newDisplayCode(), shortCode: newShortCode() };
      if ((await addEvent(tx, { id, ...event, ...codes, ...key, baseUrl, rehearsal })) !== null) break;
      if (draw === DRAWS_MAX) throw new Error('no free short code was found');
    }
    const { title } = event;
    if (rehearses === undefined) await addTrail(tx, { event: id, actor, act: 'event_created', detail: { title } });
    else await addTrail(tx, { event: id, actor, act: 'rehearsal_made', detail: { title, from: rehearses } });
    for (const { id: poll, draft } of polls) {
      await addPoll(tx, poll, id, draft);
      await addTrail(tx, { event: id, poll, actor, act: 'poll_added', detail: { title: draft.title } });
    }
  });
  return ok(id);
}

/** A poll of the same request is named by its place in it, `#0` for the first: it has no id yet. */
const PLACE = /^#(\d{1,2})$/;

function withIds(drafts: readonly PollDraft[]): readonly Pick<PollRow, 'id' | 'draft' | 'definition'>[] {
  const ids = drafts.map(() => newPollId());
  return drafts.map((draft, i) => {
    const place = PLACE.exec(draft.source?.poll ?? '')?.[1];
    const poll = place === undefined ? undefined : ids[Number(place)];
    const named = draft.source === undefined || poll === undefined ? {} : { source: { ...draft.source, poll } };
    return { id: ids[i] ?? newPollId(), draft: { ...draft, ...named }, definition: null };
  });
}

export async function reviseEvent(
  { db, hub }: Pick<Deps, 'db' | 'hub'>,
  actor: string,
  id: string,
  draft: EventDraft,
): Promise<Result<null, Refusal>> {
  return await withEvent({ db, hub }, id, async (tx, event) => {
    const turns = draft.admission !== undefined && draft.admission !== event.admission;
    if (turns && ((await countSlips(tx, event.id)).length > 0 || (await countRoster(tx, event.id)).length > 0)) {
      return no({ code: 'wrong_state', at: 'admission' });
    }
    const same = isDeepStrictEqual(draft.groups, event.groups);
    if (!same) {
      if ((await countFrozen(tx, event.id)) > 0) return no({ code: 'wrong_state', at: 'groups' });
      await holdAdmissions(
        tx,
        event.id,
        event.groups.map((group) => group.id),
      );
      const due = new Map<string, number>(draft.groups.map((group) => [group.id, group.due]));
      for (const { group, admitted } of await countSlips(tx, event.id)) {
        // Slips keep their group, and 应到 never falls below 实到.
        if ((due.get(group) ?? -1) < admitted) return no({ code: 'event_invalid', at: 'groups' });
      }
      const kept = (await countRoster(tx, event.id)).find(({ group }) => !due.has(group));
      if (kept !== undefined) return no({ code: 'event_invalid', at: 'groups', reason: `${kept.group} has names` });
    }
    await changeEvent(tx, event.id, draft);
    const due = draft.groups.reduce((sum, group) => sum + group.due, 0);
    const excluded = draft.groups.flatMap((group) => group.excluded ?? []).reduce((sum, { count }) => sum + count, 0);
    const detail = { title: draft.title, place: draft.place, groups: draft.groups.length, due, excluded };
    await addTrail(tx, { event: event.id, actor, act: 'event_changed', detail });
    return ok(null);
  });
}

export async function discardEvent(deps: Deps, id: string): Promise<Result<null, Refusal>> {
  const { rehearsal = false } = (await findEvent(deps.db, id)) ?? {};
  if (rehearsal) return await removeRehearsal(deps, id as EventId);
  return await withEvent(deps, id, async (tx, event) => {
    if ((await countFrozen(tx, event.id)) > 0) return no({ code: 'wrong_state' });
    await removeRoll(tx, event.id, []);
    await removeEvent(tx, event.id);
    return ok(null);
  });
}

/** Safe to repeat: what is open already stays open, with one entry in the trail. */
export async function turnSignIn(
  { db, hub }: Deps,
  actor: string,
  id: string,
  open: boolean,
): Promise<Result<null, Refusal>> {
  return await withEvent({ db, hub }, id, async (tx, event) => {
    const signIn = open ? 'open' : 'closed';
    if (event.signIn === signIn) return ok(null);
    await setSignIn(tx, event.id, signIn);
    await addTrail(tx, { event: event.id, actor, act: open ? 'sign_in_opened' : 'sign_in_closed' });
    return ok(null);
  });
}

/** 监票人 was there and says so. */
export async function witness(
  { db, hub }: Deps,
  actor: string,
  id: string,
  note: string,
): Promise<Result<null, Refusal>> {
  return await withEvent({ db, hub }, id, async (tx, event) => {
    await addTrail(tx, { event: event.id, actor, act: 'witnessed', detail: { note } });
    return ok(null);
  });
}

/** Remembers the address an organizer uses, when it serves phones better than the one that is known. */
export async function noteAddress({ db, env, hub }: Deps, event: EventRow, seen: string | null): Promise<EventRow> {
  if (env.publicUrl !== null || seen === null || !isBetterBase(event.baseUrl, seen)) return event;
  await setBaseUrl(db, event.id, seen);
  hub.tell(event.id, 'state');
  return { ...event, baseUrl: seen };
}

/** Runs `work` with the event locked, and tells the house to look again when something was done. */
async function withEvent(
  { db, hub }: Pick<Deps, 'db' | 'hub'>,
  id: string,
  work: (tx: Deps['db'], event: EventRow) => Promise<Result<null, Refusal>>,
): Promise<Result<null, Refusal>> {
  let found: EventId | null = null;
  const done = await allOrNothing(db, async (tx): Promise<Result<null, Refusal>> => {
    const event = await lockEvent(tx, id);
    if (event === null) return no({ code: 'unknown_event' });
    found = event.id;
    return await work(tx, event);
  });
  if (done.ok && found !== null) hub.tell(found, 'state');
  return done;
}
