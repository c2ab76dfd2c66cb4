/**
 * A seal that loses its database at every step: each statement in turn ends its own connection instead of doing its work,
 * the commit too. Afterwards the poll is closed and whole, or sealed and whole, and can be sealed again.
 *
 * The statements are found by watching a seal, so a new one is covered on the day it is written.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBundle, type Bundle, type PollId } from 'ballot-core';
import { connect } from '../../api/src/db/client.ts';
import { countersOf } from '../../api/src/db/urn.ts';
import { stateOf } from '../../api/src/db/states.ts';
import type { Running } from '../../api/src/serve.ts';
import { createFrozen } from '../../api/src/urn/frozen.ts';
import { createSeal } from '../../api/src/urn/seal.ts';
import type { Send } from '../load/http.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, draft, each, group, meeting, motionBallot, must, nth, sendTo, voter } from '../urn/meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
});
afterAll(() => api.close());

const VOTERS = 12;
type Sql = Running['deps']['sql'];

/** Closed, with all its ballots in. */
async function closedPoll(): Promise<{ readonly event: string; readonly poll: PollId }> {
  const hall = await meeting(api, [group('a', VOTERS)], [draft('甲')]);
  const poll = nth(hall.polls, 0);
  await each((hall.slips.a ?? []).slice(0, VOTERS), 6, async (slip) => {
    const person = await voter(send, hall.event, slip);
    expect((await castTo(send, poll, motionBallot(person, 'agree'))).status).toBe(201);
  });
  must(await api.deps.urn.closePoll(poll));
  return { event: hall.event, poll };
}

/** Told of each statement, with true when it belongs to the sealing transaction; true ends its connection. */
type Watch = (statement: string, inside: boolean) => boolean;

/** The server's own seal on a pool of its own, whose statements pass by `watch`. */
function watchedSeal(watch: Watch) {
  const { sql, db } = connect(database.url, { max: 4 });
  const passing = (run: Sql, inside: boolean): Sql =>
    new Proxy(run, {
      apply(target, _this, values: unknown[]) {
        const first = values[0];
        if (!Array.isArray(first) || !('raw' in first)) return Reflect.apply(target, undefined, values);
        const name = first.join('?').replaceAll(/\s+/g, ' ').trim();
        if (watch(name, inside)) return target`select pg_terminate_backend(pg_backend_pid())`;
        return Reflect.apply(target, undefined, values);
      },
      get(target, key) {
        const own: unknown = Reflect.get(target, key);
        if ((key !== 'begin' && key !== 'savepoint') || typeof own !== 'function') return own;
        return (act: (tx: Sql) => unknown) =>
          Reflect.apply(own, target, [(tx: Sql) => act(passing(tx, true))]) as unknown;
      },
    });
  const deps = { ...api.deps, sql: passing(sql, false), db };
  return { seal: createSeal({ ...deps, frozen: createFrozen(deps) }), end: () => sql.end({ timeout: 0 }) };
}

async function sealedBy(poll: PollId, watch: Watch): Promise<boolean> {
  const { seal, end } = watchedSeal(watch);
  try {
    return (await seal(poll)).ok;
  } catch (error) {
    // What the route turns into `busy`: the connection went away.
    expect(error).toBeInstanceOf(Error);
    return false;
  } finally {
    await end();
  }
}

/** Nothing of the seal is there, and nothing of the urn is gone. */
async function isClosedAndWhole(poll: PollId, after: string): Promise<void> {
  const { sql } = api.deps;
  expect(await stateOf(sql, poll), after).toBe('closed');
  const [left] = await sql<{ ballots: number; kept: number }[]>`
    select (select count(*)::int from urn.ballots where poll_id = ${poll}) as ballots,
      (select count(*)::int from urn.openings where poll_id = ${poll})
      + (select count(*)::int from urn.credentials where poll_id = ${poll})
      + (select count(*)::int from desk.records where poll_id = ${poll}) as kept`;
  expect(left, after).toEqual({ ballots: VOTERS, kept: 0 });
  expect(await countersOf(sql, poll), after).toMatchObject([{ ballots: VOTERS }]);
}

async function isSealedAndWhole({ event, poll }: { readonly event: string; readonly poll: PollId }): Promise<void> {
  expect(await stateOf(api.deps.sql, poll)).toBe('sealed');
  expect(await countersOf(api.deps.sql, poll)).toEqual([]);
  const bundle = (await send('GET', `/api/events/${event}/bundle`)).body as Bundle;
  expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  expect(nth(bundle.polls, 0).record.count.ballots).toBe(VOTERS);
}

describe('a seal that is interrupted', () => {
  test('at any of its statements leaves the poll closed or sealed, whole, and is done by pressing again', async () => {
    const statements: { readonly name: string; readonly inside: boolean }[] = [];
    const model = await closedPoll();
    const list: Watch = (name, inside) => {
      statements.push({ name, inside });
      return false;
    };
    expect(await sealedBy(model.poll, list)).toBe(true);
    await isSealedAndWhole(model);
    const names = statements.map(({ name }) => name).join('\n');
    // A list that misses its mainstays is no list.
    for (const part of [
      'advisory_xact_lock',
      'update desk.polls',
      'lock table',
      'order by public_key',
      'desk.records',
    ]) {
      expect(names).toContain(part);
    }
    for (const part of ['urn.openings', 'urn.credentials', 'drop table', 'pg_switch_wal', 'checkpoint']) {
      expect(names).toContain(part);
    }

    let hall = await closedPoll();
    for (const [at, { name, inside }] of statements.entries()) {
      let passed = -1;
      const done = await sealedBy(hall.poll, () => {
        passed += 1;
        return passed === at;
      });
      expect(passed, `${name} was reached`).toBeGreaterThanOrEqual(at);
      const after = `after ${at}: ${name}`;
      if (inside) expect(done, after).toBe(false);
      if (!done) {
        await isClosedAndWhole(hall.poll, after);
        continue;
      }
      await isSealedAndWhole(hall);
      if (at < statements.length - 1) hall = await closedPoll();
    }
    if ((await stateOf(api.deps.sql, hall.poll)) === 'closed') must(await api.deps.urn.sealPoll(hall.poll));
    await isSealedAndWhole(hall);
  });

  test('in the commit itself leaves the poll closed and whole', async () => {
    const hall = await closedPoll();
    // Runs when everything is written and nothing is committed: the last moment at which a seal can be lost.
    await api.deps.sql.unsafe(`
      create function desk.vanish() returns trigger language plpgsql as
        $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
      create constraint trigger vanish after insert on desk.records deferrable initially deferred
        for each row execute function desk.vanish()`);
    expect(await sealedBy(hall.poll, () => false)).toBe(false);
    await isClosedAndWhole(hall.poll, 'after the commit');
    await api.deps.sql.unsafe('drop trigger vanish on desk.records; drop function desk.vanish()');
    must(await api.deps.urn.sealPoll(hall.poll));
    await isSealedAndWhole(hall);
  });
});
