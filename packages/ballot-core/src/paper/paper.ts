/**
 * What may be asked: papers (测评票, 推荐票, 表决票, 问卷) as plain data.
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

/** A person, team, unit, candidate, dimension or matter that is voted on. `note` is the line under the name: post, unit. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
  /** What kind it is, in the room's words: 外单位, 乡镇. Tag minimums and rankings by category go by it. */
  readonly tag?: string;
  /** 述职, 陈述: what the voter may read before marking. At most `STATEMENT_LENGTH_MAX`, line breaks allowed. */
  readonly statement?: string;
}

/** One step of a scale, best first. `counted: false` is 不了解/弃权: shown, but outside the base `validItem`. */
export interface Grade {
  readonly id: string;
  readonly name: string;
  readonly counted: boolean;
}

/**
 * What a line without a mark is, said on the paper itself: it must be marked (`refuse`), it is no answer on this line
 * (`allow`: 该项不计), or it counts as a choice of the paper (`as`: 弃权, or 赞成 where a body's rules say so).
 */
export type Blank = 'refuse' | 'allow' | { readonly as: string };

/**
 * A limit on how often one ballot may give some marks in one dimension: 优秀 at most 3, 90 points or more at most 3.
 *
 * `refuse` stops the ballot on the phone and on the server; `warn` only tells the voter before handing in.
 */
export interface Quota {
  readonly marks: { readonly grades: readonly string[] } | { readonly from: number; readonly to: number };
  readonly min: number;
  readonly max: number;
  readonly mode: 'warn' | 'refuse';
}

/** 民主测评: every subject on every dimension gets one grade. A cell left blank is not an assessment. */
export interface GradesPaper {
  readonly kind: 'grades';
  readonly subjects: readonly Item[];
  /** One or more; a plain overall assessment has one dimension. */
  readonly dimensions: readonly Item[];
  readonly scale: readonly Grade[];
  readonly blank: Blank;
  readonly quotas?: readonly Quota[];
  /** Tell a voter who gives everybody the same mark, and let them. Never a reason to discard a ballot. */
  readonly sameMarks?: 'warn';
}

/**
 * 评分: every subject on every dimension gets a number from `from` to `to` in steps of `step`.
 *
 * All three are whole numbers of 1/`per`: 0 to 10 in halves is `{from: 0, to: 100, step: 5, per: 10}`. A mark is that whole
 * number as text, so "95" of per 10 is 9.5 points.
 */
export interface ScorePaper {
  readonly kind: 'score';
  readonly subjects: readonly Item[];
  readonly dimensions: readonly Item[];
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly per: 1 | 10 | 100;
  readonly blank: 'refuse' | 'allow';
  readonly quotas?: readonly Quota[];
  readonly sameMarks?: 'warn';
}

/**
 * 民主推荐/差额: choose between `min` and `max` of the list. A blank ballot is handed in when `min` is 0, and is valid.
 */
export interface PickPaper {
  readonly kind: 'pick';
  /** `weak`: 以公论定去留, naming what is weak. `tick`: 存在问题, tick all that apply. Absent: recommending or electing. */
  readonly purpose?: 'weak' | 'tick';
  readonly candidates: readonly Item[];
  readonly min: number;
  readonly max: number;
  /** Posts to fill, or null where the paper only recommends. */
  readonly seats: number | null;
  /** How many other names (另提人选) may be written in; 0 is none. They count towards `max`. */
  readonly writeIns: number;
  /** A ballot must have at least `min` candidates with this tag: 6 names, of which 3 or more 外单位. */
  readonly tagMins?: readonly { readonly tag: string; readonly min: number }[];
}

/** 票决: every matter gets 同意, 不同意 or 弃权. Absent `blank` is `refuse`: none may be left out. */
export interface MotionPaper {
  readonly kind: 'motion';
  readonly matters: readonly Item[];
  readonly blank?: Blank;
}

/** 单选: every question has its own choices, of which one is taken. */
export interface ChoicePaper {
  readonly kind: 'choice';
  readonly questions: readonly (Item & { readonly options: readonly Grade[] })[];
  readonly blank: 'refuse' | 'allow';
}

/** 意见建议: free words. Published as hashes only; the desk reads them from `TEXT_BALLOTS_MIN` ballots on. */
export interface TextPaper {
  readonly kind: 'text';
  readonly prompts: readonly Item[];
  /** Characters for each answer, at most `TEXT_LENGTH_MAX`. */
  readonly lengthMax: number;
}

export type PlainPaper = GradesPaper | ScorePaper | PickPaper | MotionPaper | ChoicePaper | TextPaper;

/** 一张票上的若干部分: parts that are answered together, as in 一报告两评议. A pick section has no write-ins. */
export interface FormPaper {
  readonly kind: 'form';
  readonly sections: readonly Section[];
}
export interface Section extends Item {
  readonly paper: PlainPaper;
}

export type Paper = PlainPaper | FormPaper;

/** Limits on everything: 200 rows, 20 columns, and no ballot larger than 64 KiB on the wire. */
export const ITEMS_MAX = 200;
export const DIMENSIONS_MAX = 20;
export const SECTIONS_MAX = 12;
export const SCALE_MAX = 10;
/** Lines in all. Long ids and marks allow fewer: the largest ballot of a paper must fit into `BALLOT_BYTES_MAX`. */
export const QUESTIONS_MAX = 2000;
/** A count is one row in the database, rewritten with every commit: 40,000 whole numbers are 160 KB of it. */
export const SLOTS_MAX = 40_000;
/** Marks that one line of a score paper may offer: 0 to 100 in steps of one half has 201. */
export const SCORES_MAX = 201;
export const WRITE_INS_MAX = 10;
export const WRITE_IN_LENGTH_MAX = 40;
export const NAME_LENGTH_MAX = 120;
export const STATEMENT_LENGTH_MAX = 2000;
/** A Chinese character is three bytes; all texts of a ballot together must leave room for the rest of 64 KiB. */
export const TEXT_LENGTH_MAX = 500;
/** Free words are shown to the desk only when at least so many ballots were cast. */
export const TEXT_BALLOTS_MIN = 8;
export const BALLOT_BYTES_MAX = 64 * 1024;

/** The choices of a motion, in the order in which they are read out. */
export const MOTION_CHOICES = ['agree', 'disagree', 'abstain'] as const;
/** The one mark of a pick paper. Not chosen is no mark. */
export const PICKED = 'picked';
/** The one countable choice of a text question: something was written. On the ballot the text itself stands in its place. */
export const WRITTEN = 'written';
/** The question id under which written-in names are shredded. It cannot clash: `ITEM_ID` has no capital. */
export const WRITE_IN = 'WRITE-IN';

/**
 * One line of a ballot with its closed list of choices. Grades, score: id `subject/dimension`; others: the item's id. In a
 * form the section's id and a dot stand before it: `team.s1/overall`.
 */
export interface Question {
  readonly id: QuestionId;
  readonly item: Item;
  /** Present in grades and score papers only. */
  readonly dimension: Item | null;
  /** Present in forms only. */
  readonly section: Section | null;
  readonly choices: readonly ChoiceId[];
  /** Longest answer where words are asked for, else null. Then `choices` is `[WRITTEN]`. */
  readonly text: number | null;
}
