import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answers } from '../paper/ballot.ts';
import { TEXT } from '../paper/kinds.fixture.ts';
import { WRITE_IN, type Paper } from '../paper/paper.ts';
import { questions } from '../paper/questions.ts';
import { textHash } from '../paper/text-hash.ts';
import { addBallot, addCounts, Counter, emptyCount } from './counter.ts';
import { countOpenings, countWriteIns } from './openings.ts';
import { slots } from './slots.ts';
import { tallyOf } from './tally.ts';

const items = (...ids: string[]) => ids.map((id) => ({ id, name: id }));
const grades: Paper = {
  kind: 'grades',
  subjects: items('a', 'b'),
  dimensions: items('x', 'y'),
  scale: ['good', 'fair', 'unknown'].map((id) => ({ id, name: id, counted: id !== 'unknown' })),
  blank: 'allow',
};
const pick: Paper = { kind: 'pick', candidates: items('a', 'b', 'c'), min: 0, max: 3, seats: null, writeIns: 2 };
const motion: Paper = { kind: 'motion', matters: items('a', 'b') };

const paper = fc.constantFrom(grades, pick, motion);
const ballotOn = (asked: Paper): fc.Arbitrary<Answers> => {
  const marks = questions(asked).map(({ choices }) => fc.option(fc.constantFrom(...choices), { nil: undefined }));
  const names = fc.uniqueArray(fc.constantFrom('丁某', '戊某', '己某'), { maxLength: 2 });
  return fc.tuple(fc.tuple(...marks), names).map(([chosen, writeIns]) => ({
    choices: Object.fromEntries(
      questions(asked).flatMap(({ id }, index) => {
        const choice = chosen[index] ?? (asked.kind === 'motion' ? 'abstain' : undefined);
        return choice === undefined ? [] : [[id, choice]];
      }),
    ),
    writeIns: asked.kind === 'pick' ? writeIns : [],
  }));
};
const urn = paper.chain((asked) =>
  fc.record({ asked: fc.constant(asked), ballots: fc.array(ballotOn(asked), { maxLength: 30 }) }),
);

function countAll(asked: Paper, ballots: readonly Answers[]) {
  const counter = new Counter(asked);
  for (const ballot of ballots) counter.add(ballot);
  return counter.count;
}

/** One opening for each question and each write-in slot of each ballot, as the record publishes them. */
const shredded = (asked: Paper, ballots: readonly Answers[]) =>
  ballots.flatMap(({ choices, writeIns }) => [
    ...questions(asked).map(({ id }) => ({ question: id as string, choice: choices[id] ?? '' })),
    ...Array.from({ length: asked.kind === 'pick' ? asked.writeIns : 0 }, (_, slot) => ({
      question: WRITE_IN,
      choice: writeIns[slot] ?? '',
    })),
  ]);

