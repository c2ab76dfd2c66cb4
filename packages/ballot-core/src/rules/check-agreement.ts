/**
 * Do a rule and the paper speak of the same things?
 *
 * A rule that counts an option which no line offers would never fire, and nobody would notice; one that ranks by an exam
 * nobody has given a result for could not be evaluated after the vote, when it is too late.
 */
import type { Paper, Question } from '../paper/paper.ts';
import { countedChoices, optionsOf, partOf, questions } from '../paper/questions.ts';
import { at, refuse } from '../paper/reader.ts';
import type { Definition } from '../record/record.ts';
import { itemsFor, optionsCounted, questionsOf, scoreOptions, takesWriteIns } from './applies.ts';
import { testsIn } from './decided.ts';
import type { BaseKey, Given, Rule, Test } from './rule.ts';

type Frozen = Pick<Definition, 'paper' | 'groups' | 'given' | 'at' | 'source'>;

/** Refuses what doesn't fit, at the path of the rule or of what is given. */
export function checkAgreement(rule: Rule, definition: Frozen, path: string): void {
  const { paper } = definition;
  const lines = linesNamed(rule, paper, path);
  checkOptions(rule, lines, paper, path);
  checkAssessments(rule, lines, paper, path);
  if (questionsOf(rule, paper).length === 0)
    refuse(path, 'applies to no line of this paper: no line offers all it counts');
  checkMeans(rule, lines, paper, path);
  checkWeights(rule, definition, path);
  checkBases(rule, definition, path);
  if (rule.scope === 'poll') checkPoll(rule, definition, path);
  checkGiven(rule, definition, path);
}

/** The lines in the section and dimension that the rule names. */
function linesNamed({ only = {} }: Rule, paper: Paper, path: string): readonly Question[] {
  const { section, dimension } = only;
  const inSection = questions(paper).filter((line) => section === undefined || line.section?.id === section);
  if (inSection.length === 0) refuse(`${path}.only.section`, `names no section of this paper: ${section}`);
  const named = inSection.filter((line) => dimension === undefined || line.dimension?.id === dimension);
  if (named.length === 0) refuse(`${path}.only.dimension`, `names no dimension of this paper: ${dimension}`);
  return named;
}

function checkOptions(rule: Rule, lines: readonly Question[], paper: Paper, path: string): void {
  const offered = new Set<string>(rule.only === undefined ? optionsOf(paper) : lines.flatMap(({ choices }) => choices));
  const check = (options: readonly string[], place: string): void => {
    const missing = options.find((option) => !offered.has(option));
    if (missing !== undefined) refuse(place, `counts ${missing}, which this paper does not offer`);
  };
  rule.tests.forEach(({ numerator }, index) => {
    if ('options' in numerator) check(numerator.options, `${path}.tests[${index}].numerator`);
  });
  (rule.scores ?? []).forEach((score, index) => check(scoreOptions(score), `${path}.scores[${index}]`));
  if (rule.cut !== undefined && 'votes' in rule.cut.by) check(rule.cut.by.votes, `${path}.cut.by.votes`);
}

/** 有效评价票 counts assessments: a numerator beside it would give shares over 1, and a pick paper has none. */
function checkAssessments(rule: Rule, lines: readonly Question[], paper: Paper, path: string): void {
  const counted = optionsCounted(rule);
  const own = lines.filter(({ choices }) => counted.every((option) => (choices as readonly string[]).includes(option)));
  const measured = own.map((line) => countedChoices(paper, line));
  const check = (options: readonly string[], base: string, place: string): void => {
    if (base !== 'validItem') return;
    if (measured.length > 0 && measured.every((choices) => choices === null)) {
      refuse(`${place}.base`, 'is not a base of a pick paper, where not choosing is an answer: use valid');
    }
    const beside = options.filter((option) => measured.some((choices) => choices?.includes(option) === false));
    if (beside.length > 0) {
      refuse(`${place}.numerator`, `counts ${beside.join(', ')}, which the base validItem leaves out`);
    }
  };
  rule.tests.forEach(({ numerator, base }, index) => {
    const place = `${path}.tests[${index}]`;
    if ('account' in numerator) check([], numerator.account, place);
    check('options' in numerator ? [...numerator.options, ...(numerator.plus ?? [])] : [], base, place);
  });
  (rule.scores ?? []).forEach((score, index) => {
    if (score.kind === 'share') check(score.options, score.base, `${path}.scores[${index}]`);
  });
}

