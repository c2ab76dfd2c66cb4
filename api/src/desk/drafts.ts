/**
 * Reads what an organizer has written: an event and its polls, before anything is frozen.
 *
 * What is kept is built anew from known fields with the core's own readers, so a draft that was saved can be frozen
 * unless its rules don't fit its paper. `at` names the field, as `paper.subjects[3].name`.
 */
import { checkPaper, checkRule, no, ok, type GroupId, type Result, type Rule } from 'ballot-core';
import { z } from 'zod';
import type { Refusal, RefusalCode } from '../http/refusals.ts';
import type { EventDraft, PollDraft } from '../views.ts';
import { words } from './words.ts';

const TITLE_LENGTH_MAX = 120;
const PLACE_LENGTH_MAX = 120;
const GROUPS_MAX = 20;
/** Larger than any meeting; keeps every count far inside an integer column. */
const DUE_MAX = 1_000_000;
const RULES_MAX = 20;
/** Ids that may stand in a URL and in canonical JSON, as in papers. */
const GROUP_ID = /^[a-z0-9][a-z0-9-]{0,23}$/;

const title = words(TITLE_LENGTH_MAX).min(1);
const whole = z.number().int();

const EventFields = z.strictObject({
  title,
  place: words(PLACE_LENGTH_MAX),
  groups: z
    .array(z.strictObject({ id: z.string().regex(GROUP_ID), name: title, due: whole.min(1).max(DUE_MAX) }))
    .min(1)
    .max(GROUPS_MAX),
});

const PollFields = z.strictObject({
  title,
  paper: z.unknown(),
  rules: z.array(z.unknown()).max(RULES_MAX),
  release: z.strictObject({
    mode: z.enum(['turnout', 'batches']),
    k: whole.min(3).max(DUE_MAX),
    minTurnout: z.tuple([whole.min(0), whole.min(1)]).refine(([part, base]) => part <= base),
  }),
});

export function readEventDraft(value: unknown, at = ''): Result<EventDraft, Refusal> {
  const read = EventFields.safeParse(value);
  if (!read.success) return refused('event_invalid', at, pathOf(read.error));
  const { groups } = read.data;
  for (const key of ['id', 'name'] as const) {
    const repeated = groups.findIndex((group, i) => groups.findIndex((other) => other[key] === group[key]) < i);
    if (repeated !== -1) return refused('event_invalid', at, `groups[${repeated}].${key}`);
  }
  return ok({ ...read.data, groups: groups.map((group) => ({ ...group, id: group.id as GroupId })) });
}

export function readPollDraft(value: unknown, at = ''): Result<PollDraft, Refusal> {
  const read = PollFields.safeParse(value);
  if (!read.success) return refused('poll_invalid', at, pathOf(read.error));
  const paper = checkPaper(read.data.paper);
  if (!paper.ok) return refused('poll_invalid', at, join('paper', paper.error.path));
  const rules: Rule[] = [];
  for (const [i, written] of read.data.rules.entries()) {
    const rule = checkRule(written);
    if (!rule.ok) return refused('poll_invalid', at, join(`rules[${i}]`, rule.error.path));
    rules.push(rule.value);
  }
  return ok({ ...read.data, paper: paper.value, rules });
}

const refused = (code: RefusalCode, at: string, path: string): Result<never, Refusal> =>
  no({ code, at: join(at, path) });

const join = (head: string, tail: string): string =>
  head === '' || tail === '' || tail.startsWith('[') ? head + tail : `${head}.${tail}`;

/** zod's first complaint as a path in the core's style; an unknown field is named itself. */
function pathOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return '';
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : join(text, String(key))),
    '',
  );
}
