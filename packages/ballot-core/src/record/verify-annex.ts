/**
 * The tellers' annex (监票人附卷): whoever holds it computes a weighted result again that the public bundle only states.
 *
 * The record commits to the annex by its hash, so there is one annex, and nobody can make another that fits.
 */
import { evaluateAll } from '../rules/evaluate-all.ts';
import { ERROR_EMPTY_GROUP, NOT_ASSESSED } from '../rules/evaluate.ts';
import type { GateState, Rule } from '../rules/rule.ts';
import { addCounts, emptyCount } from '../count/counter.ts';
import { places } from '../count/slots.ts';
import type { Paper } from '../paper/paper.ts';
import { canonicalize } from './canonical.ts';
import { runChecks, type Check, type Verdict } from './claims.ts';
import { groupView, publicFinding, withoutTexts, type GroupView } from './groups.ts';
import { annexHash } from './hashes.ts';
import { readAnnex } from './read-bundle.ts';
import type { Annex, GroupCount, PollRecord, QuestionFinding } from './record.ts';

/** `record` is one that `verifyBundle` has let through. Never throws on what it is given; claims are `poll/annex_…`. */
export function verifyAnnex(
  record: PollRecord,
  value: unknown,
  { onClaim = () => {} }: { readonly onClaim?: (claim: string) => void } = {},
): Verdict {
  const { poll } = record.definition;
  const read = readAnnex(value);
  if (!read.ok) {
    const { path, reason } = read.error;
    return { ok: false, claim: `${poll}/annex_format`, reason: `${path || 'the annex'} ${reason}`, claims: [] };
  }
  const annex = read.value;
  const checks: readonly Check[] = [
    ['annex_format', () => null],
    ['annex_hash', () => hashFault(record, annex)],
    ['annex_counts', () => countsFault(record, annex)],
    ['annex_findings', () => findingsFault(record, annex)],
  ];
  return runChecks(
    checks.map(([claim, fault]) => [`${poll}/${claim}`, fault] as const),
    onClaim,
  );
}

function hashFault({ definition, paperHash, annex: promised }: PollRecord, annex: Annex): string | null {
  if (annex.poll !== definition.poll || annex.paperHash !== paperHash) return 'the annex is of another poll';
  return annexHash(annex) === promised ? null : 'the record commits to another annex';
}

function countsFault({ definition, groupAccounts, count }: PollRecord, { groupCounts }: Annex): string | null {
  const empty = emptyCount(definition.paper);
  for (const [i, { id }] of definition.groups.entries()) {
    const own = groupCounts[i];
    if (own?.group !== id || groupCounts.length !== definition.groups.length) return `not one count for each group`;
    if (own.ballots !== groupAccounts[i]?.returned) return `${id} has ${own.ballots} ballots in the annex`;
    if (own.counts.length !== empty.counts.length) return `the count of ${id} is of another paper`;
    const odd = unevenLine(definition.paper, own);
    if (odd !== null) return `${id} has not one mark for each ballot on ${odd}`;
  }
  const sum = groupCounts.reduce(addCounts, empty);
  if (!same(sum, withoutTexts(definition.paper, count))) return 'the groups do not add up to the count of all';
  const { withheld } = groupView(definition, groupCounts);
  return withheld === 'nothing' ? 'nothing speaks against naming the groups, so nothing was to be kept apart' : null;
}

/** The first line on which marks and blanks are not as many as the ballots; free words stand at 0 in every group. */
function unevenLine(paper: Paper, { ballots, counts }: GroupCount): string | null {
  for (const [id, { question, first }] of places(paper)) {
    if (question.text !== null) continue;
    const marks = counts.slice(first, first + question.choices.length + 1).reduce((sum, count) => sum + count, 0);
    if (marks !== ballots) return id;
  }
  return null;
}

function findingsFault(record: PollRecord, { groupCounts }: Annex): string | null {
  const view = groupView(record.definition, groupCounts);
  return unlessUnreckonable(() => {
    const computed = publicFindings(record, groupCounts, view, spokenIn(record.findings));
    return same(computed, record.findings) ? null : 'what is recorded differs from what is computed';
  });
}