function checkMeans({ scores = [] }: Rule, lines: readonly Question[], paper: Paper, path: string): void {
  scores.forEach((score, index) => {
    if (score.kind !== 'mean') return;
    const parts = lines.map((line) => partOf(paper, line)).filter(({ kind }) => kind === 'score');
    if (parts.length === 0) refuse(`${path}.scores[${index}]`, 'is a mean of numbers, and this paper asks for none');
    if (parts.some((part) => part.kind === 'score' && part.per !== score.per)) {
      refuse(`${path}.scores[${index}].per`, 'must be that of the paper');
    }
  });
}

/** Every group and dimension that is weighed is there, for each row; the votes of all rows together have neither. */
function checkWeights(rule: Rule, { paper, groups }: Frozen, path: string): void {
  (rule.scores ?? []).forEach((score, index) => {
    if (score.kind !== 'groups' && score.kind !== 'dimensions') return;
    const place = `${path}.scores[${index}]`;
    const isGroups = score.kind === 'groups';
    const known: readonly (readonly (string | undefined)[])[] = isGroups
      ? [groups.map(({ id }) => id)]
      : itemsFor(rule, paper).map((item) => item.questions.map(({ dimension }) => dimension?.id));
    const odd = Object.keys(score.weights).find((id) => known.some((ids) => !ids.includes(id)));
    const what = isGroups ? 'no voter group of this poll' : 'no dimension of this paper';
    if (odd !== undefined) refuse(`${place}.weights.${odd}`, `is ${what}`);
    if (rule.scope !== 'poll') return;
    if (rule.cut === undefined) {
      refuse(place, `weighs ${score.kind} of all rows together: make the scope item, or rank the rows by a cut`);
    }
    if (takesWriteIns(rule, paper)) {
      refuse(place, `weighs ${score.kind}, which names written in do not have: make writeIns 0`);
    }
  });
}

/** 职数 and 参评人数 are bases only where there are any. */
function checkBases(rule: Rule, { paper, given }: Frozen, path: string): void {
  const { tests, scores = [], scope } = rule;
  const headcount = given?.['']?.figures?.headcount;
  if (headcount !== undefined && typeof headcount !== 'number') {
    refuse(givenPath('', 'headcount'), 'must be one whole number');
  }
  const parts = questionsOf(rule, paper).map((line) => partOf(paper, line));
  // Of a poll as a whole seats are known where the rule names the part; of a line, where every line has them.
  const whole = paper.kind === 'form' ? paper.sections.find(({ id }) => id === rule.only?.section)?.paper : paper;
  const asked = scope === 'poll' ? [whole, ...parts] : parts;
  const hasSeats = asked.every((part) => part?.kind === 'pick' && part.seats !== null);
  const ofRows = scope === 'poll' && rule.cut === undefined;
  const hasHeads =
    ofRows || headcount !== undefined || parts.every(({ kind }) => kind === 'grades' || kind === 'score');
  const check = (bases: readonly (BaseKey | 'one')[], place: string): void => {
    if (bases.includes('seats') && !hasSeats) refuse(place, 'is seats, and this paper fills none');
    if (bases.includes('headcount') && !hasHeads) refuse(place, 'is headcount, and nobody is assessed on this paper');
  };
  tests.forEach(({ base, numerator }, index) => {
    check([base, ...('account' in numerator ? [numerator.account] : [])], `${path}.tests[${index}].base`);
  });
  scores.forEach((score, index) => {
    if (score.kind === 'share') check([score.base], `${path}.scores[${index}].base`);
  });
}

