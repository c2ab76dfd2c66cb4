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
export const issue = (event: EventId, body: CredentialsBody) => call<Credentials>('POST', api.credentials(event), body);
/** `ballot` is the stored JSON of a `CastBody`: the same bytes every time. */
export const cast = (poll: PollId, ballot: string) => call<Receipt>('POST', api.ballots(poll), ballot);

// anybody, after the seal
export const getRecord = (poll: PollId) => call<SealedView>('GET', api.record(poll));
export const getOpenings = (poll: PollId) => call<OpenedUrn>('GET', api.openings(poll));

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
export const putGate = (poll: PollId, body: GateDecision) => call<Nothing>('PUT', deskApi.gates(poll), body);
export const witness = (event: EventId, note: string) => call<Nothing>('POST', deskApi.witness(event), { note });
export const getTrail = (event: EventId) => call<TrailView>('GET', deskApi.trail(event));
