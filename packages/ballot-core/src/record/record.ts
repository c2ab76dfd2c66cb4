/**
 * The wire format of everything that outlives a meeting: definition, record, openings, bundle.
 *
 * All of it is JSON; what is hashed or signed is its RFC 8785 canonical form. Hashes are lower-case hex, other binary
 * values base64url without padding. A published format is never changed, only followed by the next version.
 */
import type { EventId, GroupId, PollId } from '../brand.ts';
import type { Accounts } from '../count/accounts.ts';
import type { Count } from '../count/count.ts';
import type { Paper } from '../paper/paper.ts';
import type { Fraction } from '../rules/compare.ts';
import type { Finding, Given, Rule } from '../rules/rule.ts';

/** Voters of one kind. `due` (应到) is frozen with the poll, after exclusions. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly due: number;
  /** 上级, 同级, 下级, 本人, 外单位 … towards those who are assessed. */
  readonly relation?: 'superior' | 'peer' | 'subordinate' | 'self' | 'external' | 'member' | 'citizen';
  /** Who is entitled but not counted in 应到, by reason; `due` is already without them. Numbers, not names. */
  readonly excluded?: readonly Exclusion[];
}

/** 不计入应到: how many, why, and who approved it. Printed on the sheet. */
export interface Exclusion {
  readonly count: number;
  readonly reason: string;
  readonly approvedBy: string;
}

/** Where a poll's list comes from: what another, sealed poll of the event took or left tied. */
export interface Source {
  readonly poll: PollId;
  /** SHA-256 of that poll's record, lower-case hex. */
  readonly record: string;
  readonly rule: string;
  readonly take: 'taken' | 'tied';
}

export interface ReleasePolicy {
  /** `turnout`: no counts before the close (appointments, elections). `batches`: whole counts, k ballots apart. */
  readonly mode: 'turnout' | 'batches';
  /** Fewest new ballots between two releases; never below 3. */
  readonly k: number;
  /** Share of 应到 that must have voted before the first release. */
  readonly minTurnout: Fraction;
}

/** Everything that is decided before a poll opens. Its SHA-256 is the paper hash. */
export interface Definition {
  readonly format: 'gonglun-poll/1';
  readonly event: EventId;
  readonly poll: PollId;
  readonly title: string;
  readonly paper: Paper;
  readonly groups: readonly Group[];
  readonly rules: readonly Rule[];
  readonly release: ReleasePolicy;
  /** The year or date of the meeting for rules that remember: `2026` or `2026-11-22`. */
  readonly at?: string;
  /** What is known from outside the ballot, about the poll ('') and about items by id; used by rules, frozen here. */
  readonly given?: Readonly<Record<string, Given>>;
  readonly source?: Source;
  /**
   * `off`: nobody can show how they voted. The phone draws no nonces (`nonces` is '' on its ballots), gets no receipt and keeps
   * nothing; the nonces of the openings are drawn at the seal. So no voter can prove that a ballot was dropped either.
   */
  readonly receipts?: 'off';
  /** 演练: this never counts. The record of a rehearsal says so for good. */
  readonly rehearsal?: true;
}

/** One answer of one ballot, cut loose from the others. `group` is null where the group is too small to be named. */
export interface Opening {
  readonly question: string;
  /** A choice id, a written-in name (question `WRITE-IN`), the hash of a text (`textHash`), or '' for blank. */
  readonly choice: string;
  readonly group: GroupId | null;
  /** 16 bytes, base64url. */
  readonly nonce: string;
}

/** A spent right to vote. Verifies with the key of its (poll, group); says nothing about a ballot. */
export interface SpentCredential {
  readonly group: GroupId;
  readonly publicKey: string;
  readonly prefix: string;
  readonly signature: string;
}

export interface IssuerKey {
  readonly group: GroupId;
  /** SPKI DER, base64url. */
  readonly spki: string;
}

