/**
 * What the desk writes and sees: the shape of every request and answer under `/api/desk`.
 *
 * Pages import these as types only. Names of the roster are here and choices are not; counts are what the room has seen.
 */
import type {
  Accounts,
  Count,
  EventId,
  GateState,
  Given,
  Group,
  GroupId,
  IssuerKey,
  Paper,
  PollId,
  QuestionFinding,
  ReleasePolicy,
  Rule,
  Source,
  TrailEntry,
} from 'ballot-core';
import type { AdmissionMode, PollState } from './views.ts';

/** `clerk` (签到员) stands at the door: reads, and lets people in by name. */
export type Role = 'organizer' | 'clerk' | 'teller' | 'observer';
/** Desk: GET /api/desk/me. */
export interface Me {
  readonly username: string;
  readonly name: string;
  readonly role: Role;
}
/** What an organizer writes before freezing. */
export interface PollDraft {
  readonly title: string;
  readonly paper: Paper;
  readonly rules: readonly Rule[];
  readonly release: ReleasePolicy;
  /** As in `Definition`. */
  readonly at?: string;
  readonly given?: Readonly<Record<string, Given>>;
  /** The list is taken from another poll of the event at the freeze: it must be sealed by then, and no poll may come from itself in a circle. */
  readonly source?: Pick<Source, 'poll' | 'rule' | 'take'>;
  /** As in `Definition`. */
  readonly receipts?: 'off';
  /** 程序情况表: every item must be ticked before the poll may open. */
  readonly checklist?: readonly ChecklistItem[];
}
export interface ChecklistItem {
  readonly id: string;
  readonly text: string;
}
export interface EventDraft {
  readonly title: string;
  readonly place: string;
  readonly groups: readonly Group[];
  /** Slips unless said; changed only while nobody is in and there are neither slips nor names. */
  readonly admission?: AdmissionMode | undefined;
}
/** PUT /api/desk/polls/:poll/checks: ticks an item with its document; an empty document unticks it (before opening only). */
export interface ChecklistTick {
  readonly item: string;
  readonly document: string;
  readonly by: string;
}
/** PUT /api/desk/polls/:poll/periods: a period of a finding began; `startsOn` null takes it back. */
export interface PeriodStart {
  readonly question: string;
  readonly rule: string;
  readonly period: string;
  readonly startsOn: string | null;
  readonly by: string;
}
/** `lastDay` included: day 7 of 7 is in time. */
export interface PeriodView extends PeriodStart {
  readonly startsOn: string;
  readonly lastDay: string;
}
/** PUT /api/desk/polls/:poll/write-ins: this spelling is that name (a candidate's or another spelling); `into` null takes it back. */
export interface WriteInMerge {
  readonly name: string;
  readonly into: string | null;
  readonly reason: string;
  readonly by: string;
}
/** PUT /api/desk/polls/:poll/conclusion: 相互印证的结论. */
export interface Conclusion {
  readonly text: string;
  readonly by: string;
}
/** GET /api/desk/marks?kind=&subject=, POST (without id), DELETE /api/desk/marks/:id (entered by hand only). */
export interface MarkRow {
  readonly id: string;
  readonly kind: 'person' | 'unit';
  readonly subject: string;
  readonly post: string;
  readonly at: string;
  readonly mark: string;
  /** The sealed poll it comes from; null when entered by hand. */
  readonly poll: PollId | null;
  readonly document: string;
  readonly by: string;
}
/**
 * POST /api/desk/polls/:poll/recall: puts marks from memory into the draft's `given[item].history`, by exact name, and answers
 * with Recalled[]. `post: 'same'` takes only marks kept for the post in the item's note.
 */
