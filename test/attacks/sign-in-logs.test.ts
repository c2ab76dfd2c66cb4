/**
 * The logs of a hall that is entered by name: not one name, line, code, pass or slip, and no moment at which somebody came,
 * whatever is sent to the door.
 *
 * The server is a process of its own that says as much as it can say; what it wrote is searched for everything that was
 * ever told to it.
 */
import { expect, test } from 'vitest';
import { must, PASSWORD, person, signIn, type Staff } from '../api/desk.ts';
import { connection } from '../load/http.ts';
import { dataFolder, spawnApi } from '../setup/server.ts';
import { castTo, draft, group, motionBallot, nth } from '../urn/meeting.ts';
import {
  byCode,
  claim,
  decide,
  deviceCode,
  enter,
  issued,
  knock,
  namedHall,
  phoneIn,
  wallCode,
  type Phone,
} from './door.ts';

async function staffAt(url: string, setup: string | null): Promise<Pick<Staff, 'organizer' | 'clerk'>> {
  const token = (setup ?? '').split('#')[1];
  await person(url).ask('POST', '/setup', { token, username: 'organizer', name: '会务', password: PASSWORD });
  const organizer = await signIn(url, 'organizer');
  await must(organizer, 'POST', '/users', { username: 'clerk', name: '签到员', role: 'clerk', password: PASSWORD });
  return { organizer, clerk: await signIn(url, 'clerk') };
}

test('hold nothing of who came in, and no line for anybody who did', async () => {
  const server = await spawnApi({ GONGLUN_DATA: await dataFolder(), LOG_LEVEL: 'trace' });
  const { url } = server;
  const staff = await staffAt(url, server.setupUrl());
  const hall = await namedHall({ url }, staff, [group('a', 7)], [draft('甲')]);
  const before = server.output();

  const { send, close } = connection(url, { 'user-agent': 'VoterPhone/1.0', 'x-forwarded-for': '203.0.113.7' });
  const phones: Phone[] = [];
  const phone = async (code?: string) => {
    const own = await phoneIn(hall, code);
    phones.push(own);
    return own;
  };
  const tablet = await deviceCode(hall);
  for (const [i, guest] of hall.guests.slice(0, 6).entries()) {
    const own = await phone(i === 1 ? tablet : undefined);
    if (i % 3 === 2) {
      await knock(send, hall, guest, own);
      await must(staff.clerk, 'GET', `/events/${hall.event}/roster`);
      await decide(staff.clerk, hall, own, i !== 5);
      await claim(send, hall, own, { name: guest.name, unit: guest.unit });
      if (i === 5) continue;
    } else await enter(send, hall, guest, own);
    const voter = await issued(send, hall, own);
    await castTo(send, nth(hall.polls, 0), motionBallot(voter, 'agree'));
  }
  const [replaced, byHand, absent] = [nth(hall.guests, 0), nth(hall.guests, 6), nth(hall.guests, 7)];
  await enter(send, hall, replaced, await phone());
  for (const body of [{ present: true }, { late: true }, { left: true }, { left: false }, { present: false }]) {
    await staff.clerk.ask('PUT', `/roster/${byHand.entry}/presence`, body);
  }
  // Everything that goes wrong must be as silent as what goes right.
  const wrong = await phone();
  const wall = await wallCode(hall);
  const { event } = hall;
  for (const says of [
    { ...byCode(absent), code: '00000000' },
    { entry: absent.entry, code: absent.code.slice(1) },
    { name: '无此人' },
    { name: `${absent.name}\u0000` },
    { name: '\ud800' },
    { name: absent.name, unit: 'x'.repeat(5000) },
    { entry: `${absent.entry}'` },
    {},
  ]) {
    await claim(send, hall, wrong, says);
    await claim(send, hall, { ...wrong, pass: wall }, says);
  }
  await send('POST', `/api/events/${event}/sign-ins`, `not json ${absent.name}`);
  for (const where of [event, '%00', `${event}?name=${encodeURIComponent(absent.name)}`]) {
    await send('POST', `/api/events/${where}/door`, { hall: wall, slip: wrong.slip.hash });
    await send('POST', `/api/events/${where}/sign-ins`, { slip: wrong.slip.code, pass: wrong.pass, ...byCode(absent) });
  }
  await send('GET', `/api/stage/${hall.displayCode}/hall`);
  for (const path of [`/roster/${byHand.entry}`, `/events/${event}/door/${wrong.slip.hash}`]) {
    await staff.organizer.ask('PUT', path, { name: '\u0000', confirm: 'yes' });
  }
  close();
  await server.end('SIGTERM');

  const said = server.output().slice(before.length);
  // The desk's own reading is written down, as ever; what is told from the door is not.
  expect(said).toContain('/api/desk/events/:event/roster');
  expect(said).not.toContain('"failed"');
  expect(said).not.toMatch(/sign-ins|\/door|presence|\/hall/);
  const told = [
    ...hall.guests.flatMap(({ name, entry, code }) => [name, entry, code, encodeURIComponent(name)]),
    ...phones.flatMap(({ slip, pass }) => [slip.code, slip.hash, pass]),
    tablet,
    wall,
    '示例单位',
    '无此人',
    'VoterPhone',
    '203.0.113.7',
  ];
  for (const word of told) expect(said).not.toContain(word);
});
