/**
 * Tests of rules as columns and cells: the words of the document over the base and the one word that decides at equality.
 */
import { BASE_NAMES } from 'ballot-core';
import type { Comparator, Finding, Rule, Test, TestFinding } from 'ballot-core';
import { m } from '../paraglide/messages.js';
import { said } from '../said.ts';
import { thresholdText } from '../share.ts';
import { NONE, type Cell, type Column } from './table.ts';

export interface RuleTest {
  readonly rule: Rule;
  readonly test: Test;
}
export const testsOf = (rules: readonly Rule[]): readonly RuleTest[] =>
  rules.flatMap((rule) => rule.tests.map((test) => ({ rule, test })));

const SIGNS = { lt: '＜', le: '≤', gt: '＞', ge: '≥' } as const satisfies Record<Comparator, string>;

/** "＜ 2/3", under the wording of the test. */
export function comparison({ comparator, fraction, base }: Pick<Test, 'comparator' | 'fraction' | 'base'>): string {
  const isWhole = base !== 'one' && fraction[0] === fraction[1];
  return `${SIGNS[comparator]} ${isWhole ? '1' : thresholdText(fraction, base === 'one')}`;
}

export function testColumn({ test }: RuleTest): Column {
  const base = test.base === 'one' ? '' : `${said(BASE_NAMES[test.base])} `;
  return { name: said(test), under: `${base}${comparison(test)}`, kind: test.base === 'one' ? 'number' : 'share' };
}

/** `findings` are those about one line; a rule that says nothing there leaves the cell empty. */
export function testCell({ rule, test }: RuleTest, findings: readonly Finding[]): Cell {
  const tested = findings.find((finding) => finding.rule === rule.id)?.tests.find(({ id }) => id === test.id);
  return tested === undefined ? NONE : testedCell(tested);
}

export function testedCell(tested: TestFinding): Cell {
  const { count, base, baseValue, fraction, holds } = tested;
  if (baseValue === 0) return NONE;
  const verdict = { against: fraction, said: holds ? m.table_yes() : m.table_no(), strong: holds };
  return base === 'one'
    ? { kind: 'number', value: [count, baseValue], percent: false, ...verdict }
    : { kind: 'share', count, base: baseValue, ...verdict };
}
