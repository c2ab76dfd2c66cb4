/**
 * What may be frozen can be counted, sealed and read aloud, whatever the voters do.
 *
 * After the freeze a rule that throws is a poll that can never be sealed, so whatever `checkDefinition` lets through is
 * evaluated here on no ballots, blank ones, equal ones and mixed ones, live and after the close.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GroupId } from '../brand.ts';
import { addBallot, addCounts, emptyCount } from '../count/counter.ts';
import { impossibility } from '../count/possible.ts';
import type { Answers } from '../paper/ballot.ts';
import type { Paper, PlainPaper } from '../paper/paper.ts';
import { countedChoices, mustMark, questions } from '../paper/questions.ts';
import { canonicalize } from '../record/canonical.ts';
import { withoutTexts } from '../record/groups.ts';
import type { Definition, GroupCount } from '../record/record.ts';
import { checkDefinition } from './check-definition.ts';
import { definitionWarnings } from './definition-warnings.ts';
import { drafted } from './drafted.fixture.ts';
import { evaluateAll } from './evaluate-all.ts';
import { findingInWords } from './finding-words.ts';
import { ruleInWords } from './rule-words.ts';

const BALLOTS: readonly string[] = ['due', 'present', 'issued', 'returned', 'valid', 'validItem'];

/** What one voter marks: the first choice, the last, any, or nothing where that is allowed. */
type Hand = (line: number, choices: number) => number;
function marked(paperOf: Paper, hand: Hand, names: readonly string[]): Answers {
  let picks = names.length;
  const choices = questions(paperOf).flatMap((line, at) => {
    const part: PlainPaper | undefined = line.section?.paper ?? (paperOf.kind === 'form' ? undefined : paperOf);
    const place = hand(at, line.choices.length);
    const choice = line.choices[mustMark(paperOf, line) ? Math.min(place, line.choices.length - 1) : place];
    if (choice === undefined) return [];
    if (part?.kind === 'pick' && (picks += 1) > part.max) return [];
    return [[line.id, line.text === null ? choice : '字'] as const];
  });
  return { choices: Object.fromEntries(choices), writeIns: names };
}

const HANDS: readonly Hand[] = [
  () => 0,
  (_, choices) => choices - 1,
  (_, choices) => choices,
  (line, choices) => line % (choices + 1),
  (line, choices) => (line * 7 + 3) % choices,
];

test('a definition that is accepted can be evaluated, sealed, checked and read aloud on any count', () => {
  let accepted = 0;
  fc.assert(
    fc.property(drafted, fc.array(fc.tuple(fc.nat(4), fc.nat(1)), { maxLength: 15 }), (draft, voters) => {
      const checked = checkDefinition(JSON.parse(JSON.stringify(draft)) as unknown);
      if (!checked.ok) {
        expect(checked.error.reason).not.toBe('');
        return;
      }
      accepted += 1;
      const definition = checked.value;
      definitionWarnings(definition);
      for (const rule of definition.rules) ruleInWords(rule, 'zh', 16, definition.paper, definition.groups);
      const holdsWriteIns = definition.paper.kind === 'pick' && definition.paper.writeIns > 0;
      for (const hands of [[], voters, voters.map(([, group]) => [2, group] as const)])
        sealed(definition, hands, holdsWriteIns);
    }),
    { numRuns: Number(process.env.RUNS ?? 400) },
  );
  expect(accepted).toBeGreaterThan(20);
});

function sealed(definition: Definition, hands: readonly (readonly [number, number])[], holdsWriteIns: boolean): void {
  const { paper: paperOf, groups } = definition;
  const ballots = hands.map(([hand, group], at) => ({
    group: `g${group}`,
    answers: marked(paperOf, HANDS[hand] ?? (() => 0), holdsWriteIns && at % 3 === 0 ? ['另提'] : []),
  }));
  const groupCounts = groups.map(({ id }): GroupCount => {
    const own = ballots.filter(({ group }) => group === id);
    const sum = own.reduce((total, { answers }) => addBallot(paperOf, total, answers), emptyCount(paperOf));
    return { group: id as GroupId, ...withoutTexts(paperOf, sum) };
  });
  const count = ballots.reduce((total, { answers }) => addBallot(paperOf, total, answers), emptyCount(paperOf));
  expect(groupCounts.reduce(addCounts, emptyCount(paperOf)).ballots).toBe(count.ballots);
  const written = ballots.reduce((sum, { answers }) => sum + answers.writeIns.length, 0);
  const writeIns = written === 0 ? [] : [{ name: '另提', votes: written }];
  expect(impossibility(paperOf, count, writeIns)).toBeNull();
  const { ballots: returned } = count;
  const accounts = { due: 16, present: 16, issued: 16, returned, valid: returned, invalid: 0 };
  // What a verifier does: from what was written down, and where groups are withheld, without them.
  const again = JSON.parse(JSON.stringify(definition)) as Definition;
  const none = groups.map(({ id }): GroupCount => ({ group: id, ...emptyCount(paperOf) }));
  const found = evaluateAll(definition, count, accounts, 0, { writeIns, groupCounts });
  expect(canonicalize(evaluateAll(again, count, accounts, 0, { writeIns, groupCounts }))).toBe(canonicalize(found));
  expect(evaluateAll(definition, count, accounts, 0, { writeIns, groupCounts: none })).toHaveLength(found.length);
  const live = evaluateAll(definition, count, accounts, 16 - returned);
  for (const finding of [...found, ...live]) {
    const rule = definition.rules.find(({ id }) => id === finding.rule);
    if (rule === undefined) throw new Error('a finding of no rule');
    for (const language of ['zh', 'en'] as const) {
      const said = findingInWords(finding, rule, language, paperOf);
      expect(said).not.toMatch(/NaN|undefined|Infinity|\[object/);
    }
    const weighed = [...finding.tests, ...(finding.ranking ?? []).flatMap(({ win }) => win ?? [])];
    for (const { id, base, baseValue, count: votes, holds } of weighed) {
      expect(holds && baseValue === 0).toBe(false);
      const numerator = rule.tests.find((each) => each.id === id)?.numerator;
      const isPart =
        numerator !== undefined && 'options' in numerator && numerator.plus === undefined && BALLOTS.includes(base);
      // A part is never more than the whole: more marks than ballots would be a share over 1.
      if (isPart) expect(votes).toBeLessThanOrEqual(baseValue);
    }
  }
  for (const line of questions(paperOf)) countedChoices(paperOf, line);
}
