/**
 * A thousand wrong slips from the hall's own address: limited, written down nowhere, and in nobody's way. A limit that
 * locked the hall out would be the better attack.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newSlip } from 'ballot-core';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { blindAll, eventView, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  codeOf,
  draft,
  each,
  group,
  meeting,
  motionBallot,
  nth,
  sendTo,
  voter,
  type Meeting,
} from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let hall: Meeting;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  hall = await meeting(api, [group('a', 30)], [draft('甲')]);
});
afterAll(() => api.close());

const WRONG = 1000;
const HONEST = 25;

describe('a thousand wrong slips', () => {
  test('are limited, while every honest phone at the same address signs in, is issued and votes', async () => {
    const { polls } = await eventView(send, hall.event);
    const asked = blindAll(group('a', 0).id, polls);
    let wrong = 0;
    const codes = new Map<string | undefined, number>();
    const guess = async (i: number) => {
      const slip = newSlip(random).code;
      // Both doors that a slip opens.
      const answer =
        i % 2 === 0
          ? await send('POST', `/api/events/${hall.event}/admissions`, { slip })
          : await send('POST', `/api/events/${hall.event}/credentials`, asked.body(slip));
      wrong += 1;
      codes.set(codeOf(answer), (codes.get(codeOf(answer)) ?? 0) + 1);
    };
    const flood = each([...Array(WRONG).keys()], 16, guess);

    const honest = each((hall.slips.a ?? []).slice(0, HONEST), 4, async (slip) => {
      const person = await voter(send, hall.event, slip);
      return castTo(send, nth(hall.polls, 0), motionBallot(person, 'agree'));
    });
    expect((await honest).map(({ status }) => status)).toEqual(Array(HONEST).fill(201));
    const during = wrong;
    await flood;
    // Once more when the limit has been reached for sure.
    const late = await voter(send, hall.event, nth(hall.slips.a, HONEST));
    expect((await castTo(send, nth(hall.polls, 0), motionBallot(late, 'agree'))).status).toBe(201);

    expect(during, 'the flood was under way').toBeGreaterThan(0);
    expect([...codes.keys()].sort()).toEqual(['too_many_wrong_codes', 'unknown_slip']);
    expect(codes.get('too_many_wrong_codes')).toBeGreaterThan(WRONG - 100);
  });

  test('leave nothing behind: no row, and no more people or issues than there were', async () => {
    const [row] = await api.deps.sql<{ slips: number; admitted: number; issued: number }[]>`
      select (select count(*)::int from roll.slips) as slips,
        (select count(*)::int from roll.slips where admitted) as admitted,
        (select count(*)::int from roll.issuances) as issued`;
    expect(row).toEqual({ slips: hall.slips.a?.length, admitted: HONEST + 1, issued: HONEST + 1 });
  });
});
