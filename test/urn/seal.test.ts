import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  verifyBundle,
  type Bundle,
  type GradesPaper,
  type Opening,
  type PollId,
  type SpentCredential,
} from 'ballot-core';
import type { PollDraft } from 'api';
import { findPoll } from '../../api/src/db/polls.ts';
import { stateOf } from '../../api/src/db/states.ts';
import type { Running } from '../../api/src/serve.ts';
import type { Send } from '../load/http.ts';
import { until } from '../load/organizer.ts';
import { anyAnswers, ballotOf } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  codeOf,
  draft,
  each,
  group,
  meeting,
  MOTION,
  must,
  nth,
  sendTo,
  voter,
  type Meeting,
} from './meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
});
afterAll(() => api.close());

const GRADES: GradesPaper = {
  kind: 'grades',
  subjects: Array.from({ length: 6 }, (_, i) => ({ id: `s${i}`, name: `干部${i}` })),
  dimensions: [
    { id: 'de', name: '德' },
    { id: 'neng', name: '能' },
  ],
  scale: [
    { id: 'excellent', name: '优秀', counted: true },
    { id: 'competent', name: '称职', counted: true },
    { id: 'basic', name: '基本称职', counted: true },
    { id: 'incompetent', name: '不称职', counted: true },
  ],
  blank: 'allow',
};

/** Two groups vote in two polls; nothing is closed yet. */
const voted = () => hallOf({ a: 12, b: 6 }, [draft('测评', GRADES), draft('票决', MOTION)]);
/** As little as a seal needs. */
const votedOnce = () => hallOf({ a: 12 }, [draft('票决', MOTION)]);

async function hallOf(people: Readonly<Record<string, number>>, polls: readonly PollDraft[]): Promise<Meeting> {
  const groups = Object.entries(people).map(([id, voting]) => group(id, voting === 6 ? 8 : voting));
  const hall = await meeting(api, groups, polls);
  for (const [of, count] of Object.entries(people)) {
    await each((hall.slips[of] ?? []).slice(0, count), 8, async (slip) => {
      const person = await voter(send, hall.event, slip);
      for (const [i, poll] of person.view.polls.entries()) {
        const answer = await castTo(send, poll.id, ballotOf(poll, nth(person.held, i), anyAnswers(poll)));
        expect(answer.status).toBe(201);
      }
    });
  }
  return hall;
}

const partitions = async (poll: PollId) =>
  (
    await api.deps.sql<{ relname: string }[]>`
      select relname from pg_class where relkind = 'r' and relname like ${`%\\_${poll}`}`
  ).map(({ relname }) => relname);

