/** A rehearsal: everything as in the meeting, on slips and keys of its own, and nothing of it ever counts or stays. */
import { newSlip, slipHash, toHex, verifyBundle, type Bundle, type EventId, type PollId } from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventView, PollDraft } from 'api';
import { dayIn } from '../../api/src/live/publication.ts';
import { keysSettled } from '../../api/src/desk/keys.ts';
import {
  acts,
  EVENT,
  look,
  lookAt,
  meetingOf,
  must,
  POLL,
  rule,
  staffOf,
  voteAndSeal,
  type Person,
  type Staff,
} from '../api/desk.ts';
import { connection } from '../load/http.ts';
import { admit, eventView, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps, url } = running;
let staff: Staff;
let organizer: Person;
beforeAll(async () => {
  staff = await staffOf(running);
  ({ organizer } = staff);
});

/** What the first takes is the list of the second. */
const FIRST: PollDraft = {
  ...POLL,
  title: '民主推荐',
  paper: {
    kind: 'pick',
    candidates: ['c1', 'c2', 'c3'].map((id) => ({ id, name: `候选人 ${id}` })),
    min: 0,
    max: 3,
    seats: null,
    writeIns: 0,
  },
  rules: [
    rule({
      id: 'top',
      scope: 'poll',
      cut: {
        by: { votes: ['picked'] },
        direction: 'top',
        places: 2,
        per: 'poll',
        ties: 'include_all',
        taken: { id: 'on', zh: '进入下一环节', en: 'goes on', weight: 'outcome' },
      },
    }),
  ],
  checklist: [{ id: 'plan', text: '方案已批准' }],
};
const SECOND: PollDraft = {
  ...POLL,
  title: '差额票决',
  paper: { kind: 'motion', matters: [{ id: 'x', name: '待定' }] },
  rules: [],
  source: { poll: '#0' as PollId, rule: 'top', take: 'taken' },
};

async function rehearsalOf(event: string): Promise<string> {
  return String((await must(organizer, 'POST', `/events/${event}/rehearsal`)).body.id);
}

async function rehearsed(drafts: readonly PollDraft[] = [POLL]) {
  const { event, polls } = await meetingOf(organizer, drafts);
  const copy = await rehearsalOf(event);
  const copies = (await look(organizer, copy)).polls.map(({ id }) => id);
  return { event, polls, copy, copies };
}

const nth = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};

/** Every row of any schema that names the event or one of its polls. */
async function rowsOf(event: string, polls: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const { sql } = deps;
  const columns = await sql<{ name: string; column: string }[]>`
    select table_schema || '.' || table_name as name, column_name as column from information_schema.columns
    where table_schema in ('desk', 'roll', 'urn', 'named') and column_name in ('event_id', 'poll_id')`;
  const found: Record<string, number> = {};
  for (const { name, column } of [
    ...columns,
    { name: 'desk.events', column: 'id' },
    { name: 'desk.polls', column: 'id' },
  ]) {
    const ids = [event, ...polls];
    const [row] = await sql<{ rows: number }[]>`
      select count(*)::int as rows from ${sql(name)} where ${sql(column)} = any(${ids}::text[])`;
    if (row !== undefined && row.rows > 0) found[name] = row.rows;
  }
  return found;
}

const partitionsOf = async (poll: PollId): Promise<number> =>
  (await deps.sql`select 1 from pg_class where relname in (${`ballots_${poll}`}, ${`counters_${poll}`})`).length;

