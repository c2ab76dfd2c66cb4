/** A poll's way from frozen to sealed as the desk sees it, with real ballots from simulated phones in the urn. */
import { newSlip, slipHash, toHex, type Answers, type GroupId, type PollId, type EventId } from 'ballot-core';
import type { DeskEvent } from 'api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { admit, ballotOf, cast, eventView, issue, random } from '../load/phone.ts';
import { connection } from '../load/http.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, meeting, staffOf, type Person, type Staff } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps, url } = running;
let staff: Staff;
let organizer: Person;
beforeAll(async () => {
  staff = await staffOf(running);
  ({ organizer } = staff);
});

const take = (poll: string, step: string) => organizer.ask('POST', `/polls/${poll}/${step}`);
const look = async (event: string) => (await organizer.ask('GET', `/events/${event}`)).body as unknown as DeskEvent;

async function frozen() {
  const made = await meeting(organizer);
  await take(made.poll, 'freeze');
  await keysSettled();
  return made;
}

/** Sealed, with eight ballots of the staff: s1 is excellent for five of eight, s2 for all. */
async function sealed() {
  const { event, poll } = await frozen();
  const slips = Array.from({ length: 8 }, () => newSlip(random));
  await organizer.ask('POST', `/events/${event}/slips`, {
    slips: slips.map(({ secret }) => ({ hash: toHex(slipHash(secret)), group: 'staff' })),
  });
  await organizer.ask('POST', `/events/${event}/sign-in`, { open: true });
  await take(poll, 'open');
  const { send, close } = connection(url);
  for (const [i, { code }] of slips.entries()) {
    await admit(send, event as EventId, code);
    const view = await eventView(send, event as EventId);
    const [held] = await issue(send, event as EventId, code, 'staff' as GroupId, view.polls);
    const [paper] = view.polls;
    if (held === undefined || paper === undefined) throw new Error('nothing to vote on');
    const answers: Answers = {
      choices: { 's1/all': i < 5 ? 'excellent' : 'incompetent', 's2/all': 'excellent' },
      writeIns: [],
    };
    await cast(send, poll, ballotOf(paper, held, answers));
  }
  close();
  await take(poll, 'close');
  await take(poll, 'seal');
  return { event, poll };
}

