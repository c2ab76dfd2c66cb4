/**
 * What the door takes, and what it doesn't: codes of the wall, of shared devices and passes that are old, forged, of another
 * meeting or in the wrong place, and personal codes that are guessed.
 *
 * Nothing of these tokens is stored, so each is refused by its signature, its time and what it says. A refused one costs
 * nobody anything: the right one is taken after all of them.
 */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { fromBase64url, newPersonalCode, readReceipt } from 'ballot-core';
import type { Running } from '../../api/src/serve.ts';
import { look, staffOf, type Staff } from '../api/desk.ts';
import type { Answer, Send } from '../load/http.ts';
import { drawSlip, eventView, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, each, group, motionBallot, nth, sendTo } from '../urn/meeting.ts';
import {
  byCode,
  claim,
  decide,
  deviceCode,
  enter,
  issued,
  knock,
  lineOf,
  namedHall,
  phoneIn,
  wallCode,
  type NamedHall,
} from './door.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let staff: Staff;
let hall: NamedHall;
let other: NamedHall;
let receipt: string;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  staff = await staffOf(api);
  hall = await namedHall(api, staff, [group('a', 40)], [draft('甲')]);
  other = await namedHall(api, staff, [group('a', 9)], [draft('甲')]);
  const voted = await issued(send, hall, await enter(send, hall, nth(hall.guests, 0)));
  receipt = ((await castTo(send, nth(hall.polls, 0), motionBallot(voted, 'agree'))).body as { receipt: string })
    .receipt;
});
afterEach(() => void vi.useRealTimers());
afterAll(() => api.close());

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Timers go on; only what `Date` says is another moment. */
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });

const atDoor = (code: string, slip = drawSlip(), event = hall.event): Promise<Answer> =>
  send('POST', `/api/events/${event}/door`, { hall: code, slip: slip.hash });

const text = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const macOf = (key: Uint8Array | string, head: string, said: string): string =>
  createHmac('sha256', key).update(`${head}.${said}`).digest('base64url');

/** What a guest can make of a code that he has seen, and of what else the meeting has given him. */
async function forgeries(): Promise<Readonly<Record<string, string>>> {
  const code = await wallCode(hall);
  const [head = '', said = '', mac = ''] = code.split('.');
  const claims = JSON.parse(Buffer.from(said, 'base64url').toString()) as Readonly<Record<string, unknown>>;
  const eventKey = fromBase64url((await eventView(send, hall.event)).eventKey) ?? new Uint8Array();
  const hs256 = text({ alg: 'HS256' });
  const longer = text({ ...claims, exp: Math.floor(Date.now() / SECOND) + 86_400 });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const ownHead = text({ alg: 'EdDSA', jwk: publicKey.export({ format: 'jwk' }) });
  const ownMac = sign(null, Buffer.from(`${ownHead}.${longer}`), privateKey).toString('base64url');
  return {
    'without a signature, by no algorithm': `${text({ alg: 'none' })}.${said}.`,
    'by no algorithm in capitals, under the old signature': `${text({ alg: 'NONE' })}.${said}.${mac}`,
    'with its own signature and a later time': `${head}.${longer}.${mac}`,
    'with its own signature and another meeting': `${head}.${text({ ...claims, e: other.event })}.${mac}`,
    'with its own signature as a device': `${head}.${text({ ...claims, k: 'device' })}.${mac}`,
    'under an empty key': `${hs256}.${longer}.${macOf('', hs256, longer)}`,
    "under the event's public key": `${hs256}.${longer}.${macOf(eventKey, hs256, longer)}`,
    "under the event's name": `${hs256}.${longer}.${macOf(hall.event, hs256, longer)}`,
    'under a key that it brings along': `${ownHead}.${longer}.${ownMac}`,
    'cut off': code.slice(0, -1),
    'without its last part': `${head}.${said}`,
    empty: '',
    "of another meeting's wall": await wallCode(other),
    "of another meeting's shared device": await deviceCode(other),
    'a pass': (await phoneIn(hall)).pass,
    'a receipt for a ballot': receipt,
    'a personal link': `${nth(hall.guests, 1).entry}.${nth(hall.guests, 1).code}`,
    'a printed slip': drawSlip().code,
  };
}

