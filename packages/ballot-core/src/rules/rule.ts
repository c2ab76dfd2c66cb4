/**
 * Rules as data: a comparator, an exact fraction, a declared base, and the words of the document they come from.
 *
 * The base is never guessed and the comparator is stored per rule, because sibling documents differ by one word:
 * 60 of 90 passes 未达到 2/3 and fails 未超过 2/3. A vote only ever *flags*; what follows is behind gates.
 */
import type { Comparator, Fraction } from './compare.ts';

export type BaseKey = 'due' | 'present' | 'issued' | 'returned' | 'valid' | 'validItem';

/**
 * What is counted: options of one question, or one of the accounts (attendance is `present` against `due`).
 *
 * `plus`: `absent` adds 应到 − 收回, members who handed nothing in; `invalid` adds invalid ballots. Absent is not abstain:
 * without it such members sit in the denominator only.
 */
export type Numerator =
  | { readonly options: readonly string[]; readonly plus?: readonly ('absent' | 'invalid')[] }
  | { readonly account: BaseKey };

export interface Test {
  readonly id: string;
  readonly numerator: Numerator;
  readonly base: BaseKey;
  readonly comparator: Comparator;
  readonly fraction: Fraction;
  /** The original wording, e.g. "达不到三分之二", and its English. */
  readonly zh: string;
  readonly en: string;
}

/** Which tests must hold. Tests are named so that every one of them is evaluated and shown, deciding or not. */
export type Condition =
  | { readonly test: string }
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

/** The first branch whose condition holds gives the finding its label. */
export interface Branch {
  readonly when: Condition;
  readonly label: Label;
}

/** A machine label with its words: what may be said in the room. */
export interface Label {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** `flag` raises a question for an organ; `outcome` is the result of the ballot itself; `clear` is nothing to report. */
  readonly weight: 'flag' | 'outcome' | 'clear';
}

export interface Citation {
  /** Document, number and year, e.g. "青山湖区干部考核办法（2009）". */
  readonly document: string;
  readonly clause: string;
  readonly wording: string;
  readonly status: 'current_national' | 'historic_local' | 'common_practice' | 'proposal';
  /** How sure the source is: stated in a founding document, text seen, seen second-hand, unchecked. */
  readonly confidence: 'seed' | 'source' | 'secondary' | 'unverified';
}

/** What must be found by a named organ before a flag may have a consequence (经组织考核). */
export interface Gate {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}
export type GateState = 'pending' | 'confirmed' | 'rejected';

export interface Rule {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly citations: readonly Citation[];
  /** Evaluated once for each question: a person's grades on a dimension, a candidate's votes, a matter's votes. */
  readonly scope: 'question';
  readonly tests: readonly Test[];
  readonly branches: readonly Branch[];
  readonly otherwise: Label;
  /** `principle` (原则上/一般): may be overridden with a reason and an approver; never a hard block. */
  readonly strength: 'auto' | 'flag' | 'principle';
  /** All must be confirmed before `consequence` may be shown. */
  readonly gates: readonly Gate[];
  readonly consequence: { readonly zh: string; readonly en: string } | null;
  /** Shown first when several rules fire; larger is more severe. */
  readonly precedence: number;
  /** The same tests are also shown on these bases: the base is often unstated and it flips outcomes. */
  readonly sensitivity: readonly BaseKey[];
}

/** What a rule is evaluated on. A base that is absent is unknown, and a rule that needs it is an error, not a guess. */
export interface Tally {
  readonly bases: Readonly<Partial<Record<BaseKey, number>>>;
  readonly options: Readonly<Record<string, number>>;
  /** Ballots returned but invalid; 0 when not given. */
  readonly invalid?: number;
}

export interface Facts {
  /** Ballots that may still come in (issued or due, minus returned); 0 after the close. */
  readonly outstanding?: number;
  readonly gates?: Readonly<Record<string, GateState>>;
}

export interface TestFinding {
  readonly id: string;
  readonly count: number;
  readonly base: BaseKey;
  readonly baseValue: number;
  readonly comparator: Comparator;
  readonly fraction: Fraction;
  /** Both sides of the cross-multiplication: `count × whole` and `part × base`, as decimal strings. */
  readonly left: string;
  readonly right: string;
  readonly holds: boolean;
  /** Fewest (gt, ge) or most (lt, le) votes with which the test holds on this base: the line drawn on the wall. */
  readonly line: number;
  /** Votes still missing for the test to hold (gt, ge) or to stop holding (lt, le) on today's base; 0 when there. */
  readonly needed: number;
  /** True when no further ballot can change `holds`. */
  readonly decided: boolean;
  readonly sensitivity: readonly { readonly base: BaseKey; readonly baseValue: number; readonly holds: boolean }[];
}

export interface Finding {
  readonly rule: string;
  /** `not_assessed`: the base is zero, so nothing can be said. */
  readonly status: 'found' | 'not_assessed';
  readonly label: Label;
  readonly decided: boolean;
  readonly tests: readonly TestFinding[];
  readonly gates: readonly { readonly id: string; readonly state: GateState }[];
  /** True only when the label is a flag and every gate is confirmed. */
  readonly consequence: boolean;
}
