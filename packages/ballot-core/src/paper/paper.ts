/**
 * What may be asked: the three kinds of paper (表决票/测评票/推荐票), as plain data.
 *
 * A paper is frozen before a poll opens and its hash is on the wall; nothing here is computed later. Every kind comes
 * down to a list of *questions*, each with a closed list of choices, so that counting, shredding and checking know one
 * shape only.
 */
import type { Brand } from '../brand.ts';

export type QuestionId = Brand<string, 'QuestionId'>;
export type ChoiceId = Brand<string, 'ChoiceId'>;

/**
 * Ids inside a paper: short, printable, safe in a URL and in canonical JSON.
 *
 * Not `constructor`: the one lower-case word that every plain object already answers to.
 */
export const ITEM_ID = /^(?!constructor$)[a-z0-9][a-z0-9-]{0,23}$/;

/** A person, team, candidate, dimension or matter that is voted on. `note` is the line under the name: post, unit. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
}

/** One step of a scale, best first. `counted: false` is 不了解/弃权: shown, but outside the base `validItem`. */
export interface Grade {
  readonly id: string;
  readonly name: string;
  readonly counted: boolean;
}

/** 民主测评: every subject on every dimension gets one grade. A cell left blank is not an assessment. */
export interface GradesPaper {
  readonly kind: 'grades';
  readonly subjects: readonly Item[];
  /** One or more; a plain overall assessment has one dimension. */
  readonly dimensions: readonly Item[];
  readonly scale: readonly Grade[];
  /** `refuse`: every cell must be marked before the ballot can be handed in. */
  readonly blank: 'allow' | 'refuse';
}

/** 民主推荐/差额: choose between `min` and `max` of the list. A blank ballot is handed in when `min` is 0, and is valid. */
export interface PickPaper {
  readonly kind: 'pick';
  readonly candidates: readonly Item[];
  readonly min: number;
  readonly max: number;
  /** Posts to fill, or null where the paper only recommends. */
  readonly seats: number | null;
  /** How many other names (另提人选) may be written in; 0 is none. They count towards `max`. */
  readonly writeIns: number;
}

/** 票决: every matter gets 同意, 不同意 or 弃权; none may be left out. */
export interface MotionPaper {
  readonly kind: 'motion';
  readonly matters: readonly Item[];
}

export type Paper = GradesPaper | PickPaper | MotionPaper;

/** Limits on everything: 200 rows, 20 columns, and no ballot larger than 64 KiB on the wire. */
export const ITEMS_MAX = 200;
export const DIMENSIONS_MAX = 20;
export const SCALE_MAX = 10;
/** 16 nonce bytes and a choice for each question must fit a 64 KiB ballot: 2,000 cells take about 43 KB of nonces. */
export const QUESTIONS_MAX = 2000;
export const WRITE_INS_MAX = 10;
export const WRITE_IN_LENGTH_MAX = 40;
export const NAME_LENGTH_MAX = 120;
export const BALLOT_BYTES_MAX = 64 * 1024;

/** The choices of a motion, in the order in which they are read out. */
export const MOTION_CHOICES = ['agree', 'disagree', 'abstain'] as const;
/** The one mark of a pick paper. Not chosen is no mark. */
export const PICKED = 'picked';
/** The question id under which written-in names are shredded. It cannot clash: `ITEM_ID` has no capital. */
export const WRITE_IN = 'WRITE-IN';

/** One line of a ballot with its closed list of choices. Grades: id `subject/dimension`; pick and motion: the item's id. */
export interface Question {
  readonly id: QuestionId;
  readonly item: Item;
  /** Present in grades papers only. */
  readonly dimension: Item | null;
  readonly choices: readonly ChoiceId[];
}
