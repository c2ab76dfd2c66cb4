/**
 * Reads what an organizer has written: an event and its polls, before anything is frozen.
 *
 * What is kept is built anew from known fields with the core's own readers, so a draft that was saved can be frozen
 * unless its rules don't fit its paper. `at` names the field, as `paper.subjects[3].name`.
 */
import { checkPaper, checkRule, ITEM_ID, no, ok } from 'ballot-core';
import type { Given, Group, GroupId, Misread, PollId, Result, Rule } from 'ballot-core';
import { z } from 'zod';
import type { Refusal, RefusalCode } from '../http/refusals.ts';
import type { EventDraft, PollDraft } from '../desk-views.ts';
import { yearOrDay } from './days.ts';
import { OVERRIDE } from './gates.ts';
import { words } from './words.ts';

const TITLE_LENGTH_MAX = 120;
const PLACE_LENGTH_MAX = 120;
const GROUPS_MAX = 20;
/** Larger than any meeting; keeps every count far inside an integer column. */
const DUE_MAX = 1_000_000;
const RULES_MAX = 20;
const EXCLUSIONS_MAX = 20;
const REASON_LENGTH_MAX = 200;
const CHECKLIST_MAX = 60;
const CHECK_LENGTH_MAX = 200;
/** Items of the largest paper, and the poll itself. */
const GIVEN_MAX = 401;
const FIGURES_MAX = 40;
const FIGURE_MAX = 1_000_000_000;
const RANKS_MAX = 200;
const HISTORY_MAX = 200;

const title = words(TITLE_LENGTH_MAX).min(1);
const whole = z.number().int();
/** Ids that may stand in a URL and in canonical JSON. */
const id = z.string().regex(ITEM_ID);

const GroupFields = z.strictObject({
  id,
  name: title,
  due: whole.min(1).max(DUE_MAX),
  relation: z.enum(['superior', 'peer', 'subordinate', 'self', 'external', 'member', 'citizen']).optional(),
  excluded: z
    .array(
      z.strictObject({
        count: whole.min(1).max(DUE_MAX),
        reason: words(REASON_LENGTH_MAX).min(1),
        approvedBy: title,
      }),
    )
    .max(EXCLUSIONS_MAX)
    .optional(),
});

const EventFields = z.strictObject({
  title,
  place: words(PLACE_LENGTH_MAX),
  groups: z.array(GroupFields).min(1).max(GROUPS_MAX),
  admission: z.enum(['slips', 'roster']).optional(),
});

const figure = whole.min(-FIGURE_MAX).max(FIGURE_MAX);
/** '' is the poll itself; an item of a form stands behind its section. */
const GIVEN_KEY = /^(?:[a-z0-9][a-z0-9-]{0,23}(?:\.[a-z0-9][a-z0-9-]{0,23})?)?$/;
const FIGURE_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;
const atMost =
  (most: number) =>
  (entries: object): boolean =>
    Object.keys(entries).length <= most;
const GivenFields = z.strictObject({
  figures: z
    .record(z.string().regex(FIGURE_NAME), z.union([figure, z.array(figure).max(RANKS_MAX)]))
    .refine(atMost(FIGURES_MAX), `must have at most ${FIGURES_MAX} figures`)
    .optional(),
  history: z
    .array(z.strictObject({ at: yearOrDay, mark: z.string().min(1).max(40) }))
    .max(HISTORY_MAX)
    .optional(),
});

const PollFields = z.strictObject({
  title,
  paper: z.unknown(),
  rules: z.array(z.unknown()).max(RULES_MAX, `must have at most ${RULES_MAX} entries`),
  release: z.strictObject({
    mode: z.enum(['turnout', 'batches']),
    k: whole.min(3).max(DUE_MAX),
    minTurnout: z.tuple([whole.min(0), whole.min(1)]).refine(([part, base]) => part <= base),
  }),
  at: yearOrDay.optional(),
  given: z
    .record(z.string().regex(GIVEN_KEY), GivenFields)
    .refine(atMost(GIVEN_MAX), `must have at most ${GIVEN_MAX} entries`)
    .optional(),
  source: z
    .strictObject({ poll: z.string().max(64), rule: z.string().max(64), take: z.enum(['taken', 'tied']) })
    .optional(),
  receipts: z.literal('off').optional(),
  checklist: z
    .array(z.strictObject({ id, text: words(CHECK_LENGTH_MAX).min(1) }))
    .max(CHECKLIST_MAX)
    .optional(),
});

