/**
 * Each kind of worked example as rule data for `evaluate`: nothing is decided here.
 *
 * What a kind calls its outcome is looked up in the finding; the share reported is that of the test that decided. A kind
 * without an entry in the table can't be expressed by the rules as they are, and the runner says so.
 */
import {
  evaluate,
  type BaseKey,
  type Comparator,
  type Condition,
  type Finding,
  type Rule,
  type Tally,
  type Test,
} from '../src/index.ts';
import { entriesOf, fieldsOf, pairOf, textOf, wholeOf, type Fields, type RuleCase } from './case.ts';

export interface Answer {
  readonly outcome: string;
  readonly share: readonly [number, number];
}

/** By kind, the answer the evaluator gives to a case. */
export const TRANSLATIONS: ReadonlyMap<string, (example: RuleCase) => Answer> = new Map([
  ['threshold', threshold],
  ['gated', gated],
  ['tiers', tiers],
  ['committee', committee],
]);

function threshold({ id, params, counts, base }: RuleCase): Answer {
  const finding = evaluate(thresholdRule(id, params, []), tallyFor(params, counts, base));
  return { outcome: finding.label.id, share: shareOf(finding, 'share') };
}

function gated({ id, params, counts, base }: RuleCase): Answer {
  const inner = fieldsOf(params.rule, `${id}: rule`);
  const gate = textOf(params.gate, `${id}: gate`);
  const state = textOf(params.gateState, `${id}: gateState`);
  if (state !== 'pending' && state !== 'confirmed' && state !== 'rejected')
    throw new TypeError(`${id}: no such state ${state}`);
  const finding = evaluate(thresholdRule(id, inner, [gate]), tallyFor(inner, counts, base), {
    gates: { [gate]: state },
  });
  const share = shareOf(finding, 'share');
  if (finding.consequence) return { outcome: textOf(params.confirmedLabel, `${id}: confirmedLabel`), share };
  const refused = finding.gates.some((each) => each.state === 'rejected');
  return { outcome: refused ? 'no_action' : finding.label.id, share };
}

function tiers({ id, params, counts, base }: RuleCase): Answer {
  const steps = entriesOf(params.tiers, `${id}: tiers`).map((tier) => fieldsOf(tier, `${id}: tier`));
  const rule: Rule = {
    ...RULE,
    id,
    tests: steps.map((step, index) => votesTest(`tier-${index}`, { ...params, ...step })),
    branches: steps.map((step, index) => branch({ test: `tier-${index}` }, textOf(step.label, `${id}: label`))),
    otherwise: label(textOf(params.otherwise, `${id}: otherwise`)),
  };
  const finding = evaluate(rule, tallyFor(params, counts, base));
  const reached = finding.tests.find(({ holds }) => holds) ?? finding.tests[0];
  return { outcome: finding.label.id, share: shareOf(finding, reached?.id ?? '') };
}

/** Void, quorum, deferral, pass: in this order, each only where the case has it. */
function committee({ id, params, counts, base }: RuleCase): Answer {
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
  if (params.defer !== undefined) {
    const defer = fieldsOf(params.defer, `${id}: defer`);
    tests.push(votesTest('defer', defer, defer.absentAsAbstain === true ? ['absent'] : []));
    branches.push(branch({ test: 'defer' }, 'deferred'));
  }
  const pass = fieldsOf(params.pas, `${id}: pas`);
  tests.push(votesTest('pass', pass));
  branches.push(branch({ test: 'pass' }, 'passed'));

  const rule: Rule = { ...RULE, id, tests, branches, otherwise: label('not_passed') };
  const finding = evaluate(rule, tallyFor(pass, counts, base));
  const before = { count_invalid: 'void', quorum_failed: 'quorum' }[finding.label.id];
  return {
    outcome: finding.label.id,
    share: shareOf(finding, before ?? (params.defer === undefined ? 'pass' : 'defer')),
  };
}

const RULE = {
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

function thresholdRule(id: string, params: Fields, gates: readonly string[]): Rule {
  return {
    ...RULE,
    id,
    tests: [votesTest('share', params)],
    branches: [branch({ test: 'share' }, textOf(params.onTrue, `${id}: onTrue`))],
    otherwise: label(textOf(params.onFalse, `${id}: onFalse`)),
    gates: gates.map((gate) => ({ id: gate, zh: gate, en: gate })),
    consequence: gates.length === 0 ? null : { zh: '案例', en: 'case' },
  };
}

function votesTest(id: string, params: Fields, plus: readonly 'absent'[] = []): Test {
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

function accountTest(id: string, account: BaseKey, base: BaseKey, op: Comparator, fraction: Test['fraction']): Test {
  return { id, numerator: { account }, base, comparator: op, fraction, zh: id, en: id };
}

const label = (id: string, weight: 'flag' | 'clear' = 'clear') => ({ id, zh: id, en: id, weight });
const branch = (when: Condition, id: string) => ({ when, label: label(id, 'flag') });

const COMPARATORS: ReadonlyMap<unknown, Comparator> = new Map([
  ['<', 'lt'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['>=', 'ge'],
]);

function comparator(op: unknown): Comparator {
  const known = COMPARATORS.get(op);
  if (known === undefined) throw new TypeError(`no such comparator: ${String(op)}`);
  return known;
}

const BASES: readonly BaseKey[] = ['due', 'present', 'issued', 'returned', 'valid', 'validItem'];

function baseKey(name: unknown): BaseKey {
  const known = BASES.find((base) => base === name);
  if (known === undefined) throw new TypeError(`no such base: ${String(name)}`);
  return known;
}

/** Marks that are shown but are no assessment: they stay out of 有效评价票. */
const NOT_COUNTED = ['abstain', 'unknown'];

function tallyFor(params: Fields, counts: Fields, base: Fields): Tally {
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

function shareOf(finding: Finding, test: string): readonly [number, number] {
  const found = finding.tests.find(({ id }) => id === test);
  if (found === undefined) throw new RangeError(`${finding.rule} has no test ${test}`);
  return [found.count, found.baseValue];
}
