/**
 * Signing in by name (签到): a phone that is in the hall says who its owner is, and is let in or waits for the door.
 *
 * The phone has drawn a slip for itself; from here on it is a slip like any other. Safe to repeat: who is in, and who waits,
 * is answered without a pass. A wrong code and a name that is not on the roster are the same to who asks.
 */
import { createHmac, randomBytes, randomInt } from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { no, ok, readPersonalCode, readSlip, slipHash, toHex, type EventId, type Result } from 'ballot-core';
import { callAtDoor, callOf, forgetCall, letIn, peopleNamed, personOf, type Person } from '../db/door.ts';
import { findEvent, type EventRow } from '../db/events.ts';
import { findSlip } from '../db/roll.ts';
import type { Deps } from '../deps.ts';
import type { Refusal } from '../http/refusals.ts';
import type { Admission, SignInBody, Waiting } from '../views.ts';
import type { DoorCodes } from './codes.ts';
import { nameForm } from './names.ts';
import { isCodeOf } from './personal-codes.ts';

/** Of 2^40 codes; then this entry is let in by the door only, for a while, whatever code comes. */
const WRONG_MAX = 20;
const WRONG_WINDOW_S = 10 * 60;
/** Under one name: its owner, and two who are mistaken. */
const CALLS_PER_ENTRY = 3;
const CALLS_SPARE = 20;

export function createSignIn(
  { sql, db, hub, vault }: Pick<Deps, 'sql' | 'db' | 'hub' | 'vault'>,
  codes: DoorCodes,
): (event: EventId, body: SignInBody) => Promise<Result<Admission | Waiting, Refusal>> {
  const wrong = new RateLimiterMemory({ points: WRONG_MAX, duration: WRONG_WINDOW_S });
  const dice = randomBytes(32);

  return async (id, body) => {
    const secret = readSlip(body.slip);
    if (!secret.ok) return no({ code: 'unknown_slip' });
    const slip = slipHash(secret.value);
    const holder = await findSlip(sql, id, slip);
    if (holder !== null && holder.entry !== null) return ok({ group: holder.group });
    const call = await callOf(sql, id, slip);
    if (call?.refused === true) {
      await forgetCall(sql, slip);
      return no({ code: 'door_refused' });
    }
    // The name stays that of the first request: what the door has before its eyes must not change under its finger.
    if (call !== null && body.code === undefined) return ok({ waiting: call.number });

    const event = await findEvent(db, id);
    if (event === null) return no({ code: 'unknown_event' });
    if (event.admission !== 'roster') return no({ code: 'wrong_state' });
    if (body.pass === undefined || !(await codes.passes(body.pass, id, toHex(slip)))) {
      return no({ code: 'hall_code_invalid' });
    }
    return body.code === undefined ? await ask(event, body, slip) : await show(id, body, body.code, slip);
  };

  /** By a personal code. */
  async function show(
    event: EventId,
    body: SignInBody,
    typed: string,
    slip: Uint8Array,
  ): Promise<Result<Admission, Refusal>> {
    const code = readPersonalCode(typed);
    const people = await named(event, body);
    if (!people.ok) return people;
    if (!code.ok) return no({ code: 'unknown_entry' });
    const person = await whose(people.value, code.value, body);
    if (!person.ok) return person;
    const outcome = await letIn(sql, person.value, { slip, admission: slip, way: 'code', by: '', waits: false });
    if (outcome === 'nobody_waits') throw new Error('the door was asked although there was a code');
    if (outcome !== 'in') return no({ code: outcome });
    hub.tell(event, 'count');
    return ok({ group: person.value.group });
  }

  /** By name alone: the door compares a face and a number. */
  async function ask({ id, groups }: EventRow, body: SignInBody, slip: Uint8Array): Promise<Result<Waiting, Refusal>> {
    if (body.name === undefined) return no({ code: 'body_malformed', at: 'name' });
    const people = await named(id, body);
    if (!people.ok) return people;
    const [person, another] = people.value;
    if (person === undefined) return no({ code: 'unknown_entry' });
    if (another !== undefined) return no({ code: 'name_ambiguous' });
    if (person.departed) return no({ code: 'departed' });
    const due = groups.reduce((sum, group) => sum + group.due, 0);
    const most = { entry: CALLS_PER_ENTRY, event: 2 * due + CALLS_SPARE };
    const waiting = await callAtDoor(sql, person, slip, most, () => randomInt(100, 1000));
    if (waiting === null) return no({ code: 'busy' });
    hub.tell(id, 'count');
    return ok({ waiting });
  }

  async function named(event: EventId, { entry, name, unit }: SignInBody): Promise<Result<readonly Person[], Refusal>> {
    if (entry !== undefined) {
      const person = await personOf(sql, event, entry);
      return ok(person === null ? [] : [person]);
    }
    const called = nameForm(name ?? '');
    if (called === '') return no({ code: 'body_malformed', at: 'name' });
    const of = nameForm(unit ?? '');
    return ok(await peopleNamed(sql, event, called, of === '' ? null : of));
  }

  /**
   * A try is paid for before the code is looked at, so a thousand at once are no more than twenty. Under a name that is not
   * on the roster it is paid for as well: running out of tries must not tell who is.
   */
  async function whose(people: readonly Person[], code: string, asked: SignInBody): Promise<Result<Person, Refusal>> {
    let tried = people.length === 0 && (await pay(nobody(asked))) ? 1 : 0;
    for (const person of people) {
      if (!(await pay(person.id))) continue;
      tried += 1;
      if (!isCodeOf(vault, person.id, person.codeMac, code)) continue;
      await wrong.reward(person.id, 1);
      return ok(person);
    }
    return no({ code: tried === 0 ? 'too_many_wrong_codes' : 'unknown_entry' });
  }

  /** A place to count for whom nobody is: few enough that a flood of names fills no memory, and none can be aimed at. */
  function nobody({ entry, name, unit }: SignInBody): string {
    const asked = JSON.stringify([entry, nameForm(name ?? ''), nameForm(unit ?? '')]);
    return `nobody ${createHmac('sha256', dice).update(asked).digest().readUInt16BE()}`;
  }

  function pay(entry: string): Promise<boolean> {
    return wrong.consume(entry).then(
      () => true,
      (over: unknown) => {
        if (over instanceof RateLimiterRes) return false;
        throw over;
      },
    );
  }
}
