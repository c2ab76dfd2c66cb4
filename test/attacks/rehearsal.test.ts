/**
 * A rehearsal against its meeting, and the other way round: slips, rights, ballots, receipts and records carried across.
 *
 * The two are as alike as two meetings can be, copied from one another with the same groups and papers. What keeps them
 * apart is that they are two: other ids, other keys, and papers that say which is which.
 */
import {
  fromBase64url,
  readReceipt,
  signBallot,
  verifyBundle,
  type Bundle,
  type CastBody,
  type EventId,
  type PollId,
} from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countersOf } from '../../api/src/db/urn.ts';
import { standing } from '../../api/src/live/standing.ts';
import type { Running } from '../../api/src/serve.ts';
import { look, must as done, staffOf, type Staff } from '../api/desk.ts';
import type { Send } from '../load/http.ts';
import { deskAt } from '../load/organizer.ts';
import { ballotOf, blindAll, drawSlip, eventView } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  codeOf,
  draft,
  group,
  meeting,
  motionBallot,
  must,
  nth,
  sendTo,
  voter,
  type Meeting,
  type Voter,
} from '../urn/meeting.ts';
import { deviceCode, namedHall, phoneIn } from './door.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let staff: Staff;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  staff = await staffOf(api);
});
afterAll(() => api.close());

const GROUP = group('a', 0).id;
const SLIPS = 6;

/** A meeting and its rehearsal, both open, with slips of their own. */
async function both(): Promise<readonly [real: Meeting, copy: Meeting]> {
  const real = await meeting(api, [group('a', 9)], [draft('甲')]);
  return [real, await rehearsalOf(real)];
}

async function rehearsalOf({ event: of }: Pick<Meeting, 'event'>): Promise<Meeting> {
  const event = String((await done(staff.organizer, 'POST', `/events/${of}/rehearsal`)).body.id) as EventId;
  const desk = deskAt(api.url, staff.organizer.cookie);
  const polls = (await desk.freezeAll(event)).polls.map(({ id }) => id);
  const slips = { a: await desk.drawSlips(event, GROUP, SLIPS) };
  await desk.signIn(event, true);
  for (const poll of polls) await desk.act(poll, 'open');
  return { event, polls, slips };
}

const inUrn = async ({ polls }: Meeting) =>
  (await countersOf(api.deps.sql, nth(polls, 0))).reduce((sum, { ballots }) => sum + ballots, 0);
const keyOf = ({ view }: Voter) => fromBase64url(view.eventKey) ?? new Uint8Array();
const bundleOf = async ({ event }: Meeting) => (await send('GET', `/api/events/${event}/bundle`)).body as Bundle;

async function seal({ polls }: Meeting): Promise<void> {
  for (const poll of polls) {
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
  }
}

