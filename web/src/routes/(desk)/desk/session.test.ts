import { expect, test } from 'vitest';
import { nextPage } from './session.ts';

test.each(['/desk', '/desk/events/abc-1/slips', '/desk/new'])('after signing in, %s is gone back to', (asked) => {
  expect(nextPage(asked)).toBe(asked);
});

test.each(['https://evil.example/desk', '//evil.example', '/desk//evil.example?x=1', '/v/abc', '/desk\\evil', null])(
  'the login page sends nobody to %s',
  (asked) => {
    expect(nextPage(asked)).toBeNull();
  },
);
