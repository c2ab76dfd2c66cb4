import type { Role } from 'api/desk-views';
import { expect, test } from 'vitest';
import { isClerk, mayAct, mayKeepDoor, mayRead, mayWitness, nextPage } from './session.ts';

test.each(['/desk', '/desk/events/abc-1/slips', '/desk/new'])('after signing in, %s is gone back to', (asked) => {
  expect(nextPage(asked)).toBe(asked);
});

test.each(['https://evil.example/desk', '//evil.example', '/desk//evil.example?x=1', '/v/abc', '/desk\\evil', null])(
  'the login page sends nobody to %s',
  (asked) => {
    expect(nextPage(asked)).toBeNull();
  },
);

test('the door is kept by clerks and organizers, and a clerk is offered nothing else', () => {
  const allowed = (role: Role) => {
    const me = { username: role, name: role, role };
    return [mayKeepDoor(me), mayAct(me), mayRead(me), mayWitness(me), isClerk(me)];
  };
  expect(allowed('clerk')).toEqual([true, false, false, false, true]);
  expect(allowed('organizer')).toEqual([true, true, true, true, false]);
  expect(mayKeepDoor({ username: 't', name: 't', role: 'teller' })).toBe(false);
  expect(mayKeepDoor(null)).toBe(false);
});