describe("the wall's code", () => {
  test('is good for a minute from when it was shown, at every server, and then for nothing', async () => {
    const second = await startApi(database);
    const code = await wallCode(hall);
    expect((await atDoor(code)).status).toBe(200);
    const there = await sendTo(second.url)('POST', `/api/events/${hall.event}/door`, {
      hall: code,
      slip: drawSlip().hash,
    });
    expect(there.status).toBe(200);
    await second.close();
    later(44 * SECOND);
    expect((await atDoor(code)).status).toBe(200);
    const next = await wallCode(hall);
    expect(next).not.toBe(code);
    later(17 * SECOND);
    const late = await atDoor(code);
    expect([late.status, codeOf(late)]).toEqual([410, 'hall_code_invalid']);
    expect((await atDoor(next)).status).toBe(200);
  });

  test('is not made by a guest, whatever he makes it of', async () => {
    const made = await forgeries();
    for (const [name, code] of Object.entries(made)) {
      expect([name, codeOf(await atDoor(code))]).toEqual([name, 'hall_code_invalid']);
    }
    expect((await atDoor(await wallCode(hall))).status).toBe(200);
  });

  test('is shown to nobody without the code of the stage', async () => {
    expect(codeOf(await send('GET', '/api/stage/0000000000/hall'))).toBe('unknown_code');
    // What those who took part are given opens their notices, and not the wall: they could show its code to anybody.
    const { noticeCode, displayCode } = await look(staff.organizer, hall.event);
    const notices = await send('GET', `/api/events/${hall.event}/publication?code=${noticeCode}`);
    expect(notices.body).toMatchObject({ participants: true });
    expect(noticeCode).not.toBe(displayCode);
    for (const path of [noticeCode, `${noticeCode}/hall`]) {
      expect(codeOf(await send('GET', `/api/stage/${path}`))).toBe('unknown_code');
    }
  });
});

describe("a shared device's code", () => {
  test('is made by an organizer only, and is good for twelve hours', async () => {
    for (const who of [staff.clerk, staff.teller, staff.observer]) {
      expect((await who.ask('POST', `/events/${hall.event}/shared-device`)).status).toBe(403);
    }
    const code = await deviceCode(hall);
    later(12 * HOUR - MINUTE);
    expect((await atDoor(code)).status).toBe(200);
    later(2 * MINUTE);
    expect(codeOf(await atDoor(code))).toBe('hall_code_invalid');
  });
});

describe('a pass', () => {
  test('is for one slip in one meeting, for ten minutes', async () => {
    const guest = nth(hall.guests, 2);
    const [mine, yours] = [await phoneIn(hall), await phoneIn(hall)];
    const moved = await claim(send, hall, { slip: yours.slip, pass: mine.pass }, byCode(guest));
    expect([moved.status, codeOf(moved)]).toEqual([410, 'hall_code_invalid']);
    expect(codeOf(await claim(send, other, mine, byCode(nth(other.guests, 0))))).toBe('hall_code_invalid');
    later(10 * MINUTE + SECOND);
    expect(codeOf(await claim(send, hall, mine, byCode(guest)))).toBe('hall_code_invalid');
    expect((await lineOf(hall, guest)).present).toBe(false);
  });

  test('is nothing else that was signed here, nor nothing at all', async () => {
    const guest = nth(hall.guests, 2);
    const phone = await phoneIn(hall);
    const made = {
      ...(await forgeries()),
      "the wall's code": await wallCode(hall),
      'a device': await deviceCode(hall),
    };
    for (const [name, pass] of Object.entries({ ...made, 'a pass': (await phoneIn(hall)).pass })) {
      expect([name, codeOf(await claim(send, hall, { ...phone, pass }, byCode(guest)))]).toEqual([
        name,
        'hall_code_invalid',
      ]);
    }
    const { slip } = phone;
    const none = await send('POST', `/api/events/${hall.event}/sign-ins`, { slip: slip.code, ...byCode(guest) });
    expect(codeOf(none)).toBe('hall_code_invalid');
    // What a screen at the desk knows of a waiting phone is not what the phone knows.
    const seen = { ...phone, slip: { ...slip, code: slip.hash } };
    expect(codeOf(await claim(send, hall, seen, byCode(guest)))).toBe('unknown_slip');
    // Nor is anything of the door a receipt.
    const eventKey = fromBase64url((await eventView(send, hall.event)).eventKey) ?? new Uint8Array();
    expect(readReceipt(receipt, eventKey)).not.toBeNull();
    for (const token of [await wallCode(hall), await deviceCode(hall), phone.pass]) {
      expect(readReceipt(token, eventKey)).toBeNull();
    }
    expect((await lineOf(hall, guest)).present).toBe(false);
    expect((await claim(send, hall, phone, byCode(guest))).status).toBe(200);
  });
});