describe.each([
  ['in the meeting', ([real, copy]: readonly [Meeting, Meeting]) => ({ here: real, there: copy })],
  ['in the rehearsal', ([real, copy]: readonly [Meeting, Meeting]) => ({ here: copy, there: real })],
])('%s', (_where, turned) => {
  test("the other's slips are unknown, and none of them can be registered twice", async () => {
    const { here, there } = turned(await both());
    const slip = nth(there.slips.a, 0);
    expect(codeOf(await send('POST', `/api/events/${here.event}/admissions`, { slip }))).toBe('unknown_slip');
    const asked = blindAll(GROUP, (await eventView(send, here.event)).polls).body(slip);
    expect(codeOf(await send('POST', `/api/events/${here.event}/credentials`, asked))).toBe('unknown_slip');
    expect(codeOf(await send('POST', `/api/events/${there.event}/credentials`, asked))).toBe('unknown_poll');
    const { hash, code } = drawSlip();
    const slips = [{ hash, group: 'a' }];
    await done(staff.organizer, 'POST', `/events/${there.event}/slips`, { slips });
    const again = await staff.organizer.ask('POST', `/events/${here.event}/slips`, { slips });
    expect(again.body).toMatchObject({ code: 'slips_invalid' });
    expect(codeOf(await send('POST', `/api/events/${here.event}/admissions`, { slip: code }))).toBe('unknown_slip');
  });

  test("the other's rights and ballots buy nothing, as they are or signed anew", async () => {
    const { here, there } = turned(await both());
    const person = await voter(send, there.event, nth(there.slips.a, 0));
    const ballot = motionBallot(person, 'agree');
    const [mine, theirs] = [nth(here.polls, 0), nth(there.polls, 0)];
    expect(codeOf(await castTo(send, mine, ballot))).toBe('wrong_paper');
    const paper = nth((await eventView(send, here.event)).polls, 0);
    expect(paper.paperHash).not.toBe(nth(person.view.polls, 0).paperHash);
    const anew: CastBody = ballotOf(paper, nth(person.held, 0), { choices: ballot.choices, writeIns: [] });
    expect(codeOf(await castTo(send, mine, anew))).toBe('credential_invalid');
    const mixed = { ...anew, signature: signBallot(nth(person.held, 0).key.secretKey, theirs, anew) };
    expect(codeOf(await castTo(send, mine, mixed))).toBe('credential_invalid');
    expect(await inUrn(here)).toBe(0);
    expect((await castTo(send, theirs, ballot)).status).toBe(201);
    expect([await inUrn(here), await inUrn(there)]).toEqual([0, 1]);
  });

  test("a right that is blinded for the other's poll is signed with this one's key, and fits neither", async () => {
    const { here, there } = turned(await both());
    const theirs = (await eventView(send, there.event)).polls;
    const asked = blindAll(GROUP, theirs);
    const slip = nth(here.slips.a, 0);
    const { requests } = asked.body(slip);
    const renamed = requests.map(({ blinded }) => ({ poll: nth(here.polls, 0), blinded }));
    const answer = await send('POST', `/api/events/${here.event}/credentials`, { slip, requests: renamed });
    // Either the number is too large for the other modulus, or it is signed with a key that it was not blinded for.
    if (answer.status !== 200) return expect(codeOf(answer)).toBe('body_malformed');
    const { group: of, signatures } = answer.body as { group: string; signatures: readonly { signature: string }[] };
    const turnedBack = signatures.map(({ signature }) => ({ poll: nth(there.polls, 0), signature }));
    expect(() => asked.finish({ group: of, signatures: turnedBack } as never)).toThrow(/does not fit/);
  });

  test("the other's receipts and records are not genuine", async () => {
    const { here, there } = turned(await both());
    const [one, other] = [
      await voter(send, here.event, nth(here.slips.a, 0)),
      await voter(send, there.event, nth(there.slips.a, 0)),
    ];
    const { receipt } = (await castTo(send, nth(there.polls, 0), motionBallot(other, 'agree'))).body as {
      readonly receipt: string;
    };
    expect(readReceipt(receipt, keyOf(other))).not.toBeNull();
    expect(readReceipt(receipt, keyOf(one))).toBeNull();
    expect((await castTo(send, nth(here.polls, 0), motionBallot(one, 'agree'))).status).toBe(201);
    await seal(here);
    await seal(there);
    const [mine, theirs] = [await bundleOf(here), await bundleOf(there)];
    expect([verifyBundle(mine).ok, verifyBundle(theirs).ok]).toEqual([true, true]);
    expect(verifyBundle({ ...mine, polls: theirs.polls }).ok).toBe(false);
    expect(verifyBundle({ ...mine, polls: [...mine.polls, ...theirs.polls] }).ok).toBe(false);
  });
});

