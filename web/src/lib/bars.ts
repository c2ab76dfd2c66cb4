/**
 * What is drawn for one question: bars and the lines of the rules, as exact fractions of a bar's length.
 *
 * Everything is measured from the left on one scale: the rule's base is the full length. A rule about the first steps
 * of the scale (优秀+称职 against 2/3) draws its line across the stacked bar, because that is where those steps end. A
 * rule about anything else (不称职 against 1/3) gets a thin bar of its own with its own line: on the stacked bar its
 * line would stand at the very same place, 2/3 from the left, and mean something else.
 */
import type {
  BaseKey,
  Fraction,
  PlainPaper,
  Question,
  QuestionFinding,
  Rule,
  Tally,
  Test,
  TestFinding,
} from 'ballot-core';
import { isSeveral } from './parts.ts';

export interface Segment {
  readonly option: string;
  readonly count: number;
  /** Number of the colour and pattern (`--bar-N`), 1 to 11. */
  readonly fill: number;
}
/** A rule's line: where it stands, from the left end of its bar. */
export interface Line {
  readonly rule: Rule;
  readonly test: Test;
  readonly at: Fraction;
  /** Null until counts are released. */
  readonly finding: TestFinding | null;
}
export interface Bar {
  /** Votes that make the full length. */
  readonly base: number;
  readonly baseKey: BaseKey;
  readonly segments: readonly Segment[];
  readonly lines: readonly Line[];
}
export interface Row {
  readonly question: Question;
  /** The whole scale first; then one bar for each rule that isn't about its first steps. */
  readonly bars: readonly [Bar, ...Bar[]];
  /** 不了解 and its like: said beside the bars, never on them. */
  readonly apart: readonly { readonly option: string; readonly count: number }[];
  readonly findings: readonly QuestionFinding[];
}

/** The row of one question. `paper` is the part it stands on, `tally` that of the released count. */
export function rowOf(
  paper: PlainPaper,
  rules: readonly Rule[],
  question: Question,
  tally: Tally,
  findings: readonly QuestionFinding[],
): Row {
  const stack = stackOf(paper, question);
  const fills = fillsOf(paper, stack.length);
  const about = namesOf(paper, question);
  const mine = findings.filter((finding) => about.includes(finding.question));
  const own = linesOf(
    rules.filter((rule) => isAbout(rule, paper, question)),
    mine,
  );
  const lines = [...own, ...winLines(rules, findings, about)].filter(({ test }) => isDrawn(test, question));
  const starting = lines.filter(({ test }) => isStart(stack, test));
  const baseKey = starting.map(({ test }) => baseOf(test))[0] ?? USUAL_BASE[paper.kind];
  const shared = starting.filter(({ test }) => test.base === baseKey);
  const bar = (options: readonly string[], key: BaseKey, own: readonly Line[]): Bar => ({
    base: own[0]?.finding?.baseValue ?? tally.bases[key] ?? 0,
    baseKey: key,
    segments: options.map((option) => ({
      option,
      count: tally.options[option] ?? 0,
      fill: fills[stack.indexOf(option)] ?? APART_FILL,
    })),
    lines: own,
  });
  const apart = lines.filter((line) => !shared.includes(line));
  return {
    question,
    bars: [
      bar(stack, baseKey, shared),
      ...apart.map((line) =>
        bar(
          stack.filter((option) => counts(line.test, option)),
          baseOf(line.test),
          [line],
        ),
      ),
    ],
    apart: question.choices
      .filter((choice) => !stack.includes(choice))
      .map((option) => ({ option, count: tally.options[option] ?? 0 })),
    findings: mine,
  };
}

/** The options of a question that are stacked, in the order of the scale: 不了解/弃权 of a scale stay outside. */
export function stackOf(paper: PlainPaper, question: Question): readonly string[] {
  const scale =
    paper.kind === 'grades'
      ? paper.scale
      : paper.kind === 'choice'
        ? paper.questions.find(({ id }) => id === question.item.id)?.options
        : undefined;
  return scale?.filter(({ counted }) => counted).map(({ id }) => id) ?? question.choices;
}

/** Ids under which findings speak about this very line: its own, and its item's where the item has no other line. */
function namesOf(paper: PlainPaper, question: Question): readonly string[] {
  if (isSeveral(paper)) return [question.id];
  const item = question.section === null ? question.item.id : `${question.section.id}.${question.item.id}`;
  return [question.id, item];
}

/** What a candidate must reach to be taken (过半数): one line of a rule about the whole poll that each row is held against. */
function winLines(
  rules: readonly Rule[],
  findings: readonly QuestionFinding[],
  about: readonly string[],
): readonly Line[] {
  return rules.flatMap((rule) => {
    const test = rule.tests.find(({ id }) => id === rule.cut?.win);
    if (test === undefined) return [];
    const ranking = findings.find((finding) => finding.rule === rule.id)?.ranking ?? [];
    const finding = ranking.find(({ id }) => about.includes(id))?.win ?? null;
    return [{ rule, test, at: test.fraction, finding }];
  });
}

/** True when the rule speaks about single lines like this one. */
export function isAbout(rule: Rule, paper: PlainPaper, question: Question): boolean {
  if (rule.scope === 'poll' || (rule.scope === 'item' && isSeveral(paper))) return false;
  const { section, dimension } = rule.only ?? {};
  if (section !== undefined && section !== question.section?.id) return false;
  return dimension === undefined || dimension === question.dimension?.id;
}

