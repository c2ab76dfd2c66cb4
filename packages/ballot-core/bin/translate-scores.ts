/**
 * Worked examples about scores and about numbers of people: indexes, weights, trimming, brackets, quotas.
 */
import {
  displayed,
  evaluate,
  type Finding,
  type Fraction,
  type Given,
  type Rule,
  type Score,
  type Tally,
} from '../src/index.ts';
import { exactly, ratio } from '../src/rules/rational.ts';
import { entriesOf, fieldsOf, pairOf, textOf, wholeOf, type Fields, type RuleCase } from './case.ts';
import { label, RULE, shareOf, tallyFor, votesTest, wholeNumbers, type Answer } from './rule-data.ts';

export function index({ id, params, counts, base }: RuleCase): Answer {
  const { score, per } = indexOf(id, params, counts);
  return scored(rule(id, [score]), 'index', tallyFor({ numer: [] }, counts, base), {}, per);
}

export function groupIndex({ id, params, counts }: RuleCase): Answer {
  const groups = Object.entries(fieldsOf(counts.groups, `${id}: groups`)).map(
    ([group, own]) => [group, tallyFor({ numer: [] }, fieldsOf(own, group), {})] as const,
  );
  const { whole: weights } = whole(fieldsOf(params.groups, `${id}: groups`), id);
  const absent = Object.keys(weights).filter((group) => !groups.some(([name]) => name === group));
  const options: Record<string, number> = {};
  for (const [option, votes] of groups.flatMap(([, tally]) => Object.entries(tally.options))) {
    options[option] = (options[option] ?? 0) + votes;
  }
  const split: Score = {
    id: 'weighted',
    kind: 'groups',
    of: 'index',
    weights,
    empty: params.missing === 'renormalise' ? 'renormalise' : 'error',
  };
  const none = (group: string) => [group, { bases: {}, options: {} }] as const;
  const tally: Tally = { bases: {}, options, groups: Object.fromEntries([...groups, ...absent.map(none)]) };
  const { score, per } = indexOf(id, params, options);
  return scored(rule(id, [score, split]), 'weighted', tally, {}, per);
}

/** Given scores with weights, and what is added afterwards. */
export function linear({ id, params, counts }: RuleCase): Answer {
  const weights = Object.entries(whole(fieldsOf(params.weights, `${id}: weights`), id).whole);
  const parts = fieldsOf(counts.parts, `${id}: parts`);
  const known = weights.filter(([part]) => params.missing !== 'renormalise' || typeof parts[part] === 'number');
  const given = [...known.map(([part]) => parts[part]), counts.bonus ?? 0];
  const { per, whole: figures } = wholeNumbers(given, `${id}: parts`);
  const named = [...known.map(([part]) => part), 'bonus'];
  const scores: readonly Score[] = [
    ...named.map((part): Score => ({ id: `of-${part}`, kind: 'figure', figure: part, max: 1_000_000 })),
    { id: 'weighted', kind: 'weighted', parts: known.map(([part, weight]) => ({ score: `of-${part}`, weight })) },
    { id: 'total', kind: 'sum', parts: ['weighted', 'of-bonus'] },
  ];
  const figuresOf = Object.fromEntries(named.map((part, at) => [part, figures[at] ?? 0]));
  return scored(rule(id, scores), 'total', NOTHING, { figures: figuresOf }, per);
}

export function trim({ id, params, counts }: RuleCase): Answer {
  const { per, whole: marks } = wholeNumbers(entriesOf(counts.scores, `${id}: scores`), `${id}: scores`);
  const options: Record<string, number> = {};
  for (const mark of marks) options[String(mark)] = (options[String(mark)] ?? 0) + 1;
  const score: Score = { id: 'mean', kind: 'mean', per, trim: { minRaters: wholeOf(params.minN, `${id}: minN`) } };
  return scored(rule(id, [score]), 'mean', { bases: {}, options });
}

/** Bands of 优秀 first, then the share of low grades, then the rest. */
export function ruian({ id, params, counts, base }: RuleCase): Answer {
  const bands = entriesOf(params.excellentBrackets, `${id}: excellentBrackets`).map((band) => {
    const [percent, points] = entriesOf(band, `${id}: band`);
    const { per, whole: parts } = wholeNumbers([percent], `${id}: band`);
    return { frac: [parts[0] ?? 0, 100 * per], points: wholeOf(points, `${id}: points`) };
  });
  const measured = { numer: ['excellent'], base: params.base ?? 'validItem', op: '>=' };
  const low = { ...measured, numer: params.lowNumer, frac: params.low };
  const tests = [...bands.map(({ frac }, at) => votesTest(`band-${at}`, { ...measured, frac })), votesTest('low', low)];
  const score: Score = {
    id: 'points',
    kind: 'brackets',
    bands: [
      ...bands.map(({ points }, at) => ({ when: { test: `band-${at}` }, points })),
      { when: { test: 'low' }, points: wholeOf(params.lowScore, `${id}: lowScore`) },
    ],
    otherwise: wholeOf(params.restScore, `${id}: restScore`),
  };
  const numer = ['excellent', ...entriesOf(params.lowNumer, `${id}: lowNumer`)];
  const finding = evaluate({ ...rule(id, [score]), tests }, tallyFor({ numer }, counts, base));
  const value = valueOf(finding, 'points');
  return {
    outcome: value === null ? finding.label.id : `score:${value[0] / value[1]}`,
    share: shareOf(finding, tests[0]?.id ?? ''),
  };
}

