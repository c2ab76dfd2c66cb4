/**
 * Are the findings of a record those that its rules give on its count?
 *
 * Gates are what an organ has said (经组织考核) and are taken from the record; all else is computed. What weighs groups that
 * can't be named is computed with the annex; here it must be where it belongs and say what its rule may.
 */
import { emptyCount } from '../count/counter.ts';
import { evaluateAll } from '../rules/evaluate-all.ts';
import { canonicalize } from './canonical.ts';
import { weighsGroups, type GroupView } from './groups.ts';
import type { PollRecord } from './record.ts';
import { spokenIn, unlessUnreckonable, weightedFault } from './verify-annex.ts';

export const findingsFault = (record: PollRecord, view: GroupView): string | null =>
  unlessUnreckonable(() => differenceIn(record, view));

function differenceIn(record: PollRecord, { withheld }: GroupView): string | null {
  const { definition, count, accounts, writeIns, findings } = record;
  const none = definition.groups.map(({ id }) => ({ group: id, ...emptyCount(definition.paper) }));
  const groupCounts = withheld === 'nothing' ? record.groupCounts : none;
  const computed = evaluateAll(definition, count, accounts, 0, { ...spokenIn(findings), writeIns, groupCounts });
  if (withheld === 'nothing') return sameFault(computed, findings);
  if (computed.length !== findings.length) return `${findings.length} findings where ${computed.length} are due`;
  const rules = new Map(definition.rules.map((rule) => [rule.id, rule]));
  for (const [i, finding] of findings.entries()) {
    const [blind, rule] = [computed[i], rules.get(finding.rule)];
    const closed = rule !== undefined && weighsGroups(rule);
    const fault = closed ? weightedFault(finding, blind, rule, withheld) : sameFault(blind, finding);
    if (fault !== null) return fault;
  }
  return null;
}

const sameFault = (computed: unknown, recorded: unknown): string | null =>
  canonicalize(computed) === canonicalize(recorded) ? null : 'what is recorded differs from what is computed';