/** A line can be drawn where votes of this question are held against an account of the poll. */
const isDrawn = ({ numerator, base }: Test, question: Question): boolean =>
  'options' in numerator &&
  base !== 'one' &&
  numerator.options.every((option) => question.choices.some((choice) => choice === option));

const baseOf = ({ base }: Test): BaseKey => (base === 'one' ? 'valid' : base);

/** Rules about the accounts themselves (到会 2/3): read once beside the bars, not on them. */
export function accountLines(rules: readonly Rule[], findings: readonly QuestionFinding[]): readonly Line[] {
  return rules.flatMap((rule) => {
    const first = findings.find((finding) => finding.rule === rule.id);
    return first === undefined ? [] : linesOf([rule], [first]).filter(({ test }) => 'account' in test.numerator);
  });
}

/** A length or place as CSS: whole numbers, divided only when painted. */
export const place = ([part, whole]: Fraction): string => `calc(100% * ${part} / ${Math.max(whole, 1)})`;

/**
 * Which end of its segment a count stands at, so that no line runs through it; null where it doesn't fit at all.
 * A count takes a fifteenth of the bar, and a tenth with the air that a line must leave it.
 */
export function countSide(bar: Bar, from: number, count: number): 'middle' | 'start' | 'end' | null {
  if (count * 15 < bar.base) return null;
  const need = bar.base / 10;
  const starts = { middle: from + (count - need) / 2, start: from, end: from + count - need };
  const free = (start: number): boolean =>
    bar.lines.every(({ at: [part, whole] }) => {
      const line = (bar.base * part) / whole;
      return line <= start || line >= start + need;
    });
  return (['middle', 'start', 'end'] as const).find((side) => free(starts[side])) ?? null;
}

/**
 * How the captions of lines stand over them: in the middle where they have room, else turned away from each other, the
 * left one ending at its line and the right one beginning there. `narrow`: other figures take room beside the bars.
 */
export function captionsOf(
  lines: readonly Line[],
  narrow = false,
): readonly { readonly line: Line; readonly side: 'middle' | 'start' | 'end' }[] {
  const sorted = [...lines].sort((a, b) => a.at[0] * b.at[1] - b.at[0] * a.at[1]);
  const near = (left: Line | undefined, right: Line | undefined): boolean =>
    left !== undefined && right !== undefined && isNear(left.at, right.at, narrow);
  return sorted.map((line, index) => {
    if (near(sorted[index - 1], line)) return { line, side: 'start' };
    return { line, side: near(line, sorted[index + 1]) ? 'end' : 'middle' };
  });
}

/** Closer than a third of the bar (half of it where the bar is narrow): two captions would touch on the smallest wall. */
const isNear = ([a, b]: Fraction, [c, d]: Fraction, narrow: boolean): boolean =>
  (narrow ? 2 : 3) * (c * b - a * d) < b * d;

/** 弃权 and whatever stands outside the scale is grey. */
const APART_FILL = 5;
/** From the best grade to the worst, for each length of scale: the first is always blue, the last always the red one. */
const FILLS: readonly (readonly number[])[] = [
  [],
  [1],
  [1, 4],
  [1, 3, 4],
  [1, 2, 3, 4],
  [1, 2, 3, 9, 4],
  [1, 2, 7, 3, 9, 4],
  [1, 2, 7, 8, 3, 9, 4],
  [1, 2, 7, 8, 3, 9, 10, 4],
  [6, 1, 2, 7, 8, 3, 9, 10, 4],
  [6, 1, 2, 11, 7, 8, 3, 9, 10, 4],
];

/** Colours and patterns for a stack of `steps`. */
export function fillsOf(paper: PlainPaper, steps: number): readonly number[] {
  if (paper.kind === 'motion') return [1, 4, APART_FILL];
  return FILLS[steps] ?? Array.from({ length: steps }, (_, i) => (i % 4) + 1);
}

/** Recommended bases where no rule names one. */
const USUAL_BASE = {
  grades: 'validItem',
  score: 'validItem',
  choice: 'validItem',
  pick: 'valid',
  text: 'valid',
  motion: 'due',
} as const satisfies Record<PlainPaper['kind'], BaseKey>;

/** Each test once: two rules may name the same line. */
function linesOf(rules: readonly Rule[], findings: readonly QuestionFinding[]): readonly Line[] {
  const seen = new Map<string, Line>();
  for (const rule of rules) {
    const finding = findings.find((each) => each.rule === rule.id);
    for (const test of rule.tests) {
      const name = JSON.stringify([test.numerator, test.base, test.fraction, test.comparator]);
      if (seen.has(name)) continue;
      const own = finding?.tests.find((each) => each.id === test.id) ?? null;
      seen.set(name, { rule, test, at: test.fraction, finding: own });
    }
  }
  return [...seen.values()];
}

const counts = (test: Test, option: string): boolean =>
  'options' in test.numerator && test.numerator.options.includes(option);

/** True when the test counts exactly the first steps of the stack, so that their end is its reading. */
function isStart(stack: readonly string[], test: Test): boolean {
  if (!('options' in test.numerator) || (test.numerator.plus ?? []).length > 0) return false;
  const first = stack.slice(0, test.numerator.options.length);
  return first.length > 0 && first.every((option) => counts(test, option));
}
