/**
 * Rules as data: comparators, exact fractions, declared bases, scores, cuts, memory, and the words of the document they
 * come from.
 *
 * The base is never guessed and the comparator is stored per rule, because sibling documents differ by one word:
 * 60 of 90 passes 未达到 2/3 and fails 未超过 2/3. A vote only ever *flags*; what follows is behind gates.
 */
import type { Comparator, Fraction } from './compare.ts';

/** `headcount` is the number assessed (a quota is of them), `seats` the posts to fill; the others are accounts. */
export type BaseKey = 'due' | 'present' | 'issued' | 'returned' | 'valid' | 'validItem' | 'headcount' | 'seats';

/**
 * What is counted.
 *
 * `options`: votes on one question. `plus`: `absent` adds 应到 − 收回, members who handed nothing in; `invalid` adds invalid
 * ballots. Absent is not abstain: without it such members sit in the denominator only.
 * `account`: one of the accounts (attendance is `present` against `due`). `figure`: a whole number that is given, not
 * counted: candidates, days since the notice, an award's year. `score`: a score of this rule, exact. `history`: marks of
 * earlier years.
 */
export type Numerator =
  | { readonly options: readonly string[]; readonly plus?: readonly ('absent' | 'invalid')[] }
  | { readonly account: BaseKey }
  | { readonly figure: string }
  | { readonly score: string }
  | { readonly history: HistoryMeasure };

/**
 * How often a mark stands in the memory of a person or unit (连续两年黄牌, 一年内第三次缺席).
 *
 * `run`: cycles in a row that carry the mark, counted back from the current one, or from the one before it while the
 * current one has no entry yet; another mark ends the run, a cycle without any entry does too (`breaks`) or is passed over
 * (`skips`). `count`: all marks, of the current year only or ever.
 */
export type HistoryMeasure =
  | { readonly kind: 'run'; readonly mark: string; readonly missing: 'breaks' | 'skips' }
  | { readonly kind: 'count'; readonly mark: string; readonly within: 'year' | 'ever' };

