/**
 * Each kind of worked example as rule data for `evaluate`: nothing is decided here.
 *
 * What a kind calls its outcome is looked up in the finding; the share reported is that of the test that decided. A kind
 * without an entry in the table can't be expressed by the rules as they are, and the runner says so.
 */
import { evaluate, type Rule, type Test } from '../src/index.ts';
import { entriesOf, fieldsOf, textOf, type Fields, type RuleCase } from './case.ts';
import { branch, label, meetingTests, RULE, shareOf, tallyFor, votesTest, type Answer } from './rule-data.ts';
import { ballot } from './translate-ballot.ts';
import { bottomN, election, lastPlace, topN } from './translate-rows.ts';
import { groupIndex, index, linear, minCandidates, quota, rankScore, ruian, trim } from './translate-scores.ts';
import { days, history, ladder, window } from './translate-time.ts';

/** By kind, the answer the evaluator gives to a case. */
export const TRANSLATIONS: ReadonlyMap<string, (example: RuleCase) => Answer> = new Map([
  ['threshold', threshold],
  ['gated', gated],
  ['tiers', tiers],
  ['committee', committee],
  ['election', election],
  ['topN', topN],
  ['bottomN', bottomN],
  ['lastPlace', lastPlace],
  ['index', index],
  ['groupIndex', groupIndex],
  ['linear', linear],
  ['trim', trim],
  ['ruian', ruian],
  ['rankScore', rankScore],
  ['minCandidates', minCandidates],
  ['quota', quota],
  ['history', history],
  ['ladder', ladder],
  ['window', window],
  ['days', days],
  ['ballot', ballot],
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
  const before = meetingTests(id, params, base);
  const tests: Test[] = [...before.tests];
  const branches: Rule['branches'][number][] = [...before.branches];
  if (params.defer !== undefined) {
    const defer = fieldsOf(params.defer, `${id}: defer`);
    const absent = defer.absentAsAbstain === true ? (['absent'] as const) : [];
    const invalid = defer.invalidAsAbstain === true ? (['invalid'] as const) : [];
    tests.push(votesTest('defer', defer, [...absent, ...invalid]));
    branches.push(branch({ test: 'defer' }, 'deferred'));
  }
  const pass = fieldsOf(params.pas, `${id}: pas`);
  tests.push(votesTest('pass', pass));
  branches.push(branch({ test: 'pass' }, 'passed'));

  const rule: Rule = { ...RULE, id, tests, branches, otherwise: label('not_passed') };
  const finding = evaluate(rule, tallyFor(pass, counts, base));
  const spoken = before.decidedBy(finding.label.id);
  return {
    outcome: finding.label.id,
    share: shareOf(finding, spoken ?? (params.defer === undefined ? 'pass' : 'defer')),
  };
}

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