export interface RecallBody {
  readonly kind?: MarkRow['kind'] | undefined;
  readonly post?: 'any' | 'same' | undefined;
}
export interface Recalled {
  /** As in `given`. */
  readonly item: string;
  readonly name: string;
  readonly marks: readonly MarkRow[];
}
/** GET, PUT /api/desk/holidays: days that differ from the week. */
export interface Holiday {
  readonly day: string;
  readonly working: boolean;
}
/** GET /api/desk/polls/:poll/texts: free words, from `TEXT_BALLOTS_MIN` ballots on. */
export interface TextsView {
  readonly ballots: number;
  readonly texts: readonly { readonly question: string; readonly text: string }[];
}
/** GET, POST /api/desk/events/:event/forms; PUT, DELETE /api/desk/forms/:form. 署名推荐表. */
export interface NamedForm {
  readonly id: string;
  readonly recommender: string;
  readonly recommenderPost: string;
  readonly recommended: string;
  readonly recommendedPost: string;
  readonly forPost: string;
  readonly grounds: string;
  readonly signedOn: string;
}
/** PUT /api/desk/events/:event/notices: every notice of the event once, in the order in which they are read. */
export interface NoticeOrder {
  readonly order: readonly string[];
}
/** GET /api/desk/events. */
export interface DeskEventRow {
  readonly id: EventId;
  readonly title: string;
  readonly place: string;
  readonly admission: AdmissionMode;
  readonly rehearsal: boolean;
  readonly createdAt: string;
  readonly polls: number;
  readonly sealed: number;
}
/** GET /api/desk/events/:event, and each `snapshot` event of GET /api/desk/events/:event/stream. */
export interface DeskEvent extends EventDraft {
  readonly id: EventId;
  readonly admission: AdmissionMode;
  readonly rehearsal: boolean;
  /** Numbers of the roster by group; [] where people come with slips. */
  readonly roster: readonly RosterCount[];
  /** How many wait at the door to be confirmed. */
  readonly waiting: number;
  readonly createdAt: string;
  readonly signIn: 'open' | 'closed';
  readonly displayCode: string;
  /** For those who took part: opens what is announced to them, and nothing else. */
  readonly noticeCode: string;
  readonly shortCode: string;
  readonly voterUrl: string;
  readonly stageUrl: string;
  /** What is wrong with `voterUrl` for phones in a hall, if anything. */
  readonly urlWarnings: readonly ('loopback' | 'plain_http')[];
  readonly eventKey: string;
  readonly eventFingerprint: string;
  readonly slips: readonly { readonly group: GroupId; readonly made: number; readonly admitted: number }[];
  readonly polls: readonly DeskPoll[];
}
export interface DeskPoll extends PollDraft {
  readonly id: PollId;
  readonly state: PollState;
  readonly paperHash: string | null;
  readonly keys: readonly IssuerKey[];
  readonly accounts: Accounts;
  /** As on the stage: nobody at the desk sees more than the room. */
  readonly released: Count | null;
  readonly findings: readonly QuestionFinding[];
  readonly gates: readonly GateDecision[];
  readonly checks: readonly ChecklistTick[];
  readonly periods: readonly PeriodView[];
  readonly merges: readonly WriteInMerge[];
  /** Written-in names with their votes, after the seal. */
  readonly writeIns: readonly { readonly name: string; readonly votes: number }[];
  readonly conclusion: Conclusion | null;
  /** A tellers' annex is kept: GET /api/desk/polls/:poll/annex, for tellers and organizers. */
  readonly annex: boolean;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly sealedAt: string | null;
  /** Set when counters and recount differ: the seal is stopped until an operator has looked. */
  readonly alarm: string | null;
}
/**
 * PUT /api/desk/polls/:poll/gates. Gate `override` sets a principle (原则上) aside: `confirmed`, with the reason as `document`
 * and the approver as `by`.
 */
export interface GateDecision {
  readonly question: string;
  readonly rule: string;
  readonly gate: string;
  readonly state: GateState;
  /** Document number or short statement; required unless pending. */
  readonly document: string;
  readonly by: string;
}
export interface RosterCount {
  readonly group: GroupId;
  readonly entries: number;
  readonly present: number;
  readonly late: number;
  readonly left: number;
}
/** One line of the roster (名册) and of the sign-in register (签到表). No times. */
export interface RosterEntry {
  readonly id: string;
  readonly name: string;
  /** '' where none was given. */
  readonly unit: string;
  readonly group: GroupId;
  /** A personal code was made. */
  readonly coded: boolean;
  readonly present: boolean;
  /** 迟到: signed in after a poll of the event was opened; the door may correct it. */
  readonly late: boolean;
  /** 离场, as the door noted it. Nothing more is issued to who has left. */
  readonly left: boolean;
  /** By personal code, confirmed at the door, or entered there without a phone; null while absent. */
  readonly way: 'code' | 'clerk' | 'hand' | null;
  /** Who confirmed or entered it; '' otherwise. */
  readonly by: string;
}
export type RosterDraft = Pick<RosterEntry, 'name' | 'unit' | 'group'>;
/** Somebody waits at the door under this name. */
export interface DoorRequest {
  /** SHA-256 of the waiting phone's slip, hex: the request's name. */
  readonly slip: string;
  readonly entry: string;
  readonly number: number;
}
/** GET /api/desk/events/:event/roster. */
export interface RosterView {
  readonly entries: readonly RosterEntry[];
  readonly requests: readonly DoorRequest[];
}
/** POST /api/desk/events/:event/roster: adds people; answers {added}. PUT, DELETE /api/desk/roster/:entry change and remove one. */
export interface RosterBody {
  readonly entries: readonly RosterDraft[];
}
/** POST /api/desk/events/:event/personal-codes: `hash` is `personalCodeHash(entry, code)`, hex. Replaces earlier ones. Answers {kept}. */
export interface PersonalCodesBody {
  readonly codes: readonly { readonly entry: string; readonly hash: string }[];
}
/**
 * PUT /api/desk/roster/:entry/presence. `present` true enters somebody without a phone, and `false` takes a sign-in back,
 * while nothing was issued; `late` and `left` are notes.
 */
export interface PresenceBody {
  readonly present?: boolean | undefined;
  readonly late?: boolean | undefined;
  readonly left?: boolean | undefined;
}
/** PUT /api/desk/events/:event/door/:slip: lets the waiting phone in, or turns it away. */
export interface DoorDecision {
  readonly confirm: boolean;
}
/** POST /api/desk/events/:event/shared-device: a link that makes a device a shared one (共用设备), good for 12 hours. */
export interface SharedDevice {
  readonly url: string;
}
/** POST /api/desk/polls/:poll/correction: a new record that names the old one. The count stays as it is. */
export interface CorrectionBody {
  readonly reason: string;
}
/** POST /api/desk/events/:event/slips: hashes only. */
export interface SlipsBody {
  readonly slips: readonly { readonly hash: string; readonly group: GroupId }[];
}
/** GET /api/desk/events/:event/trail. */
export type TrailView = readonly TrailEntry[];
