/** Coming in by name: nothing is asked for before it is kept, and nothing typed is lost. */
import { describe, expect, test } from 'vitest';
import { no } from 'ballot-core';
import { DEVICE, entry, EVENT, NUMBER, openHall, POLL, random, type Hall } from './hall.fixture.ts';
import { NO_CLAIM } from './by-name.ts';
import { createSession, type Session } from './session.ts';
import { openStore, type Store } from './store.ts';
import { openWallet } from './wallet.ts';

const CODE = '01234567';

function rosterHall(): Hall {
  const hall = openHall();
  hall.admission = 'roster';
  hall.entries.push(
    entry('e1', '甲某', '一科', CODE),
    entry('e2', '乙某', '一科', CODE),
    entry('e3', '乙某', '二科', ''),
  );
  return hall;
}

function openTab(hall: Hall, store: Store = openStore(null), link: string | null = null): Session {
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms / 10));
  const wallet = openWallet(store, EVENT);
  return createSession({ store, wallet, network: hall.network, random, wait, link, changed: () => {} });
}

const say = (tab: Session, typed: Partial<typeof NO_CLAIM>): void =>
  tab.keepClaim({ ...NO_CLAIM, ...typed, sent: true });

describe('a phone that comes by name', () => {
  test("is sent to the wall first, and with the wall's code and a personal code is in and issued", async () => {
    const hall = rosterHall();
    const tab = openTab(hall);
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'needs_hall', why: null });
    tab.giveHall('wall');
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'says_who' });
    expect(hall.asked.pass).toBe(1);
    say(tab, { name: '甲某', code: CODE });
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'in' });
    expect(tab.view().polls[0]?.standing).toEqual({ at: 'ready' });
  });

  test('keeps its slip before the first request leaves, and keeps no code once it is in', async () => {
    const hall = rosterHall();
    const store = openStore(null);
    const { pass } = hall.network;
    Object.assign(hall.network, {
      pass: async (wall: string, slip: string) => {
        expect(openWallet(store, EVENT).slip()).not.toBeNull();
        return pass(wall, slip);
      },
    });
    const tab = openTab(hall, store);
    tab.giveHall('wall');
    say(tab, { name: '甲某', code: CODE });
    await tab.round();
    const kept = store.keys('').map((key) => store.get(key));
    expect(kept.join()).not.toContain(CODE);
    expect(kept.join()).not.toContain('甲某');
    expect(kept.join()).not.toContain('pass for');
  });

  test('never comes in with a slip that somebody sent in a link, but with one that nobody else knows', async () => {
    const hall = rosterHall();
    const tab = openTab(hall);
    tab.giveSlip(hall.slip, null);
    tab.giveHall('wall');
    say(tab, { name: '甲某', code: CODE });
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'in' });
    expect(hall.entries[0]?.slip).not.toBeNull();
    expect(hall.entries[0]?.slip).not.toBe(hall.slip);
    expect(hall.asked.signIn.join()).not.toContain(hall.slip);
  });

  test('is stopped by no fingerprint of a slip, and sent back to the wall by no slip', async () => {
    const hall = rosterHall();
    const store = openStore(null);
    const tab = openTab(hall, store);
    tab.giveSlip(hall.slip, '0000000000000000');
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'needs_hall', why: null });
    tab.giveHall('wall');
    say(tab, { name: '甲某', code: CODE });
    // Nothing is issued yet, so nothing but the slip itself would be lost.
    Object.assign(hall.network, { issue: async () => no('offline') });
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'in' });
    const own = openWallet(store, EVENT).slip();
    tab.giveSlip(hall.slip, '0000000000000000');
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'in' });
    expect(openWallet(store, EVENT).slip()).toEqual(own);
  });

  test('with a personal link only confirms, also when the link came before the code on the wall', async () => {
    const hall = rosterHall();
    const tab = openTab(hall);
    tab.keepClaim({ ...NO_CLAIM, entry: 'e1', code: CODE });
    await tab.round();
    expect(tab.view().entry.at).toBe('needs_hall');
    tab.giveHall('wall');
    await tab.round();
    expect(tab.view().entry.at).toBe('says_who');
    tab.keepClaim({ ...tab.claim(), sent: true });
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'in' });
    expect(hall.entries[0]?.slip).not.toBeNull();
  });

  test('waits for the door under a number, over a reload and without a pass, until it is confirmed', async () => {
    const hall = rosterHall();
    const store = openStore(null);
    const tab = openTab(hall, store);
    tab.giveHall('wall');
    say(tab, { name: '甲某' });
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'at_door', number: NUMBER, why: null });
    hall.late = true;
    const reloaded = openTab(hall, store);
    expect(reloaded.view().entry).toEqual({ at: 'at_door', number: NUMBER, why: null });
    await reloaded.round();
    expect(reloaded.view().entry).toEqual({ at: 'at_door', number: NUMBER, why: null });
    const [person] = hall.entries;
    if (person) person.decided = true;
    await Promise.all([reloaded.round(), tab.round()]);
    expect([tab.view().entry, reloaded.view().entry]).toEqual([{ at: 'in' }, { at: 'in' }]);
    expect(new Set(hall.asked.issue).size).toBe(1);
  });

  test('that the door turned away may say it again, with what was typed', async () => {
    const hall = rosterHall();
    const tab = openTab(hall);
    tab.giveHall('wall');
    say(tab, { name: '甲某' });
    await tab.round();
    const [person] = hall.entries;
    if (person) person.decided = false;
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'says_who' });
    expect(tab.claim()).toMatchObject({ name: '甲某', refused: 'door_refused', sent: false, number: null });
  });

  test('asks for the unit only where the server says that names are alike', async () => {
    const hall = rosterHall();
    const tab = openTab(hall);
    tab.giveHall('wall');
    say(tab, { name: '乙某' });
    await tab.round();
    expect(tab.claim().refused).toBe('name_ambiguous');
    say(tab, { name: '乙某', unit: '二科' });
    await tab.round();
    expect(tab.view().entry.at).toBe('at_door');
  });

  test('whose code on the wall has run out is sent to scan again, and nothing typed is lost', async () => {
    const hall = rosterHall();
    const tab = openTab(hall);
    tab.giveHall('an old one');
    await tab.round();
    expect(tab.view().entry).toMatchObject({ at: 'needs_hall', why: { code: 'hall_code_invalid' } });
    tab.giveHall('wall');
    await tab.round();
    hall.late = true;
    say(tab, { name: '甲某', code: CODE });
    await tab.round();
    expect(tab.view().entry).toMatchObject({ at: 'needs_hall', why: { code: 'hall_code_invalid' } });
    hall.late = false;
    tab.giveHall('wall');
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'in' });
  });

  test('with a wrong code is told so, and nothing is sent again by itself', async () => {
    const hall = rosterHall();
    const tab = openTab(hall);
    tab.giveHall('wall');
    say(tab, { name: '甲某', code: '76543210' });
    await tab.round();
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'says_who' });
    expect(tab.claim()).toMatchObject({ refused: 'unknown_entry', code: '76543210' });
    expect(hall.asked.signIn).toHaveLength(1);
  });

  test('loses the network in the middle and goes on with the same slip, in two tabs and after two taps', async () => {
    const hall = rosterHall();
    const store = openStore(null);
    const tabs = [openTab(hall, store), openTab(hall, store)] as const;
    tabs[0].giveHall('wall');
    say(tabs[0], { name: '甲某', code: CODE });
    hall.lost = 'back';
    await Promise.all(tabs.map((tab) => tab.round()));
    say(tabs[1], { name: '甲某', code: CODE });
    hall.lost = null;
    await Promise.all([...tabs, ...tabs].map((tab) => tab.round()));
    await Promise.all(tabs.map((tab) => tab.round()));
    const slips = hall.asked.signIn.map((body) => (JSON.parse(body) as { slip: string }).slip);
    expect(new Set(slips).size).toBe(1);
    expect(tabs.map((tab) => tab.view().entry)).toEqual([{ at: 'in' }, { at: 'in' }]);
    expect(tabs.map((tab) => tab.view().polls[0]?.standing.at)).toEqual(['ready', 'ready']);
  });

  test('that was replaced before it was issued anything may sign in again; with a right it keeps that one', async () => {
    const hall = rosterHall();
    hall.signIn = 'open';
    const lost = openTab(hall);
    lost.giveHall('wall');
    say(lost, { name: '甲某', code: CODE });
    await lost.round();
    expect(lost.view().polls[0]?.standing.at).toBe('ready');
    const [person] = hall.entries;
    if (person) person.slip = 'that of another phone';
    hall.second = 'frozen';
    await lost.round();
    expect(lost.view().entry).toEqual({ at: 'in' });
    expect(lost.view().polls.map(({ standing }) => standing.at)).toEqual(['ready', 'elsewhere']);
  });
});

test("a shared device's link stands for the wall's code, and asks for rights of open polls only", async () => {
  const hall = rosterHall();
  hall.second = 'open';
  const tab = openTab(hall, openStore(null), DEVICE);
  await tab.round();
  expect(tab.view().entry).toEqual({ at: 'says_who' });
  expect(tab.view().begun).toBe(false);
  say(tab, { name: '甲某', code: CODE });
  await tab.round();
  expect(tab.view().polls.map(({ standing }) => standing.at)).toEqual(['not_yet', 'open']);
  await tab.handIn(tab.view().polls[1]?.poll.id ?? POLL, { choices: {}, writeIns: [] });
  expect(tab.view().polls[1]?.standing).toMatchObject({ at: 'counted', keeps: 'shared', hash: null, receipt: null });
});
