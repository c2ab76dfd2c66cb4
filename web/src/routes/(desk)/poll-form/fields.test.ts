import { expect, test } from 'vitest';
import { fieldAt } from './fields.ts';

test.each([
  ['polls.0.paper.subjects.3.name', 'names'],
  ['/paper/candidates/2/id', 'names'],
  ['paper.scale[1].name', 'scale'],
  ['/event/groups/1/due', 'group-due-1'],
  ['groups.0.name', 'group-name-0'],
  ['groups', 'groups'],
  ['release.minTurnout', 'min-turnout'],
  ['release.k', 'k'],
  ['rules.0.tests.0.numerator.options.1', 'rules'],
  ['paper.max', 'max'],
  ['event.title', 'title'],
  ['polls.0.title', 'poll-title'],
  ['paper', null],
  [undefined, null],
])('the refusal at %s is shown beside %s', (at, field) => {
  expect(fieldAt(at)).toBe(field);
});
