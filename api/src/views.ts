/**
 * What the outside sees: the shape of every answer under `/api`.
 *
 * Pages import these as types only. Nothing here can hold a person and a choice together, and no voter view has a time.
 */
import type {
  Accounts,
  Count,
  Definition,
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
  SealedPoll,
  Source,
  TrailEntry,
} from 'ballot-core';

export type PollState = 'draft' | 'frozen' | 'open' | 'closed' | 'sealed';
/** `clerk` (签到员) stands at the door: reads, and lets people in by name. */
export type Role = 'organizer' | 'clerk' | 'teller' | 'observer';
/** How people come in: with slips drawn at the door, or by name from the roster (名册). */
export type AdmissionMode = 'slips' | 'roster';

/** GET /api/events/:event: what a phone needs. Polls in their order, drafts left out. Answers with an ETag. */
export interface EventView {
  readonly id: EventId;
  readonly title: string;
  readonly place: string;
  readonly signIn: 'open' | 'closed';
  readonly admission: AdmissionMode;
  /** 演练: nothing of this meeting ever counts. */
  readonly rehearsal: boolean;
  /** Ed25519 public key of the event, base64url: verifies receipts and records. */
  readonly eventKey: string;
  readonly polls: readonly PollView[];
}
export interface PollView {
  readonly id: PollId;
  readonly state: Exclude<PollState, 'draft'>;
  readonly definition: Definition;
  readonly paperHash: string;
  /** One for each group. Empty until the keys are made; then the poll can be issued. */
  readonly keys: readonly IssuerKey[];
}

/** POST /api/events/:event/admissions {slip}: admits the slip; safe to repeat. */
export interface Admission {
  readonly group: GroupId;
}
/**
 * POST /api/events/:event/door {hall, slip}: the code on the wall, or a shared device's, becomes a pass for one phone that
 * is good for ten minutes. `slip` is the SHA-256 (hex) of a slip that this phone has drawn for itself. Nothing is stored.
 */
export interface DoorBody {
  readonly hall: string;
  readonly slip: string;
}
export interface DoorPass {
  readonly pass: string;
}
/**
 * POST /api/events/:event/sign-ins: 200 SignedIn, or 202 Waiting until somebody at the door has confirmed; safe to repeat,
 * and repeated while waiting. By `entry` and `code` (personal link), by `name` and `code`, or by `name` alone, which the
 * door confirms; `unit` where names are alike. The phone goes on with the slip it has drawn.
 */
export interface SignInBody {
  /** The slip itself, as in `/admissions`: who asks shows that they hold it. */
  readonly slip: string;
  readonly pass?: string | undefined;
  readonly entry?: string | undefined;
  readonly name?: string | undefined;
  readonly unit?: string | undefined;
  readonly code?: string | undefined;
}
export interface Waiting {
  /** Shown on the phone and at the door, to be compared: 100–999. */
  readonly waiting: number;
}
/** GET /api/stage/:code/hall, roster only: what the wall's QR code holds. A new one every 15 s, each good for 60 s. */
export interface HallView {
  readonly url: string;
  /** Milliseconds until the next one. */
  readonly next: number;
}
/** POST /api/events/:event/credentials {slip, requests: [{poll, blinded}]}; base64url, 256 bytes each. Safe to repeat. */
export interface CredentialsBody {
  readonly slip: string;
  readonly requests: readonly { readonly poll: PollId; readonly blinded: string }[];
}
export interface Credentials {
  readonly group: GroupId;
  readonly signatures: readonly { readonly poll: PollId; readonly signature: string }[];
}
/** POST /api/polls/:poll/ballots: 201, or 200 with the very same receipt when the same bytes come again. */
export interface Receipt {
  /**
   * Compact JWS (EdDSA, event key) over `{poll, ballot, key}`; `ballot` is the ballot's hash in hex. No time in it. Null
   * where the poll has receipts switched off.
   */
  readonly receipt: string | null;
}