describe('a rehearsal', () => {
  test('says so in what is signed: the word can be neither taken out nor put in', async () => {
    const [real, copy] = await both();
    for (const hall of [real, copy]) {
      const person = await voter(send, hall.event, nth(hall.slips.a, 0));
      expect((await castTo(send, nth(hall.polls, 0), motionBallot(person, 'agree'))).status).toBe(201);
    }
    // Not even by an operator who turns the flag of the event between the vote and the seal.
    await api.deps.sql`update desk.events set rehearsal = not rehearsal where id in (${real.event}, ${copy.event})`;
    await seal(real);
    await seal(copy);
    for (const [hall, rehearsal] of [
      [real, undefined],
      [copy, true],
    ] as const) {
      const bundle = await bundleOf(hall);
      expect(verifyBundle(bundle)).toMatchObject({ ok: true });
      const poll = nth(bundle.polls, 0);
      const { definition } = poll.record;
      expect(definition.rehearsal).toBe(rehearsal);
      const { rehearsal: _said, ...rest } = definition;
      const turned = rehearsal === true ? rest : { ...rest, rehearsal: true as const };
      const record = { ...poll.record, definition: turned };
      expect(verifyBundle({ ...bundle, polls: [{ ...poll, record }] }).ok).toBe(false);
    }
  });

  test('is made by copying and in no other way: no page turns a meeting into one, to have it removed', async () => {
    const [real, copy] = await both();
    const said = { title: '年度考核大会', place: '三楼会议室', groups: [group('a', 9)] };
    for (const [hall, rehearsal] of [
      [real, true],
      [copy, false],
    ] as const) {
      await staff.organizer.ask('PUT', `/events/${hall.event}`, { ...said, rehearsal });
      expect((await look(staff.organizer, hall.event)).rehearsal).toBe(!rehearsal);
      expect((await eventView(send, hall.event)).rehearsal).toBe(!rehearsal);
    }
    const made = await staff.organizer.ask('POST', '/events', { event: { ...said, rehearsal: true }, polls: [] });
    if (made.status === 201) expect((await look(staff.organizer, String(made.body.id))).rehearsal).toBe(false);
    must(await api.deps.urn.closePoll(nth(real.polls, 0)));
    expect((await staff.organizer.ask('DELETE', `/events/${real.event}`)).body).toMatchObject({ code: 'wrong_state' });
  });

  test('that is removed in the middle of the meeting takes nothing of it along', async () => {
    const [real, copy] = await both();
    const poll = nth(real.polls, 0);
    for (const hall of [copy, real]) {
      const person = await voter(send, hall.event, nth(hall.slips.a, 0));
      expect((await castTo(send, nth(hall.polls, 0), motionBallot(person, 'agree'))).status).toBe(201);
    }
    expect((await staff.organizer.ask('DELETE', `/events/${copy.event}`)).status).toBeGreaterThanOrEqual(400);
    await seal(copy);
    await done(staff.organizer, 'DELETE', `/events/${copy.event}`);
    const late = await voter(send, real.event, nth(real.slips.a, 1));
    expect((await castTo(send, poll, motionBallot(late, 'disagree'))).status).toBe(201);
    expect((await standing(api.deps, poll)).accounts).toMatchObject({ present: 2, issued: 2, returned: 2 });
    await seal(real);
    expect(verifyBundle(await bundleOf(real))).toMatchObject({ ok: true });
  });

  test('is never where a list of the meeting comes from', async () => {
    const [real, copy] = await both();
    const source = { poll: nth(copy.polls, 0) as PollId, rule: 'P08', take: 'passed' };
    const added = await staff.organizer.ask('POST', `/events/${real.event}/polls`, { ...draft('乙'), source });
    expect(added.status).toBeGreaterThanOrEqual(400);
    expect(added.body.at).toContain('source');
  });

  test('of a hall that is entered by name takes nobody by name, and its codes open no other door', async () => {
    const hall = await namedHall(api, staff, [group('a', 9)], [draft('甲')]);
    const copy = await rehearsalOf(hall);
    expect((await look(staff.organizer, copy.event)).admission).toBe('slips');
    const [guest, phone] = [nth(hall.guests, 0), await phoneIn(hall)];
    const says = { slip: phone.slip.code, pass: phone.pass, entry: guest.entry, code: guest.code };
    const refused = await send('POST', `/api/events/${copy.event}/sign-ins`, says);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    const device = await deviceCode({ ...hall, event: copy.event });
    const { slip } = phone;
    const door = await send('POST', `/api/events/${hall.event}/door`, { hall: device, slip: slip.hash });
    expect(codeOf(door)).toBe('hall_code_invalid');
    expect(codeOf(await send('POST', `/api/events/${hall.event}/admissions`, { slip: nth(copy.slips.a, 0) }))).toBe(
      'unknown_slip',
    );
    expect((await send('POST', `/api/events/${hall.event}/sign-ins`, says)).status).toBe(200);
  });
});
