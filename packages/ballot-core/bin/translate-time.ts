/**
 * Worked examples about time: years in a row, the third absence of a year, a bonus that runs out, the last day.
 */
import { evaluate, type Facts, type HistoryMeasure, type Mark, type Rule, type Test } from '../src/index.ts';
import { entriesOf, fieldsOf, textOf, wholeOf, type RuleCase } from './case.ts';
import { branch, label, RULE, shareOf, type Answer } from './rule-data.ts';

/** Two yellow cards in a row; two ballots lost for the same post. */
export function history({ id, params, counts }: RuleCase): Answer {
  const mode = textOf(params.mode, `${id}: mode`);
  if (mode === 'maxFailures') {
    const limit = wholeOf(params.limit, `${id}: limit`);
    const outcomes = entriesOf(counts.outcomes, `${id}: outcomes`).map((outcome) => textOf(outcome, `${id}: outcome`));
    const marks = outcomes.map((mark): Mark => ({ at: ANY_YEAR, mark }));
    const failed: HistoryMeasure = { kind: 'count', mark: 'not_passed', within: 'ever' };
    return remembered(id, failed, limit, labelOf(params.label, 'barred_same_post'), {
      at: ANY_YEAR,
      given: { history: marks },
    });
  }
  if (mode !== 'consecutive') throw new TypeError(`${id}: no such memory: ${mode}`);
  const need = wholeOf(params.need, `${id}: need`);
  const at = String(wholeOf(counts.at, `${id}: at`));
  const years = Object.entries(fieldsOf(counts.years, `${id}: years`));
  const missing = params.missing === 'skips' ? 'skips' : 'breaks';
  // The list is complete up to this year: a year without an entry is one without an assessment.
  const marks = [
    ...years.map(([year, marked]): Mark => ({ at: year, mark: marked === true ? 'marked' : 'none' })),
    ...(missing === 'breaks' && !years.some(([year]) => year === at) ? [{ at, mark: 'none' }] : []),
  ];
  const run: HistoryMeasure = { kind: 'run', mark: 'marked', missing };
  return remembered(id, run, need, labelOf(params.label, 'open_head_posts'), { at, given: { history: marks } });
}

const ANY_YEAR = '2000';

const labelOf = (value: unknown, usual: string): string => (typeof value === 'string' ? value : usual);

function remembered(id: string, measure: HistoryMeasure, need: number, outcome: string, facts: Facts): Answer {
  const rule: Rule = {
    ...RULE,
    id,
    tests: [atLeast('memory', measure, need)],
    branches: [branch({ test: 'memory' }, outcome)],
    otherwise: label('no_action'),
  };
  const finding = evaluate(rule, NOTHING, facts);
  return { outcome: finding.label.id, share: [finding.tests[0]?.count ?? 0, need] };
}

/** One step for each time, the highest that is reached. */
export function ladder({ id, params, counts }: RuleCase): Answer {
  const steps = entriesOf(params.steps, `${id}: steps`).map((step) => textOf(step, `${id}: step`));
  const events = entriesOf(counts.events, `${id}: events`).map((event) => textOf(event, `${id}: event`));
  const measure: HistoryMeasure = { kind: 'count', mark: 'absent', within: params.scope === 'year' ? 'year' : 'ever' };
  const rule: Rule = {
    ...RULE,
    id,
    tests: steps.map((_, index) => atLeast(`step-${index}`, measure, index + 1)),
    branches: steps.map((step, index) => branch({ test: `step-${index}` }, step)).toReversed(),
    otherwise: label('no_action'),
  };
  const history = events.map((at): Mark => ({ at, mark: 'absent' }));
  const finding = evaluate(rule, NOTHING, { at: String(counts.at), given: { history } });
  return { outcome: finding.label.id, share: [finding.tests[0]?.count ?? 0, steps.length] };
}

/** 当年及次年: the bonus itself says whether it still counts; the share is the years gone of the years it lasts. */
export function window({ id, params, counts }: RuleCase): Answer {
  const validYears = wholeOf(params.years, `${id}: years`);
  const [awarded, now] = [wholeOf(counts.awarded, `${id}: awarded`), wholeOf(counts.at, `${id}: at`)];
  const rule: Rule = {
    ...RULE,
    id,
    scores: [{ id: 'bonus', kind: 'bonus', award: 'awarded', points: 1, validYears }],
    tests: [{ ...number('counts', 'gt', 0), numerator: { score: 'bonus' } }],
    branches: [branch({ test: 'counts' }, 'bonus_valid')],
    otherwise: label('bonus_expired'),
  };
  const finding = evaluate(rule, NOTHING, { at: String(now), given: { figures: { awarded } } });
  return { outcome: finding.label.id, share: [now - awarded, validYears] };
}

/** Day 7 of 7 is accepted, day 8 is late. */
export function days({ id, params, counts }: RuleCase): Answer {
  const limit = wholeOf(params.limit, `${id}: limit`);
  const rule: Rule = {
    ...RULE,
    id,
    tests: [{ ...number('days', 'le', limit), numerator: { figure: 'days' } }],
    branches: [branch({ test: 'days' }, 'accepted')],
    otherwise: label('late'),
  };
  const elapsed = wholeOf(counts.elapsedDays, `${id}: elapsedDays`);
  const finding = evaluate(rule, NOTHING, { given: { figures: { days: elapsed } } });
  return { outcome: finding.label.id, share: [shareOf(finding, 'days')[0], limit] };
}

const NOTHING = { bases: {}, options: {} };

const number = (id: string, comparator: Test['comparator'], value: number): Omit<Test, 'numerator'> => ({
  id,
  base: 'one',
  comparator,
  fraction: [value, 1],
  zh: id,
  en: id,
});

const atLeast = (id: string, measure: HistoryMeasure, need: number): Test => ({
  ...number(id, 'ge', need),
  numerator: { history: measure },
});
