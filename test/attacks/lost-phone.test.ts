/**
 * A phone that is lost after it was issued, and what the desk can do about it.
 *
 * A right to vote can't be called back: nobody but the phone knows which one it is, and that is the point. So the slip
 * stays used, another slip makes another person of the voter, and the accounts say so. The same request again (a reload, a
 * lost answer) is in `test/urn/issue.test.ts`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkAccounts } from 'ballot-core';
import { standing } from '../../api/src/live/standing.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { admit, blindAll, eventView } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, draft, group, meeting, motionBallot, must, nth, sendTo, voter } from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
});
afterAll(() => api.close());

const GROUP = group('a', 0).id;

describe('a phone that is lost', () => {
  test('before it was issued is replaced by any other with the same slip, and counts as one person', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const slip = nth(hall.slips.a, 0);
    await admit(send, hall.event, slip);
    const person = await voter(send, hall.event, slip);
    expect((await castTo(send, nth(hall.polls, 0), motionBallot(person, 'agree'))).status).toBe(201);
    const { accounts } = await standing(api.deps, nth(hall.polls, 0));
    expect(accounts).toMatchObject({ present: 1, issued: 1, returned: 1 });
  });

  test('after it was issued for one poll still leaves the others to whoever has the slip', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲'), draft('乙')]);
    const slip = nth(hall.slips.a, 0);
    const view = await eventView(send, hall.event);
    const [first, second] = [nth(view.polls, 0), nth(view.polls, 1)];
    await admit(send, hall.event, slip);
    const door = `/api/events/${hall.event}/credentials`;
    const lost = blindAll(GROUP, [first]);
    expect((await send('POST', door, lost.body(slip))).status).toBe(200);
    const found = blindAll(GROUP, [first]);
    expect(codeOf(await send('POST', door, found.body(slip)))).toBe('slip_used');
    const rest = blindAll(GROUP, [second]);
    expect((await send('POST', door, rest.body(slip))).status).toBe(200);
    for (const poll of hall.polls) {
      expect((await standing(api.deps, poll)).accounts).toMatchObject({ present: 1, issued: 1 });
    }
  });

  test('after it was issued is one person more in 实到 and 发出 when its owner gets a second slip', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const poll = nth(hall.polls, 0);
    const lost = await voter(send, hall.event, nth(hall.slips.a, 0));
    const again = await voter(send, hall.event, nth(hall.slips.a, 1));
    expect((await castTo(send, poll, motionBallot(again, 'agree'))).status).toBe(201);
    const { accounts } = await standing(api.deps, poll);
    // One head in the hall: the tellers see two present, two issued, one returned, and write down why.
    expect(accounts).toMatchObject({ present: 2, issued: 2, returned: 1 });
    expect(checkAccounts(accounts)).toEqual([]);
    // Found again it still votes. Not prevented, and SECURITY.md says so.
    expect((await castTo(send, poll, motionBallot(lost, 'agree'))).status).toBe(201);
    expect((await standing(api.deps, poll)).accounts).toMatchObject({ present: 2, issued: 2, returned: 2 });
  });

  test('in a full hall is not replaced: nobody is admitted over 应到, not even by the desk', async () => {
    const hall = await meeting(api, [group('a', 7)], [draft('甲')]);
    const slips = hall.slips.a ?? [];
    for (const slip of slips.slice(0, 7)) await voter(send, hall.event, slip);
    const spare = await send('POST', `/api/events/${hall.event}/admissions`, { slip: nth(slips, 7) });
    expect([spare.status, codeOf(spare)]).toEqual([409, 'group_full']);
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
    expect((await standing(api.deps, poll)).accounts).toMatchObject({ due: 7, present: 7, issued: 7, returned: 0 });
  });
});
