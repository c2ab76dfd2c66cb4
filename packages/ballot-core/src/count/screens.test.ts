import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Paper } from '../paper/paper.ts';
import { KINDS } from '../paper/kinds.fixture.ts';
import { questions } from '../paper/questions.ts';
import type { ReleasePolicy } from '../record/record.ts';
import type { Count } from './count.ts';
import { Counter } from './counter.ts';
import { mayRelease } from './release.ts';
import { readOffWall, type Picture } from './screens.fixture.ts';

const MEETINGS = 500;

interface Meeting {
  readonly paper: Paper;
  readonly due: number;
  readonly policy: ReleasePolicy;
  /** What happens, until the organizer closes; who has come and not voted by then never does. */
  readonly acts: readonly ('comes' | 'votes' | 'look')[];
  readonly marks: readonly number[];
}

const turnout = fc.constantFrom<ReleasePolicy['minTurnout']>([0, 1], [1, 5], [1, 2], [1, 1]);
const electorate = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 3, max: 9 }) },
  { weight: 3, arbitrary: fc.integer({ min: 10, max: 60 }) },
);
const act = fc.oneof(
  { weight: 1, arbitrary: fc.constant('comes' as const) },
  { weight: 3, arbitrary: fc.constant('votes' as const) },
  { weight: 2, arbitrary: fc.constant('look' as const) },
);
const meeting: fc.Arbitrary<Meeting> = electorate.chain((due) =>
  fc.record({
    paper: fc.constantFrom<Paper>(...KINDS),
    due: fc.constant(due),
    policy: fc.record({
      mode: fc.constant('batches' as const),
      k: fc.integer({ min: 3, max: 12 }),
      minTurnout: turnout,
    }),
    // Most have come before the poll opens, or few; the others come, vote and look in any order.
    acts: fc
      .tuple(fc.nat(due), fc.array(act, { minLength: due, maxLength: 4 * due + 20, size: 'max' }))
      .map(([early, acts]) => [...Array.from({ length: early }, () => 'comes' as const), ...acts]),
    marks: fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }),
  }),
);

/** The wall from the first picture to the sealed one. `decide` is the release under test. */
function wall({ paper, due, policy, acts, marks }: Meeting, decide = mayRelease): readonly Picture[] {
  const counter = new Counter(paper);
  let [issued, released]: [number, Count | null] = [0, null];
  const pictures: Picture[] = [];
  const look = (sealed: boolean) => {
    const returned = counter.count.ballots;
    if (sealed || decide(policy, { due, issued, returned, lastReleased: released?.ballots ?? 0 })) {
      released = counter.count;
    }
    pictures.push({ sealed, accounts: { due, issued, returned }, released });
  };
  for (const act of acts) {
    if (act === 'comes') issued = Math.min(due, issued + 1);
    if (act === 'votes' && counter.count.ballots < issued)
      counter.add(ballot(paper, marks[counter.count.ballots] ?? 0));
    // Between two looks the accounts move and the counts do not.
    if (act === 'look') look(false);
    else pictures.push({ sealed: false, accounts: { due, issued, returned: counter.count.ballots }, released });
  }
  look(true);
  return pictures;
}

function ballot(paper: Paper, seed: number) {
  const choices = questions(paper).map(({ id, choices: own }, at) => [id, own[(seed + at * 7) % (own.length + 1)]]);
  return { choices: Object.fromEntries(choices.filter(([, mark]) => mark !== undefined)), writeIns: [] };
}

describe(`the walls of ${MEETINGS} meetings`, () => {
  test('tell of no fewer than k ballots, whichever two pictures are subtracted', () => {
    let moved = 0;
    let partial = 0;
    fc.assert(
      fc.property(meeting, (held) => {
        const pictures = wall(held);
        expect(readOffWall(held.paper, held.policy.k, pictures)).toEqual([]);
        const counts = new Set(pictures.flatMap(({ released }) => (released === null ? [] : [released.ballots])));
        moved += counts.size - 1;
        const [last = 0, before = 0] = [...counts].reverse();
        partial += Number(counts.size > 1 && last - before < held.policy.k);
      }),
      { numRuns: MEETINGS },
    );
    // The meetings are such that something could be found out.
    expect(moved).toBeGreaterThan(100);
    expect(partial).toBeGreaterThan(0);
  });

  test('move at moments that have nothing to do with what was marked', () => {
    const moments = (held: Meeting) =>
      wall(held).map(({ released, ...rest }) => ({ ...rest, ballots: released?.ballots ?? null }));
    fc.assert(
      fc.property(meeting, fc.nat(1000), (held, other) => {
        expect(moments({ ...held, marks: held.marks.map((mark) => mark * other + 1) })).toEqual(moments(held));
      }),
      { numRuns: 100 },
    );
  });

  test.each<[string, typeof mayRelease]>([
    ['after every ballot', (_, { returned, lastReleased }) => returned > lastReleased],
    ['in batches one too small', (policy, state) => mayRelease({ ...policy, k: policy.k - 1 }, state)],
    ['whoever is still out', (policy, state) => mayRelease(policy, { ...state, issued: 1000 })],
    ['when nobody is out', (policy, state) => mayRelease(policy, state) || (state.due >= 7 && isAll(policy, state))],
    ['in a committee too', (policy, state) => mayRelease(policy, state) || (state.due < 7 && isAll(policy, state))],
  ])('would be read by whoever subtracts, if counts moved %s', (_, decide) => {
    const check = fc.property(
      meeting,
      (held) => readOffWall(held.paper, held.policy.k, wall(held, decide)).length === 0,
    );
    expect(fc.check(check, { numRuns: 5 * MEETINGS }).failed).toBe(true);
  });
});

/** Everybody who has come has voted. */
const isAll: typeof mayRelease = ({ k }, { issued, returned, lastReleased }) =>
  returned === issued && returned - lastReleased >= k;
