/**
 * What the database and the logs can say about a voter: nothing that leads from a person to a ballot.
 *
 * The forms are pinned, not described: a new column, default, key or trigger in `roll` or `urn` fails here, and whoever
 * adds one has to write down what a person with the database can now learn.
 */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { presetRules, toHex, readSlip, slipHash, type GroupId } from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventDraft, PollDraft } from 'api';
import { pool } from '../api/src/db/client.ts';
import { setupLink } from '../api/src/desk/setup.ts';
import type { Running } from '../api/src/serve.ts';
import { connection } from './load/http.ts';
import { anyAnswers, ballotOf, cast, Refused } from './load/phone.ts';
import { closeAndSeal, firstOrganizer, holdRights, openMeeting } from './meeting.ts';
import { freshDatabase } from './setup/database.ts';
import { dataFolder, spawnApi, startApi } from './setup/server.ts';

const GROUP = 'all' as GroupId;
const EVENT: EventDraft = { title: '票决', place: '', groups: [{ id: GROUP, name: '参会人员', due: 12 }] };
const POLL: PollDraft = {
  title: '票决',
  paper: {
    kind: 'motion',
    matters: [
      { id: 'm1', name: '事项一' },
      { id: 'm2', name: '事项二' },
    ],
  },
  rules: presetRules('P08'),
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
};

const database = await freshDatabase();
const sql = pool(database.url, { max: 2 });
let running: Running;
beforeAll(async () => {
  running = await startApi(database);
});
afterAll(async () => {
  await running.close();
  await sql.end();
});

const columnsOf = async (schema: string) =>
  sql<{ line: string }[]>`
    select table_name || '.' || column_name || ' ' || udt_name || coalesce(' default ' || column_default, '') as line
    from information_schema.columns
    where table_schema = ${schema} and table_name !~ '^(ballots|counters)_'
    order by table_name, ordinal_position`.then((rows) => rows.map(({ line }) => line));

/** How many of these (hex) stand in some segment of the write-ahead log. A ballot's signature goes nowhere but the urn. */
async function inWal(values: readonly string[]): Promise<number> {
  const [row] = await sql<{ found: number }[]>`
    select count(distinct value)::int as found
    from pg_ls_waldir() segment, unnest(${[...values]}::text[]) as looked_for (value)
    where position(decode(value, 'hex') in pg_read_binary_file('pg_wal/' || segment.name, 0, 1 << 26, true)) > 0`;
  return row?.found ?? 0;
}