describe('a sealed poll', () => {
  test('verifies as a bundle, from the first slip to the signed record', async () => {
    const hall = await voted();
    for (const poll of hall.polls) {
      expect((await send('GET', `/api/polls/${poll}/record`)).body).toMatchObject({ code: 'not_sealed' });
      must(await api.deps.urn.closePoll(poll));
      must(await api.deps.urn.sealPoll(poll));
    }
    const answer = await fetch(`${api.url}/api/events/${hall.event}/bundle`);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const bundle = (await answer.json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    expect(bundle.polls).toHaveLength(2);
    expect(nth(bundle.polls, 0).record.accounts).toMatchObject({ due: 20, present: 18, issued: 18, returned: 18 });
    expect(nth(bundle.polls, 0).record.transport).toBe('http');

    const poll = nth(hall.polls, 0);
    const { openings, credentials } = (await send('GET', `/api/polls/${poll}/openings`)).body as {
      openings: readonly Opening[];
      credentials: readonly SpentCredential[];
    };
    expect(openings).toHaveLength(18 * 12);
    expect(credentials).toHaveLength(18);
    expect((await send('GET', `/api/polls/${poll}/record`)).body).toMatchObject({
      eventKey: bundle.eventKey,
      record: nth(bundle.polls, 0).record,
    });
  });

  test('is read from the tables once, however often it is asked for', async () => {
    const hall = await votedOnce();
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
    const first = await Promise.all(Array.from({ length: 5 }, () => send('GET', `/api/polls/${poll}/openings`)));
    for (const table of ['urn.openings', 'urn.credentials']) {
      await api.deps.sql`delete from ${api.deps.sql(table)} where poll_id = ${poll}`;
    }
    expect((nth(first, 0).body as { openings: readonly Opening[] }).openings).toHaveLength(24);
    for (const { body } of first) expect(body).toEqual(nth(first, 0).body);
    expect((await send('GET', `/api/polls/${poll}/openings`)).body).toEqual(nth(first, 0).body);
    const bundle = (await send('GET', `/api/events/${hall.event}/bundle`)).body;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  });

  test('has no partition left, and shares no transaction with any row of the roll', async () => {
    const hall = await voted();
    const poll = nth(hall.polls, 0);
    expect((await partitions(poll)).sort()).toEqual([`ballots_${poll}`, `counters_${poll}`]);
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
    expect(await partitions(poll)).toEqual([]);
    const xmins = async (table: string) =>
      (await api.deps.sql<{ xmin: string }[]>`select distinct xmin::text as xmin from ${api.deps.sql(table)}`).map(
        ({ xmin }) => xmin,
      );
    const roll = new Set([...(await xmins('roll.slips')), ...(await xmins('roll.issuances'))]);
    const kept = ['urn.openings', 'urn.credentials', 'urn.releases', 'desk.records', 'desk.polls', 'desk.marks'];
    for (const table of kept) {
      const theirs = await xmins(table);
      expect(theirs.length, table).toBeGreaterThan(0);
      expect(
        theirs.filter((xmin) => roll.has(xmin)),
        table,
      ).toEqual([]);
    }
    // While open, too: no ballot of the poll that is still open was written together with a row of the roll.
    const open = await xmins(`urn.ballots_${nth(hall.polls, 1)}`);
    expect(open.filter((xmin) => roll.has(xmin))).toEqual([]);
  });

  test('lies in the order of its own hashes', async () => {
    const hall = await votedOnce();
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
    for (const table of ['urn.openings', 'urn.credentials']) {
      const rows = await api.deps.sql<{ leaf: string }[]>`
        select encode(leaf, 'hex') as leaf from ${api.deps.sql(table)} where poll_id = ${poll} order by ctid`;
      const leaves = rows.map(({ leaf }) => leaf);
      expect(leaves).toEqual([...leaves].sort());
    }
  });

  test('is sealed at the same time as others, and none waits for another in a circle', async () => {
    const halls = await Promise.all([voted(), voted()]);
    const polls = halls.flatMap((hall) => hall.polls);
    for (const poll of polls) must(await api.deps.urn.closePoll(poll));
    for (const sealed of await Promise.all(polls.map((poll) => api.deps.urn.sealPoll(poll)))) must(sealed);
  });

  test('without a single ballot is sealed as well', async () => {
    const hall = await meeting(api, [group('a', 8)], [draft('空', MOTION)]);
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    must(await api.deps.urn.sealPoll(poll));
    const bundle = (await (await fetch(`${api.url}/api/events/${hall.event}/bundle`)).json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  });

  test('whose process dies under it leaves the poll closed and whole, and can be pressed again', async () => {
    const hall = await votedOnce();
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    const kill = (made: unknown) => {
      const child = (made as { readonly process: ChildProcess }).process;
      child.once('spawn', () => child.kill('SIGKILL'));
    };
    subscribe('child_process', kill);
    await expect(api.deps.urn.sealPoll(poll)).rejects.toThrow();
    unsubscribe('child_process', kill);
    expect(await stateOf(api.deps.sql, poll)).toBe('closed');
    must(await api.deps.urn.sealPoll(poll));
    const bundle = (await (await fetch(`${api.url}/api/events/${hall.event}/bundle`)).json()) as Bundle;
    expect(verifyBundle(bundle)).toMatchObject({ ok: true });
    expect(nth(bundle.polls, 0).record.count.ballots).toBe(12);
  });

  /** Somebody who reads the urn's parent table in a long transaction, as a dump does. */
  function reader() {
    let leave: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (leave = resolve));
    let begun: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (begun = resolve));
    const left = api.deps.sql.begin(async (tx) => {
      await tx`select count(*) from urn.ballots`;
      begun();
      await reading;
    });
    return { inside, leave, left };
  }

  test('waits for a reader of the urn to leave, and is whole then', async () => {
    const hall = await votedOnce();
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    const dump = reader();
    await dump.inside;
    const sealing = api.deps.urn.sealPoll(poll);
    await until(
      () => api.deps.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      (waiting) => waiting.length > 0,
    );
    expect(await partitions(poll)).toHaveLength(2);
    dump.leave();
    must(await sealing);
    await dump.left;
    expect(await partitions(poll)).toEqual([]);
  });

  test('gives up on a reader that stays, drops nothing, and can be pressed again', async () => {
    const hall = await votedOnce();
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    const dump = reader();
    await dump.inside;
    expect(await api.deps.urn.sealPoll(poll)).toEqual({ ok: false, error: { code: 'busy' } });
    expect(await stateOf(api.deps.sql, poll)).toBe('closed');
    expect(await partitions(poll)).toHaveLength(2);
    dump.leave();
    await dump.left;
    must(await api.deps.urn.sealPoll(poll));
  });
});

