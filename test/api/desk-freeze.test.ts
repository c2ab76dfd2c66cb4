import { createHash, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalize, type Definition } from 'ballot-core';
import type { DeskEvent } from 'api';
import { keysOf } from '../../api/src/db/keys.ts';
import { keysSettled, makeKeys, resumeKeys } from '../../api/src/desk/keys.ts';
import { openIssuerKey } from '../../api/src/keyring.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, EVENT, meeting, type Person, POLL, staffOf } from './desk.ts';

const database = await freshDatabase();
const running = await startApi(database);
afterAll(() => running.close());
const { deps } = running;
let organizer: Person;
beforeAll(async () => {
  ({ organizer } = await staffOf(running));
});

const freeze = (poll: string) => organizer.ask('POST', `/polls/${poll}/freeze`);
const kept = async (poll: string) => {
  const [row] = await deps.sql<{ definition: string | null; paper_hash: string | null }[]>`
    select definition, paper_hash from desk.polls where id = ${poll}`;
  return row;
};
const look = async (event: string) => (await organizer.ask('GET', `/events/${event}`)).body as unknown as DeskEvent;

describe('freezing a poll', () => {
  test('makes one canonical text with a hash that anybody can compute, and a key for each group', async () => {
    const { event, poll } = await meeting(organizer);
    expect((await freeze(poll)).status).toBe(200);
    await keysSettled();

    const row = await kept(poll);
    const definition = JSON.parse(row?.definition ?? '') as Definition;
    expect(row?.definition).toBe(canonicalize(definition));
    expect(row?.paper_hash).toBe(
      createHash('sha256')
        .update(row?.definition ?? '')
        .digest('hex'),
    );
    expect(definition).toEqual({ format: 'gonglun-poll/1', event, poll, groups: EVENT.groups, ...POLL });

    const [shown] = (await look(event)).polls;
    expect(shown).toMatchObject({ state: 'frozen', paperHash: row?.paper_hash });
    expect(shown?.keys.map(({ group }) => group)).toEqual(['leaders', 'staff']);
    for (const { spki } of shown?.keys ?? []) {
      const key = createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' });
      expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
    }
    expect((await acts(organizer, event)).slice(2)).toEqual(['poll_frozen', 'keys_made']);
  });

  test('cannot be undone or changed by anybody', async () => {
    const { event, poll } = await meeting(organizer);
    await freeze(poll);
    const before = await kept(poll);
    for (const [method, path, body] of [
      ['PUT', `/polls/${poll}`, { ...POLL, title: 'another' }],
      ['DELETE', `/polls/${poll}`, {}],
      ['PUT', `/events/${event}`, { ...EVENT, groups: EVENT.groups.slice(1) }],
      ['DELETE', `/events/${event}`, {}],
    ] as const) {
      expect(await organizer.ask(method, path, body)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    }
    await organizer.ask('PUT', `/events/${event}`, { ...EVENT, title: 'renamed' });
    expect(await kept(poll)).toEqual(before);
  });

  test('by ten organizers at once is done once', async () => {
    const { event, poll } = await meeting(organizer);
    const answers = await Promise.all(Array.from({ length: 10 }, () => freeze(poll)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    await keysSettled();
    expect((await acts(organizer, event)).slice(2)).toEqual(['poll_frozen', 'keys_made']);
  });

  test('of a change that is under way takes the whole change or none of it', async () => {
    const { poll } = await meeting(organizer);
    const changed = { ...POLL, title: '改过的标题' };
    const [change, frozen] = await Promise.all([organizer.ask('PUT', `/polls/${poll}`, changed), freeze(poll)]);
    expect(frozen.status).toBe(200);
    const { title } = JSON.parse((await kept(poll))?.definition ?? '') as Definition;
    expect(title).toBe(change.status === 200 ? changed.title : POLL.title);
  });

  test('is refused when a rule names a grade that the paper does not have, and the poll stays a draft', async () => {
    const { event, poll } = await meeting(organizer);
    const { paper } = POLL;
    if (paper.kind !== 'grades') throw new Error('a grades paper was expected');
    const scale = paper.scale.map((grade) => (grade.id === 'excellent' ? { ...grade, id: 'splendid' } : grade));
    await organizer.ask('PUT', `/polls/${poll}`, { ...POLL, paper: { ...paper, scale } });
    const answer = await freeze(poll);
    expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid' } });
    expect(answer.body.at).toMatch(/^rules\[0\]/);
    expect((await look(event)).polls).toMatchObject([{ state: 'draft', paperHash: null }]);
  });
});

describe('issuer keys', () => {
  test('that a stop has cut short are made after the next start, and those that exist stay', async () => {
    const { event, poll } = await meeting(organizer);
    await freeze(poll);
    await keysSettled();
    const before = await keysOf(deps.db, poll);
    await deps.sql`delete from desk.issuer_keys where poll_id = ${poll} and group_id = 'staff'`;
    await resumeKeys(deps);
    await keysSettled();
    const after = await keysOf(deps.db, poll);
    expect(after.map(({ group }) => group)).toEqual(['leaders', 'staff']);
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.spki).not.toEqual(before[1]?.spki);
    expect((await look(event)).polls[0]?.keys).toHaveLength(2);
  });

  test('are made once by however many processes: the first one stays', async () => {
    const { poll, event } = await meeting(organizer);
    const other = await startApi(database);
    try {
      await freeze(poll);
      makeKeys(other.deps, poll);
      makeKeys(deps, poll);
      await keysSettled();
      expect(await keysOf(deps.db, poll)).toHaveLength(2);
      expect((await acts(organizer, event)).filter((act) => act === 'keys_made')).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  test('are closed at rest, each under its own poll and group', async () => {
    const { poll } = await meeting(organizer);
    await freeze(poll);
    await keysSettled();
    const [first] = await keysOf(deps.db, poll);
    if (first === undefined) throw new Error('no key');
    const key = openIssuerKey(deps.vault, poll, first.group, first.sealedPrivateKey);
    expect(createPublicKey(key).export({ format: 'der', type: 'spki' })).toEqual(Buffer.from(first.spki));
    expect(Buffer.from(first.sealedPrivateKey).includes(key.export({ format: 'der', type: 'pkcs8' }))).toBe(false);
  });
});
