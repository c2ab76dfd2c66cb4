import { questions, toBase64url } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { EVENT, openHall, POLL, random, SECOND, type Hall } from './hall.fixture.ts';
import { FORM } from './papers.fixture.ts';
import { createSession, type Session } from './session.ts';
import { openStore, type Store } from './store.ts';
import { openWallet } from './wallet.ts';

const ANSWERS = { choices: { 'a/all': 'good' }, writeIns: [] };

/** A tab of a phone. Tabs of one phone share the store. */
function openTab(hall: Hall, store: Store = openStore(null)): Session {
  const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms / 10));
  const wallet = openWallet(store, EVENT);
  return createSession({ store, wallet, network: hall.network, random, wait, link: null, changed: () => {} });
}

async function ready(hall: Hall, store?: Store): Promise<Session> {
  const tab = openTab(hall, store);
  tab.giveSlip(hall.slip, hall.printed);
  await tab.round();
  expect(tab.view().polls[0]?.standing).toEqual({ at: 'ready' });
  hall.poll = 'open';
  await tab.round();
  return tab;
}

const standing = (tab: Session) => tab.view().polls[0]?.standing.at;

describe('a phone', () => {
  test('signs in, is issued, hands in, is counted and finds its ballot after the seal', async () => {
    const hall = openHall();
    const tab = await ready(hall);
    await tab.handIn(POLL, ANSWERS);
    expect(tab.view().polls[0]?.standing).toMatchObject({ at: 'counted', genuine: true });
    hall.poll = 'sealed';
    await tab.round();
    expect(tab.view().polls[0]?.standing).toMatchObject({ at: 'checked', check: { found: 'all', lines: 2 } });
  });

  test('waits by itself until sign-in opens', async () => {
    const hall = openHall();
    hall.signIn = 'closed';
    const tab = openTab(hall);
    tab.giveSlip(hall.slip, hall.printed);
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'signing_in', why: { code: 'sign_in_closed' } });
    hall.signIn = 'open';
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'in' });
  });

  test('whose answer to issuing is lost asks again with the same blinded message, also after a reload', async () => {
    const hall = openHall();
    const store = openStore(null);
    const before = openTab(hall, store);
    before.giveSlip(hall.slip, hall.printed);
    const { issue } = hall.network;
    Object.assign(hall.network, { issue: async (body: never) => (await issue(body), { ok: false, error: 'offline' }) });
    await before.round();
    Object.assign(hall.network, { issue });
    const reloaded = openTab(hall, store);
    await reloaded.round();
    expect(new Set(hall.asked.issue).size).toBe(1);
    expect(standing(reloaded)).toBe('ready');
  });

  test('is never ready on a signature that does not verify', async () => {
    const hall = openHall();
    hall.signsWrong = true;
    const tab = openTab(hall);
    tab.giveSlip(hall.slip, hall.printed);
    await tab.round();
    expect(tab.view().polls[0]?.standing).toMatchObject({ at: 'preparing', fault: 'signature' });
  });

  test('stops before it asks for anything when the keys are not those on the slip', async () => {
    const hall = openHall();
    const tab = openTab(hall);
    tab.giveSlip(hall.slip, '0000000000000000');
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'stopped', why: 'keys' });
    expect(hall.asked).toMatchObject({ admit: 0, issue: [], cast: [] });
  });

  test('whose slip was used on another phone stops', async () => {
    const hall = openHall();
    await ready(hall);
    const other = openTab(hall);
    other.giveSlip(hall.slip, hall.printed);
    await other.round();
    expect(other.view().entry).toEqual({ at: 'stopped', why: 'slip_used' });
  });

  test('whose slip was used for one poll elsewhere goes on with the others, and says so of that one', async () => {
    const hall = openHall();
    await ready(hall);
    hall.second = 'open';
    const other = openTab(hall);
    other.giveSlip(hall.slip, hall.printed);
    await other.round();
    expect(other.view().entry).toEqual({ at: 'in' });
    expect(other.view().polls.map(({ standing: { at } }) => at)).toEqual(['elsewhere', 'open']);
    const asked = hall.asked.issue.length;
    await other.round();
    expect(hall.asked.issue).toHaveLength(asked);
    await other.handIn(SECOND, ANSWERS);
    expect(other.view().polls[1]?.standing).toMatchObject({ at: 'counted', genuine: true });
  });

  test('that was stopped because all was used goes on when there is another poll', async () => {
    const hall = openHall();
    await ready(hall);
    const other = openTab(hall);
    other.giveSlip(hall.slip, null);
    await other.round();
    hall.second = 'frozen';
    await other.round();
    expect(other.view().entry).toEqual({ at: 'in' });
    expect(other.view().polls[1]?.standing).toEqual({ at: 'ready' });
  });
});

