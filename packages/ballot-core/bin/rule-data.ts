/**
 * What all worked examples are written with: tests, labels and tallies as the evaluator reads them.
 */
import type { BaseKey, Comparator, Condition, Finding, Fraction, Label, Rule, Tally, Test } from '../src/index.ts';
import { entriesOf, fieldsOf, pairOf, textOf, wholeOf, type Fields } from './case.ts';

export interface Answer {
  readonly outcome: string;
  readonly share: Fraction;
}

/** What a case says nothing about. */
export const RULE = {
  zh: '案例',
  en: 'case',
  citations: [],
  scope: 'question',
  strength: 'flag',
  gates: [],
  consequence: null,
  precedence: 0,
  sensitivity: [],
} as const satisfies Partial<Rule>;

export function votesTest(id: string, params: Fields, plus: readonly ('absent' | 'invalid')[] = []): Test {
  const options = entriesOf(params.numer, `${id}: numer`).map((option) => textOf(option, `${id}: numer`));
  return {
    id,
    numerator: { options, plus },
    base: baseKey(params.base),
    comparator: comparator(params.op),
    fraction: pairOf(params.frac, `${id}: frac`),
    zh: id,
    en: id,
  };
}

export function accountTest(
  id: string,
  account: BaseKey,
  base: BaseKey,
  op: Comparator,
  fraction: Test['fraction'],
): Test {
  return { id, numerator: { account }, base, comparator: op, fraction, zh: id, en: id };
}

export const label = (id: string, weight: Label['weight'] = 'clear'): Label => ({ id, zh: id, en: id, weight });
export const branch = (when: Condition, id: string) => ({ when, label: label(id, 'flag') });

const COMPARATORS: ReadonlyMap<unknown, Comparator> = new Map([
  ['<', 'lt'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['>=', 'ge'],
]);

export function comparator(op: unknown): Comparator {
  const known = COMPARATORS.get(op);
  if (known === undefined) throw new TypeError(`no such comparator: ${String(op)}`);
  return known;
}

const BASES: readonly BaseKey[] = ['due', 'present', 'issued', 'returned', 'valid', 'validItem'];

export function baseKey(name: unknown): BaseKey {
  const known = BASES.find((base) => base === name);
  if (known === undefined) throw new TypeError(`no such base: ${String(name)}`);
  return known;
}

/** Marks that are shown but are no assessment: they stay out of 有效评价票. */
const NOT_COUNTED = ['abstain', 'unknown'];

export function tallyFor(params: Fields, counts: Fields, base: Fields): Tally {
  const options: Record<string, number> = {};
  // A case leaves out options that nobody chose.
  for (const option of ['agree', 'disagree', 'abstain', ...entriesOf(params.numer, 'numer')])
    options[String(option)] = 0;
  for (const [option, votes] of Object.entries(counts)) options[option] = wholeOf(votes, option);
  const bases: Partial<Record<BaseKey, number>> = {};
  for (const key of BASES) {
    const value = base[key];
    if (value !== undefined && value !== null) bases[key] = wholeOf(value, key);
  }
  bases.validItem ??= Object.entries(options).reduce(
    (sum, [option, votes]) => (NOT_COUNTED.includes(option) ? sum : sum + votes),
    0,
  );
  const { returned, valid } = bases;
  return { bases, options, invalid: returned === undefined || valid === undefined ? 0 : Math.max(0, returned - valid) };
}

export function shareOf(finding: Finding, test: string): Fraction {
  const found = finding.tests.find(({ id }) => id === test);
  if (found === undefined) throw new RangeError(`${finding.rule} has no test ${test}`);
  return [found.count, found.baseValue];
}

/** What comes before any vote is looked at: more returned than issued voids the count, and without quorum there is none. */
export function meetingTests(id: string, params: Fields, base: Fields) {
  const tests: Test[] = [];
  const branches: Rule['branches'][number][] = [];
  if (typeof base.returned === 'number' && typeof base.issued === 'number' && base.issued > 0) {
    tests.push(accountTest('void', 'returned', 'issued', 'gt', [1, 1]));
    branches.push(branch({ test: 'void' }, 'count_invalid'));
  }
  if (params.quorum !== undefined) {
    const quorum = fieldsOf(params.quorum, `${id}: quorum`);
    const counted = quorum.counted === undefined ? 'present' : baseKey(quorum.counted);
    tests.push(accountTest('quorum', counted, baseKey(quorum.of), comparator(quorum.op), pairOf(quorum.frac, id)));
    branches.push(branch({ not: { test: 'quorum' } }, 'quorum_failed'));
  }
  const names: ReadonlyMap<string, string> = new Map([
    ['count_invalid', 'void'],
    ['quorum_failed', 'quorum'],
  ]);
  /** The test that gave this label; undefined where the vote itself did. */
  return { tests, branches, decidedBy: (outcome: string): string | undefined => names.get(outcome) };
}

/**
 * Numbers as whole ones: 87.5 and 90 are 875 and 900 of a tenth.
 */
export function wholeNumbers(
  values: readonly unknown[],
  what: string,
): { readonly per: number; readonly whole: readonly number[] } {
  const texts = values.map((value) => {
    if (typeof value !== 'number' || !/^-?\d+(\.\d+)?$/.test(String(value)))
      throw new TypeError(`${what}: not a number`);
    return String(value);
  });
  const places = Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0));
  const whole = texts.map((text) => {
    const [head = '', tail = ''] = text.split('.');
    return wholeOf(Number(head + tail.padEnd(places, '0')), what);
  });
  return { per: 10 ** places, whole };
}