describe('a rehearsal', () => {
  test('is a copy with codes, keys and drafts of its own, and the meeting stays as it is', async () => {
    const { event, polls, copy, copies } = await rehearsed([POLL, { ...POLL, title: '另一项', receipts: 'off' }]);
    const [there, here] = [await look(organizer, event), await look(organizer, copy)];
    expect(here).toMatchObject({ title: EVENT.title, place: EVENT.place, groups: EVENT.groups, rehearsal: true });
    expect(here.admission).toBe('slips');
    expect(there.rehearsal).toBe(false);
    expect(here.eventKey).not.toBe(there.eventKey);
    expect(here.displayCode).not.toBe(there.displayCode);
    expect(here.polls.map(({ state }) => state)).toEqual(['draft', 'draft']);
    expect(here.polls.map(({ title, receipts }) => [title, receipts])).toEqual([
      [POLL.title, undefined],
      ['另一项', 'off'],
    ]);
    expect(new Set([...polls, ...copies]).size).toBe(4);
    expect(await acts(organizer, copy)).toEqual(['rehearsal_made', 'poll_added', 'poll_added']);
    expect(await acts(organizer, event)).toEqual(['event_created', 'poll_added', 'poll_added']);
    const listed = (await organizer.ask('GET', '/events')).body as unknown as readonly { id: string }[];
    expect(listed.find(({ id }) => id === copy)).toMatchObject({ rehearsal: true });
    expect(listed.find(({ id }) => id === event)).toMatchObject({ rehearsal: false });
  });

  test('takes lists from the copies of their polls, and leaves checklists out', async () => {
    const { event, copy, copies } = await rehearsed([FIRST, SECOND]);
    expect((await look(organizer, event)).polls[0]?.checklist).toHaveLength(1);
    expect((await look(organizer, copy)).polls[0]?.checklist).toBeUndefined();
    const [from, to] = [nth(copies, 0), nth(copies, 1)];
    expect((await look(organizer, copy)).polls[1]?.source).toEqual({ poll: from, rule: 'top', take: 'taken' });
    const picked = { choices: { c1: 'picked', c2: 'picked' }, writeIns: [] };
    await voteAndSeal(running, organizer, copy, from, [picked]);
    await must(organizer, 'POST', `/polls/${to}/freeze`);
    const { paper } = await lookAt(organizer, copy, to);
    expect(paper.kind === 'motion' ? paper.matters.map(({ id }) => id) : []).toEqual(['c1', 'c2']);
  });

  test('comes with slips, also of a meeting that people enter by name: names are not copied', async () => {
    const made = await must(organizer, 'POST', '/events', { event: { ...EVENT, admission: 'roster' }, polls: [] });
    const event = String(made.body.id);
    await must(organizer, 'POST', `/events/${event}/roster`, {
      entries: [{ name: '演练甲', unit: '', group: 'staff' }],
    });
    const copy = await look(organizer, await rehearsalOf(event));
    expect(copy).toMatchObject({ admission: 'slips', rehearsal: true, roster: [] });
    expect(await look(organizer, event)).toMatchObject({ admission: 'roster', roster: [{ entries: 1 }] });
  });

  test('says what it is in every paper that is frozen, and on phone and wall', async () => {
    const { copy, copies } = await rehearsed();
    const poll = nth(copies, 0);
    await must(organizer, 'POST', `/polls/${poll}/freeze`);
    await keysSettled();
    const view = (await (await fetch(`${url}/api/events/${copy}`)).json()) as EventView;
    expect(view.rehearsal).toBe(true);
    expect(nth(view.polls, 0).definition.rehearsal).toBe(true);
    const { displayCode } = await look(organizer, copy);
    expect(await (await fetch(`${url}/api/stage/${displayCode}`)).json()).toMatchObject({ rehearsal: true });
  });

  test('is sealed and verifies, and leaves no mark in memory', async () => {
    const { event, polls, copy, copies } = await rehearsed();
    const answers = Array.from({ length: 6 }, () => ({
      choices: { 's1/all': 'incompetent', 's2/all': 'excellent' },
      writeIns: [],
    }));
    await voteAndSeal(running, organizer, copy, nth(copies, 0), answers);
    const bundle = (await (await fetch(`${url}/api/events/${copy}/bundle`)).json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    expect(nth(bundle.polls, 0).record.definition.rehearsal).toBe(true);
    const marks = async (poll: PollId) => (await deps.sql`select 1 from desk.marks where poll_id = ${poll}`).length;
    expect(await marks(nth(copies, 0))).toBe(0);
    // The meeting itself, with the same answers, leaves some.
    await voteAndSeal(running, organizer, event, nth(polls, 0), answers);
    expect(await marks(nth(polls, 0))).toBeGreaterThan(0);
  });

  test('announces nothing', async () => {
    const { copy } = await rehearsed();
    const today = dayIn('Asia/Shanghai', new Date());
    const notice = {
      kind: 'other',
      title: '公示',
      body: '试',
      scope: 'public',
      polls: [],
      startsOn: today,
      endsOn: null,
    };
    expect(await organizer.ask('POST', `/events/${copy}/notices`, notice)).toMatchObject({
      status: 409,
      body: { code: 'wrong_state' },
    });
    const shown = await (await fetch(`${url}/api/events/${copy}/publication`)).json();
    expect(shown).toMatchObject({ notices: [] });
  });

  test('is made by organizers, of a meeting that is there', async () => {
    const { event } = await meetingOf(organizer, [POLL]);
    for (const who of [staff.teller, staff.observer]) {
      expect((await who.ask('POST', `/events/${event}/rehearsal`)).body.code).toBe('wrong_role');
    }
    expect((await organizer.ask('POST', '/events/nothing/rehearsal')).body.code).toBe('unknown_event');
  });
});

describe('a rehearsal is removed', () => {
  const answers = Array.from({ length: 5 }, () => ({ choices: { 's1/all': 'excellent' }, writeIns: [] }));

  test('as a whole, whatever its polls have come to: nothing is left of it in any schema', async () => {
    const { event, copy, copies } = await rehearsed([POLL, { ...POLL, title: '第二项' }, { ...POLL, title: '第三项' }]);
    const [sealed, closed, frozen] = [nth(copies, 0), nth(copies, 1), nth(copies, 2)];
    await voteAndSeal(running, organizer, copy, sealed, answers);
    for (const poll of [closed, frozen]) await must(organizer, 'POST', `/polls/${poll}/freeze`);
    await keysSettled();
    await must(organizer, 'POST', `/polls/${closed}/open`);
    expect((await organizer.ask('DELETE', `/events/${copy}`)).body.code).toBe('wrong_state');
    await must(organizer, 'POST', `/polls/${closed}/close`);
    expect(await partitionsOf(closed)).toBe(2);
    expect((await fetch(`${url}/api/polls/${sealed}/openings`)).status).toBe(200);

    const before = await rowsOf(copy, copies);
    for (const table of ['desk.records', 'urn.openings', 'urn.credentials', 'roll.slips', 'roll.issuances']) {
      expect(before[table], table).toBeGreaterThan(0);
    }
    const kept = await rowsOf(event, []);
    await must(organizer, 'DELETE', `/events/${copy}`);
    expect(await rowsOf(copy, copies)).toEqual({});
    expect(await partitionsOf(closed)).toBe(0);
    for (const path of [
      `events/${copy}`,
      `polls/${sealed}/record`,
      `polls/${sealed}/openings`,
      `events/${copy}/bundle`,
    ]) {
      expect((await fetch(`${url}/api/${path}`)).status, path).toBe(404);
    }
    expect(await rowsOf(event, [])).toEqual(kept);
    expect((await organizer.ask('DELETE', `/events/${copy}`)).body.code).toBe('unknown_event');
  });

  test('while its polls are pressed on: either it is gone or the step was taken', async () => {
    const { copy, copies } = await rehearsed();
    const poll = nth(copies, 0);
    await must(organizer, 'POST', `/polls/${poll}/freeze`);
    await keysSettled();
    const [gone, opened] = await Promise.all([
      organizer.ask('DELETE', `/events/${copy}`),
      organizer.ask('POST', `/polls/${poll}/open`),
    ]);
    if (gone.status === 200) {
      expect(opened.status).not.toBe(200);
      expect(await rowsOf(copy, copies)).toEqual({});
      expect(await partitionsOf(poll)).toBe(0);
    } else {
      expect(opened.status).toBe(200);
      expect(gone.body.code).toBe('wrong_state');
    }
  });

  test('with its slips: they open nothing any more', async () => {
    const { copy } = await rehearsed();
    const slip = newSlip(random);
    await must(organizer, 'POST', `/events/${copy}/slips`, {
      slips: [{ hash: toHex(slipHash(slip.secret)), group: 'staff' }],
    });
    await must(organizer, 'POST', `/events/${copy}/sign-in`, { open: true });
    const { send, close } = connection(url);
    const id = copy as EventId;
    expect((await eventView(send, id)).rehearsal).toBe(true);
    expect((await admit(send, id, slip.code)).group).toBe('staff');
    await must(organizer, 'DELETE', `/events/${copy}`);
    await expect(admit(send, id, slip.code)).rejects.toThrow(/unknown/);
    close();
  });
});

test('a meeting of which something is frozen is never removed', async () => {
  const { event, polls } = await meetingOf(organizer, [POLL]);
  await must(organizer, 'POST', `/polls/${nth(polls, 0)}/freeze`);
  await keysSettled();
  expect((await organizer.ask('DELETE', `/events/${event}`)).body.code).toBe('wrong_state');
});
