/**
 * Which lines of a paper a rule is about.
 *
 * A form has lines of several kinds, and a rule that counts 不称职 says nothing about a line that doesn't offer it. So a
 * rule applies where everything is offered that it counts, inside the section and dimension that it names.
 */
import { PICKED, WRITTEN, type Paper, type Question } from '../paper/paper.ts';
import { countedChoices, itemsOf, partOf, questions, type ItemLines } from '../paper/questions.ts';
import type { Rule, Score } from './rule.ts';

export function appliesTo(rule: Rule, paper: Paper, question: Question): boolean {
  const { section, dimension } = rule.only ?? {};
  if (section !== undefined && question.section?.id !== section) return false;
  if (dimension !== undefined && question.dimension?.id !== dimension) return false;
  const counted = optionsCounted(rule);
  if (question.text !== null && !counted.includes(WRITTEN)) return false;
  if (!counted.every((option) => (question.choices as readonly string[]).includes(option))) return false;
  if (countsMarks(rule) && partOf(paper, question).kind !== 'score') return false;
  return !countsAssessments(rule) || countedChoices(paper, question) !== null;
}

/** The lines of rules of scope `question`, in the paper's order. */
export const questionsOf = (rule: Rule, paper: Paper): readonly Question[] =>
  questions(paper).filter((question) => appliesTo(rule, paper, question));

/** The persons, units or matters of rules of the other scopes, each with those of its lines that the rule is about. */
export function itemsFor(rule: Rule, paper: Paper): readonly ItemLines[] {
  return itemsOf(paper).flatMap((item) => {
    const lines = item.questions.filter((question) => appliesTo(rule, paper, question));
    return lines.length === 0 ? [] : [{ ...item, questions: lines }];
  });
}

/** Written-in names are rows of a poll whose rule counts what a written name gets: votes. */
export const takesWriteIns = (rule: Rule, paper: Paper): boolean =>
  paper.kind === 'pick' && paper.writeIns > 0 && optionsCounted(rule).every((option) => option === PICKED);

/** Every option that the rule names anywhere. */
export function optionsCounted(rule: Rule): readonly string[] {
  const inTests = rule.tests.flatMap(({ numerator }) => ('options' in numerator ? numerator.options : []));
  const inCut = rule.cut !== undefined && 'votes' in rule.cut.by ? rule.cut.by.votes : [];
  return [...new Set([...inTests, ...(rule.scores ?? []).flatMap(scoreOptions), ...inCut])];
}

export function scoreOptions(score: Score): readonly string[] {
  if (score.kind === 'index') return Object.keys(score.points);
  return score.kind === 'share' ? score.options : [];
}

const countsMarks = ({ scores = [] }: Rule): boolean => scores.some(({ kind }) => kind === 'mean');

const countsAssessments = ({ tests, scores = [] }: Rule): boolean =>
  tests.some(
    ({ base, numerator }) => base === 'validItem' || ('account' in numerator && numerator.account === 'validItem'),
  ) || scores.some((score) => score.kind === 'share' && score.base === 'validItem');

/** Whether the counts of voter groups are needed for any of these rules. */
export const needsGroups = (rules: readonly Rule[]): boolean =>
  rules.some(({ scores = [] }) => scores.some(({ kind }) => kind === 'groups'));