describe('a seal stops with an alarm and drops nothing', () => {
  const tampered: readonly (readonly [string, (poll: PollId) => Promise<unknown>, RegExp])[] = [
    [
      'when a counter was changed',
      (poll) =>
        api.deps.sql`update ${api.deps.sql(`urn.counters_${poll}`)} set ballots = ballots + 1 where group_id = 'a'`,
      /counter says 13 ballots, the urn holds 12/,
    ],
    [
      'when marks were moved in a counter',
      (poll) => api.deps.sql`update ${api.deps.sql(`urn.counters_${poll}`)} set counts[1] = counts[1] + 1`,
      /marks differ/,
    ],
    [
      'when a ballot was removed',
      (poll) => api.deps.sql`delete from ${api.deps.sql(`urn.ballots_${poll}`)} where public_key in (
        select public_key from ${api.deps.sql(`urn.ballots_${poll}`)} where group_id = 'a' limit 1)`,
      /counter says 12 ballots, the urn holds 11/,
    ],
    [
      'when an answer was changed',
      (poll) => api.deps.sql`update ${api.deps.sql(`urn.ballots_${poll}`)}
        set answers = replace(answers, '"agree"', '"disagree"') where answers like '%"agree"%'`,
      /signature_invalid/,
    ],
    [
      'when a ballot was put in by hand',
      (poll) => api.deps.sql`insert into ${api.deps.sql(`urn.ballots_${poll}`)}
        select poll_id, sha256(public_key), group_id, credential, answers, nonces, signature
        from ${api.deps.sql(`urn.ballots_${poll}`)} limit 1`,
      /credential_invalid/,
    ],
  ];

  test.each(tampered)('%s', async (_name, tamper, alarm) => {
    const hall = await votedOnce();
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    await tamper(poll);
    expect(await api.deps.urn.sealPoll(poll)).toEqual({ ok: false, error: { code: 'seal_mismatch' } });
    const row = await findPoll(api.deps.db, poll);
    expect(row).toMatchObject({ state: 'closed', sealedAt: null });
    expect(row?.alarm).toMatch(alarm);
    expect(await partitions(poll)).toHaveLength(2);
    expect(codeOf(await send('GET', `/api/polls/${poll}/record`))).toBe('not_sealed');
    const [left] = await api.deps.sql<{ n: number }[]>`
      select count(*)::int as n from urn.openings where poll_id = ${poll}`;
    expect(left?.n).toBe(0);
  });

  test('and can be pressed again when the operator has put it right', async () => {
    const hall = await votedOnce();
    const poll = nth(hall.polls, 0);
    must(await api.deps.urn.closePoll(poll));
    const counters = api.deps.sql(`urn.counters_${poll}`);
    await api.deps.sql`update ${counters} set ballots = ballots + 1`;
    expect((await api.deps.urn.sealPoll(poll)).ok).toBe(false);
    await api.deps.sql`update ${counters} set ballots = ballots - 1`;
    must(await api.deps.urn.sealPoll(poll));
    expect(await findPoll(api.deps.db, poll)).toMatchObject({ state: 'sealed', alarm: null });
  });
});
