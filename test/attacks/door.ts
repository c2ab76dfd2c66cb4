/**
 * A hall that is entered by name: staff at the desk, a roster with personal codes, phones at the door.
 *
 * Everything goes through the public HTTP API, the desk's part of it with a session, so that an attack begins where a guest,
 * a clerk or an organizer stands.
 */
import { newPersonalCode, personalCodeHash, type EventId, type Group, type GroupId, type PollId } from 'ballot-core';
import type { PollDraft, RosterEntry, RosterView, SharedDevice } from 'api/desk-views';
import type { Admission, EventView, HallView, Waiting } from 'api/views';
import { look, must, type Person, type Staff } from '../api/desk.ts';
import type { Answer, Send } from '../load/http.ts';
import { until } from '../load/organizer.ts';
import {
  blindAll,
  drawSlip,
  eventView,
  issue,
  passDoor,
  random,
  tokenOf,
  type Claim,
  type DrawnSlip,
} from '../load/phone.ts';
import { group, sendTo, type Voter } from '../urn/meeting.ts';

/** Somebody on the roster, with the code that was printed beside the name. */
export interface Guest {
  readonly entry: string;
  readonly name: string;
  readonly unit: string;
  readonly group: GroupId;
  readonly code: string;
}
export interface NamedHall {
  readonly url: string;
  readonly event: EventId;
  readonly polls: readonly PollId[];
  readonly displayCode: string;
  readonly guests: readonly Guest[];
  readonly organizer: Person;
}

/** More names than are due, so that a group can be full. */
const SPARE = 2;

/** Plainly made up, and no two begin alike: `5b1e0c2f号代表`. */
const madeUp = (): string => `${Buffer.from(random(4)).toString('hex')}号代表`;

/** Frozen, with keys, codes and names, and sign-in open. `opened` polls of the list are open. */
export async function namedHall(
  { url }: { readonly url: string },
  { organizer }: Pick<Staff, 'organizer'>,
  groups: readonly Group[],
  polls: readonly PollDraft[],
  { opened = polls.length, spare = SPARE }: { readonly opened?: number; readonly spare?: number } = {},
): Promise<NamedHall> {
  const draft = { title: '年度考核大会', place: '三楼会议室', groups, admission: 'roster' };
  const event = String((await must(organizer, 'POST', '/events', { event: draft, polls: [] })).body.id) as EventId;
  for (const poll of polls) await must(organizer, 'POST', `/events/${event}/polls`, poll);
  const entries = groups.flatMap(({ id, due }) =>
    Array.from({ length: due + spare }, () => ({ name: madeUp(), unit: '示例单位', group: id })),
  );
  await must(organizer, 'POST', `/events/${event}/roster`, { entries });
  const guests = (await rosterOf(organizer, event)).entries.map(({ id, name, unit, group }): Guest => ({
    entry: id,
    name,
    unit,
    group,
    code: newPersonalCode(random),
  }));
  const codes = guests.map(({ entry, code }) => ({ entry, hash: personalCodeHash(entry, code) }));
  await must(organizer, 'POST', `/events/${event}/personal-codes`, { codes });
  const { displayCode, polls: drafts } = await look(organizer, event);
  const ids = drafts.map(({ id }) => id);
  for (const poll of ids) await must(organizer, 'POST', `/polls/${poll}/freeze`);
  await until(
    () => eventView(sendTo(url), event),
    (now) => now.polls.every(({ keys }) => keys.length === groups.length),
  );
  await must(organizer, 'POST', `/events/${event}/sign-in`, { open: true });
  for (const poll of ids.slice(0, opened)) await must(organizer, 'POST', `/polls/${poll}/open`);
  return { url, event, polls: ids, displayCode, guests, organizer };
}

export const rosterOf = async (who: Person, event: EventId): Promise<RosterView> =>
  (await must(who, 'GET', `/events/${event}/roster`)).body as unknown as RosterView;

export async function lineOf({ organizer, event }: NamedHall, { entry }: Guest): Promise<RosterEntry> {
  const found = (await rosterOf(organizer, event)).entries.find(({ id }) => id === entry);
  if (found === undefined) throw new Error('not on the roster');
  return found;
}

/** What the wall's QR code holds now. */
export async function wallCode({ url, displayCode }: NamedHall): Promise<string> {
  const { status, body } = await sendTo(url)('GET', `/api/stage/${displayCode}/hall`);
  if (status !== 200) throw new Error(`the wall shows nothing: ${JSON.stringify(body)}`);
  return tokenOf((body as HallView).url);
}

/** What makes a device a shared one. */
export async function deviceCode({ organizer, event }: NamedHall): Promise<string> {
  const { body } = await must(organizer, 'POST', `/events/${event}/shared-device`);
  return tokenOf((body as unknown as SharedDevice).url);
}

/** A phone in the hall, with the wall's code turned into a pass. */
export interface Phone {
  readonly slip: DrawnSlip;
  readonly pass: string;
}

export async function phoneIn(hall: NamedHall, code?: string): Promise<Phone> {
  const slip = drawSlip();
  return { slip, pass: await passDoor(sendTo(hall.url), hall.event, code ?? (await wallCode(hall)), slip) };
}

export const claim = (send: Send, { event }: NamedHall, { slip, pass }: Phone, says: Claim): Promise<Answer> =>
  send('POST', `/api/events/${event}/sign-ins`, { slip: slip.code, pass, ...says });

/** Name and personal code, as typed. */
export const byCode = ({ name, unit, code }: Guest): Claim => ({ name, unit, code });

/** In under this name, by code, with a new phone unless one is given. */
export async function enter(send: Send, hall: NamedHall, guest: Guest, phone?: Phone): Promise<Phone> {
  const own = phone ?? (await phoneIn(hall));
  const answer = await claim(send, hall, own, byCode(guest));
  if (answer.status !== 200) throw new Error(`not let in: ${JSON.stringify(answer.body)}`);
  return own;
}

/** Asks by name alone; the number that the screen shows. */
export async function knock(send: Send, hall: NamedHall, { name, unit }: Guest, phone: Phone): Promise<number> {
  const { status, body } = await claim(send, hall, phone, { name, unit });
  if (status !== 202) throw new Error(`not waiting: ${JSON.stringify(body)}`);
  return (body as Waiting).waiting;
}

export const decide = (
  who: Person,
  { event }: NamedHall,
  { slip }: Phone,
  confirm: boolean,
): ReturnType<Person['ask']> => who.ask('PUT', `/events/${event}/door/${slip.hash}`, { confirm });

/** Issued for every poll of the event, as with a printed slip. */
export async function issued(send: Send, { event }: NamedHall, { slip }: Phone): Promise<Voter> {
  const view: EventView = await eventView(send, event);
  const { body } = await send('POST', `/api/events/${event}/admissions`, { slip: slip.code });
  return { view, held: await issue(send, event, slip.code, (body as Admission).group, view.polls) };
}

/** What this slip is worth to whoever has it. */
export const asks = (send: Send, { event }: NamedHall, slip: DrawnSlip): Promise<Answer> =>
  send('POST', `/api/events/${event}/admissions`, { slip: slip.code });

/** Asks for a right in every poll of a hall of one group. */
export async function wants(send: Send, { event }: NamedHall, { slip }: Phone): Promise<Answer> {
  const { polls } = await eventView(send, event);
  return send('POST', `/api/events/${event}/credentials`, blindAll(group('a', 0).id, polls).body(slip.code));
}
