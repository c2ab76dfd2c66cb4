/**
 * What a count says under a rule, with every integer that was used.
 *
 * All tests are evaluated and shown, deciding or not; the first branch whose condition holds names the result, then the
 * cut through the rows. A vote only flags: a consequence needs every gate confirmed (经组织考核). "Decided" is said only
 * when it can't be taken back.
 */
import { truth } from './condition.ts';
import { cutThrough, valueOf, type Contestant } from './cut.ts';
import { cutRestsOnVotes, testsIn } from './decided.ts';
import { testOf, type Ground } from './ground.ts';
import { holdsOn } from './measure.ts';
import { written, type Rational } from './rational.ts';
import type {
  Branch,
  Cut,
  Facts,
  Finding,
  Given,
  Label,
  Row,
  Rule,
  ScoreFinding,
  Tally,
  Test,
  TestFinding,
} from './rule.ts';
import { scoreOf, type Scored } from './scores.ts';
import { weigh } from './test-finding.ts';

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

/** Said when a weighted group has no vote while others have, and the rule doesn't say how to go on. Never reworded either. */
export const ERROR_EMPTY_GROUP: Label = {
  id: 'error_empty_group',
  zh: '有权重的一组没有有效票，不能合成得分',
  en: 'A weighted group has no votes, so no score can be put together',
  weight: 'clear',
};

/** Throws when the tally lacks a base or an option that the rule names: a rule is never applied to a guess. */
export function evaluate(rule: Rule, tally: Tally, facts: Facts = {}): Finding {
  const outstanding = facts.outstanding ?? 0;
  if (!Number.isSafeInteger(outstanding) || outstanding < 0) throw new RangeError(`${outstanding} outstanding ballots`);
  const ground: Ground = { rule, tally, facts };
  const { cut } = rule;
  const tests = testsHere(rule).map((test) => weigh(test, ground));
  const scored = cut === undefined ? scoresOf(ground) : [];
  const contestants = cut === undefined ? [] : (tally.rows ?? []).map((row) => contestant(cut, row, ground));
  const spoken = firstLabel(rule, tests);
  const broken = scored.some(({ broken: is }) => is) || contestants.some((each) => each.broken);
  const hasScore = scored.some(({ value }) => value !== null);
  const status = statusOf({ tests, hasScore, broken, cut, contestants, tally, spoken });
  const cutFinding = cut && cutThrough(cut, ground, contestants, status === 'found' && spoken === null);
  const taken = cutFinding?.ranking.some(({ state }) => state === 'taken') === true;
  const label =
    status === 'error'
      ? ERROR_EMPTY_GROUP
      : status === 'not_assessed'
        ? NOT_ASSESSED
        : (spoken ?? (cut !== undefined && taken ? cut.taken : rule.otherwise));
  const flagged = label.weight === 'flag';
  const gates = flagged ? rule.gates.map(({ id }) => ({ id, state: facts.gates?.[id] ?? ('pending' as const) })) : [];
  const overridden = flagged && rule.strength === 'principle' && facts.overridden === true;
  return {
    rule: rule.id,
    status,
    label,
    decided: status === 'found' ? isSettled(rule, tests, outstanding) : outstanding === 0,
    tests,
    ...(rule.scores !== undefined && cut === undefined && { scores: scored.map((each) => each.finding) }),
    ...cutFinding,
    gates,
    ...(overridden && { overridden }),
    consequence:
      flagged && rule.consequence !== null && !overridden && gates.every(({ state }) => state === 'confirmed'),
  };
}

/** With a cut, what is asked of each row by itself isn't asked of the poll: the win test, and those of a score's bands. */
function testsHere({ tests, scores = [], cut, branches }: Rule): readonly Test[] {
  if (cut === undefined) return tests;
  const asked = new Set(branches.flatMap(({ when }) => testsIn(when)));
  const ofRows = new Set(
    scores.flatMap((score) => (score.kind === 'brackets' ? score.bands : [])).flatMap(({ when }) => testsIn(when)),
  );
  return tests.filter(({ id }) => asked.has(id) || (id !== cut.win && !ofRows.has(id)));
}

/** What is known of a row besides what is known of the poll. */
export function givenFor(poll: Given | undefined, row: Given | undefined): Given {
  return {
    figures: { ...poll?.figures, ...row?.figures },
    ...(row?.history !== undefined && { history: row.history }),
  };
}

