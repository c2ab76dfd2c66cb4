/**
 * What is drawn for one question: bars and the lines of the rules, as exact fractions of a bar's length.
 *
 * Everything is measured from the left on one scale: the rule's base is the full length. A rule about the first steps
 * of the scale (优秀+称职 against 2/3) draws its line across the stacked bar, because that is where those steps end. A
 * rule about anything else (不称职 against 1/3) gets a thin bar of its own with its own line: on the stacked bar its
 * line would stand at the very same place, 2/3 from the left, and mean something else.
 */
import type { BaseKey, Fraction, Paper, Question, QuestionFinding, Rule, Tally, Test, TestFinding } from 'ballot-core';

export interface Segment {
  readonly option: string;
  readonly count: number;
  /** Number of the colour and pattern (`--bar-N`), 1 to 6. */
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
  readonly findings: readonly QuestionFinding[];
}

/** The row of one question. `tally` is that of the released count. */
export function rowOf(
  paper: Paper,
  rules: readonly Rule[],
  question: Question,
  tally: Tally,
  findings: readonly QuestionFinding[],
): Row {
  const stack = stackOf(paper, question);
  const fills = fillsOf(paper, stack.length);
  const mine = findings.filter((finding) => finding.question === question.id);
  const lines = linesOf(rules, mine).filter(({ test }) => 'options' in test.numerator);
  const starting = lines.filter(({ test }) => isStart(stack, test));
  const baseKey = starting[0]?.test.base ?? USUAL_BASE[paper.kind];
  const shared = starting.filter(({ test }) => test.base === baseKey);
  const bar = (options: readonly string[], key: BaseKey, own: readonly Line[]): Bar => ({
    base: own[0]?.finding?.baseValue ?? tally.bases[key] ?? 0,
    baseKey: key,
    segments: options.map((option) => ({
      option,
      count: tally.options[option] ?? 0,
      fill: fills[stack.indexOf(option)] ?? 6,
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
          line.test.base,
          [line],
        ),
      ),
    ],
    findings: mine,
  };
}

/** The options of a question that are stacked, in the order of the scale: 不了解/弃权 of a scale stay outside. */
export const stackOf = (paper: Paper, question: Question): readonly string[] =>
  paper.kind === 'grades' ? paper.scale.filter(({ counted }) => counted).map(({ id }) => id) : question.choices;

/** Rules about the accounts themselves (到会 2/3): read once beside the bars, not on them. */
export function accountLines(rules: readonly Rule[], findings: readonly QuestionFinding[]): readonly Line[] {
  const first = findings.filter((finding) => finding.question === findings[0]?.question);
  return linesOf(rules, first).filter(({ test }) => 'account' in test.numerator);
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
 * left one ending at its line and the right one beginning there.
 */
export function captionsOf(
  lines: readonly Line[],
): readonly { readonly line: Line; readonly side: 'middle' | 'start' | 'end' }[] {
  const sorted = [...lines].sort((a, b) => a.at[0] * b.at[1] - b.at[0] * a.at[1]);
  const near = (left: Line | undefined, right: Line | undefined): boolean =>
    left !== undefined && right !== undefined && isNear(left.at, right.at);
  return sorted.map((line, index) => {
    if (near(sorted[index - 1], line)) return { line, side: 'start' };
    return { line, side: near(line, sorted[index + 1]) ? 'end' : 'middle' };
  });
}

/** Closer than a third of the bar: two captions would touch on the smallest wall. */
const isNear = ([a, b]: Fraction, [c, d]: Fraction): boolean => 3 * (c * b - a * d) < b * d;

/** Colours and patterns for a stack of `steps`: the worst grade is always the red one, 弃权 always grey. */
export function fillsOf(paper: Paper, steps: number): readonly number[] {
  if (paper.kind === 'motion') return [1, 4, 5];
  return (
    { 1: [1], 2: [1, 4], 3: [1, 3, 4], 4: [1, 2, 3, 4] }[steps] ?? Array.from({ length: steps }, (_, i) => (i % 6) + 1)
  );
}

/** Recommended bases where no rule names one. */
const USUAL_BASE = { grades: 'validItem', pick: 'valid', motion: 'due' } as const satisfies Record<
  Paper['kind'],
  BaseKey
>;

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
