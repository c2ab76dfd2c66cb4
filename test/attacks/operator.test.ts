/**
 * An operator with everything: the database, the installation's key, and with it the keys that issue and sign.
 *
 * What he can't do without being stopped by the seal or shown up by somebody else's paper is the promise; what he can is
 * in SECURITY.md, and stands here too, so that nobody takes it for a promise.
 */
import { constants, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  canonicalize,
  credentialMessage,
  fromBase64url,
  judgeReceipt,
  newBallotKey,
  prepare,
  toBase64url,
  verifyBundle,
  type Accounts,
  type Bundle,
  type CastBody,
  type PollId,
  type PollRecord,
} from 'ballot-core';
import { findEvent } from '../../api/src/db/events.ts';
import { keysOf } from '../../api/src/db/keys.ts';
import { findPoll } from '../../api/src/db/polls.ts';
import { stateOf } from '../../api/src/db/states.ts';
import { openEventKey, openIssuerKey } from '../../api/src/keyring.ts';
import type { Running } from '../../api/src/serve.ts';
import { signText } from '../../api/src/urn/receipt.ts';
import type { Send } from '../load/http.ts';
import { ballotOf, random } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import {
  castTo,
  draft,
  each,
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

const database = await freshDatabase();
let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
});
afterAll(() => api.close());

const VOTERS = 8;

interface Voted {
  readonly hall: Meeting;
  readonly poll: PollId;
  readonly people: readonly Voter[];
  readonly ballots: readonly CastBody[];
  readonly receipts: readonly string[];
}

/** Eight of twelve have voted; the poll is open. */
async function voted(): Promise<Voted> {
  const hall = await meeting(api, [group('a', 12)], [draft('甲')]);
  const poll = nth(hall.polls, 0);
  const people = await each((hall.slips.a ?? []).slice(0, VOTERS), 4, (slip) => voter(send, hall.event, slip));
  const ballots = people.map((person, i) => motionBallot(person, i % 2 ? 'agree' : 'disagree'));
  const receipts = await each(ballots, 4, (ballot) => accepted(poll, ballot));
  return { hall, poll, people, ballots, receipts };
}

async function accepted(poll: PollId, ballot: CastBody): Promise<string> {
  const answer = await castTo(send, poll, ballot);
  expect(answer.status).toBe(201);
  return (answer.body as { readonly receipt: string }).receipt;
}

/** A ballot of nobody, with a right that the operator has signed for himself. */
async function made({ poll, people }: Voted, choice: string): Promise<CastBody> {
  const { group: of, sealedPrivateKey } = nth(await keysOf(api.deps.db, poll), 0);
  const key = newBallotKey(random);
  const prepared = prepare(credentialMessage(poll, key.publicKey), random);
  const signature = sign('sha384', prepared, {
    key: openIssuerKey(api.deps.vault, poll, of, sealedPrivateKey),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  });
  const credential = { prefix: toBase64url(prepared.subarray(0, 32)), signature: toBase64url(signature) };
  const answers = { choices: { m1: choice, m2: choice }, writeIns: [] };
  return ballotOf(nth(nth(people, 0).view.polls, 0), { poll, group: of, key, credential }, answers);
}

/** Takes a ballot out, and out of the counter, so that the two agree. */
async function takeOut({ poll }: Voted, { publicKey, choices }: CastBody): Promise<void> {
  const { sql } = api.deps;
  const taken = await sql`
    delete from ${sql(`urn.ballots_${poll}`)} where public_key = ${fromBase64url(publicKey) ?? new Uint8Array()} returning 1`;
  expect(taken).toHaveLength(1);
  // Slots of a motion: agree, disagree, abstain, unmarked for each matter.
  const [row] = await sql<{ counts: number[] }[]>`select counts from ${sql(`urn.counters_${poll}`)}`;
  const counts = [...(row?.counts ?? [])];
  const width = counts.length / 2;
  const place = choices.m1 === 'agree' ? 0 : 1;
  for (const at of [place, width + place]) counts[at] = (counts[at] ?? 0) - 1;
  await sql`update ${sql(`urn.counters_${poll}`)} set ballots = ballots - 1, counts = ${counts}::int[]`;
}

async function sealed({ hall, poll }: Voted): Promise<{ readonly bundle: Bundle; readonly eventKey: Uint8Array }> {
  must(await api.deps.urn.closePoll(poll));
  must(await api.deps.urn.sealPoll(poll));
  const bundle = (await send('GET', `/api/events/${hall.event}/bundle`)).body as Bundle;
  expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  return { bundle, eventKey: fromBase64url(bundle.eventKey) ?? new Uint8Array() };
}

