/**
 * What a count says under a rule, with every integer that was used.
 *
 * All tests are evaluated and shown, deciding or not; the first branch whose condition holds names the result. A vote
 * only flags: a consequence needs every gate confirmed (经组织考核). "Decided" is said only when it can't be taken back.
 */
import { compare, line } from './compare.ts';
import { truth } from './condition.ts';
import { isDecided } from './decided.ts';
import type { BaseKey, Branch, Facts, Finding, Label, Numerator, Rule, Tally, Test, TestFinding } from './rule.ts';

/**
 * Said when a base is 0: nobody has graded this person yet, or nothing has been issued.
 *
 * Sealed records hold these words and are recomputed by verifiers: they are never reworded.
 */
export const NOT_ASSESSED: Label = {
  id: 'not_assessed',
  zh: '尚无有效票，不作判断',
  en: 'No votes to judge by',
  weight: 'clear',
};

/** Throws when the tally lacks a base or an option that the rule names: a rule is never applied to a guess. */
export function evaluate(rule: Rule, tally: Tally, facts: Facts = {}): Finding {
  const outstanding = facts.outstanding ?? 0;
  if (!Number.isSafeInteger(outstanding) || outstanding < 0) throw new RangeError(`${outstanding} outstanding ballots`);
  const tests = rule.tests.map((test) => weigh(test, rule, tally, outstanding));
  const assessed = tests.every(({ baseValue }) => baseValue > 0);
  const label = assessed ? firstLabel(rule, tests) : NOT_ASSESSED;
  const gates =
    label.weight === 'flag'
      ? rule.gates.map(({ id }) => ({ id, state: facts.gates?.[id] ?? ('pending' as const) }))
      : [];
  return {
    rule: rule.id,
    status: assessed ? 'found' : 'not_assessed',
    label,
    decided: assessed ? openLabels(rule, tests).size === 1 : outstanding === 0,
    tests,
    gates,
    consequence:
      label.weight === 'flag' && rule.consequence !== null && gates.every(({ state }) => state === 'confirmed'),
  };
}

function weigh(test: Test, rule: Rule, tally: Tally, outstanding: number): TestFinding {
  const { id, base, comparator, fraction } = test;
  const [part, whole] = fraction;
  const count = numeratorOf(test.numerator, tally, rule.id);
  const baseValue = baseOf(tally, base, rule.id);
  const edge = line(baseValue, comparator, fraction);
  const rising = comparator === 'gt' || comparator === 'ge';
  return {
    id,
    count,
    base,
    baseValue,
    comparator,
    fraction,
    left: String(BigInt(count) * BigInt(whole)),
    right: String(BigInt(part) * BigInt(baseValue)),
    holds: baseValue > 0 && compare(count, baseValue, comparator, fraction),
    line: edge,
    needed: Math.max(0, (rising ? edge : edge + 1) - count),
    decided: isDecided(test, tally, count, baseValue, outstanding),
    sensitivity: otherBases(test, rule, tally, count),
  };
}

/** The same test on the other bases that are known. Attendance is a fact about a meeting and has one base. */
function otherBases(
  { numerator, base, comparator, fraction }: Test,
  rule: Rule,
  tally: Tally,
  count: number,
): TestFinding['sensitivity'] {
  if (!('options' in numerator)) return [];
  return rule.sensitivity.flatMap((other) => {
    const baseValue = tally.bases[other];
    if (other === base || baseValue === undefined || baseValue === 0) return [];
    return [{ base: other, baseValue, holds: compare(count, baseValue, comparator, fraction) }];
  });
}

function numeratorOf(numerator: Numerator, tally: Tally, rule: string): number {
  if ('account' in numerator) return baseOf(tally, numerator.account, rule);
  const marked = numerator.options.reduce((sum, option) => {
    const votes = tally.options[option];
    if (votes === undefined) throw new RangeError(`rule ${rule} counts ${option}, and the tally has no such option`);
    return sum + votes;
  }, 0);
  return (numerator.plus ?? []).reduce((sum, more) => {
    if (more === 'invalid') return sum + (tally.invalid ?? 0);
    // Members who were due and handed nothing in; more returned than due leaves none absent.
    return sum + Math.max(0, baseOf(tally, 'due', rule) - baseOf(tally, 'returned', rule));
  }, marked);
}

function baseOf(tally: Tally, base: BaseKey, rule: string): number {
  const value = tally.bases[base];
  if (value === undefined) throw new RangeError(`rule ${rule} is measured on ${base}, and the tally does not give it`);
  return value;
}

function firstLabel(rule: Rule, tests: readonly TestFinding[]): Label {
  const holds = (id: string) => found(tests, id, rule.id).holds;
  return rule.branches.find(({ when }) => truth(when, holds) === true)?.label ?? rule.otherwise;
}

/** Every label that some completion of the vote may still give, by what each test can still become. */
function openLabels(rule: Rule, tests: readonly TestFinding[]): ReadonlySet<string> {
  const open = new Set<string>();
  const settled = (id: string) => {
    const { holds, decided } = found(tests, id, rule.id);
    return decided ? holds : undefined;
  };
  const certain = (branch: Branch) => {
    const holds = truth(branch.when, settled);
    if (holds !== false) open.add(branch.label.id);
    return holds === true;
  };
  if (!rule.branches.some(certain)) open.add(rule.otherwise.id);
  return open;
}

function found(tests: readonly TestFinding[], id: string, rule: string): TestFinding {
  const test = tests.find((each) => each.id === id);
  if (test === undefined) throw new RangeError(`rule ${rule} has no test ${id}`);
  return test;
}