export function rankScore({ id, params, counts }: RuleCase): Answer {
  const ranks = entriesOf(counts.ranks, `${id}: ranks`).map((rank) => wholeOf(rank, `${id}: rank`));
  const score: Score = {
    id: 'ranks',
    kind: 'ranks',
    figure: 'ranks',
    top: wholeOf(params.top, `${id}: top`),
    stepPercent: wholeOf(params.stepPct, `${id}: stepPct`),
  };
  return scored(rule(id, [score]), 'ranks', NOTHING, { figures: { ranks } });
}

/** "max:9" is the line of the quota on this headcount; 以内 rounds down unless the document says otherwise. */
export function quota({ id, params, counts }: RuleCase): Answer {
  const headcount = wholeOf(counts.headcount, `${id}: headcount`);
  const fraction = pairOf(params.frac, `${id}: frac`);
  const given = typeof counts.excellent === 'number' ? counts.excellent : 0;
  const comparator = UP.includes(String(params.round)) ? 'ge' : 'le';
  const finding = evaluate(
    {
      ...RULE,
      id,
      tests: [
        { id: 'quota', numerator: { figure: 'excellent' }, base: 'headcount', comparator, fraction, zh: id, en: id },
      ],
      branches: [],
      otherwise: label('max'),
    },
    { bases: { headcount }, options: {} },
    { given: { figures: { excellent: given } } },
  );
  const line = finding.tests[0]?.line ?? 0;
  const max = HALF_UP.includes(String(params.round))
    ? Number(displayed(exactly(ratio(fraction[0] * headcount, fraction[1])), 0))
    : line;
  return { outcome: `max:${max}`, share: [max, headcount] };
}

const UP: readonly string[] = ['ceil', 'up'];
const HALF_UP: readonly string[] = ['round', 'half_up', 'nearest'];

/** "min:4" is the line of candidates on these posts. */
export function minCandidates({ id, params, counts }: RuleCase): Answer {
  const posts = wholeOf(counts.posts, `${id}: posts`);
  const mode = textOf(params.mode, `${id}: mode`);
  const more = params.plus ?? params.over ?? params.minOver ?? params.n;
  const [base, fraction]: readonly ['seats' | 'one', Fraction] =
    mode === 'ratio'
      ? ['seats', pairOf(params.ratio, `${id}: ratio`)]
      : mode === 'surplus'
        ? ['seats', withSurplus(pairOf(params.surplus, `${id}: surplus`))]
        : ['one', [wholeOf(more, `${id}: ${mode}`), 1]];
  const comparator = params.round === 'floor' ? 'le' : 'ge';
  const finding = evaluate(
    {
      ...RULE,
      id,
      tests: [{ id: 'least', numerator: { figure: 'candidates' }, base, comparator, fraction, zh: id, en: id }],
      branches: [],
      otherwise: label('min'),
    },
    { bases: { seats: posts }, options: {} },
    { given: { figures: { candidates: 0 } } },
  );
  const least = (finding.tests[0]?.line ?? 0) + (base === 'one' ? posts : 0);
  return { outcome: `min:${least}`, share: [least, posts] };
}

const withSurplus = ([part, over]: Fraction): Fraction => [part + over, over];

const NOTHING: Tally = { bases: {}, options: {} };

const rule = (id: string, scores: readonly Score[]): Rule => ({
  ...RULE,
  id,
  tests: [],
  scores,
  branches: [],
  otherwise: label('score'),
});

/** Options that are left out have no points; on a base of all valid ballots they have none too, but count. */
function indexOf(id: string, params: Fields, counts: Fields): { readonly score: Score; readonly per: number } {
  const excluded = entriesOf(params.exclude ?? [], `${id}: exclude`).map(String);
  const { whole: weights, per } = whole(fieldsOf(params.weights, `${id}: weights`), id);
  const others = params.base === 'valid' ? Object.keys(counts).map((option) => [option, 0] as const) : [];
  const points = [...others, ...Object.entries(weights)].filter(([option]) => !excluded.includes(option));
  return { score: { id: 'index', kind: 'index', points: Object.fromEntries(points) }, per };
}

/** Weights and points, whole ones of 1/`per`. */
function whole(values: Fields, id: string): { readonly whole: Record<string, number>; readonly per: number } {
  const numbers = wholeNumbers(Object.values(values), id);
  const named = Object.keys(values).map((key, at) => [key, numbers.whole[at] ?? 0] as const);
  return { whole: Object.fromEntries(named), per: numbers.per };
}

function scored(of: Rule, score: string, tally: Tally, given: Given = {}, per = 1): Answer {
  const finding = evaluate(of, tally, { given });
  const value = valueOf(finding, score);
  if (value === null) return { outcome: finding.label.id, share: [0, 0] };
  return { outcome: finding.label.id, share: exactly(ratio(value[0], value[1] * per)) };
}

const valueOf = ({ scores }: Finding, score: string): Fraction | null =>
  scores?.find(({ id }) => id === score)?.value ?? null;
