/**
 * The api as the pages see it: one function for each endpoint, typed by the api's own views.
 *
 * Only types are imported from `api`; the address of each call is in `paths.ts` and the words of each refusal in
 * `refusals.ts`.
 */
import type {
  ChecklistTick,
  Conclusion,
  DeskEvent,
  DeskEventRow,
  EventDraft,
  GateDecision,
  Holiday,
  MarkRow,
  Me,
  NamedForm,
  PeriodStart,
  PersonalCodesBody,
  PollDraft,
  PresenceBody,
  RecallBody,
  Recalled,
  Role,
  RosterBody,
  RosterDraft,
  RosterView,
  SharedDevice,
  SlipsBody,
  TextsView,
  TrailView,
  WriteInMerge,
} from 'api/desk-views';
import type {
  Admission,
  Credentials,
  CredentialsBody,
  DoorPass,
  EventView,
  HallView,
  Notice,
  PublicationView,
  PublishedNotice,
  Receipt,
  SealedView,
  SignInBody,
  StageView,
  StoredView,
  Waiting,
} from 'api/views';
import type { EventId, Opening, PollId, SpentCredential } from 'ballot-core';
import { call, watched } from './http.ts';
import { api, deskApi } from './paths.ts';

export type { Answer, Failure } from './http.ts';

export interface OpenedUrn {
  readonly openings: readonly Opening[];
  readonly credentials: readonly SpentCredential[];
}

// the phone
export const findCode = (short: string) => call<{ readonly event: EventId }>('GET', api.code(short));
/** Asks again with the last ETag each time it is called. */
export const watchEvent = (event: EventId) => watched<EventView>(api.event(event));
export const admit = (event: EventId, slip: string) => call<Admission>('POST', api.admissions(event), { slip });
/** The wall's code for a pass; `slip` is the hash of the phone's own slip. */
export const passDoor = (event: EventId, hall: string, slip: string) =>
  call<DoorPass>('POST', api.door(event), { hall, slip });
export const signInByName = (event: EventId, body: SignInBody) =>
  call<Admission | Waiting>('POST', api.signIns(event), body);
export const issue = (event: EventId, body: CredentialsBody) => call<Credentials>('POST', api.credentials(event), body);
/** `ballot` is the stored JSON of a `CastBody`: the same bytes every time. */
export const cast = (poll: PollId, ballot: string) => call<Receipt>('POST', api.ballots(poll), ballot);

/** How many rows are kept of the event. */
export const getStored = (event: EventId) => call<StoredView>('GET', api.stored(event));

// anybody, after the seal
export const getRecord = (poll: PollId) => call<SealedView>('GET', api.record(poll));
export const getOpenings = (poll: PollId) => call<OpenedUrn>('GET', api.openings(poll));

// anybody; with the stage's code also what is for those who took part
export const getPublication = (event: EventId, code: string | null) =>
  call<PublicationView>('GET', api.publication(event, code));

// the stage
export const getStage = (code: string) => call<StageView>('GET', api.stage(code));
/** What the wall's code holds in the next 15 s, where people come in by name. */
export const getHall = (code: string) => call<HallView>('GET', api.hall(code));

// the desk
export interface SetupBody {
  readonly token: string;
  readonly username: string;
  readonly name: string;
  readonly password: string;
}
export interface NewUser {
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}
export interface NewEvent {
  readonly event: EventDraft;
  readonly polls: readonly PollDraft[];
}
type Nothing = Readonly<Record<string, never>>;

export const setUp = (body: SetupBody) => call<Nothing>('POST', deskApi.setup, body);
export const signIn = (username: string, password: string) =>
  call<Nothing>('POST', deskApi.session, { username, password });
export const signOut = () => call<Nothing>('DELETE', deskApi.session);
export const getMe = () => call<Me>('GET', deskApi.me);
export const getUsers = () => call<readonly Me[]>('GET', deskApi.users);
export const addUser = (body: NewUser) => call<Nothing>('POST', deskApi.users, body);
export const getEvents = () => call<readonly DeskEventRow[]>('GET', deskApi.events);
export const addEvent = (body: NewEvent) => call<{ readonly id: EventId }>('POST', deskApi.events, body);
export const getDeskEvent = (event: EventId) => call<DeskEvent>('GET', deskApi.event(event));
export const putEvent = (event: EventId, body: EventDraft) => call<Nothing>('PUT', deskApi.event(event), body);
export const deleteEvent = (event: EventId) => call<Nothing>('DELETE', deskApi.event(event));
export const addPoll = (event: EventId, body: PollDraft) =>
  call<{ readonly id: PollId }>('POST', deskApi.polls(event), body);
export const putPoll = (poll: PollId, body: PollDraft) => call<Nothing>('PUT', deskApi.poll(poll), body);
export const deletePoll = (poll: PollId) => call<Nothing>('DELETE', deskApi.poll(poll));
export const actOnPoll = (poll: PollId, act: 'freeze' | 'open' | 'close' | 'seal') =>
  call<Nothing>('POST', deskApi.act(poll, act), {});