describe('the database', () => {
  test('has an urn that cannot name a voter or a moment: every column, type and default', async () => {
    expect(await columnsOf('urn')).toEqual([
      'ballots.poll_id text',
      'ballots.public_key bytea',
      'ballots.group_id text',
      'ballots.credential bytea',
      'ballots.answers text',
      'ballots.nonces bytea',
      'ballots.signature bytea',
      'counters.poll_id text',
      'counters.group_id text',
      'counters.ballots int4',
      'counters.counts _int4',
      'credentials.poll_id text',
      'credentials.leaf bytea',
      'credentials.group_id text',
      'credentials.public_key bytea',
      'credentials.credential bytea',
      'openings.poll_id text',
      'openings.leaf bytea',
      'openings.group_id text',
      'openings.question text',
      'openings.choice text',
      'openings.nonce bytea',
      'releases.poll_id text',
      'releases.ballots int4',
      'releases.counts _int4',
      'texts.poll_id text',
      'texts.leaf bytea',
      'texts.question text',
      'texts.text text',
    ]);
  });

  test('has a roll that cannot name a moment or a ballot: every column, type and default', async () => {
    expect(await columnsOf('roll')).toEqual([
      'door_requests.slip_hash bytea',
      'door_requests.event_id text',
      'door_requests.entry_id text',
      'door_requests.number int4',
      'door_requests.refused bool default false',
      'issuances.slip_hash bytea',
      'issuances.poll_id text',
      'issuances.group_id text',
      'issuances.blinded_hash bytea',
      // Names, and the hashes of what was signed for: blinding ends the way here.
      'roster.id text',
      'roster.event_id text',
      'roster.group_id text',
      'roster.name text',
      'roster.unit text',
      'roster.code_mac bytea',
      'roster.admission bytea',
      'roster.slip_hash bytea',
      'roster.late bool default false',
      'roster.departed bool default false',
      'roster.way text',
      "roster.confirmed_by text default ''::text",
      'slips.slip_hash bytea',
      'slips.event_id text',
      'slips.group_id text',
      'slips.admitted bool default false',
    ]);
  });

  test('has a memory, an annex and signed forms that cannot name a ballot, a slip or a moment', async () => {
    expect((await columnsOf('desk')).filter((line) => /^(annexes|marks)\./.test(line))).toEqual([
      'annexes.poll_id text',
      'annexes.annex text',
      'marks.id text',
      'marks.kind text',
      'marks.subject text',
      'marks.post text',
      'marks.at text',
      'marks.mark text',
      'marks.poll_id text',
      'marks.document text',
      'marks.by text',
    ]);
    // 署名推荐表 are signed by their nature; what they share with roll and urn would lead from a signature to a ballot.
    const [links] = await sql<{ shared: readonly string[]; foreign: readonly string[] }[]>`
      select array(select distinct n.column_name::text from information_schema.columns n
          join information_schema.columns u using (column_name)
          where n.table_schema = 'named' and u.table_schema in ('roll', 'urn') order by 1) as shared,
        array(select distinct c.confrelid::regclass::text from pg_constraint c
          join pg_namespace n on n.oid = c.connamespace where n.nspname = 'named' and c.contype = 'f') as foreign`;
    // `id` is each row's own name, drawn at random: no form's is anybody's on the roster.
    expect(links).toEqual({ shared: ['event_id', 'id'], foreign: ['desk.events'] });
  });

  test('lets roll and urn share nothing but the poll and the group', async () => {
    const shared = await sql<{ column_name: string }[]>`
      select distinct r.column_name from information_schema.columns r
      join information_schema.columns u on u.column_name = r.column_name and u.table_schema = 'urn'
      where r.table_schema = 'roll' order by 1`;
    expect(shared.map(({ column_name }) => column_name)).toEqual(['group_id', 'poll_id']);
    const [links] = await sql<{ sequences: number; foreign: number; triggers: number }[]>`
      select (select count(*)::int from information_schema.sequences where sequence_schema in ('roll', 'urn')) as sequences,
        (select count(*)::int from pg_constraint c join pg_namespace n on n.oid = c.connamespace
          where n.nspname in ('roll', 'urn') and c.contype = 'f') as foreign,
        (select count(*)::int from information_schema.triggers where trigger_schema in ('roll', 'urn')) as triggers`;
    expect(links).toEqual({ sequences: 0, foreign: 0, triggers: 0 });
  });

  test('keeps no commit times and writes no statement down', async () => {
    const settings = ['track_commit_timestamp', 'log_statement', 'log_min_duration_statement', 'log_duration'];
    const rows = await sql<{ name: string; setting: string }[]>`
      select name, setting from pg_settings where name = any(${settings}) order by name`;
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      track_commit_timestamp: 'off',
      log_statement: 'none',
      log_min_duration_statement: '-1',
      log_duration: 'off',
    });
  });

  test('after the close shares no transaction between a row of the poll and a row of the roll; the partition is gone', async () => {
    const { url, deps } = running;
    const desk = await firstOrganizer(url, await setupLink(deps, url));
    const meeting = await openMeeting(url, desk, EVENT, [POLL]);
    const [poll] = meeting.view.polls;
    if (poll === undefined) throw new Error('the meeting has no poll');
    const partitions = () => sql`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'urn' and c.relkind = 'r' and c.relname ~ '^(ballots|counters)_'`;

    const { send, close } = connection(url);
    const signatures: string[] = [];
    for (const slip of meeting.slips) {
      for (const held of await holdRights(send, meeting, slip)) {
        const ballot = ballotOf(poll, held, anyAnswers(poll));
        signatures.push(Buffer.from(ballot.signature, 'base64url').toString('hex'));
        await cast(send, poll.id, ballot);
      }
    }
    close();
    expect((await partitions()).length).toBe(2);

    // Samples of ballots in the statistics would outlive the partition.
    const [unread] = await sql<{ reloptions: readonly string[] | null }[]>`
      select reloptions from pg_class where relname = ${`ballots_${poll.id}`}`;
    expect(unread?.reloptions).toEqual(['autovacuum_enabled=false']);

    // Open: a ballot and a signing-in are never one transaction, even when one phone does both at once.
    const open = await sql`
      select 1 from urn.ballots b where b.xmin in (select xmin from roll.slips union all select xmin from roll.issuances)`;
    expect(open.length).toBe(0);

    const mark = '5ea1'.repeat(16);
    await sql`select pg_logical_emit_message(true, 'test', decode(${mark}, 'hex'))`;
    expect(await inWal([mark])).toBe(1);
    await closeAndSeal(desk, [poll]);
    expect((await partitions()).length).toBe(0);
    const [sealed] = await sql<{ openings: number; credentials: number; writes: number; shared: number }[]>`
      with sealed as (
        select xmin::text as tx, 'o' as what from urn.openings where poll_id = ${poll.id}
        union all select xmin::text, 'c' from urn.credentials where poll_id = ${poll.id}
        union all select xmin::text, 'r' from desk.records where poll_id = ${poll.id}
        union all select xmin::text, 'p' from desk.polls where id = ${poll.id}
      ), people as (
        select xmin::text as tx from roll.slips union all select xmin::text from roll.issuances
      )
      select (select count(*)::int from sealed where what = 'o') as openings,
        (select count(*)::int from sealed where what = 'c') as credentials,
        (select count(distinct tx)::int from sealed where what in ('o', 'c')) as writes,
        (select count(*)::int from sealed where tx in (select tx from people)) as shared`;
    // 12 ballots of 2 matters, written by one transaction, in the order of their own hashes.
    expect(sealed).toEqual({ openings: 24, credentials: 12, writes: 1, shared: 0 });
    expect(await inWal(signatures)).toBe(0);
    const stored = await sql<
      { leaf: Uint8Array }[]
    >`select leaf from urn.openings where poll_id = ${poll.id} order by ctid`;
    const leaves = stored.map(({ leaf }) => toHex(leaf));
    expect(leaves).toEqual([...leaves].sort());
  });
});

