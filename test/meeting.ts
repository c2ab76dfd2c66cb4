/**
 * A meeting for tests that are about something else: signed-in organizer, frozen polls, drawn slips, open sign-in.
 */
import type { EventId, GroupId, PollId } from 'ballot-core';
import type { EventDraft, EventView, PollDraft } from 'api';
import { connection, type Send } from './load/http.ts';
import { deskAt, organizer, type Organizer } from './load/organizer.ts';
import { admit, eventView, issue, type Held } from './load/phone.ts';

const ACCOUNT = { username: 'organizer', password: 'a long password' };

/** Makes the first organizer with the setup link that the server printed, and signs in. */
export async function firstOrganizer(url: string, setup: string | null): Promise<Organizer> {
  if (setup === null) throw new Error('the server printed no setup link');
  const token = setup.slice(setup.indexOf('#') + 1);
  await deskAt(url, '').call('POST', '/setup', { token, name: '会务', ...ACCOUNT });
  return organizer(url, ACCOUNT.username, ACCOUNT.password);
}

export interface Meeting {
  readonly event: EventId;
  readonly view: EventView;
  readonly slips: readonly string[];
}

/** Everything up to the moment when phones may sign in; all polls are opened. */
export async function openMeeting(
  url: string,
  desk: Organizer,
  event: EventDraft,
  polls: readonly PollDraft[],
): Promise<Meeting> {
  const id = await desk.createEvent(event, polls);
  const frozen = await desk.freezeAll(id);
  const slips: string[] = [];
  for (const group of event.groups) slips.push(...(await desk.drawSlips(id, group.id as GroupId, group.due)));
  await desk.signIn(id, true);
  for (const poll of frozen.polls) await desk.act(poll.id, 'open');
  const { send, close } = connection(url);
  const view = await eventView(send, id);
  close();
  return { event: id, view, slips };
}

/** One phone with its rights in every poll. */
export async function holdRights(send: Send, { event, view }: Meeting, slip: string): Promise<readonly Held[]> {
  const { group } = await admit(send, event, slip);
  return issue(send, event, slip, group, view.polls);
}

export async function closeAndSeal(desk: Organizer, polls: readonly { readonly id: PollId }[]): Promise<void> {
  for (const { id } of polls) await desk.act(id, 'close');
  for (const { id } of polls) await desk.act(id, 'seal');
}