describe('a poll without receipts', () => {
  test('draws no nonces, and leaves no ballot, key or receipt on the phone once it is counted', async () => {
    const hall = openHall(undefined, false);
    const store = openStore(null);
    const tab = await ready(hall, store);
    await tab.handIn(POLL, ANSWERS);
    const body = JSON.parse(hall.asked.cast[0] ?? '') as { nonces: string; publicKey: string };
    expect(body.nonces).toBe('');
    expect(tab.view().polls[0]?.standing).toMatchObject({ at: 'counted', keeps: 'off', hash: null, receipt: null });
    const kept = store.keys('').map((key) => store.get(key) ?? '');
    expect(kept.join()).not.toContain(body.publicKey);
    expect(kept.join()).not.toMatch(/secretKey|a\/all/);
    hall.poll = 'sealed';
    await tab.round();
    expect(standing(tab)).toBe('counted');
  });

  test('keeps the very same ballot until it is acknowledged, and nothing when it came too late', async () => {
    const hall = openHall(undefined, false);
    const store = openStore(null);
    const tab = await ready(hall, store);
    hall.lost = 'back';
    await tab.handIn(POLL, ANSWERS);
    hall.lost = 'to';
    await tab.round();
    hall.lost = null;
    await openTab(hall, store).round();
    expect(new Set(hall.asked.cast).size).toBe(1);
    expect(standing(openTab(hall, store))).toBe('counted');

    const late = openHall(undefined, false);
    const other = openStore(null);
    const second = await ready(late, other);
    late.lost = 'to';
    await second.handIn(POLL, ANSWERS);
    late.lost = null;
    late.poll = 'closed';
    await second.round();
    expect(second.view().polls[0]?.standing).toEqual({ at: 'unanswered', kept: false });
    expect(
      other
        .keys('')
        .map((key) => other.get(key))
        .join(),
    ).not.toMatch(/secretKey|a\/all/);
  });
});

describe('handing in', () => {
  test('a lost answer is retried with the very same bytes, also after a reload', async () => {
    const hall = openHall();
    const store = openStore(null);
    const tab = await ready(hall, store);
    hall.lost = 'back';
    await tab.handIn(POLL, ANSWERS);
    expect(standing(tab)).toBe('sending');
    hall.lost = null;
    const reloaded = openTab(hall, store);
    await reloaded.round();
    await reloaded.round();
    expect(hall.asked.cast).toHaveLength(2);
    expect(new Set(hall.asked.cast).size).toBe(1);
    expect(standing(reloaded)).toBe('counted');
  });

  test('a second tap, with other marks even, makes no second ballot', async () => {
    const hall = openHall();
    const tab = await ready(hall);
    await Promise.all([tab.handIn(POLL, ANSWERS), tab.handIn(POLL, { ...ANSWERS, choices: { 'a/all': 'poor' } })]);
    await tab.handIn(POLL, ANSWERS);
    expect(new Set(hall.asked.cast).size).toBe(1);
    expect(hall.ballots.size).toBe(1);
  });

  test('two tabs hand in one ballot', async () => {
    const hall = openHall();
    const store = openStore(null);
    const one = await ready(hall, store);
    const two = openTab(hall, store);
    await two.round();
    await Promise.all([one.handIn(POLL, ANSWERS), two.handIn(POLL, { ...ANSWERS, choices: { 'b/all': 'poor' } })]);
    expect(new Set(hall.asked.cast).size).toBe(1);
    expect([standing(one), standing(two)]).toEqual(['counted', 'counted']);
  });

  test('too late without an answer: the sealed list tells that it is not counted, and nobody is accused', async () => {
    const hall = openHall();
    const tab = await ready(hall);
    hall.lost = 'to';
    await tab.handIn(POLL, ANSWERS);
    hall.lost = null;
    hall.poll = 'closed';
    await tab.round();
    expect(standing(tab)).toBe('unanswered');
    hall.poll = 'sealed';
    await tab.round();
    expect(standing(tab)).toBe('not_counted');
  });
});

describe('after the seal', () => {
  test('a ballot of a form is found line by line, and its words by their hash', async () => {
    const hall = openHall(FORM);
    const tab = await ready(hall);
    const words = '多下基层';
    const choices = { 's0.m1': 'agree', 's1.q1': 'fair', 's3.a/all': '905', 's3.b/all': '700', 's6.views': words };
    await tab.handIn(POLL, { choices, writeIns: [] });
    hall.poll = 'sealed';
    await tab.round();
    const lines = questions(FORM).length;
    expect(tab.view().polls[0]?.standing).toMatchObject({ at: 'checked', check: { found: 'all', lines } });
    const opened = await hall.network.openings(POLL);
    expect(JSON.stringify(opened)).not.toContain(words);
  });

  test('a ballot with a receipt that is left out of the list is missed', async () => {
    const hall = openHall();
    const tab = await ready(hall);
    await tab.handIn(POLL, ANSWERS);
    hall.dropped = hall.asked.cast[0] ?? null;
    hall.poll = 'sealed';
    await tab.round();
    expect(tab.view().polls[0]?.standing).toMatchObject({ at: 'checked', check: { found: 'missing', absent: 2 } });
  });

  test('an event key other than the one seen at sign-in stops the voter', async () => {
    const hall = openHall();
    const store = openStore(null);
    await ready(hall, store);
    openWallet(store, EVENT).keepEventKey(toBase64url(random(32)));
    const tab = openTab(hall, store);
    await tab.round();
    expect(tab.view().entry).toEqual({ at: 'stopped', why: 'event' });
  });
});