/** GET /api/stage/:code, and each `snapshot` event of GET /api/stage/:code/stream. Whole, never a difference. */
export interface StageView {
  readonly event: { readonly id: EventId; readonly title: string; readonly place: string };
  readonly signIn: 'open' | 'closed';
  readonly admission: AdmissionMode;
  readonly rehearsal: boolean;
  /** Where phones go; in the hall's QR code, where people come with slips. By roster it is HallView's. */
  readonly voterUrl: string;
  /** To be typed where scanning fails. */
  readonly shortCode: string;
  /** First 20 hex digits of the SHA-256 of the event key, and of each poll's paper: for comparing by eye. */
  readonly eventFingerprint: string;
  readonly due: number;
  readonly present: number;
  readonly polls: readonly StagePoll[];
}
export interface StagePoll {
  readonly id: PollId;
  readonly state: Exclude<PollState, 'draft'>;
  readonly title: string;
  readonly paperHash: string;
  readonly paper: Paper;
  readonly rules: readonly Rule[];
  readonly release: ReleasePolicy;
  /** What the parts of a weighted score are called. */
  readonly groups: readonly Pick<Group, 'id' | 'name'>[];
  readonly accounts: Accounts;
  /** Counts as last released; null while only turnout is shown. After the seal: the final count. */
  readonly released: Count | null;
  /** Findings on the released count; final once sealed. */
  readonly findings: readonly QuestionFinding[];
  readonly writeIns: readonly { readonly name: string; readonly votes: number }[];
}

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
export const NOTICE_KINDS = [
  'posts',
  'conditions',
  'procedure',
  'recommendation_result',
  'inspection_notice',
  'ballot_result',
  'pre_appointment',
  'assessment_report',
  'pledge_grades',
  'objection_findings',
  'other',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
/** GET, POST /api/desk/events/:event/notices; PUT, DELETE /api/desk/notices/:notice. Rulebook 3.3. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly scope: 'participants' | 'public';
  readonly polls: readonly PollId[];
  readonly startsOn: string;
  readonly endsOn: string | null;
}
/** PUT /api/desk/events/:event/notices: every notice of the event once, in the order in which they are read. */
export interface NoticeOrder {
  readonly order: readonly string[];
}
/**
 * GET /api/events/:event/stored: rows that are kept of an event, each counted in its table. Sums over its polls, some
 * seconds old; nothing that the accounts, the records and the slips handed out don't say.
 */
export interface StoredView {
  readonly event: { readonly id: EventId; readonly title: string };
  /** Names on the roster; 0 where people come with slips. */
  readonly names: number;
  /** Hashes of slips. */
  readonly slips: number;
  /** Slips that signed in (实到). */
  readonly admitted: number;
  /** Rights to vote, one for each (slip, poll) (发出). */
  readonly issuances: number;
  /** Whole ballots, while their polls are not sealed (收回). */
  readonly ballots: number;
  /** Single answers of sealed polls. */
  readonly openings: number;
  /** Spent rights of sealed polls. */
  readonly credentials: number;
  /** Free words that may be read at the desk. */
  readonly texts: number;
}

/**
 * GET /api/events/:event/publication[?code=<notice code, or display code>]: read-only; totals only, of sealed polls, never below the
 * minimum group.
 */
export interface PublicationView {
  readonly event: { readonly id: EventId; readonly title: string; readonly place: string };
  /** The day that `startsOn` and `endsOn` were held against (YYYY-MM-DD), and in which zone it is that day. */
  readonly asOf: string;
  readonly timeZone: string;
  /** True when the right code was given: notices for those who took part are among them. */
  readonly participants: boolean;
  readonly notices: readonly PublishedNotice[];
}
export interface PublishedNotice extends Omit<Notice, 'polls'> {
  readonly results: readonly PublishedResult[];
}
export interface PublishedResult {
  readonly poll: PollId;
  readonly title: string;
  readonly sealedAt: string;
  readonly accounts: Accounts;
  readonly paper: Paper;
  /**
   * `totals`: every total. `tests`: of a committee too small for that, only the figures that its rules were held against.
   * `labels`: only what was found.
   */
  readonly shown: 'totals' | 'tests' | 'labels';
  /** Null unless `totals`. */
  readonly count: Count | null;
  /** Written-in names as merged; name '' is all those with too few votes to be named. [] unless `totals`. */
  readonly writeIns: PollRecordWriteIns;
  readonly rules: readonly Rule[];
  /** Without anything per group; without tests and values where only labels are shown. */
  readonly findings: readonly QuestionFinding[];
}
type PollRecordWriteIns = readonly { readonly name: string; readonly votes: number }[];

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

/** GET /api/polls/:poll/record. */
export type SealedView = Omit<SealedPoll, 'openings' | 'credentials'> & { readonly eventKey: string };
/** GET /api/desk/events/:event/trail. */
export type TrailView = readonly TrailEntry[];
