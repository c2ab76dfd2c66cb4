import { expect, test } from 'vitest';
import { fieldAt } from './fields.ts';

test.each([
  ['polls.0.paper.subjects.3.name', 'p0.names'],
  ['polls[2].rules[1].tests[0].base', 'p2.rule-1'],
  ['/paper/candidates/2/id', 'names'],
  ['paper.scale[1].name', 'scale'],
  ['paper.quotas[0].max', 'quotas'],
  ['paper.tagMins[0].min', 'tag-mins'],
  ['paper.questions[2].options[0].name', 'questions'],
  ['paper.from', 'range'],
  ['paper.sections[1].name', 'sections'],
  ['paper.sections[1].paper.scale[0].name', 's1.scale'],
  ['polls[0].paper.sections[2].paper.subjects', 'p0.s2.names'],
  ['/event/groups/1/due', 'group-due-1'],
  ['groups.0.name', 'group-name-0'],
  ['groups[1].excluded[0].reason', 'group-excluded-1'],
  ['groups', 'groups'],
  ['release.minTurnout', 'min-turnout'],
  ['release.k', 'k'],
  ['rules.0.tests.0.numerator.options.1', 'rule-0'],
  ['rules', 'rules'],
  ['given.s1.figures.exam', 'given'],
  ['source.poll', 'source'],
  ['checklist[0].text', 'checklist'],
  ['at', 'at'],
  ['paper.max', 'max'],
  ['event.title', 'title'],
  ['polls.0.title', 'p0.poll-title'],
  ['paper', null],
  [undefined, null],
])('the refusal at %s is shown beside %s', (at, field) => {
  expect(fieldAt(at)).toBe(field);
});