describe('a count', () => {
  test('has a slot for each choice of each question, blank after them, and written names last', () => {
    expect(slots(motion).map(({ question, choice }) => `${question}:${choice}`)).toEqual([
      'a:agree',
      'a:disagree',
      'a:abstain',
      'a:',
      'b:agree',
      'b:disagree',
      'b:abstain',
      'b:',
    ]);
    expect(slots(pick).at(-1)).toEqual({ question: WRITE_IN, choice: '' });
    expect(slots(grades)).toHaveLength(16);
  });

  test('does not depend on the order in which ballots came', () => {
    const shuffled = urn.chain(({ asked, ballots }) =>
      fc.record({
        asked: fc.constant(asked),
        ballots: fc.constant(ballots),
        other: fc.shuffledSubarray(ballots, { minLength: ballots.length, maxLength: ballots.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ asked, ballots, other }) => {
        expect(countAll(asked, other)).toEqual(countAll(asked, ballots));
      }),
    );
  });

  test('of two groups added up is the count of the pooled urn, however it is split', () => {
    fc.assert(
      fc.property(urn, fc.nat(30), ({ asked, ballots }, cut) => {
        const [left, right] = [ballots.slice(0, cut), ballots.slice(cut)];
        expect(addCounts(countAll(asked, left), countAll(asked, right))).toEqual(countAll(asked, ballots));
      }),
    );
  });

  test('taken one ballot at a time is the same as taken at once', () => {
    fc.assert(
      fc.property(urn, ({ asked, ballots }) => {
        const one = ballots.reduce((count, ballot) => addBallot(asked, count, ballot), emptyCount(asked));
        expect(one).toEqual(countAll(asked, ballots));
      }),
    );
  });

  test('of shredded ballots is the count of the whole ones, whatever their order', () => {
    fc.assert(
      fc.property(urn, ({ asked, ballots }) => {
        expect(countOpenings(asked, shredded(asked, ballots).reverse())).toEqual(countAll(asked, ballots));
      }),
    );
  });

  test('puts every ballot into exactly one slot of every question', () => {
    fc.assert(
      fc.property(urn, ({ asked, ballots }) => {
        const { counts } = countAll(asked, ballots);
        const order = slots(asked);
        for (const { id } of questions(asked)) {
          const total = counts.filter((_, slot) => order[slot]?.question === id).reduce((sum, votes) => sum + votes, 0);
          expect(total).toBe(ballots.length);
        }
      }),
    );
  });

  test('refuses a choice the paper does not have, and counts nothing of that ballot', () => {
    const counter = new Counter(motion);
    expect(() => counter.add({ choices: { a: 'agree', b: 'yes' }, writeIns: [] })).toThrow(RangeError);
    expect(counter.count).toEqual(emptyCount(motion));
  });

  test('of one paper is never added to that of another', () => {
    expect(() => addCounts(emptyCount(motion), emptyCount(grades))).toThrow(RangeError);
    expect(() => new Counter(motion, emptyCount(grades))).toThrow(RangeError);
  });
});

describe('published openings are refused when', () => {
  const whole = shredded(pick, [
    { choices: { a: 'picked' }, writeIns: ['丁某'] },
    { choices: {}, writeIns: [] },
  ]);

  test('one is missing', () => {
    whole.forEach((_, index) => {
      expect(() => countOpenings(pick, whole.toSpliced(index, 1))).toThrow(RangeError);
    });
  });

  test('one is there twice', () => {
    whole.forEach((opening) => {
      expect(() => countOpenings(pick, [...whole, opening])).toThrow(RangeError);
    });
  });

  test('one is not of this paper', () => {
    expect(() => countOpenings(pick, [...whole, { question: 'z', choice: 'picked' }])).toThrow(/z picked/);
    expect(() => countOpenings(motion, shredded(pick, [{ choices: {}, writeIns: [] }]))).toThrow(RangeError);
  });
});

test('written names are counted and sorted by code unit, blanks left out', () => {
  const ballots = [
    { choices: {}, writeIns: ['己某', '丁某'] },
    { choices: {}, writeIns: ['己某'] },
  ];
  expect(countWriteIns(shredded(pick, ballots))).toEqual([
    { name: '丁某', votes: 1 },
    { name: '己某', votes: 2 },
  ]);
});

describe('free words', () => {
  const opening = (choice: string) => ({ question: 'advice', choice });
  const hash = textHash(new Uint8Array(16), '多下基层');

  test('are counted by their published hash, and by nothing else', () => {
    expect(countOpenings(TEXT, [opening(hash), opening('')])).toEqual({ ballots: 2, counts: [1, 1] });
    for (const bad of ['written', '多下基层', hash.toUpperCase()]) {
      expect(() => countOpenings(TEXT, [opening(bad)])).toThrow(RangeError);
    }
  });

  test('of two voters never show as equal', () => {
    expect(textHash(new Uint8Array(16).fill(1), '多下基层')).not.toBe(hash);
  });
});

describe('a tally', () => {
  const accounts = { due: 10, present: 9, issued: 9, returned: 8, valid: 7, invalid: 1 };

  test('holds the votes of one question and its bases, 不了解 and blanks left out of 有效评价票', () => {
    const count = countAll(grades, [
      { choices: { 'a/x': 'good', 'a/y': 'unknown' }, writeIns: [] },
      { choices: { 'a/x': 'fair', 'a/y': 'good' }, writeIns: [] },
      { choices: { 'a/x': 'good' }, writeIns: [] },
    ]);
    expect(tallyOf(grades, count, 'a/x', { ...accounts, returned: 4, valid: 3 })).toEqual({
      bases: { due: 10, present: 9, issued: 9, returned: 4, valid: 3, validItem: 3, headcount: grades.subjects.length },
      options: { good: 2, fair: 1, unknown: 0 },
      invalid: 1,
    });
    expect(tallyOf(grades, count, 'a/y', accounts).bases.validItem).toBe(1);
  });

  test('has no 有效评价票 on a pick paper, where not choosing is an answer', () => {
    const count = countAll(pick, [{ choices: { a: 'picked' }, writeIns: [] }]);
    expect(tallyOf(pick, count, 'a', accounts).bases.validItem).toBeUndefined();
  });

  test('measures a released count on the ballots in it, not on those that came since', () => {
    const count = countAll(motion, [{ choices: { a: 'agree', b: 'agree' }, writeIns: [] }]);
    expect(tallyOf(motion, count, 'a', accounts).bases).toMatchObject({ valid: 1, returned: 2 });
  });

  test('of an unknown question throws', () => {
    expect(() => tallyOf(motion, emptyCount(motion), 'z', accounts)).toThrow(RangeError);
  });
});