/** The seal says no and names why; nothing is dropped. */
async function isStopped({ poll }: Voted, alarm: RegExp, server = api): Promise<void> {
  must(await server.deps.urn.closePoll(poll));
  expect(await server.deps.urn.sealPoll(poll)).toEqual({ ok: false, error: { code: 'seal_mismatch' } });
  expect((await findPoll(server.deps.db, poll))?.alarm).toMatch(alarm);
  expect(await stateOf(server.deps.sql, poll)).toBe('closed');
}

describe('a ballot that an operator drops', () => {
  test('from urn and counter alike leaves a sound record, which the receipt alone gives the lie', async () => {
    const room = await voted();
    const victim = 3;
    await takeOut(room, nth(room.ballots, victim));
    const { bundle, eventKey } = await sealed(room);
    expect(nth(bundle.polls, 0).record.accounts).toMatchObject({ issued: VOTERS, returned: VOTERS - 1 });
    for (const [i, receipt] of room.receipts.entries()) {
      const verdict = i === victim ? 'dropped' : 'listed';
      expect(judgeReceipt(receipt, eventKey, bundle)).toEqual({ verdict });
    }
    const own = nth(room.ballots, 0);
    expect(judgeReceipt(nth(room.receipts, 0), eventKey, bundle, own)).toEqual({ verdict: 'counted', lines: 2 });
  });

  test('and replaces by one of his own, so that every account is in order, is shown up the same way', async () => {
    const room = await voted();
    await takeOut(room, nth(room.ballots, 1));
    await accepted(room.poll, await made(room, 'disagree'));
    const { bundle, eventKey } = await sealed(room);
    expect(nth(bundle.polls, 0).record.accounts).toMatchObject({ present: VOTERS, issued: VOTERS, returned: VOTERS });
    expect(judgeReceipt(nth(room.receipts, 1), eventKey, bundle)).toEqual({ verdict: 'dropped' });
  });
});

describe('a ballot that an operator changes', () => {
  test.each([
    ['its answers, with the counter', /signature_invalid/, 'answers'],
    ['its group', /ballot_malformed|credential_invalid/, 'group_id'],
    ['its nonces', /signature_invalid/, 'nonces'],
    ['its credential', /credential_invalid/, 'credential'],
  ] as const)('in %s stops the seal', async (_what, alarm, column) => {
    const room = await voted();
    const { sql } = api.deps;
    const victim = nth(room.ballots, 1);
    const key = fromBase64url(victim.publicKey) ?? new Uint8Array();
    const table = sql(`urn.ballots_${room.poll}`);
    if (column === 'answers') {
      const answers = canonicalize({ choices: { m1: 'disagree', m2: 'disagree' }, writeIns: [] });
      await sql`update ${table} set answers = ${answers} where public_key = ${key}`;
      const [row] = await sql<{ counts: number[] }[]>`select counts from ${sql(`urn.counters_${room.poll}`)}`;
      const counts = [...(row?.counts ?? [])];
      for (const at of [0, counts.length / 2]) {
        counts[at] = (counts[at] ?? 0) - 1;
        counts[at + 1] = (counts[at + 1] ?? 0) + 1;
      }
      await sql`update ${sql(`urn.counters_${room.poll}`)} set counts = ${counts}::int[]`;
    } else if (column === 'group_id') {
      await sql`update ${table} set group_id = 'b' where public_key = ${key}`;
    } else {
      const other = fromBase64url(nth(room.ballots, 2).publicKey) ?? new Uint8Array();
      await sql`
        update ${table} set ${sql(column)} = (select ${sql(column)} from ${table} where public_key = ${other})
        where public_key = ${key}`;
    }
    await isStopped(room, alarm);
  });
});