describe('the logs', () => {
  test('hold no address, agent, body, token or moment of a voter, whatever the voter sends', async () => {
    const folder = await dataFolder();
    const server = await spawnApi({ GONGLUN_DATA: folder, LOG_LEVEL: 'trace' });
    const { url } = server;
    const desk = await firstOrganizer(url, server.setupUrl());
    const meeting = await openMeeting(url, desk, EVENT, [POLL]);
    const [poll] = meeting.view.polls;
    if (poll === undefined) throw new Error('the meeting has no poll');
    const before = server.output();

    const agent = 'VoterPhone/1.0 MicroMessenger';
    const { send, close } = connection(url, { 'user-agent': agent, 'x-forwarded-for': '203.0.113.7' });
    const secrets: string[] = [];
    const made: ReturnType<typeof ballotOf>[] = [];
    for (const slip of meeting.slips) {
      const secret = readSlip(slip);
      if (secret.ok) secrets.push(slip, slip.replace(/-/g, ''), toHex(slipHash(secret.value)));
      for (const held of await holdRights(send, meeting, slip)) {
        const ballot = ballotOf(poll, held, anyAnswers(poll));
        made.push(ballot);
        secrets.push(ballot.publicKey, ballot.signature, ballot.credential.signature, ballot.nonces);
        await cast(send, poll.id, ballot);
        await cast(send, poll.id, ballot);
        // Everything that goes wrong must be as silent as what goes right.
        await expect(cast(send, poll.id, ballotOf(poll, held, anyAnswers(poll)))).rejects.toThrow(Refused);
        await expect(cast(send, poll.id, { ...ballot, signature: '' })).rejects.toThrow(Refused);
      }
    }
    await send('POST', `/api/events/${meeting.event}/admissions`, { slip: 'AAAAA-AAAAA' });
    await send('POST', `/api/polls/${poll.id}/ballots`, 'not a ballot');
    // What the database could not even be asked must not fail there, because a failure is written down with its moment.
    const blinded = 'A'.repeat(342);
    const [slip] = meeting.slips;
    await send('POST', `/api/events/${meeting.event}/credentials`, { slip, requests: [{ poll: '\u0000', blinded }] });
    for (const path of [`events/%00`, 'polls/%00/record', 'polls/%00/openings', 'stage/%00', 'codes/%00']) {
      expect((await send('GET', `/api/${path}`)).status).toBe(404);
    }
    await hangUpInTheMiddle(url, `/api/polls/${poll.id}/ballots`);
    const fine = made.at(-1);
    if (fine === undefined) throw new Error('nobody has voted');
    const high = '_'.repeat(341) + '8';
    for (const publicKey of ['A'.repeat(43), '_'.repeat(42) + '8', 'AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA']) {
      await expect(cast(send, poll.id, { ...fine, publicKey })).rejects.toThrow(Refused);
    }
    const credential = { ...fine.credential, signature: high };
    await expect(cast(send, poll.id, { ...fine, credential })).rejects.toThrow(Refused);
    await send('GET', `/api/events/${meeting.event}?token=${secrets[0]}`);
    close();
    await closeAndSeal(desk, [poll]);
    await server.end('SIGTERM');

    const said = server.output().slice(before.length);
    expect(said).toContain('/api/desk/');
    expect(said).not.toContain('"failed"');
    for (const word of [agent, '203.0.113.7', '127.0.0.1', '::1', poll.id, meeting.event, ...secrets]) {
      expect(said).not.toContain(word);
    }
    expect(said).not.toMatch(/ballots|admissions|credentials|\/api\/events\/:/);
  });
});

/** As a phone does that leaves the Wi-Fi while it sends. */
async function hangUpInTheMiddle(url: string, path: string): Promise<void> {
  for (const framing of ['content-length: 5000', 'transfer-encoding: chunked']) {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    const body = framing.startsWith('t') ? '4\r\n{"gr\r\n' : '{"gr';
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${framing}\r\n\r\n${body}`);
    await sleep(100);
    socket.resetAndDestroy();
    await sleep(200);
  }
}