interface Measured extends Contestant {
  readonly broken: boolean;
}

function contestant(cut: Cut, row: Row, poll: Ground): Measured {
  const { rule, facts } = poll;
  const ground: Ground = {
    rule,
    tally: row.tally,
    facts: { ...facts, given: givenFor(facts.given, row.given) },
  };
  const scored = scoresOf(ground);
  const exact = (id: string): Rational | null => scored.find(({ finding }) => finding.id === id)?.value ?? null;
  const value = valueOf(cut, ground, exact);
  return {
    row,
    value,
    second: cut.secondary === undefined ? null : exact(cut.secondary),
    // Of a written-in name no figures are known: such a row has no value, and a test on one would be a guess.
    win: cut.win === undefined || value === null ? null : weigh(testOf(poll, cut.win), ground),
    broken: scored.some(({ broken }) => broken),
    ...(rule.scores !== undefined && { scores: scored.map(({ finding }) => finding) }),
  };
}

const scoresOf = (
  ground: Ground,
): readonly { readonly finding: ScoreFinding; readonly value: Rational | null; readonly broken: boolean }[] =>
  (ground.rule.scores ?? []).map(({ id }) => {
    const scored = scoreOf(ground, id, holdsOn);
    return { finding: scoreFinding(id, scored), value: scored.value, broken: scored.broken };
  });

function scoreFinding(id: string, { value, dropped, parts, pooled }: Scored): ScoreFinding {
  const pair = (exact: Rational | null) => (exact === null ? null : written(exact).fraction);
  return {
    id,
    value: pair(value),
    ...(value !== null && written(value).rounded && { rounded: true }),
    ...(dropped !== undefined && { dropped }),
    ...(parts !== undefined && { parts: parts.map((part) => ({ ...part, value: pair(part.value) })) }),
    ...(pooled !== undefined && { pooled: pair(pooled) }),
  };
}

interface Standing {
  readonly hasScore: boolean;
  readonly tests: readonly TestFinding[];
  readonly broken: boolean;
  readonly cut: Cut | undefined;
  readonly contestants: readonly Contestant[];
  readonly tally: Tally;
  readonly spoken: Label | null;
}

/** A branch that holds on tests which can all be assessed speaks whatever the rows look like: no quorum is no quorum. */
function statusOf({ tests, hasScore, broken, cut, contestants, tally, spoken }: Standing): Finding['status'] {
  const assessed = tests.every(({ baseValue }) => baseValue > 0);
  if (cut !== undefined && assessed && spoken !== null) return 'found';
  if (broken) return 'error';
  if (!assessed) return 'not_assessed';
  if (cut === undefined) return tests.length > 0 || hasScore ? 'found' : 'not_assessed';
  const ranked = contestants.some(({ value }) => value !== null);
  return ranked && !('votes' in cut.by && tally.bases.valid === 0) ? 'found' : 'not_assessed';
}

/** The label of the first branch that holds, or null where the cut or `otherwise` has the word. */
function firstLabel(rule: Rule, tests: readonly TestFinding[]): Label | null {
  const holds = (id: string) => found(tests, id, rule.id).holds;
  return rule.branches.find(({ when }) => truth(when, holds) === true)?.label ?? null;
}

/** Whether every completion of the vote gives this label, by what each test can still become. */
function isSettled(rule: Rule, tests: readonly TestFinding[], outstanding: number): boolean {
  if (outstanding === 0) return true;
  const open = new Set<string>();
  const settled = (id: string) => {
    const { holds, decided } = found(tests, id, rule.id);
    return decided ? holds : undefined;
  };
  const certain = ({ when, label }: Branch) => {
    const holds = truth(when, settled);
    if (holds !== false) open.add(label.id);
    return holds === true;
  };
  if (!rule.branches.some(certain)) {
    if (rule.cut !== undefined) return open.size === 0 && !cutRestsOnVotes(rule, rule.cut);
    open.add(rule.otherwise.id);
  }
  return open.size === 1;
}

function found(tests: readonly TestFinding[], id: string, rule: string): TestFinding {
  const test = tests.find((each) => each.id === id);
  if (test === undefined) throw new RangeError(`rule ${rule} has no test ${id} in its branches`);
  return test;
}