describe('ballots that an operator adds', () => {
  test('beyond those issued stop the seal', async () => {
    const room = await voted();
    await accepted(room.poll, await made(room, 'agree'));
    await isStopped(room, /accounts do not add up: returned_over_issued/);
  });

  test('with issues written for them, beyond those present, stop it as well', async () => {
    const room = await voted();
    await accepted(room.poll, await made(room, 'agree'));
    await api.deps.sql`
      insert into roll.issuances (slip_hash, poll_id, group_id, blinded_hash)
      select slip_hash, ${room.poll}, group_id, ${random(32)} from roll.slips
      where event_id = ${room.hall.event} and not admitted limit 1`;
    await isStopped(room, /accounts do not add up: issued_over_present/);
  });

  test('with people signed in for them stand in the accounts, for tellers who have counted heads', async () => {
    // Not prevented, and SECURITY.md says so: a slip of his own is a slip.
    const room = await voted();
    const ghost = await voter(send, room.hall.event, nth(room.hall.slips.a, VOTERS));
    await accepted(room.poll, motionBallot(ghost, 'agree'));
    const { bundle } = await sealed(room);
    expect(nth(bundle.polls, 0).record.accounts).toMatchObject({ present: VOTERS + 1, issued: VOTERS + 1 });
  });

  const lies: readonly (readonly [string, Partial<Accounts>, string])[] = [
    ['more ballots than were issued', { issued: VOTERS - 1 }, 'accounts'],
    ['more issued than present', { present: VOTERS - 1 }, 'accounts'],
    ['more present than due', { present: 13 }, 'accounts'],
    ['fewer returned than there are credentials', { returned: VOTERS - 1, valid: VOTERS - 1 }, 'credentials_counted'],
    ['invalid ballots out of thin air', { invalid: 1 }, 'accounts'],
  ];
  test('and a server that seals all the same is found out by anybody with the bundle', async () => {
    const room = await voted();
    const { bundle } = await sealed(room);
    const event = await findEvent(api.deps.db, room.hall.event);
    if (event === null) throw new Error('no event');
    const key = openEventKey(api.deps.vault, event.id, event.sealedPrivateKey);
    const signed = async (record: PollRecord): Promise<Bundle> => {
      const signature = await signText(key, canonicalize(record));
      return { ...bundle, polls: [{ ...nth(bundle.polls, 0), record, signature }] };
    };
    const { record } = nth(bundle.polls, 0);
    expect(verifyBundle(await signed(record))).toMatchObject({ ok: true });
    for (const [name, change, claim] of lies) {
      const accounts = { ...record.accounts, ...change };
      const groupAccounts = record.groupAccounts.map((own) => ({ ...own, ...change }));
      const verdict = verifyBundle(await signed({ ...record, accounts, groupAccounts }));
      expect(verdict, name).toMatchObject({ ok: false, claim: `${room.poll}/${claim}` });
    }
    // One more credential than ballots, signed with the right key.
    const extra = await made(room, 'agree');
    const spent = { group: extra.group, publicKey: extra.publicKey, ...extra.credential };
    const poll = nth((await signed(record)).polls, 0);
    const stuffed = { ...bundle, polls: [{ ...poll, credentials: [...poll.credentials, spent] }] };
    expect(verifyBundle(stuffed)).toMatchObject({ ok: false, claim: `${room.poll}/credentials_counted` });
  });
});

describe('a paper that an operator swaps after the freeze', () => {
  /** As in memory nobody is deceived, the deceived server is one that has just been started. */
  async function onAnother<T>(act: (server: Running) => Promise<T>): Promise<T> {
    const server = await startApi(database);
    try {
      return await act(server);
    } finally {
      await server.close();
    }
  }
  const swapped = (definition: string) => definition.replace('张三', '王五');

  test('under its old hash can never be sealed', async () => {
    const room = await voted();
    const { sql } = api.deps;
    await sql`update desk.polls set definition = replace(definition, '张三', '王五') where id = ${room.poll}`;
    await onAnother((server) => isStopped(room, /paper_hash/, server));
  });

  test('with its hash is not the one that the ballots are signed for: the seal is stopped', async () => {
    const room = await voted();
    const { sql } = api.deps;
    const [row] = await sql<{ definition: string }[]>`select definition from desk.polls where id = ${room.poll}`;
    const definition = swapped(row?.definition ?? '');
    await sql`
      update desk.polls set definition = ${definition},
        paper_hash = encode(sha256(convert_to(${definition}, 'UTF8')), 'hex')
      where id = ${room.poll}`;
    await onAnother(async (server) => {
      const late = motionBallot(await voter(sendTo(server.url), room.hall.event, nth(room.hall.slips.a, 9)), 'agree');
      expect(late.paperHash).not.toBe(nth(room.ballots, 0).paperHash);
      // Who answered the old paper is told; nobody's ballot is taken for another one.
      const old = ballotOf(nth(nth(room.people, 0).view.polls, 0), nth(nth(room.people, 0).held, 0), late);
      expect((await castTo(sendTo(server.url), room.poll, old)).body).toMatchObject({ code: 'wrong_paper' });
      await isStopped(room, /signature_invalid/, server);
    });
  });
});