export interface Test {
  readonly id: string;
  readonly numerator: Numerator;
  /** `one`: the number itself is compared, not a share: 7 days, 80 points, 2 yellow cards. */
  readonly base: BaseKey | 'one';
  readonly comparator: Comparator;
  /** Of the base. Above 1 only where the base is `one`, `seats` or `headcount` (考察人选与职位 2:1). */
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

/**
 * An exact number made from a tally or from given figures. An average is an index (加权得分), never a rate (率).
 *
 * `index`: Σ votes × points / Σ votes, over the options that have points. `share`: 100 × votes / base, a rate in points.
 * `mean`: of the numbers on a score paper (marks that are whole numbers, over `per`); `trim` drops one highest and one
 * lowest when at least `minRaters` (6 or more) gave a number. `groups`: the score `of` in each voter group, weighted; weights are whole and
 * sum to 100; a group of weight 0 is shown only (本人). `dimensions`: the same over 德能勤绩廉. `weighted`: Σ w × s / Σ w.
 * `sum`: parts added up (附加分). `figure`: an exam or another score given from outside. `brackets`: the points of the first
 * band whose condition holds. `ranks`: first place earns `top`, each place below `stepPercent` of it less, averaged over the
 * given list of ranks. `bonus`: `points` while the current year is at most `validYears` after the year in figure `award`, else 0.
 */
export type Score =
  | { readonly id: string; readonly kind: 'index'; readonly points: Readonly<Record<string, number>> }
  | { readonly id: string; readonly kind: 'share'; readonly options: readonly string[]; readonly base: BaseKey }
  | { readonly id: string; readonly kind: 'mean'; readonly per: number; readonly trim?: { readonly minRaters: number } }
  | {
      readonly id: string;
      readonly kind: 'groups' | 'dimensions';
      readonly of: string;
      readonly weights: Readonly<Record<string, number>>;
      /** A group without any vote: stop with an error, or share its weight among the others. Never zero points. */
      readonly empty: 'error' | 'renormalise';
    }
  | {
      readonly id: string;
      readonly kind: 'weighted';
      readonly parts: readonly { readonly score: string; readonly weight: number }[];
    }
  | { readonly id: string; readonly kind: 'sum'; readonly parts: readonly string[] }
  | { readonly id: string; readonly kind: 'figure'; readonly figure: string; readonly max: number }
  | {
      readonly id: string;
      readonly kind: 'brackets';
      readonly bands: readonly { readonly when: Condition; readonly points: number }[];
      readonly otherwise: number;
    }
  | {
      readonly id: string;
      readonly kind: 'ranks';
      readonly figure: string;
      readonly top: number;
      readonly stepPercent: number;
    }
  | {
      readonly id: string;
      readonly kind: 'bonus';
      readonly award: string;
      readonly points: number;
      readonly validYears: number;
    };

/**
 * A cut through the rows of a poll (前三名, 末位, 过半数当选): ranked, equal values share a rank (1, 1, 3).
 *
 * Only a row for which test `win` holds (where there is one) can be taken, and nobody from the top who has no vote at all
 * (cuts by votes). When equal rows straddle the last place,
 * `include_all` takes all of them, `secondary` looks at another score first and then leaves them tied; `runoff` and
 * `organizer` take none of them and leave them tied: for another poll, or for the organizer to decide with a reason.
 */
export interface Cut {
  readonly by: { readonly votes: readonly string[] } | { readonly score: string };
  readonly direction: 'top' | 'bottom';
  /** Places; 'seats' is the paper's own number; by tag where categories have their own. */
  readonly places: number | 'seats' | Readonly<Record<string, number>>;
  /** One ranking for the poll, or one for each tag (按类别). */
  readonly per: 'poll' | 'tag';
  readonly ties: 'include_all' | 'runoff' | 'organizer' | 'secondary';
  /** A score of this rule; with `ties: secondary` only. Higher goes first in either direction. */
  readonly secondary?: string;
  /** A test of this rule, held against each row by itself. */
  readonly win?: string;
  /** What a row that is taken is: 当选, 进入下一环节, 黄牌. */
  readonly taken: Label;
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

/** What must be found by a named organ before a flag may have a consequence (经组织考核). Rejected stops it (一票否决). */
export interface Gate {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}
export type GateState = 'pending' | 'confirmed' | 'rejected';

/** A period that starts when a finding is announced: 申诉期, 公示期, 试用期. */
export interface Period {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly kind: 'appeal' | 'notice' | 'probation' | 'rectification';
  readonly length: number;
  readonly unit: 'calendar_days' | 'working_days' | 'months';
}

export interface Rule {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly citations: readonly Citation[];
  /**
   * `question`: once for each line (a person on a dimension, a candidate, a matter). `item`: once for each person or unit,
   * all dimensions together. `poll`: once, over all rows: quorum, elections, rankings.
   */
  readonly scope: 'question' | 'item' | 'poll';
  /** Where it applies, when not everywhere: one section of a form, one dimension. */
  readonly only?: { readonly section?: string; readonly dimension?: string };
  readonly tests: readonly Test[];
  readonly scores?: readonly Score[];
  /** Scope `poll` only. Branches speak first (void, quorum); then the cut: its `taken` label when a row is taken. */
  readonly cut?: Cut;
  readonly branches: readonly Branch[];
  readonly otherwise: Label;
  /** `principle` (原则上/一般): may be overridden with a reason and an approver; never a hard block. */
  readonly strength: 'auto' | 'flag' | 'principle';
  /** All must be confirmed before `consequence` may be shown. */
  readonly gates: readonly Gate[];
  readonly consequence: { readonly zh: string; readonly en: string } | null;
  readonly periods?: readonly Period[];
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
  /** The same line or item by voter group; scores of kind `groups` need it. */
  readonly groups?: Readonly<Record<string, Tally>>;
  /** The same item by dimension; scores of kind `dimensions` need it. */
  readonly dimensions?: Readonly<Record<string, Tally>>;
  /** The items of a poll in the paper's order; scope `poll` needs it. */
  readonly rows?: readonly Row[];
}

/** One row of a poll. A written-in name has the id `+name`. */
export interface Row {
  readonly id: string;
  readonly tag?: string;
  readonly tally: Tally;
  readonly given?: Given;
}

/** What is known about a person, a unit or a poll from outside the ballot: frozen with the paper. */
export interface Given {
  /** Whole numbers, or lists of them: an exam's score, posts, years of awards, ranks given by leaders. */
  readonly figures?: Readonly<Record<string, number | readonly number[]>>;
  readonly history?: readonly Mark[];
}

/** One entry of memory. `at`: a year (2026) or a date (2026-03-01). `mark`: a label id, or 'none' when assessed without one. */
export interface Mark {
  readonly at: string;
  readonly mark: string;
}

export interface Facts {
  /** Ballots that may still come in (issued or due, minus returned); 0 after the close. */
  readonly outstanding?: number;
  readonly gates?: Readonly<Record<string, GateState>>;
  /** 原则上: the named approver has decided otherwise, with a reason. Only rules of strength `principle` heed it. */
  readonly overridden?: boolean;
  /** The current year or date: what 'this year' and a run of years count back from. Never a clock. */
  readonly at?: string;
  readonly given?: Given;
}

export interface TestFinding {
  readonly id: string;
  /** The number compared. A score that is no whole number stands as `count` over `baseValue`, reduced, with base `one`. */
  readonly count: number;
  readonly base: BaseKey | 'one';
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

/** A score as it came out, reduced; null where nobody gave a vote. */
export interface ScoreFinding {
  readonly id: string;
  readonly value: Fraction | null;
  /** The exact pair would leave safe integers: the nearest with a power of ten below the line. Decided on the exact one. */
  readonly rounded?: boolean;
  /** Raters whose number was dropped by trimming; present where the score trims. */
  readonly dropped?: number;
  /** What a weighted score is made of, in the order of its weights. Groups too small to be named are left out. */
  readonly parts?: readonly { readonly id: string; readonly weight: number; readonly value: Fraction | null }[];
  /** The same score over all votes together, unweighted; present for `groups`. */
  readonly pooled?: Fraction | null;
}

export interface RankedRow {
  readonly id: string;
  /** 1, 1, 3 within its category; null where the row has no value. */
  readonly rank: number | null;
  readonly value: Fraction | null;
  readonly state: 'taken' | 'tied' | 'left';
  /** The `win` test on this row, where the cut has one and the row a value. */
  readonly win: TestFinding | null;
  /** Present where the rule has scores. */
  readonly scores?: readonly ScoreFinding[];
}

export interface Finding {
  readonly rule: string;
  /** `not_assessed`: a base is zero, so nothing can be said. `error`: a weighted group is empty. */
  readonly status: 'found' | 'not_assessed' | 'error';
  readonly label: Label;
  readonly decided: boolean;
  readonly tests: readonly TestFinding[];
  /** Present where the rule has scores and no cut; with a cut they stand beside each row. */
  readonly scores?: readonly ScoreFinding[];
  /** Present where the rule has a cut: by category, then rank, then the paper's order. */
  readonly ranking?: readonly RankedRow[];
  /** Places of the cut that nobody took and that no tied rows are waiting for. */
  readonly vacancies?: number;
  readonly gates: readonly { readonly id: string; readonly state: GateState }[];
  /** True when a principle was set aside by a named approver. */
  readonly overridden?: boolean;
  /** True only when the label is a flag and every gate is confirmed, and it was not overridden. */
  readonly consequence: boolean;
}
