/**
 * Every address the pages know, each written once: ours for links, the api's for calls.
 *
 * Ids are escaped here, so that no page builds an address out of a stranger's string.
 */
import type { EventId, PollId } from 'ballot-core';

const id = (part: string): string => encodeURIComponent(part);

/** Addresses of pages. */
export const pages = {
  home: '/',
  verify: '/verify',
  about: '/about',
  rulebook: '/rulebook',
  /** Presets have anchors of their own. */
  rulebookPreset: (preset: string) => `/rulebook#${id(preset.toLowerCase())}`,
  /** What is announced about an event; their code behind `#` also shows what is for those who took part. */
  notice: (event: EventId) => `/notice/${id(event)}`,
  noticeWithCode: (event: EventId, noticeCode: string) => `/notice/${id(event)}#${id(noticeCode)}`,
  /** What is stored about those who vote, with the numbers of now. */
  stored: (event: EventId) => `/stored/${id(event)}`,
  record: (poll: PollId) => `/record/${id(poll)}`,
  /** The record that a printed page is of: the fingerprint behind `#` is compared in the browser. */
  recordPrinted: (poll: PollId, fingerprint: string) => `/record/${id(poll)}#sha256=${fingerprint}`,
  voter: (event: EventId) => `/v/${id(event)}`,
  /** What a slip's QR code holds. The fragment never leaves the phone. */
  voterWithSlip: (event: EventId, slip: string, fingerprint: string) => `/v/${id(event)}#${slip}.${fingerprint}`,
  stage: (displayCode: string) => `/stage/${id(displayCode)}`,
  desk: '/desk',
  deskLogin: '/desk/login',
  deskSetup: '/desk/setup',
  deskNew: '/desk/new',
  deskUsers: '/desk/users',
  deskMemory: '/desk/memory',
  deskEvent: (event: EventId) => `/desk/events/${id(event)}`,
  /** A draft to change, or `new` for one more. */
  deskPoll: (event: EventId, poll: PollId | 'new') => `/desk/events/${id(event)}/polls/${id(poll)}`,
  deskSlips: (event: EventId) => `/desk/events/${id(event)}/slips`,
  deskRoster: (event: EventId) => `/desk/events/${id(event)}/roster`,
  deskCodes: (event: EventId) => `/desk/events/${id(event)}/roster/codes`,
  deskDoor: (event: EventId) => `/desk/events/${id(event)}/door`,
  deskForms: (event: EventId) => `/desk/events/${id(event)}/forms`,
  deskPublication: (event: EventId) => `/desk/events/${id(event)}/publication`,
  deskWriteIns: (poll: PollId) => `/desk/polls/${id(poll)}/write-ins`,
  deskSheet: (poll: PollId) => `/desk/polls/${id(poll)}/sheet`,
  /** The record on one page. */
  deskPrint: (poll: PollId) => `/desk/polls/${id(poll)}/print`,
} as const;

/** Addresses of the api. */
export const api = {
  code: (short: string) => `/api/codes/${id(short)}`,
  event: (event: EventId) => `/api/events/${id(event)}`,
  admissions: (event: EventId) => `/api/events/${id(event)}/admissions`,
  door: (event: EventId) => `/api/events/${id(event)}/door`,
  signIns: (event: EventId) => `/api/events/${id(event)}/sign-ins`,
  credentials: (event: EventId) => `/api/events/${id(event)}/credentials`,
  publication: (event: EventId, code: string | null) =>
    `/api/events/${id(event)}/publication${code === null ? '' : `?code=${id(code)}`}`,
  stored: (event: EventId) => `/api/events/${id(event)}/stored`,
  bundle: (event: EventId) => `/api/events/${id(event)}/bundle`,
  ballots: (poll: PollId) => `/api/polls/${id(poll)}/ballots`,
  record: (poll: PollId) => `/api/polls/${id(poll)}/record`,
  openings: (poll: PollId) => `/api/polls/${id(poll)}/openings`,
  stage: (code: string) => `/api/stage/${id(code)}`,
  stageStream: (code: string) => `/api/stage/${id(code)}/stream`,
  hall: (code: string) => `/api/stage/${id(code)}/hall`,
} as const;

/** Addresses of the desk's half of the api; apart, so that a phone doesn't load them. */
export const deskApi = {
  setup: '/api/desk/setup',
  session: '/api/desk/session',
  me: '/api/desk/me',
  users: '/api/desk/users',
  events: '/api/desk/events',
  event: (event: EventId) => `/api/desk/events/${id(event)}`,
  stream: (event: EventId) => `/api/desk/events/${id(event)}/stream`,
  polls: (event: EventId) => `/api/desk/events/${id(event)}/polls`,
  poll: (poll: PollId) => `/api/desk/polls/${id(poll)}`,
  act: (poll: PollId, act: 'freeze' | 'open' | 'close' | 'seal') => `/api/desk/polls/${id(poll)}/${act}`,
  signIn: (event: EventId) => `/api/desk/events/${id(event)}/sign-in`,
  slips: (event: EventId) => `/api/desk/events/${id(event)}/slips`,
  roster: (event: EventId) => `/api/desk/events/${id(event)}/roster`,
  entry: (entry: string) => `/api/desk/roster/${id(entry)}`,
  presence: (entry: string) => `/api/desk/roster/${id(entry)}/presence`,
  personalCodes: (event: EventId) => `/api/desk/events/${id(event)}/personal-codes`,
  door: (event: EventId, slip: string) => `/api/desk/events/${id(event)}/door/${id(slip)}`,
  sharedDevice: (event: EventId) => `/api/desk/events/${id(event)}/shared-device`,
  rehearsal: (event: EventId) => `/api/desk/events/${id(event)}/rehearsal`,
  correction: (poll: PollId) => `/api/desk/polls/${id(poll)}/correction`,
  gates: (poll: PollId) => `/api/desk/polls/${id(poll)}/gates`,
  forms: (event: EventId) => `/api/desk/events/${id(event)}/forms`,
  form: (form: string) => `/api/desk/forms/${id(form)}`,
  notices: (event: EventId) => `/api/desk/events/${id(event)}/notices`,
  notice: (notice: string) => `/api/desk/notices/${id(notice)}`,
  writeIns: (poll: PollId) => `/api/desk/polls/${id(poll)}/write-ins`,
  conclusion: (poll: PollId) => `/api/desk/polls/${id(poll)}/conclusion`,
  checks: (poll: PollId) => `/api/desk/polls/${id(poll)}/checks`,
  runoff: (poll: PollId) => `/api/desk/polls/${id(poll)}/runoff`,
  recall: (poll: PollId) => `/api/desk/polls/${id(poll)}/recall`,
  periods: (poll: PollId) => `/api/desk/polls/${id(poll)}/periods`,
  annex: (poll: PollId) => `/api/desk/polls/${id(poll)}/annex`,
  texts: (poll: PollId) => `/api/desk/polls/${id(poll)}/texts`,
  holidays: '/api/desk/holidays',
  marks: (sought: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(sought).toString();
    return `/api/desk/marks${query === '' ? '' : `?${query}`}`;
  },
  mark: (mark: string) => `/api/desk/marks/${id(mark)}`,
  witness: (event: EventId) => `/api/desk/events/${id(event)}/witness`,
  trail: (event: EventId) => `/api/desk/events/${id(event)}/trail`,
} as const;
