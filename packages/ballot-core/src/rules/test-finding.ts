/**
 * One test with every whole number that was used, so that anyone can redo the sum.
 */
import { compare, line } from './compare.ts';
import { isDecided } from './decided.ts';
import type { Ground } from './ground.ts';
import { numberOf, unitOf } from './measure.ts';
import { order, ratio, standsTo, written, type Rational } from './rational.ts';
import type { Test, TestFinding } from './rule.ts';

export function weigh(test: Test, ground: Ground): TestFinding {
  const number = numberOf(ground, test.numerator);
  const unit = unitOf(ground, test);
  const { fraction, comparator } = test;
  if (number === null || test.base === 'one') return weighNumber(test, ground, number);
  const [count] = written(number).fraction;
  const edge = line(unit, comparator, fraction);
  const rising = comparator === 'gt' || comparator === 'ge';
  return {
    ...named(test),
    count,
    baseValue: unit,
    left: String(BigInt(count) * BigInt(fraction[1])),
    right: String(BigInt(fraction[0]) * BigInt(unit)),
    holds: unit > 0 && compare(count, unit, comparator, fraction),
    line: edge,
    needed: Math.max(0, (rising ? edge : edge + 1) - count),
    decided: isDecided(ground.rule, test, ground.tally, count, unit, ground.facts.outstanding ?? 0),
    sensitivity: otherBases(test, ground, count),
  };
}

/** A number by itself, which need not be whole. The line is the first or last whole number; what is needed is rounded up. */
function weighNumber(test: Test, ground: Ground, number: Rational | null): TestFinding {
  const { fraction, comparator } = test;
  const { part, whole } = number ?? { part: 0n, whole: 0n };
  const [count, baseValue] = number === null ? [0, 0] : written(number).fraction;
  const holds = number !== null && standsTo(number, comparator, fraction);
  const edge = line(1, comparator, fraction);
  const rising = comparator === 'gt' || comparator === 'ge';
  const outstanding = ground.facts.outstanding ?? 0;
  return {
    ...named(test),
    count,
    baseValue,
    left: String(part * BigInt(fraction[1])),
    right: String(BigInt(fraction[0]) * whole),
    holds,
    line: edge,
    needed: number === null || holds !== rising ? upTo(number, rising ? edge : edge + 1) : 0,
    decided: isDecided(ground.rule, test, ground.tally, baseValue === 1 ? count : 0, 1, outstanding),
    sensitivity: [],
  };
}

const named = ({ id, base, comparator, fraction }: Test) => ({ id, base, comparator, fraction });

/** Whole steps from a number up to a whole one. */
function upTo(number: Rational | null, goal: number): number {
  if (number === null) return Math.max(0, goal);
  if (order(number, ratio(goal)) >= 0) return 0;
  return Number((BigInt(goal) * number.whole - number.part + number.whole - 1n) / number.whole);
}

/** The same test on the other bases that are known. Attendance is a fact about a meeting and has one base. */
function otherBases(
  { numerator, base, comparator, fraction }: Test,
  { rule, tally }: Ground,
  count: number,
): TestFinding['sensitivity'] {
  if (!('options' in numerator)) return [];
  return rule.sensitivity.flatMap((other) => {
    const baseValue = tally.bases[other];
    if (other === base || baseValue === undefined || baseValue === 0) return [];
    return [{ base: other, baseValue, holds: compare(count, baseValue, comparator, fraction) }];
  });
}
