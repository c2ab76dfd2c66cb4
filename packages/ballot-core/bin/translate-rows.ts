/**
 * Worked examples about rows: elections, the first few, the last few. Each is a cut.
 */
import {
  evaluate,
  type Cut,
  type Finding,
  type Fraction,
  type RankedRow,
  type Row,
  type Rule,
  type Score,
} from '../src/index.ts';
import { entriesOf, fieldsOf, textOf, wholeOf, type RuleCase } from './case.ts';
import {
  baseKey,
  label,
  meetingTests,
  RULE,
  shareOf,
  tallyFor,
  votesTest,
  wholeNumbers,
  type Answer,
} from './rule-data.ts';

const VOTES = 'votes';

/** Void, quorum, then the seats: "elected:A,B;runoff:C,D;vacancy:1". */
export function election({ id, params, counts, base }: RuleCase): Answer {
  const votes = votesOf(counts.votes, id);
  const before = meetingTests(id, params, base);
  const win = params.win === undefined ? null : fieldsOf(params.win, `${id}: win`);
  const seats = params.seats === undefined ? 1 : wholeOf(params.seats, `${id}: seats`);
  const tests = win === null ? [] : [votesTest('win', { ...win, numer: [VOTES] })];
  const second = secondary(counts.secondary, id);
  const rule: Rule = {
    ...RULE,
    id,
    scope: 'poll',
    tests: [...before.tests, ...tests],
    branches: before.branches,
    otherwise: label('not_elected'),
    ...(second !== null && { scores: [SECOND] }),
    cut: {
      ...cutFor(params.tie, 'runoff', second !== null),
      by: { votes: [VOTES] },
      direction: 'top',
      places: seats,
      ...(win !== null && { win: 'win' }),
    },
  };
  const tally = tallyFor({ numer: [] }, {}, base);
  const finding = evaluate(rule, { ...tally, rows: votes.map(([name, own]) => votesRow(name, own, tally, second)) });
  const decided = before.decidedBy(finding.label.id);
  if (decided !== undefined) return { outcome: finding.label.id, share: shareOf(finding, decided) };
  const last = rankingOf(finding)[Math.min(seats, votes.length) - 1];
  return {
    outcome: said(finding, 'elected', openWord(params.tie, 'runoff')),
    share: last?.win ? [last.win.count, last.win.baseValue] : votesShare(last, params.base, tally.bases),
  };
}

/** "advance:A,B,C": the share is that of the last one admitted. */
export function topN({ id, params, counts, base }: RuleCase): Answer {
  const votes = votesOf(counts.votes, id);
  const tally = tallyFor({ numer: [] }, {}, base);
  const second = secondary(counts.secondary, id);
  const rule: Rule = {
    ...RULE,
    id,
    scope: 'poll',
    tests: [],
    branches: [],
    otherwise: label('none'),
    ...(second !== null && { scores: [SECOND] }),
    cut: {
      ...cutFor(params.tie, 'include_all', second !== null),
      by: { votes: [VOTES] },
      direction: params.direction === 'bottom' ? 'bottom' : 'top',
      places: wholeOf(params.n, `${id}: n`),
    },
  };
  const finding = evaluate(rule, { ...tally, rows: votes.map(([name, own]) => votesRow(name, own, tally, second)) });
  const last = inState(finding, 'taken').at(-1) ?? inState(finding, 'tied').at(-1);
  return {
    outcome: said(finding, 'advance', openWord(params.tie, 'include_all'), false),
    share: votesShare(last, params.base, tally.bases),
  };
}

/** "bottom:T2" of the places that its category has; the share is how many of how many. */
export function bottomN({ id, params, counts }: RuleCase): Answer {
  const tag = counts.category === undefined ? '' : textOf(counts.category, `${id}: category`);
  const places =
    typeof params.n === 'number' ? params.n : wholeOf(fieldsOf(params.n, `${id}: n`)[tag], `${id}: n of ${tag}`);
  const { rows } = scoreRows(counts.scores, id, tag);
  const finding = evaluate(scoreRule(id, places, 'bottom', cutFor(params.tie, 'include_all', false)), {
    bases: {},
    options: {},
    rows,
  });
  return {
    outcome: said(finding, 'bottom', openWord(params.tie, 'include_all'), false),
    share: [inState(finding, 'taken').length, rows.length],
  };
}

/** "yellow:E" once every gate is confirmed; the share is the last one's score. */
export function lastPlace({ id, params, counts }: RuleCase): Answer {
  const gates = (Array.isArray(params.gate) ? params.gate : [params.gate])
    .filter((gate) => gate !== undefined)
    .map((gate) => textOf(gate, `${id}: gate`));
  const states = Object.entries(counts.gates === undefined ? {} : fieldsOf(counts.gates, `${id}: gates`)).map(
    ([gate, state]) => {
      if (state !== 'pending' && state !== 'confirmed' && state !== 'rejected')
        throw new TypeError(`${id}: no such state`);
      return [gate, state] as const;
    },
  );
  const { rows, per } = scoreRows(counts.scores, id, '');
  const rule: Rule = {
    ...scoreRule(id, 1, 'bottom', cutFor(params.tie, 'include_all', false)),
    gates: gates.map((gate) => ({ id: gate, zh: gate, en: gate })),
    consequence: { zh: '黄牌', en: 'yellow card' },
  };
  const finding = evaluate(rule, { bases: {}, options: {}, rows }, { gates: Object.fromEntries(states) });
  const [part = 0, whole = 1] = rankingOf(finding)[0]?.value ?? [];
  return {
    outcome: finding.consequence ? said(finding, 'yellow', openWord(params.tie, 'include_all'), false) : 'no_card',
    share: [part, whole * per],
  };
}

