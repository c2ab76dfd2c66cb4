import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CredentialsBody } from 'api';
import { newSlip } from 'ballot-core';
import { turnSignIn } from '../../api/src/desk/events.ts';
import { issuedOf, presentOf } from '../../api/src/db/roll.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { blindAll, eventView, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { codeOf, draft, group, meeting, must, nth, sendTo, type Meeting } from './meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let hall: Meeting;
let nextSlip = 0;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  hall = await meeting(api, [group('a', 20), group('b', 3)], [draft('甲'), draft('乙')]);
});
afterAll(() => api.close());

const slipOf = (of = 'a') => nth(hall.slips[of], of === 'a' ? nextSlip++ : nextOfB++);
let nextOfB = 0;
const admit = (slip: unknown, event = hall.event) => send('POST', `/api/events/${event}/admissions`, { slip });
const issue = (body: unknown, event = hall.event) => send('POST', `/api/events/${event}/credentials`, body);
const issued = async () => (await issuedOf(api.deps.sql, hall.polls)).reduce((sum, row) => sum + row.issued, 0);
const present = async () =>
  Object.fromEntries((await presentOf(api.deps.sql, hall.event)).map((row) => [row.group, row.present]));

describe('a slip', () => {
  test('admits once, and says the same when it comes again', async () => {
    const slip = slipOf();
    const before = (await present()).a ?? 0;
    const answers = await Promise.all(Array.from({ length: 10 }, () => admit(slip)));
    for (const answer of answers) expect(answer).toEqual({ status: 200, body: { group: 'a' } });
    expect((await present()).a).toBe(before + 1);
    expect((await admit(slip.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
  });

  test('that nobody made is unknown, typed wrong or of another meeting', async () => {
    expect(codeOf(await admit(newSlip(random).code))).toBe('unknown_slip');
    expect(codeOf(await admit('HELLO'))).toBe('unknown_slip');
    expect(codeOf(await admit(slipOf(), 'another' as never))).toBe('unknown_slip');
    expect(codeOf(await admit(7))).toBe('body_malformed');
    expect(codeOf(await admit('x'.repeat(100)))).toBe('body_malformed');
  });

  test('over 应到 is refused, however many phones race for the last place', async () => {
    const slips = [slipOf('b'), slipOf('b'), slipOf('b'), slipOf('b'), slipOf('b')];
    const answers = await Promise.all(slips.map((slip) => admit(slip)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(answers.filter((answer) => codeOf(answer) === 'group_full')).toHaveLength(2);
    expect((await present()).b).toBe(3);
  });

  test('waits for sign-in to open, unless it is admitted already', async () => {
    const [early, late] = [slipOf(), slipOf()];
    await admit(early);
    must(await turnSignIn(api.deps, 'organizer', hall.event, false));
    expect((await admit(early)).status).toBe(200);
    expect(codeOf(await admit(late))).toBe('sign_in_closed');
    const view = await eventView(send, hall.event);
    expect(codeOf(await issue(blindAll(group('a', 0).id, view.polls).body(late)))).toBe('sign_in_closed');
    expect((await issue(blindAll(group('a', 0).id, view.polls).body(early))).status).toBe(200);
    must(await turnSignIn(api.deps, 'organizer', hall.event, true));
  });

  test('guessed again and again is answered with "too many", and a right one still passes', async () => {
    const own = await startApi(database);
    try {
      const other = sendTo(own.url);
      const guesses = await Promise.all(
        Array.from({ length: 60 }, () =>
          other('POST', `/api/events/${hall.event}/admissions`, { slip: newSlip(random).code }),
        ),
      );
      expect(guesses.filter((answer) => codeOf(answer) === 'too_many_wrong_codes').length).toBeGreaterThan(0);
      expect((await other('POST', `/api/events/${hall.event}/admissions`, { slip: slipOf() })).status).toBe(200);
    } finally {
      await own.close();
    }
  });
});

describe('issuing', () => {
  test('the same request again gets the same signatures, and every one fits', async () => {
    const slip = slipOf();
    const view = await eventView(send, hall.event);
    const request = blindAll(group('a', 0).id, view.polls);
    const before = await issued();
    const answers = await Promise.all(Array.from({ length: 20 }, () => issue(request.body(slip))));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    // `finish` unblinds and verifies; it throws when a signature doesn't fit.
    expect(request.finish(nth(answers, 0).body as never)).toHaveLength(2);
    expect(await issued()).toBe(before + 2);
  });

  test('another message for a used slip is refused, and nothing at all is signed', async () => {
    const slip = slipOf();
    const view = await eventView(send, hall.event);
    const [first, second] = [nth(view.polls, 0), nth(view.polls, 1)];
    const mine = blindAll(group('a', 0).id, [first]);
    expect((await issue(mine.body(slip))).status).toBe(200);
    const before = await issued();
    const thief = blindAll(group('a', 0).id, [second, first]);
    const refused = await issue(thief.body(slip));
    expect([refused.status, codeOf(refused)]).toEqual([409, 'slip_used']);
    expect(JSON.stringify(refused.body)).not.toContain('signature');
    expect(await issued()).toBe(before);
    // The second poll was not used up by the thief: the rightful phone still gets it.
    const rest = blindAll(group('a', 0).id, [second]);
    expect((await issue(rest.body(slip))).status).toBe(200);
    expect((await issue(mine.body(slip))).status).toBe(200);
  });

  test('twenty phones racing with one slip: one is issued', async () => {
    const slip = slipOf();
    const view = await eventView(send, hall.event);
    const requests = Array.from({ length: 20 }, () => blindAll(group('a', 0).id, view.polls));
    const answers = await Promise.all(requests.map((request) => issue(request.body(slip))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => codeOf(answer) === 'slip_used')).toHaveLength(19);
  });

  test('does not let one slip that asks without end keep the others waiting', async () => {
    const view = await eventView(send, hall.event);
    const [pest, other] = [slipOf(), slipOf()];
    const again = blindAll(group('a', 0).id, view.polls).body(pest) as CredentialsBody;
    const once = blindAll(group('a', 0).id, view.polls).body(other) as CredentialsBody;
    let answered = 0;
    const flood = Array.from({ length: 300 }, () =>
      api.deps.urn.issue(hall.event, again).then(() => {
        answered += 1;
      }),
    );
    must(await api.deps.urn.issue(hall.event, once));
    const before = answered;
    await Promise.all(flood);
    expect(before).toBeLessThan(30);
  });

  test('a malformed request spends nothing', async () => {
    const slip = slipOf();
    const view = await eventView(send, hall.event);
    const poll = nth(view.polls, 0).id;
    const before = await issued();
    const bad: readonly (readonly [string, unknown])[] = [
      ['body_malformed', { slip }],
      ['body_malformed', { slip, requests: [] }],
      ['body_malformed', { slip, requests: [{ poll, blinded: 'AAAA' }] }],
      ['body_malformed', { slip, requests: [{ poll, blinded: Buffer.alloc(256, 255).toString('base64url') }] }],
      [
        'body_malformed',
        { slip, requests: [1, 2].map(() => ({ poll, blinded: Buffer.alloc(256).toString('base64url') })) },
      ],
      ['unknown_poll', { slip, requests: [{ poll: 'nosuch', blinded: 'AAAA' }] }],
    ];
    for (const [code, body] of bad) expect(codeOf(await issue(body))).toBe(code);
    expect(await issued()).toBe(before);
    expect((await issue(blindAll(group('a', 0).id, view.polls).body(slip))).status).toBe(200);
  });

  test("of another meeting's poll is refused", async () => {
    const other = await meeting(api, [group('a', 7)], [draft('丁')]);
    const view = await eventView(send, other.event);
    const answer = await issue(blindAll(group('a', 0).id, view.polls).body(slipOf()));
    expect(codeOf(answer)).toBe('unknown_poll');
  });

  test('ends with the close', async () => {
    const slip = slipOf();
    const view = await eventView(send, hall.event);
    must(await api.deps.urn.closePoll(nth(hall.polls, 1)));
    expect(codeOf(await issue(blindAll(group('a', 0).id, view.polls).body(slip)))).toBe('poll_closed');
    expect((await issue(blindAll(group('a', 0).id, view.polls.slice(0, 1)).body(slip))).status).toBe(200);
  });
});

describe('the roll', () => {
  test('holds no time and nothing that sorts', async () => {
    const columns = await api.deps.sql<
      { table_name: string; column_name: string; data_type: string; column_default: string | null }[]
    >`
      select table_name, column_name, data_type, column_default from information_schema.columns
      where table_schema = 'roll' order by table_name, ordinal_position`;
    expect(columns.map((c) => `${c.table_name}.${c.column_name} ${c.data_type} ${c.column_default ?? '-'}`)).toEqual([
      'door_requests.slip_hash bytea -',
      'door_requests.event_id text -',
      'door_requests.entry_id text -',
      'door_requests.number integer -',
      'door_requests.refused boolean false',
      'issuances.slip_hash bytea -',
      'issuances.poll_id text -',
      'issuances.group_id text -',
      'issuances.blinded_hash bytea -',
      'roster.id text -',
      'roster.event_id text -',
      'roster.group_id text -',
      'roster.name text -',
      'roster.unit text -',
      'roster.code_mac bytea -',
      'roster.admission bytea -',
      'roster.slip_hash bytea -',
      'roster.late boolean false',
      'roster.departed boolean false',
      'roster.way text -',
      "roster.confirmed_by text ''::text",
      'slips.slip_hash bytea -',
      'slips.event_id text -',
      'slips.group_id text -',
      'slips.admitted boolean false',
    ]);
  });
});