export const setSignIn = (event: EventId, open: boolean) => call<Nothing>('POST', deskApi.signIn(event), { open });
export const addSlips = (event: EventId, body: SlipsBody) =>
  call<{ readonly made: number }>('POST', deskApi.slips(event), body);
export const getRoster = (event: EventId) => call<RosterView>('GET', deskApi.roster(event));
export const addEntries = (event: EventId, body: RosterBody) =>
  call<{ readonly added: number }>('POST', deskApi.roster(event), body);
export const putEntry = (entry: string, body: RosterDraft) => call<Nothing>('PUT', deskApi.entry(entry), body);
export const deleteEntry = (entry: string) => call<Nothing>('DELETE', deskApi.entry(entry));
export const putPresence = (entry: string, body: PresenceBody) => call<Nothing>('PUT', deskApi.presence(entry), body);
/** Earlier codes of these people are void from then on. */
export const putPersonalCodes = (event: EventId, body: PersonalCodesBody) =>
  call<{ readonly kept: number }>('POST', deskApi.personalCodes(event), body);
/** Lets the phone that waits under this slip's hash in, or turns it away. */
export const decideDoor = (event: EventId, slip: string, confirm: boolean) =>
  call<Nothing>('PUT', deskApi.door(event, slip), { confirm });
export const shareDevice = (event: EventId) => call<SharedDevice>('POST', deskApi.sharedDevice(event), {});
/** A copy of the meeting in which nothing counts. */
export const rehearse = (event: EventId) => call<{ readonly id: EventId }>('POST', deskApi.rehearsal(event), {});
export const correctRecord = (poll: PollId, reason: string) =>
  call<Nothing>('POST', deskApi.correction(poll), { reason });
export const putGate = (poll: PollId, body: GateDecision) => call<Nothing>('PUT', deskApi.gates(poll), body);
export const getForms = (event: EventId) => call<readonly NamedForm[]>('GET', deskApi.forms(event));
export const addForm = (event: EventId, body: Omit<NamedForm, 'id'>) =>
  call<{ readonly id: string }>('POST', deskApi.forms(event), body);
export const putForm = (form: string, body: Omit<NamedForm, 'id'>) => call<Nothing>('PUT', deskApi.form(form), body);
export const deleteForm = (form: string) => call<Nothing>('DELETE', deskApi.form(form));
export const getNotices = (event: EventId) => call<readonly Notice[]>('GET', deskApi.notices(event));
/** As it is or will be shown, whatever its days. */
export const getNotice = (notice: string) => call<PublishedNotice>('GET', deskApi.notice(notice));
export const addNotice = (event: EventId, body: Omit<Notice, 'id'>) =>
  call<{ readonly id: string }>('POST', deskApi.notices(event), body);
export const putNotice = (notice: string, body: Omit<Notice, 'id'>) =>
  call<Nothing>('PUT', deskApi.notice(notice), body);
export const orderNotices = (event: EventId, order: readonly string[]) =>
  call<Nothing>('PUT', deskApi.notices(event), { order });
export const deleteNotice = (notice: string) => call<Nothing>('DELETE', deskApi.notice(notice));
export const putWriteIn = (poll: PollId, body: WriteInMerge) => call<Nothing>('PUT', deskApi.writeIns(poll), body);
export const putConclusion = (poll: PollId, body: Conclusion) => call<Nothing>('PUT', deskApi.conclusion(poll), body);
/** An empty document unticks. */
export const putCheck = (poll: PollId, body: ChecklistTick) => call<Nothing>('PUT', deskApi.checks(poll), body);
export const putPeriod = (poll: PollId, body: PeriodStart) => call<Nothing>('PUT', deskApi.periods(poll), body);
/** A new draft with the rows this rule left tied. */
export const addRunoff = (poll: PollId, rule: string) =>
  call<{ readonly id: PollId }>('POST', deskApi.runoff(poll), { rule });
/** Earlier marks out of memory into the draft's histories. */
export const recall = (poll: PollId, body: RecallBody) => call<readonly Recalled[]>('POST', deskApi.recall(poll), body);
export const getTexts = (poll: PollId) => call<TextsView>('GET', deskApi.texts(poll));
export const getHolidays = () => call<readonly Holiday[]>('GET', deskApi.holidays);
export const putHolidays = (body: readonly Holiday[]) => call<Nothing>('PUT', deskApi.holidays, body);
export const getMarks = (sought: { readonly kind?: MarkRow['kind']; readonly subject?: string } = {}) =>
  call<readonly MarkRow[]>('GET', deskApi.marks({ ...sought }));
export const addMark = (body: Omit<MarkRow, 'id' | 'poll'>) =>
  call<{ readonly id: string }>('POST', deskApi.marks({}), body);
export const deleteMark = (mark: string) => call<Nothing>('DELETE', deskApi.mark(mark));
export const witness = (event: EventId, note: string) => call<Nothing>('POST', deskApi.witness(event), { note });
export const getTrail = (event: EventId) => call<TrailView>('GET', deskApi.trail(event));
