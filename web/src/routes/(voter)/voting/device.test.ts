/** One device, many voters: nothing of one is left for the next. */
import { expect, test } from 'vitest';
import { DEVICE, EVENT, openHall, POLL, random } from './hall.fixture.ts';
import { deviceKey, nextTurn, ofThisTurn, readDevice, share, unshare } from './device.ts';
import { createSession, type Session } from './session.ts';
import { openStore, type Store } from './store.ts';
import { atStake, isDone } from './turn.ts';
import { openWallet } from './wallet.ts';

const ANSWERS = { choices: { 'a/all': 'good' }, writeIns: [] };

function sitDown(hall: ReturnType<typeof openHall>, kept: Store): Session {
  const store = ofThisTurn(kept, EVENT);
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms / 10));
  const link = readDevice(kept, EVENT)?.link ?? null;
  return createSession({
    store,
    wallet: openWallet(store, EVENT),
    network: hall.network,
    random,
    wait,
    link,
    changed: () => {},
  });
}

test('a device keeps its link over voters and reloads, until it is left on purpose', () => {
  const kept = openStore(null);
  kept.set('gonglun/event/slip', 'of before');
  share(kept, EVENT, DEVICE);
  expect(kept.keys('')).toEqual([deviceKey(EVENT)]);
  nextTurn(kept, EVENT);
  share(kept, EVENT, 'a new link');
  expect(readDevice(kept, EVENT)).toEqual({ link: 'a new link', turn: 1 });
  unshare(kept, EVENT);
  expect(readDevice(kept, EVENT)).toBeNull();
  expect(kept.keys('')).toEqual([]);
});

test('what comes late for one voter is not kept for the next, not even from another tab', async () => {
  const kept = openStore(null);
  share(kept, EVENT, DEVICE);
  const hall = openHall();
  hall.poll = 'open';
  const one = sitDown(hall, kept);
  one.giveSlip(hall.slip, hall.printed);
  const underWay = one.round();
  nextTurn(kept, EVENT);
  await underWay;
  await one.round();
  expect(kept.keys('')).toEqual([deviceKey(EVENT)]);
});

test('a voter with a right that is not used is told of it; one who is counted leaves nothing', async () => {
  const kept = openStore(null);
  share(kept, EVENT, DEVICE);
  const hall = openHall();
  hall.poll = 'open';
  const one = sitDown(hall, kept);
  one.giveSlip(hall.slip, hall.printed);
  await one.round();
  expect(atStake(one.view()).unused.map(({ id }) => id)).toEqual([POLL]);
  hall.lost = 'to';
  await one.handIn(POLL, ANSWERS);
  expect(atStake(one.view())).toEqual({ sending: true, unused: [] });
  expect(isDone(one.view())).toBe(false);
  hall.lost = null;
  await one.round();
  expect(isDone(one.view())).toBe(true);
  expect(
    kept
      .keys('')
      .map((key) => kept.get(key))
      .join(),
  ).not.toMatch(/secretKey|a\/all|receipt":"/);
  nextTurn(kept, EVENT);
  const two = sitDown(hall, kept);
  await two.round();
  expect(two.view().entry).toEqual({ at: 'needs_slip', why: null });
});

test('the same slip comes back for the next poll, and is told of the one that it has used', async () => {
  const kept = openStore(null);
  share(kept, EVENT, DEVICE);
  const hall = openHall();
  hall.poll = 'open';
  hall.second = 'frozen';
  const first = sitDown(hall, kept);
  first.giveSlip(hall.slip, hall.printed);
  await first.round();
  await first.handIn(POLL, ANSWERS);
  nextTurn(kept, EVENT);
  hall.second = 'open';
  const again = sitDown(hall, kept);
  again.giveSlip(hall.slip, hall.printed);
  await again.round();
  expect(again.view().entry).toEqual({ at: 'in' });
  expect(again.view().polls.map(({ standing }) => standing.at)).toEqual(['elsewhere', 'open']);
});

test('something else under the key is nobody’s device', () => {
  const kept = openStore(null);
  for (const text of ['{', '1', 'null', '{"link":1}']) {
    kept.set(deviceKey(EVENT), text);
    expect(readDevice(kept, EVENT)).toBeNull();
  }
});
