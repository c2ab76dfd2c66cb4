/**
 * What the desk shows of an event: everything the organizers did, and of the voters no more than the room sees.
 *
 * Counts and findings come from the same place as the stage's, so nobody at the desk is ahead of the wall.
 */
import { createHash } from 'node:crypto';
import type { Accounts } from 'ballot-core';
import { checksOf } from '../db/checks.ts';
import { conclusionOf } from '../db/conclusions.ts';
import type { EventRow } from '../db/events.ts';
import { gatesOf } from '../db/gates.ts';
import { listHolidays } from '../db/holidays.ts';
import { keysOf, publicKeys } from '../db/keys.ts';
import { pollsOf, type PollRow } from '../db/polls.ts';
import { presentOf } from '../db/roll.ts';
import { countRoster, countWaiting } from '../db/roster.ts';
import { countSlips } from '../db/slips.ts';
import { mergesOf } from '../db/write-in-merges.ts';
import type { Deps } from '../deps.ts';
import { standings, type Standing } from '../live/standing.ts';
import type { DeskEvent, DeskPoll, Holiday, PollDraft } from '../desk-views.ts';
import { urlWarnings } from './address.ts';
import { noticeCode } from './codes.ts';
import { periodViews } from './periods.ts';

/** As many hex digits as a person compares by eye. */
const FINGERPRINT_LENGTH = 20;

export async function deskEvent(deps: Deps, event: EventRow): Promise<DeskEvent> {
  const counted = await countSlips(deps.db, event.id);
  const base = deps.env.publicUrl ?? event.baseUrl ?? `http://localhost:${deps.env.port}`;
  const rows = await pollsOf(deps.db, event.id);
  const [standing, holidays] = [await standings(deps, event.id, rows), await listHolidays(deps.db)];
  const accounts = draftAccounts(event, await presentOf(deps.sql, event.id));
  const drafted: Shown = { accounts, released: null, findings: [], writeIns: [], annex: false };
  const polls: DeskPoll[] = [];
  for (const poll of rows) polls.push(await deskPoll(deps, poll, standing.get(poll.id) ?? drafted, holidays));
  return {
    id: event.id,
    title: event.title,
    place: event.place,
    groups: event.groups,
    createdAt: event.createdAt.toISOString(),
    signIn: event.signIn,
    admission: event.admission,
    rehearsal: event.rehearsal,
    roster: await countRoster(deps.db, event.id),
    waiting: await countWaiting(deps.sql, event.id),
    displayCode: event.displayCode,
    noticeCode: noticeCode(deps.vault, event.id),
    shortCode: event.shortCode,
    voterUrl: `${base}/v/${event.id}`,
    stageUrl: `${base}/stage/${event.displayCode}`,
    urlWarnings: urlWarnings(base),
    eventKey: Buffer.from(event.publicKey).toString('base64url'),
    eventFingerprint: createHash('sha256').update(event.publicKey).digest('hex').slice(0, FINGERPRINT_LENGTH),
    slips: event.groups.map(
      ({ id }) => counted.find(({ group }) => group === id) ?? { group: id, made: 0, admitted: 0 },
    ),
    polls,
  };
}

type Shown = Pick<Standing, 'accounts' | 'released' | 'findings' | 'writeIns' | 'annex'>;

async function deskPoll({ db }: Deps, poll: PollRow, now: Shown, holidays: readonly Holiday[]): Promise<DeskPoll> {
  const written = writtenOf(poll);
  const [keys, gates, checks, periods, merges, conclusion] = await Promise.all([
    keysOf(db, poll.id),
    gatesOf(db, poll.id),
    checksOf(db, poll.id),
    periodViews(db, poll.id, written.rules, holidays),
    mergesOf(db, poll.id),
    conclusionOf(db, poll.id),
  ]);
  return {
    ...written,
    id: poll.id,
    state: poll.state,
    paperHash: poll.paperHash,
    keys: publicKeys(keys),
    accounts: now.accounts,
    released: now.released,
    findings: now.findings,
    gates,
    checks,
    periods,
    merges,
    writeIns: now.writeIns,
    conclusion,
    annex: now.annex,
    openedAt: poll.openedAt?.toISOString() ?? null,
    closedAt: poll.closedAt?.toISOString() ?? null,
    sealedAt: poll.sealedAt?.toISOString() ?? null,
    alarm: poll.alarm,
  };
}

/** What was frozen, else what is written so far. The checklist gates the opening only and stays with the draft. */
function writtenOf({ definition, draft }: PollRow): PollDraft {
  const { title, paper, rules, release, at, given, source, receipts } = definition ?? draft;
  const { checklist } = draft;
  return {
    title,
    paper,
    rules,
    release,
    ...(at === undefined ? {} : { at }),
    ...(given === undefined ? {} : { given }),
    ...(source === undefined ? {} : { source: { poll: source.poll, rule: source.rule, take: source.take } }),
    ...(receipts === undefined ? {} : { receipts }),
    ...(checklist === undefined ? {} : { checklist }),
  };
}

/** A draft has no definition yet: its 应到 is the event's as it stands. */
const draftAccounts = (event: EventRow, here: readonly { readonly present: number }[]): Accounts => ({
  due: event.groups.reduce((sum, { due }) => sum + due, 0),
  present: here.reduce((sum, { present }) => sum + present, 0),
  issued: 0,
  returned: 0,
  valid: 0,
  invalid: 0,
});
