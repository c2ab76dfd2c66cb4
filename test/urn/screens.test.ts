/**
 * Thirty meetings on a real server, watched by somebody who keeps every picture of the wall and subtracts each from each.
 *
 * Groups, papers, k, arrivals, late comers, who never votes and when the organizer closes are drawn at random.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StagePoll, StageView } from 'api';
import { evaluateAll, presetRules, type Definition, type Paper } from 'ballot-core';
import { findEvent } from '../../api/src/db/events.ts';
import type { Running } from '../../api/src/serve.ts';
import { readOffWall, type Picture } from '../../packages/ballot-core/src/count/screens.fixture.ts';
import { KINDS } from '../../packages/ballot-core/src/paper/kinds.fixture.ts';
import { anyAnswers, ballotOf } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, draft, each, group, meeting, must, nth, sendTo, voter, type Voter } from './meeting.ts';

const MEETINGS = 30;
/** So many at once that the releases of one have time to come while the others go on. */
const AT_ONCE = 10;

const database = await freshDatabase();
let server: Running;

beforeAll(async () => {
  server = await startApi(database);
});
afterAll(async () => {
  await server.close();
});

interface Seen {
  readonly paper: Paper;
  readonly k: number;
  readonly pictures: readonly StageView[];
}

test('no two pictures of a wall are fewer than k ballots apart, until the sealed one', async () => {
  const halls = await each([...Array(MEETINGS).keys()], AT_ONCE, hold);
  let moved = 0;
  let committees = 0;
  for (const { paper, k, pictures } of halls) {
    const polls = pictures.flatMap((view) => view.polls);
    expect(readOffWall(paper, k, polls.map(pictureOf))).toEqual([]);
    // While it runs, the wall says nothing that does not follow from the accounts and the counts it shows.
    for (const poll of polls.filter(({ state }) => state !== 'sealed')) {
      expect(poll.writeIns).toEqual([]);
      expect(poll.findings).toEqual(followsFrom(poll));
    }
    const shown = polls.filter(({ state }) => state !== 'sealed').map(({ released }) => released?.ballots ?? 0);
    moved += new Set(shown).size - 1;
    committees += Number(nth(polls, 0).accounts.due < 7);
    expect(polls.at(-1)).toMatchObject({ state: 'sealed', released: { ballots: polls.at(-1)?.accounts.returned } });
  }
  // Not for nothing: walls moved and committees sat. How often is luck, fifteen to twenty and about seven.
  expect(moved).toBeGreaterThan(4);
  expect(committees).toBeGreaterThan(0);
});

const pictureOf = ({ state, accounts, released }: StagePoll): Picture => ({
  sealed: state === 'sealed',
  accounts,
  released,
});

const followsFrom = ({ state, accounts, released, ...frozen }: StagePoll) => {
  if (released === null) return [];
  const outstanding = state === 'closed' ? 0 : accounts.due - accounts.returned;
  const groups = frozen.groups.map((own) => ({ ...own, due: 0 }));
  const event = '' as Definition['event'];
  const definition: Definition = { ...frozen, format: 'gonglun-poll/1', event, poll: frozen.id, groups };
  return evaluateAll(definition, released, accounts, outstanding);
};

/** Every third is a committee or nearly one. */
async function hold(_: number, index: number): Promise<Seen> {
  const send = sendTo(server.url);
  const paper = nth(KINDS, index % KINDS.length);
  const k = randomInt(3, index % 3 === 0 ? 5 : 13);
  const sizes = Array.from({ length: randomInt(1, 4) }, () => (index % 3 === 0 ? randomInt(2, 5) : randomInt(5, 20)));
  const groups = sizes.map((due, i) => group(`g${i}`, Math.max(due, i === 0 ? 3 : 1)));
  const rules = paper.kind === 'motion' ? presetRules('P08') : [];
  const minTurnout = nth(
    [
      [0, 1],
      [1, 5],
      [1, 2],
    ] as const,
    randomInt(3),
  );
  const hall = await meeting(server, groups, [{ ...draft('甲', paper, { k, minTurnout }), rules }]);
  const poll = nth(hall.polls, 0);
  const code = (await findEvent(server.deps.db, hall.event))?.displayCode;
  const pictures: StageView[] = [];
  const look = async () => {
    const { status, body } = await send('GET', `/api/stage/${code}`);
    expect(status).toBe(200);
    pictures.push(body as StageView);
  };

  const coming = shuffled(groups.flatMap(({ id, due }) => (hall.slips[id] ?? []).slice(0, due)));
  const early = randomInt(coming.length + 1);
  const hands: Voter[] = [];
  const votes = randomInt(Math.ceil(coming.length / 2), coming.length + 1);
  for (let cast = 0; cast < votes;) {
    const comes = coming.length > 0 && (hands.length === 0 || randomInt(3) === 0 || cast + hands.length < early);
    const slip = comes ? coming.pop() : undefined;
    if (slip !== undefined) hands.push(await voter(send, hall.event, slip));
    else {
      const [hand] = hands.splice(randomInt(hands.length), 1);
      if (hand === undefined) break;
      const view = nth(hand.view.polls, 0);
      const answer = await castTo(send, poll, ballotOf(view, nth(hand.held, 0), anyAnswers(view)));
      expect(answer.status).toBe(201);
      cast += 1;
      // People take their time; the wall looks at most twice a second.
      if (randomInt(3) === 0) await sleep(randomInt(700));
    }
    await look();
  }
  if (randomInt(2) === 0) await sleep(700);
  await look();
  must(await server.deps.urn.closePoll(poll));
  await look();
  await sleep(700);
  await look();
  must(await server.deps.urn.sealPoll(poll));
  await look();
  return { paper, k, pictures };
}

function shuffled<T>(list: readonly T[]): T[] {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = randomInt(i + 1);
    [order[i], order[j]] = [nth(order, j), nth(order, i)];
  }
  return order;
}