export function readEventDraft(value: unknown, at = ''): Result<EventDraft, Refusal> {
  const read = EventFields.safeParse(value);
  if (!read.success) return refused('event_invalid', at, complaintOf(read.error));
  const { groups, admission, ...rest } = read.data;
  for (const key of ['id', 'name'] as const) {
    const repeated = groups.findIndex((group, i) => groups.findIndex((other) => other[key] === group[key]) < i);
    if (repeated !== -1) {
      const reason = `has the ${key} of an earlier group`;
      return refused('event_invalid', at, { path: `groups[${repeated}].${key}`, reason });
    }
  }
  return ok({
    ...rest,
    ...(admission === undefined ? {} : { admission }),
    groups: groups.map(({ id: group, name, due, relation, excluded }): Group => {
      const optional = {
        ...(relation === undefined ? {} : { relation }),
        ...(excluded === undefined || excluded.length === 0 ? {} : { excluded }),
      };
      return { id: group as GroupId, name, due, ...optional };
    }),
  });
}

export function readPollDraft(value: unknown, at = ''): Result<PollDraft, Refusal> {
  const read = PollFields.safeParse(value);
  if (!read.success) return refused('poll_invalid', at, complaintOf(read.error));
  const { given, source, receipts, checklist, at: meetsAt, ...rest } = read.data;
  const paper = checkPaper(rest.paper);
  if (!paper.ok) return refused('poll_invalid', at, under('paper', paper.error));
  const rules: Rule[] = [];
  for (const [i, written] of rest.rules.entries()) {
    const rule = checkRule(written);
    if (!rule.ok) return refused('poll_invalid', at, under(`rules[${i}]`, rule.error));
    const taken = rule.value.gates.findIndex((gate) => gate.id === OVERRIDE);
    if (taken !== -1) {
      const reason = 'is the gate under which principles are set aside: take another id';
      return refused('poll_invalid', at, { path: `rules[${i}].gates[${taken}].id`, reason });
    }
    rules.push(rule.value);
  }
  const repeated = (checklist ?? []).findIndex(({ id: item }, i) => checklist?.findIndex((c) => c.id === item) !== i);
  if (repeated !== -1) {
    const reason = 'has the id of an earlier item';
    return refused('poll_invalid', at, { path: `checklist[${repeated}].id`, reason });
  }
  return ok({
    ...rest,
    paper: paper.value,
    rules,
    ...(meetsAt === undefined ? {} : { at: meetsAt }),
    ...(given === undefined || Object.keys(given).length === 0 ? {} : { given: givenOf(given) }),
    ...(source === undefined ? {} : { source: { ...source, poll: source.poll as PollId } }),
    ...(receipts === undefined ? {} : { receipts }),
    ...(checklist === undefined || checklist.length === 0 ? {} : { checklist }),
  });
}

/** Without keys that say nothing. An empty history stays: it says that somebody has looked and there is none. */
function givenOf(read: Readonly<Record<string, z.infer<typeof GivenFields>>>): Readonly<Record<string, Given>> {
  return Object.fromEntries(
    Object.entries(read).map(([item, { figures, history }]): [string, Given] => [
      item,
      { ...(figures === undefined ? {} : { figures }), ...(history === undefined ? {} : { history }) },
    ]),
  );
}

const refused = (code: RefusalCode, at: string, { path, reason }: Misread): Result<never, Refusal> =>
  no({ code, at: join(at, path), reason });

const under = (head: string, { path, reason }: Misread): Misread => ({ path: join(head, path), reason });

const join = (head: string, tail: string): string =>
  head === '' || tail === '' || tail.startsWith('[') ? head + tail : `${head}.${tail}`;

/** zod's first complaint, its path in the core's style; an unknown field is named itself. */
function complaintOf(error: z.ZodError): Misread {
  const [issue] = error.issues;
  if (issue === undefined) return { path: '', reason: 'cannot be read' };
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const text = path.reduce<string>(
    (head, key) => (typeof key === 'number' ? `${head}[${key}]` : join(head, String(key))),
    '',
  );
  return { path: text, reason: issue.code === 'unrecognized_keys' ? 'is not a known field' : issue.message };
}
