/**
 * Every rule of a poll on all that it is about: the findings on the wall, on the sheet and in the record.
 *
 * A verifier runs this very function on the published count, so its order is part of what is checked: lines in the
 * paper's order, then persons and units, then the poll as a whole; for each the rules by precedence, severest first.
 */
import type { Accounts } from '../count/accounts.ts';
import type { Count } from '../count/count.ts';
import { itemTally, tallyOf, type TallySources } from '../count/tally.ts';
import { PICKED } from '../paper/paper.ts';
import { itemsOf, questions, type ItemLines } from '../paper/questions.ts';
import type { Definition, GroupCount, QuestionFinding } from '../record/record.ts';
import { itemsFor, needsGroups, questionsOf, takesWriteIns } from './applies.ts';
import { evaluate, givenFor } from './evaluate.ts';
import { pollTally } from './poll-tally.ts';
import type { Facts, GateState, Given, Row, Rule, Tally } from './rule.ts';

/** The gates of a rule on a question, as far as an organ has spoken. Without it all are pending. */
export type GatesOf = (question: string, rule: string) => Readonly<Record<string, GateState>>;

/** What is known besides the count. */
export interface Known {
  readonly gatesOf?: GatesOf;
  /** Whether a principle (原则上) was set aside for this question. */
  readonly overriddenOf?: (question: string, rule: string) => boolean;
  /** The counts of voter groups. Without them there are no findings of rules that weigh groups. */
  readonly groupCounts?: readonly GroupCount[];
  readonly writeIns?: readonly { readonly name: string; readonly votes: number }[];
}

/**
 * `question` of a finding is a line's id, an item's id, or of the whole poll '' or the section that its rule names.
 *
 * `outstanding`: ballots that may still come in after those in `accounts.returned`. When `count` is an older, released
 * one, the ballots it lags behind by are added here, so that nothing is called decided too soon.
 */
export function evaluateAll(
  definition: Definition,
  count: Count,
  accounts: Accounts,
  outstanding: number,
  known: Known = {},
): readonly QuestionFinding[] {
  const { paper, given = {} } = definition;
  const rules = [...definition.rules]
    .filter((rule) => known.groupCounts !== undefined || !needsGroups([rule]))
    .sort((a, b) => b.precedence - a.precedence);
  const unseen = outstanding + Math.max(0, accounts.valid - count.ballots);
  const headcount = given['']?.figures?.headcount;
  const sources: TallySources = {
    ...(known.groupCounts !== undefined && { groupCounts: known.groupCounts }),
    ...(typeof headcount === 'number' && { headcount }),
  };
  const find = (question: string, rule: Rule, tally: Tally, own: Given): QuestionFinding => ({
    question,
    ...evaluate(rule, tally, factsFor(definition, known, question, rule, unseen, own)),
  });
  const ofItem = (item: ItemLines): Tally => itemTally(paper, count, item, accounts, sources);
  const rulesOf = (scope: Rule['scope']) => rules.filter((rule) => rule.scope === scope);

  const lines = bySubject(
    questions(paper).map(({ id }) => id),
    rulesOf('question').map((rule) => ({
      rule,
      own: new Map(questionsOf(rule, paper).map((line) => [line.id as string, line])),
    })),
    (line, rule) => {
      const item = line.section === null ? line.item.id : `${line.section.id}.${line.item.id}`;
      const tally = tallyOf(paper, count, line.id, accounts, sources);
      return find(line.id, rule, tally, givenFor(given[''], given[item]));
    },
  );
  const items = bySubject(
    itemsOf(paper).map(({ id }) => id),
    rulesOf('item').map((rule) => ({ rule, own: new Map(itemsFor(rule, paper).map((item) => [item.id, item])) })),
    (item, rule) => find(item.id, rule, ofItem(item), givenFor(given[''], given[item.id])),
  );
  const polls = rulesOf('poll').map((rule) => {
    const rows = itemsFor(rule, paper).map((item): Row => {
      const own = given[item.id];
      const { tag } = item.item;
      return {
        id: item.id,
        ...(tag !== undefined && { tag }),
        tally: ofItem(item),
        ...(own !== undefined && { given: own }),
      };
    });
    const poll = pollTally(paper, rule, count, accounts, rows, sources);
    const written = takesWriteIns(rule, paper) ? (known.writeIns ?? []) : [];
    const names = written.map(({ name, votes }): Row => ({
      id: `+${name}`,
      tally: { ...poll, options: { [PICKED]: votes } },
    }));
    const tally = { ...poll, rows: [...rows, ...names] };
    return find(rule.only?.section ?? '', rule, tally, given[''] ?? {});
  });
  return [...lines, ...items, ...polls];
}

/** For each id in order, the rules that have it. */
function bySubject<T>(
  ids: readonly string[],
  rules: readonly { readonly rule: Rule; readonly own: ReadonlyMap<string, T> }[],
  find: (subject: T, rule: Rule) => QuestionFinding,
): readonly QuestionFinding[] {
  return ids.flatMap((id) =>
    rules.flatMap(({ rule, own }) => {
      const subject = own.get(id);
      return subject === undefined ? [] : [find(subject, rule)];
    }),
  );
}

function factsFor(
  { at }: Definition,
  { gatesOf, overriddenOf }: Known,
  question: string,
  rule: Rule,
  outstanding: number,
  given: Given,
): Facts {
  return {
    outstanding,
    given,
    ...(at !== undefined && { at }),
    ...(gatesOf !== undefined && { gates: gatesOf(question, rule.id) }),
    ...(overriddenOf?.(question, rule.id) === true && { overridden: true }),
  };
}