function checkPoll(rule: Rule, { paper, source }: Frozen, path: string): void {
  const { cut, tests, scores = [] } = rule;
  const rows = itemsFor(rule, paper);
  if (paper.kind === 'form' && rule.only?.section === undefined && cut !== undefined) {
    refuse(`${path}.only`, 'must name the section whose rows are ranked');
  }
  const bands = scores.flatMap((score) => (score.kind === 'brackets' ? score.bands : []));
  const ofPoll = new Set(rule.branches.flatMap(({ when }) => testsIn(when)));
  const ofRows = [cut?.win, ...bands.flatMap(({ when }) => testsIn(when))].filter(
    (id) => cut !== undefined && id !== undefined && !ofPoll.has(id),
  );
  // One line of one row: then the marks of all rows are those of one ballot each.
  const [first] = rows;
  const isOne = rows.length === 1 && first?.questions.length === 1;
  tests.forEach(({ id, numerator, base }, index) => {
    if (isOne || ofRows.includes(id) || !('options' in numerator) || base === 'validItem' || base === 'one') return;
    refuse(
      `${path}.tests[${index}].base`,
      'counts the marks of all rows against ballots: use validItem, or ask each row',
    );
  });
  if (cut === undefined) return;
  const { places, per } = cut;
  if (per === 'tag' && typeof places !== 'object' && takesWriteIns(rule, paper)) {
    refuse(`${path}.cut.per`, 'gives places by category, and names written in have none: make writeIns 0');
  }
  const part = paper.kind === 'form' ? rows[0]?.section?.paper : paper;
  if (places === 'seats') {
    if (part?.kind !== 'pick' || part.seats === null)
      refuse(`${path}.cut.places`, 'is seats, and this paper fills none');
    return;
  }
  // Names may be added, and a list that another poll will make isn't known yet.
  const open = takesWriteIns(rule, paper) || source !== undefined;
  const sizes = new Map<string, number>();
  for (const { item } of rows) {
    const tag = per === 'tag' ? (item.tag ?? '') : '';
    sizes.set(tag, (sizes.get(tag) ?? 0) + 1);
  }
  if (typeof places === 'number') {
    const least = Math.min(...sizes.values());
    if (places > least && !open) refuse(`${path}.cut.places`, `must be at most ${least}, the number of rows`);
    return;
  }
  for (const [tag, number] of Object.entries(places)) {
    const size = sizes.get(tag) ?? 0;
    if (size === 0 && source === undefined) refuse(`${path}.cut.places.${tag}`, 'is a category that no row is in');
    if (number > size && !open) refuse(`${path}.cut.places.${tag}`, `must be at most ${size}, the number of its rows`);
  }
}

/** Figures and the year that a rule will ask for are there now. Nobody without an award needs one. */
function checkGiven(rule: Rule, { paper, given = {}, at: now }: Frozen, path: string): void {
  const { tests, scores = [], cut, branches } = rule;
  const remembers =
    tests.some(({ numerator }) => 'history' in numerator) || scores.some(({ kind }) => kind === 'bonus');
  if (remembers && now === undefined) refuse('at', `must be given: rule ${rule.id} counts years back from it`);
  const asked = new Set(branches.flatMap(({ when }) => testsIn(when)));
  const bands = scores.flatMap((score) => (score.kind === 'brackets' ? score.bands : []));
  const ofRows = new Set([cut?.win, ...bands.flatMap(({ when }) => testsIn(when))]);
  const rows = itemsFor(rule, paper).map(({ id }) => id);
  const subjects = rule.scope === 'poll' && cut === undefined ? [''] : rows;
  /** With a cut a test may be asked of the poll, of each row, or of both. */
  const askedOf = ({ id }: Test): readonly string[] =>
    cut === undefined ? subjects : [...(asked.has(id) || !ofRows.has(id) ? [''] : []), ...(ofRows.has(id) ? rows : [])];
  tests.forEach((test, index) => {
    if (!('figure' in test.numerator)) return;
    const { figure } = test.numerator;
    for (const id of askedOf(test)) {
      const value = figureAt(given, id, figure);
      if (value === undefined) refuse(givenPath(id, figure), `must be given: ${path}.tests[${index}] compares it`);
      if (typeof value !== 'number') refuse(givenPath(id, figure), 'must be one whole number');
    }
  });
  for (const score of scores) {
    if (score.kind !== 'figure' && score.kind !== 'ranks') continue;
    for (const id of subjects) {
      const value = figureAt(given, id, score.figure);
      if (value === undefined) refuse(givenPath(id, score.figure), `must be given: score ${score.id} is made of it`);
      if (score.kind === 'ranks') {
        const ranks = typeof value === 'number' ? [value] : value;
        if (ranks.length === 0 || ranks.includes(0)) refuse(givenPath(id, score.figure), 'must have ranks from 1 on');
      } else if (typeof value !== 'number' || value > score.max) {
        refuse(givenPath(id, score.figure), `must be a whole number up to ${score.max}`);
      }
    }
  }
}

const figureAt = (given: Readonly<Record<string, Given>>, id: string, figure: string) =>
  given[id]?.figures?.[figure] ?? given['']?.figures?.[figure];

const givenPath = (id: string, figure: string): string => at(`given.${id}`, `figures.${figure}`);