/** A frozen rule may ask for what its paper can't give; of such a poll no finding is sound. */
export function unlessUnreckonable(fault: () => string | null): string | null {
  try {
    return fault();
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

/** What organs have said so far: about the gates of a rule on a question, and of principles that were set aside. */
export interface Spoken {
  readonly gatesOf: (question: string, rule: string) => Readonly<Record<string, GateState>>;
  readonly overriddenOf: (question: string, rule: string) => boolean;
}

/** The findings as a record has them: computed with the counts of groups, then cut to what may be public. */
export function publicFindings(
  { definition, count, accounts, writeIns }: Pick<PollRecord, 'definition' | 'count' | 'accounts' | 'writeIns'>,
  groupCounts: readonly GroupCount[],
  { withheld }: GroupView,
  spoken: Spoken,
): readonly QuestionFinding[] {
  const rules = new Map(definition.rules.map((rule) => [rule.id, rule]));
  return evaluateAll(definition, count, accounts, 0, { ...spoken, groupCounts, writeIns }).map((finding) => {
    const rule = rules.get(finding.rule);
    return rule === undefined ? finding : publicFinding(finding, rule, withheld);
  });
}

/**
 * Without the annex: a weighted finding is about what it should be, says one of its rule's sentences, has the gates and the
 * consequence that follow from that sentence, and shows nothing that is withheld. `blind` is the same finding as computed
 * without any group's votes, of which nothing is ever found.
 */
export function weightedFault(
  finding: QuestionFinding,
  blind: QuestionFinding | undefined,
  rule: Rule,
  withheld: GroupView['withheld'],
): string | null {
  const { question, label, gates, consequence } = finding;
  if (blind === undefined || blind.rule !== rule.id || blind.question !== question) return `${rule.id} is out of place`;
  const said = [...rule.branches.map((branch) => branch.label), rule.otherwise, NOT_ASSESSED, ERROR_EMPTY_GROUP];
  if (rule.cut !== undefined) said.push(rule.cut.taken);
  if (!said.some((own) => same(own, label))) return `${rule.id} says what it can't say`;
  const flagged = label.weight === 'flag';
  const spoken = spokenIn([finding]);
  const states = spoken.gatesOf(question, rule.id);
  const due = (flagged ? rule.gates : []).map(({ id }) => ({ id, state: states[id] ?? ('pending' as const) }));
  if (!same(gates, due)) return `${rule.id} has other gates`;
  const setAside = rule.strength === 'principle' && spoken.overriddenOf(question, rule.id);
  const follows = flagged && rule.consequence !== null && !setAside && due.every(({ state }) => state === 'confirmed');
  if (!same(consequence, follows)) return `${rule.id} has a consequence that does not follow, or lacks one`;
  const hides = hasLists(finding) && same(publicFinding(finding, rule, withheld), finding);
  return hides ? null : `${rule.id} shows what a group gave`;
}

/** Of a stranger's finding: what is walked through is a list of objects, or absent, and a row says which it is. */
function hasLists({ scores, ranking }: { readonly scores?: unknown; readonly ranking?: unknown }): boolean {
  if (!isListOrAbsent(scores) || !isListOrAbsent(ranking)) return false;
  return ((ranking ?? []) as readonly Readonly<Record<string, unknown>>[]).every(
    (row) =>
      typeof row.id === 'string' && row.rank !== undefined && row.state !== undefined && isListOrAbsent(row.scores),
  );
}

const isListOrAbsent = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((entry: unknown) => isObject(entry)));

/** What organs have said, as the findings repeat it. */
export function spokenIn(findings: readonly unknown[]): Spoken {
  const known = new Map<string, Readonly<Record<string, unknown>>>();
  for (const finding of findings) {
    if (isObject(finding)) known.set(JSON.stringify([finding.question, finding.rule]), finding);
  }
  const of = (question: string, rule: string) => known.get(JSON.stringify([question, rule]));
  return {
    gatesOf: (question, rule) => {
      const gates = of(question, rule)?.gates;
      return Object.fromEntries(Array.isArray(gates) ? gates.flatMap(gateOf) : []);
    },
    overriddenOf: (question, rule) => of(question, rule)?.overridden === true,
  };
}

function gateOf(gate: unknown): readonly (readonly [string, GateState])[] {
  if (!isObject(gate) || typeof gate.id !== 'string') return [];
  const state = (['pending', 'confirmed', 'rejected'] as const).find((each) => each === gate.state);
  return state === undefined ? [] : [[gate.id, state]];
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a stranger left out is the same as nothing. */
const same = (a: unknown, b: unknown): boolean =>
  a !== undefined && b !== undefined && canonicalize(a) === canonicalize(b);