describe('personal codes that are guessed', () => {
  test('twenty times are not looked at any more; the owner comes in by the door, and everybody else as before', async () => {
    const [victim, neighbour] = [nth(hall.guests, 3), nth(hall.guests, 4)];
    const guesses = Array.from({ length: 100 }, () => newPersonalCode(random));
    const phones = await each(guesses, 8, () => phoneIn(hall));
    // Half of them by name, half by the line of the roster, all at once.
    const answers = await each(guesses, 16, (code, i) => {
      const who = i % 2 === 0 ? { name: victim.name, unit: victim.unit } : { entry: victim.entry };
      return claim(send, hall, nth(phones, i), { ...who, code });
    });
    expect(answers.every(({ status }) => status === 404 || status === 429)).toBe(true);
    const right = await claim(send, hall, nth(phones, 0), byCode(victim));
    expect(right.status, 'the right one is not told from a guess').not.toBe(200);
    expect((await lineOf(hall, victim)).present).toBe(false);

    await enter(send, hall, neighbour);
    const own = await phoneIn(hall);
    await knock(send, hall, victim, own);
    expect((await decide(staff.clerk, hall, own, true)).status).toBe(200);
    expect((await issued(send, hall, own)).held).toHaveLength(1);
  });

  test('tell nothing of who is on the roster: each answer is that for a name that nobody has', async () => {
    const victim = nth(hall.guests, 5);
    const tries = async (who: { readonly name: string } | { readonly entry: string }) => {
      // A server of its own: what one address may get wrong in a minute is the same for everybody behind it.
      const server = await startApi(database);
      const phone = await phoneIn(hall);
      const said: unknown[] = [];
      for (let i = 0; i < 25; i += 1) {
        said.push(await claim(sendTo(server.url), hall, phone, { ...who, code: newPersonalCode(random) }));
      }
      await server.close();
      return said;
    };
    const known = await tries({ name: victim.name });
    expect(known[0]).toMatchObject({ status: 404, body: { code: 'unknown_entry' } });
    expect(await tries({ name: '无此人' })).toEqual(known);
    expect(await tries({ entry: victim.entry })).toEqual(known);
    expect(await tries({ entry: '0'.repeat(victim.entry.length) })).toEqual(known);
    // Nor whether somebody is in already.
    await enter(send, hall, victim);
    expect(await tries({ name: victim.name })).toEqual(known);
  });

  test('of another name, or of the same name in another meeting, fit nobody', async () => {
    const [one, two] = [nth(hall.guests, 6), nth(hall.guests, 7)];
    const phone = await phoneIn(hall);
    for (const says of [
      { ...byCode(one), code: two.code },
      { entry: one.entry, code: two.code },
      { entry: nth(other.guests, 0).entry, code: nth(other.guests, 0).code },
      { ...byCode(one), code: '' },
      { ...byCode(one), code: `${one.code}0` },
    ]) {
      expect(codeOf(await claim(send, hall, phone, says))).toBe('unknown_entry');
    }
    expect((await claim(send, hall, phone, { entry: one.entry, code: one.code.toLowerCase() })).status).toBe(200);
  });
});