const SECOND: Score = { id: 'second', kind: 'figure', figure: 'second', max: 1_000_000 };

/** Tie policies as documents and files call them. */
const TIES: ReadonlyMap<unknown, Cut['ties']> = new Map([
  ['include_all', 'include_all'],
  ['flag_all', 'include_all'],
  ['shared_rank', 'include_all'],
  ['all', 'include_all'],
  ['runoff', 'runoff'],
  ['run_off', 'runoff'],
  ['rerun', 'runoff'],
  ['organizer', 'organizer'],
  ['organizer_decides', 'organizer'],
  ['secondary', 'secondary'],
]);

function tiesOf(tie: unknown, usual: Cut['ties']): Cut['ties'] {
  const known = tie === undefined ? usual : TIES.get(tie);
  if (known === undefined) throw new TypeError(`no such tie policy: ${String(tie)}`);
  return known;
}

/** What the rows that are level at the last place are called. */
const openWord = (tie: unknown, usual: Cut['ties']): string =>
  tiesOf(tie, usual) === 'organizer' ? 'organizer' : 'runoff';

function cutFor(
  tie: unknown,
  usual: Cut['ties'],
  hasSecond: boolean,
): Pick<Cut, 'per' | 'ties' | 'taken' | 'secondary'> {
  const ties = tiesOf(tie, usual);
  if (ties === 'secondary' && !hasSecond) throw new TypeError('ties go to a second figure, and there is none');
  return { per: 'poll', ties, taken: label('taken', 'flag'), ...(ties === 'secondary' && { secondary: SECOND.id }) };
}

function scoreRule(
  id: string,
  places: number,
  direction: Cut['direction'],
  cut: Pick<Cut, 'per' | 'ties' | 'taken'>,
): Rule {
  return {
    ...RULE,
    id,
    scope: 'poll',
    tests: [],
    scores: [{ id: 'score', kind: 'figure', figure: 'score', max: 1_000_000 }],
    branches: [],
    otherwise: label('none'),
    cut: { ...cut, by: { score: 'score' }, direction, places },
  };
}

function votesOf(value: unknown, id: string): readonly (readonly [string, number])[] {
  return Object.entries(fieldsOf(value, `${id}: votes`)).map(([name, votes]) => [
    name,
    wholeOf(votes, `${id}: ${name}`),
  ]);
}

function secondary(value: unknown, id: string): ReadonlyMap<string, number> | null {
  return value === undefined ? null : new Map(votesOf(value, id));
}

function votesRow(
  name: string,
  votes: number,
  { bases }: Row['tally'],
  second: ReadonlyMap<string, number> | null,
): Row {
  const figure = second?.get(name);
  return {
    id: name,
    tally: { bases, options: { [VOTES]: votes } },
    ...(figure !== undefined && { given: { figures: { second: figure } } }),
  };
}

function scoreRows(value: unknown, id: string, tag: string): { readonly rows: readonly Row[]; readonly per: number } {
  const entries = Object.entries(fieldsOf(value, `${id}: scores`));
  const { per, whole } = wholeNumbers(
    entries.map(([, score]) => score),
    `${id}: scores`,
  );
  const rows = entries.map(([name], index): Row => ({
    id: name,
    tag,
    tally: { bases: {}, options: {} },
    given: { figures: { score: whole[index] ?? 0 } },
  }));
  return { rows, per };
}

const rankingOf = ({ ranking }: Finding): readonly RankedRow[] => entriesOf(ranking, 'ranking') as readonly RankedRow[];

const inState = (finding: Finding, state: RankedRow['state']): readonly RankedRow[] =>
  rankingOf(finding).filter((row) => row.state === state);

/** Who is in, who is level, how many places stay empty. */
function said(finding: Finding, word: string, open: string, withVacancies = true): string {
  const names = (state: RankedRow['state']) =>
    inState(finding, state)
      .map(({ id }) => id)
      .join(',');
  const [taken, tied, vacancies] = [names('taken'), names('tied'), finding.vacancies ?? 0];
  return [
    ...(taken === '' ? [] : [`${word}:${taken}`]),
    ...(tied === '' ? [] : [`${open}:${tied}`]),
    ...(withVacancies && vacancies > 0 ? [`vacancy:${vacancies}`] : []),
  ].join(';');
}

function votesShare(row: RankedRow | undefined, base: unknown, bases: Row['tally']['bases']): Fraction {
  return [row?.value?.[0] ?? 0, bases[base === undefined ? 'valid' : baseKey(base)] ?? 0];
}