/** A finding about one question of the paper, one item (its id), or the whole poll (''); in forms behind `section.`. */
export interface QuestionFinding extends Finding {
  readonly question: string;
}

/** The count of one voter group that is large enough to be named. */
export interface GroupCount extends Count {
  readonly group: GroupId;
}

export interface PollRecord {
  readonly format: 'gonglun-record/1';
  readonly event: { readonly id: EventId; readonly title: string; readonly place: string };
  readonly paperHash: string;
  readonly definition: Definition;
  readonly keys: readonly IssuerKey[];
  readonly accounts: Accounts;
  /** The accounts of each group: attendance only, never choices. */
  readonly groupAccounts: readonly ({ readonly group: GroupId } & Accounts)[];
  readonly count: Count;
  /** The counts of groups that may be named, for rules that weigh groups; [] where no rule does. */
  readonly groupCounts: readonly GroupCount[];
  /** Commits to the tellers' annex (`annexHash`), where a weighted result needs groups too small to be named; else null. */
  readonly annex: string | null;
  /** Names written in with their votes, sorted by name in code-unit order. */
  readonly writeIns: readonly { readonly name: string; readonly votes: number }[];
  readonly findings: readonly QuestionFinding[];
  readonly openings: { readonly size: number; readonly root: string };
  readonly credentials: { readonly size: number; readonly root: string };
  /** RFC 3339 UTC moments of the organizers' acts. */
  readonly openedAt: string;
  readonly closedAt: string;
  readonly sealedAt: string;
  /** Who did it: user names, as in the trail. */
  readonly openedBy: string;
  readonly closedBy: string;
  readonly sealedBy: string;
  readonly transport: 'http' | 'https';
  readonly software: { readonly version: string; readonly commit: string | null };
  /** SHA-256 of the record that this one corrects, or null. */
  readonly corrects: string | null;
  /** Why, by whom and when; null just where `corrects` is. */
  readonly correction: Correction | null;
}

/**
 * 更正: a record beside an older one, never instead of it. Only the event's title and place may differ, and what follows in
 * the findings from what organs have said since; never a figure.
 */
export interface Correction {
  readonly reason: string;
  /** A user name, as in the trail. */
  readonly by: string;
  /** RFC 3339 UTC. */
  readonly at: string;
}

export interface SignedRecord {
  readonly record: PollRecord;
  /** Compact JWS (EdDSA, event key) whose payload is the canonical form of `record`. */
  readonly signature: string;
}

/**
 * 监票人附卷: the counts of all groups, for recomputing a weighted result. Kept apart from the public bundle and marked.
 *
 * `salt`: 32 random bytes, base64url; without it small counts could be guessed from the hash.
 */
export interface Annex {
  readonly format: 'gonglun-annex/1';
  readonly poll: PollId;
  readonly paperHash: string;
  readonly groupCounts: readonly GroupCount[];
  readonly salt: string;
}

/** The newest record of a poll, with all that it was made of. */
export interface SealedPoll extends SignedRecord {
  /** The records that it corrects, oldest first, the seal's own at the head; absent where nothing was corrected. */
  readonly corrected?: readonly SignedRecord[];
  /** Sorted by leaf hash. */
  readonly openings: readonly Opening[];
  /** Sorted by leaf hash. */
  readonly credentials: readonly SpentCredential[];
}

/** What organizers, tellers and the system did. Never what a voter did. */
export interface TrailEntry {
  readonly at: string;
  readonly actor: string;
  readonly act: string;
  readonly poll: PollId | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Bundle {
  readonly format: 'gonglun-bundle/1';
  readonly event: { readonly id: EventId; readonly title: string };
  /** The event's Ed25519 public key, 32 bytes base64url. Compare its fingerprint with the one on the wall. */
  readonly eventKey: string;
  readonly polls: readonly SealedPoll[];
  readonly trail: readonly TrailEntry[];
  /** Compact JWS (EdDSA, event key) whose payload is the canonical form of `{event: id, trail}`. */
  readonly trailSignature: string;
}
