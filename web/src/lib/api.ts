/**
 * The api as the pages see it: one function for each endpoint, typed by the api's own views.
 *
 * Only types are imported from `api`; the address of each call is in `paths.ts` and the words of each refusal in
 * `refusals.ts`.
 */
import type {
  Admission,
  Credentials,
  CredentialsBody,
  DeskEvent,
  DeskEventRow,
  EventDraft,
  EventView,
  GateDecision,
  Me,
  PollDraft,
  Receipt,
  Role,
  SealedView,
  SlipsBody,
  StageView,
  TrailView,
} from 'api/views';
import type { Bundle, EventId, Opening, PollId, SpentCredential } from 'ballot-core';
import { call, watched } from './http.ts';
import { api } from './paths.ts';

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
export const issue = (event: EventId, body: CredentialsBody) => call<Credentials>('POST', api.credentials(event), body);
/** `ballot` is the stored JSON of a `CastBody`: the same bytes every time. */
export const cast = (poll: PollId, ballot: string) => call<Receipt>('POST', api.ballots(poll), ballot);

// anybody, after the seal
export const getRecord = (poll: PollId) => call<SealedView>('GET', api.record(poll));
export const getOpenings = (poll: PollId) => call<OpenedUrn>('GET', api.openings(poll));
export const getBundle = (event: EventId) => call<Bundle>('GET', api.bundle(event));

// the stage
export const getStage = (code: string) => call<StageView>('GET', api.stage(code));

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

export const setUp = (body: SetupBody) => call<Nothing>('POST', api.desk.setup, body);
export const signIn = (username: string, password: string) =>
  call<Nothing>('POST', api.desk.session, { username, password });
export const signOut = () => call<Nothing>('DELETE', api.desk.session);
export const getMe = () => call<Me>('GET', api.desk.me);
export const getUsers = () => call<readonly Me[]>('GET', api.desk.users);
export const addUser = (body: NewUser) => call<Nothing>('POST', api.desk.users, body);
export const getEvents = () => call<readonly DeskEventRow[]>('GET', api.desk.events);
export const addEvent = (body: NewEvent) => call<{ readonly id: EventId }>('POST', api.desk.events, body);
export const getDeskEvent = (event: EventId) => call<DeskEvent>('GET', api.desk.event(event));
export const putEvent = (event: EventId, body: EventDraft) => call<Nothing>('PUT', api.desk.event(event), body);
export const deleteEvent = (event: EventId) => call<Nothing>('DELETE', api.desk.event(event));
export const addPoll = (event: EventId, body: PollDraft) =>
  call<{ readonly id: PollId }>('POST', api.desk.polls(event), body);
export const putPoll = (poll: PollId, body: PollDraft) => call<Nothing>('PUT', api.desk.poll(poll), body);
export const deletePoll = (poll: PollId) => call<Nothing>('DELETE', api.desk.poll(poll));
export const actOnPoll = (poll: PollId, act: 'freeze' | 'open' | 'close' | 'seal') =>
  call<Nothing>('POST', api.desk.act(poll, act), {});
export const setSignIn = (event: EventId, open: boolean) => call<Nothing>('POST', api.desk.signIn(event), { open });
export const addSlips = (event: EventId, body: SlipsBody) =>
  call<{ readonly made: number }>('POST', api.desk.slips(event), body);
export const putGate = (poll: PollId, body: GateDecision) => call<Nothing>('PUT', api.desk.gates(poll), body);
export const witness = (event: EventId, note: string) => call<Nothing>('POST', api.desk.witness(event), { note });
export const getTrail = (event: EventId) => call<TrailView>('GET', api.desk.trail(event));
