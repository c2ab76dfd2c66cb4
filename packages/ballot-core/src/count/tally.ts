/**
 * What the rules see of a count: the votes on one line, or on one person's lines together, and the bases they may be held
 * against.
 *
 * 有效票 and 收回票 follow the count itself, not the newest accounts: a released count is older than the turnout beside
 * it, and numerator and denominator must be of the same moment.
 */
import type { Paper, Question } from '../paper/paper.ts';
import { blankOf, countedChoices, partOf, type ItemLines } from '../paper/questions.ts';
import type { GroupCount } from '../record/record.ts';
import type { BaseKey, Tally } from '../rules/rule.ts';
import type { Accounts } from './accounts.ts';
import type { Count } from './count.ts';
import { places } from './slots.ts';

/** What a tally may know besides the count. */
export interface TallySources {
  /** Counts by voter group, where they may be used; then `groups` is filled. */
  readonly groupCounts?: readonly GroupCount[];
  /** 参评人数, where it isn't the number of rows on the paper. */
  readonly headcount?: number;
}

/**
 * One line. `validItem` (该对象有效评价票) is the counted marks on it, blanks included where the paper counts them as one
 * (`blank: {as}`); a pick or text line has no such base. Group tallies know ballots and marks, not attendance.
 */
export function tallyOf(
  paper: Paper,
  count: Count,
  questionId: string,
  accounts: Accounts,
  sources: TallySources = {},
): Tally {
  const place = places(paper).get(questionId);
  if (place === undefined) throw new RangeError(`this paper has no question ${questionId}`);
  const { question, first } = place;
  const options = optionsAt(paper, count, question, first);
  const tally = {
    bases: {
      due: accounts.due,
      present: accounts.present,
      issued: accounts.issued,
      returned: count.ballots + accounts.invalid,
      valid: count.ballots,
      ...ownBases(paper, question, options, sources),
    },
    options,
    invalid: accounts.invalid,
  };
  if (sources.groupCounts === undefined) return tally;
  const groups = sources.groupCounts.map((each) => {
    const own = optionsAt(paper, each, question, first);
    const bases = { returned: each.ballots, valid: each.ballots, ...ownBases(paper, question, own, sources) };
    return [each.group, { bases, options: own }] as const;
  });
  return { ...tally, groups: Object.fromEntries(groups) };
}

/**
 * All lines of one person or unit: marks are summed over the dimensions, and so are the bases that count ballots, so that
 * a share stays a share. `dimensions` has each line by itself.
 */
export function itemTally(
  paper: Paper,
  count: Count,
  { questions }: ItemLines,
  accounts: Accounts,
  sources: TallySources = {},
): Tally {
  const lines = questions.map(
    (question) => [question.dimension?.id ?? '', tallyOf(paper, count, question.id, accounts, sources)] as const,
  );
  const [only] = lines;
  if (only === undefined) throw new RangeError('an item without lines');
  const whole = lines.length === 1 ? only[1] : sum(lines.map(([, tally]) => tally));
  return only[0] === '' ? whole : { ...whole, dimensions: Object.fromEntries(lines) };
}

function optionsAt(paper: Paper, { counts }: Count, question: Question, first: number): Record<string, number> {
  const at = (slot: number): number => {
    const votes = counts[slot];
    if (votes === undefined) throw new RangeError('this count is not of this paper');
    return votes;
  };
  const options: Record<string, number> = {};
  question.choices.forEach((choice, index) => {
    options[choice] = at(first + index);
  });
  const blank = blankOf(partOf(paper, question));
  if (typeof blank === 'object') {
    options[blank.as] = (options[blank.as] ?? 0) + at(first + question.choices.length);
  }
  return options;
}

function ownBases(
  paper: Paper,
  question: Question,
  options: Readonly<Record<string, number>>,
  { headcount }: TallySources,
): Partial<Record<BaseKey, number>> {
  const part = partOf(paper, question);
  const bases: Partial<Record<BaseKey, number>> = {};
  const counted = countedChoices(paper, question);
  if (counted !== null) bases.validItem = counted.reduce((total, choice) => total + (options[choice] ?? 0), 0);
  if (part.kind === 'pick' && part.seats !== null) bases.seats = part.seats;
  if (part.kind === 'grades' || part.kind === 'score') bases.headcount = headcount ?? part.subjects.length;
  else if (headcount !== undefined) bases.headcount = headcount;
  return bases;
}

/** Of people and posts there are as many, however many lines they have. */
const NOT_BY_LINE: readonly string[] = ['headcount', 'seats'] satisfies readonly BaseKey[];

function sum(tallies: readonly Tally[]): Tally {
  const bases = addUp(tallies.map((tally) => tally.bases));
  for (const key of NOT_BY_LINE) {
    const value = tallies[0]?.bases[key as BaseKey];
    if (value !== undefined) bases[key] = value;
  }
  const groups = Object.keys(tallies[0]?.groups ?? {}).map((group) => {
    const own = tallies.flatMap((tally) => tally.groups?.[group] ?? []);
    return [group, sum(own)] as const;
  });
  return {
    bases,
    options: addUp(tallies.map((tally) => tally.options)),
    invalid: tallies.reduce((total, { invalid }) => total + (invalid ?? 0), 0),
    ...(groups.length === 0 ? {} : { groups: Object.fromEntries(groups) }),
  };
}

function addUp(parts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const part of parts) {
    for (const [key, value] of Object.entries(part)) total[key] = (total[key] ?? 0) + value;
  }
  return total;
}
