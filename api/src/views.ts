/**
 * What phones, walls and anybody see: the shape of every answer under `/api` that is not the desk's.
 *
 * Pages import these as types only. Nothing here can hold a person and a choice together, and no voter view has a time.
 */
import type {
  Accounts,
  Count,
  Definition,
  EventId,
  Group,
  GroupId,
  IssuerKey,
  Paper,
  PollId,
  QuestionFinding,
  ReleasePolicy,
  Rule,
  SealedPoll,
} from 'ballot-core';

export type PollState = 'draft' | 'frozen' | 'open' | 'closed' | 'sealed';
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
/** GET /api/polls/:poll/record. */
export type SealedView = Omit<SealedPoll, 'openings' | 'credentials'> & { readonly eventKey: string };