describe('the steps of a poll', () => {
  test('lead from frozen to open to closed to sealed, with their moments and one entry each', async () => {
    const { event, poll } = await frozen();
    for (const [step, state] of [
      ['open', 'open'],
      ['close', 'closed'],
      ['seal', 'sealed'],
    ] as const) {
      expect((await take(poll, step)).status).toBe(200);
      expect((await look(event)).polls[0]?.state).toBe(state);
    }
    const [shown] = (await look(event)).polls;
    for (const moment of [shown?.openedAt, shown?.closedAt, shown?.sealedAt]) expect(moment).toMatch(/^\d{4}-.*Z$/);
    expect((await acts(organizer, event)).slice(4)).toEqual(['poll_opened', 'poll_closed', 'poll_sealed']);
    expect((await organizer.ask('GET', '/events')).body).toContainEqual(
      expect.objectContaining({ id: event, polls: 1, sealed: 1 }),
    );
  });

  test('pressed twice, or by five organizers at once, are taken once', async () => {
    const { event, poll } = await frozen();
    for (const step of ['open', 'close', 'seal']) {
      const answers = await Promise.all(Array.from({ length: 5 }, () => take(poll, step)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect((await take(poll, step)).status).toBe(200);
    }
    expect((await acts(organizer, event)).slice(4)).toEqual(['poll_opened', 'poll_closed', 'poll_sealed']);
  });

  test('cannot be taken out of turn', async () => {
    const refused = async (poll: string, steps: readonly string[]) => {
      for (const step of steps) {
        expect(await take(poll, step)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
      }
    };
    const draft = await meeting(organizer);
    await refused(draft.poll, ['open', 'close', 'seal']);
    const { poll } = await frozen();
    await refused(poll, ['close', 'seal']);
    await take(poll, 'open');
    await refused(poll, ['freeze', 'seal']);
    await take(poll, 'close');
    await refused(poll, ['freeze', 'open']);
    await take(poll, 'seal');
    await refused(poll, ['freeze', 'open', 'close']);
  });

  test('wait for the keys, and ask for them again when they are missing', async () => {
    const { event, poll } = await frozen();
    await deps.sql`delete from desk.issuer_keys where poll_id = ${poll}`;
    expect(await take(poll, 'open')).toMatchObject({ status: 409, body: { code: 'keys_not_ready' } });
    await keysSettled();
    expect((await take(poll, 'open')).status).toBe(200);
    expect((await look(event)).polls[0]?.keys).toHaveLength(2);
  });
});

describe('what the desk shows', () => {
  test('are the accounts while people vote, and no count before it is released', async () => {
    const { event, poll } = await frozen();
    await take(poll, 'open');
    const [shown] = (await look(event)).polls;
    expect(shown?.accounts).toEqual({ due: 39, present: 0, issued: 0, returned: 0, valid: 0, invalid: 0 });
    expect(shown).toMatchObject({ released: null, findings: [] });
  });

  test('after the seal are the count, the findings and the accounts that must hold', async () => {
    const { event } = await sealed();
    const { polls, slips } = await look(event);
    expect(slips).toContainEqual({ group: 'staff', made: 8, admitted: 8 });
    expect(polls[0]?.accounts).toEqual({ due: 39, present: 8, issued: 8, returned: 8, valid: 8, invalid: 0 });
    expect(polls[0]?.released?.ballots).toBe(8);
    const flags = polls[0]?.findings.filter(({ label }) => label.weight === 'flag');
    // The more severe rule first.
    expect(flags?.map(({ question, rule }) => [question, rule])).toEqual([
      ['s1/all', 'p29b'],
      ['s1/all', 'p29a'],
    ]);
  });
});

describe("an organ's decision about a flag", () => {
  let made: { readonly event: string; readonly poll: PollId };
  beforeAll(async () => {
    made = await sealed();
  });
  const decision = {
    question: 's1/all',
    rule: 'p29a',
    gate: 'org_inspection',
    state: 'confirmed',
    document: '青组字〔2026〕12 号',
    by: '区委组织部',
  };
  const decide = (changed: object = {}) =>
    organizer.ask('PUT', `/polls/${made.poll}/gates`, { ...decision, ...changed });

  test('is kept with its document and stands in the trail, each time it changes', async () => {
    expect((await decide()).status).toBe(200);
    expect((await look(made.event)).polls[0]?.gates).toEqual([decision]);
    expect((await decide({ state: 'rejected', document: '青组字〔2026〕13 号' })).status).toBe(200);
    expect((await look(made.event)).polls[0]?.gates).toMatchObject([{ state: 'rejected' }]);
    expect((await acts(organizer, made.event)).slice(-2)).toEqual(['gate_decided', 'gate_decided']);
  });

  test('needs a rule, a gate and a flag that exist, and a document by somebody', async () => {
    for (const [changed, at] of [
      [{ rule: 'p99' }, 'rule'],
      [{ gate: 'nobody' }, 'gate'],
      [{ question: 's2/all' }, 'question'],
      [{ question: 's9/all' }, 'question'],
      [{ document: ' ' }, 'document'],
      [{ by: '' }, 'by'],
      [{ state: 'maybe' }, 'state'],
    ] as const) {
      expect(await decide(changed)).toMatchObject({ status: 400, body: { code: 'body_malformed', at } });
    }
    expect((await decide({ state: 'pending', document: '', by: '' })).status).toBe(200);
  });

  test('waits for the seal', async () => {
    const { poll } = await frozen();
    const answer = await organizer.ask('PUT', `/polls/${poll}/gates`, decision);
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });

  test('does not touch the record', async () => {
    const record = async () => deps.sql`select record, signature from desk.records where poll_id = ${made.poll}`;
    const before = await record();
    await decide();
    expect(await record()).toEqual(before);
  });
});

describe('the trail', () => {
  test('names no voter: no slip, key, credential or address stands in it', async () => {
    const { event } = await sealed();
    const { body } = await staff.observer.ask('GET', `/events/${event}/trail`);
    const entries = body as unknown as readonly { actor: string; detail: object }[];
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['organizer', 'system']));
    const slips = await deps.sql<{ hash: string }[]>`
      select encode(slip_hash, 'hex') as hash from roll.slips where event_id = ${event}`;
    const text = JSON.stringify(entries);
    for (const { hash } of slips) expect(text).not.toContain(hash);
    expect(text).not.toMatch(/127\.0\.0\.1|::1|undici|node/);
  });

  test('cannot be written by asking for it', async () => {
    const { event } = await meeting(organizer);
    const forged = { note: 'x', actor: 'system', act: 'poll_sealed', at: '2020-01-01T00:00:00Z' };
    await staff.teller.ask('POST', `/events/${event}/witness`, forged);
    const { body } = await organizer.ask('GET', `/events/${event}/trail`);
    const last = (body as unknown as readonly object[]).at(-1);
    expect(last).toMatchObject({ actor: 'teller', act: 'witnessed', detail: { note: 'x' } });
  });
});
