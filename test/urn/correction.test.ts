/** Corrections of sealed records: what organs have said since, and names that were misspelt. Never a figure. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  canonicalize,
  correctionsOf,
  recordHash,
  verifyAnnex,
  verifyBundle,
  verifyJws,
  type Annex,
  type Answers,
  type Bundle,
  type PollId,
  type PollRecord,
  type SealedPoll,
  type TrailEntry,
} from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PollDraft, StageView } from 'api';
import type { Notice, PublicationView, SealedView } from 'api/views';
import { dayIn } from '../../api/src/live/publication.ts';
import {
  acts,
  EVENT,
  look,
  lookAt,
  meetingOf,
  must,
  POLL,
  PASSWORD,
  rule,
  signIn,
  staffOf,
  voteAndSeal,
  type Person,
  type Staff,
} from '../api/desk.ts';
import { until } from '../load/organizer.ts';
import { freshDatabase } from '../setup/database.ts';
import { spawnApi, startApi } from '../setup/server.ts';

const database = await freshDatabase();
const running = await startApi(database);
afterAll(() => running.close());
const { url } = running;
let staff: Staff;
let organizer: Person;
beforeAll(async () => {
  staff = await staffOf(running);
  ({ organizer } = staff);
});

const MARKS: readonly Answers[] = Array.from({ length: 6 }, (_, i) => ({
  choices: { 's1/all': 'incompetent', 's2/all': i < 3 ? 'excellent' : 'competent' },
  writeIns: [],
}));
const DECISION = {
  question: 's1/all',
  rule: 'p29b',
  gate: 'org_inspection',
  state: 'confirmed',
  document: '青组字〔2026〕12 号',
  by: '某区组织部',
};

interface Sealed {
  readonly event: string;
  readonly poll: PollId;
}
async function sealed(draft: PollDraft = POLL): Promise<Sealed> {
  const { event, polls } = await meetingOf(organizer, [draft]);
  const poll = nth(polls, 0);
  await voteAndSeal(running, organizer, event, poll, MARKS);
  return { event, poll };
}

const correct = ({ poll }: Sealed, reason: string, who = organizer) =>
  who.ask('POST', `/polls/${poll}/correction`, { reason });
const rename = ({ event }: Sealed, names: { readonly title?: string; readonly place?: string }) =>
  must(organizer, 'PUT', `/events/${event}`, { ...EVENT, ...names });
const get = async (path: string, from = url): Promise<unknown> => (await fetch(`${from}/api${path}`)).json();
const bundleOf = async ({ event }: Sealed): Promise<Bundle> => (await get(`/events/${event}/bundle`)) as Bundle;
const recordOf = async ({ poll }: Sealed): Promise<SealedView> => (await get(`/polls/${poll}/record`)) as SealedView;
/** The poll in the event's bundle, which verifies. */
async function inBundle(made: Sealed): Promise<SealedPoll> {
  const bundle = await bundleOf(made);
  expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  return nth(bundle.polls, 0);
}

const nth = <T>(list: readonly T[] | undefined, index: number): T => {
  const found = list?.[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
};

/** What no correction may touch. */
function lasting({ event, findings: _findings, corrects: _corrects, correction: _correction, ...rest }: PollRecord) {
  return canonicalize({ ...rest, event: event.id });
}
const gatesIn = ({ findings }: PollRecord) => findings.find((each) => each.rule === DECISION.rule)?.gates;

describe('a correction', () => {
  test('takes up what an organ has decided since the seal, and nothing else', async () => {
    const made = await sealed();
    const before = await recordOf(made);
    expect(before).not.toHaveProperty('corrected');
    expect(gatesIn(before.record)).toEqual([{ id: 'org_inspection', state: 'pending' }]);
    await must(organizer, 'PUT', `/polls/${made.poll}/gates`, DECISION);
    // The record stays as it was sealed until somebody corrects it.
    expect((await recordOf(made)).record).toEqual(before.record);

    expect((await correct(made, '组织考核已有结论')).status).toBe(200);
    const { record, signature, corrected = [], openings, credentials } = await inBundle(made);
    expect(gatesIn(record)).toEqual([{ id: 'org_inspection', state: 'confirmed' }]);
    expect(record.correction).toMatchObject({ reason: '组织考核已有结论', by: 'organizer' });
    expect(record.corrects).toBe(recordHash(before.record));
    expect(corrected).toEqual([{ record: before.record, signature: before.signature }]);
    expect(lasting(record)).toBe(lasting(before.record));
    expect(openings).toHaveLength(12);
    expect(credentials).toHaveLength(6);
    expect(nth(correctionsOf({ record, corrected }), 0).changed).toEqual(['findings']);
    expect(await recordOf(made)).toEqual({ record, signature, corrected, eventKey: before.eventKey });
    expect(verifyJws(signature, Buffer.from(before.eventKey, 'base64url'))).not.toBeNull();
    const trail = (await organizer.ask('GET', `/events/${made.event}/trail`)).body as unknown as readonly TrailEntry[];
    expect(trail.at(-1)).toMatchObject({
      act: 'record_corrected',
      actor: 'organizer',
      poll: made.poll,
      detail: { reason: '组织考核已有结论', record: recordHash(record) },
    });
    // Every picture has it at once: no cache of the sealed standing is left behind.
    const { displayCode } = await look(organizer, made.event);
    const wall = (await get(`/stage/${displayCode}`)) as StageView;
    const effective = (findings: PollRecord['findings']) => findings.filter((each) => each.consequence).length;
    expect(effective(nth(wall.polls, 0).findings)).toBe(effective(record.findings));
    expect(effective(record.findings)).toBe(1);
    expect(effective((await lookAt(organizer, made.event, made.poll)).findings)).toBe(1);
  });

  test('mends a name, and the next one another: a chain in which each names the one before', async () => {
    const made = await sealed();
    await rename(made, { title: '2026 年度干部测评' });
    expect((await bundleOf(made)).event.title).toBe(EVENT.title);
    expect((await correct(made, '会议名称有误')).status).toBe(200);
    await rename(made, { title: '2026 年度干部测评', place: '第二会议室' });
    expect((await correct(made, '地点有误')).status).toBe(200);

    const chain = await inBundle(made);
    expect(correctionsOf(chain).map(({ reason, changed }) => [reason, changed])).toEqual([
      ['会议名称有误', ['title']],
      ['地点有误', ['place']],
    ]);
    expect(chain.record.event).toMatchObject({ title: '2026 年度干部测评', place: '第二会议室' });
    expect((await bundleOf(made)).event.title).toBe('2026 年度干部测评');
    expect(nth(chain.corrected, 0).record.correction).toBeNull();
    expect((await acts(organizer, made.event)).slice(-4)).toEqual([
      'event_changed',
      'record_corrected',
      'event_changed',
      'record_corrected',
    ]);
  });

  test('by two organizers at once: both stand, one after the other', async () => {
    const made = await sealed();
    await must(organizer, 'POST', '/users', {
      username: 'second',
      name: '会务二',
      role: 'organizer',
      password: PASSWORD,
    });
    const second = await signIn(url, 'second');
    await rename(made, { place: '礼堂' });
    const answers = await Promise.all([correct(made, '地点有误'), correct(made, '地点写错', second)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const chain = await inBundle(made);
    expect(
      correctionsOf(chain)
        .map(({ by }) => by)
        .sort(),
    ).toEqual(['organizer', 'second']);
    expect(nth(correctionsOf(chain), 0).changed).toEqual(['place']);
  });

  test('pressed again is answered like the first, and makes no other record', async () => {
    const made = await sealed();
    await rename(made, { place: '礼堂' });
    for (let press = 0; press < 2; press += 1) expect((await correct(made, '地点有误')).status).toBe(200);
    expect((await inBundle(made)).corrected).toHaveLength(1);
    expect((await acts(organizer, made.event)).filter((act) => act === 'record_corrected')).toHaveLength(1);
    // A name that changed since makes the same words another correction.
    await rename(made, { place: '第三会议室' });
    expect((await correct(made, '地点有误')).status).toBe(200);
    expect((await inBundle(made)).corrected).toHaveLength(2);
  });

  test('is refused before the seal, without a reason, and to others than organizers', async () => {
    const made = await sealed();
    expect((await correct(made, ' ')).body.code).toBe('body_malformed');
    expect((await correct(made, 'x'.repeat(501))).body.code).toBe('body_malformed');
    for (const who of [staff.teller, staff.clerk, staff.observer]) {
      expect((await correct(made, '地点有误', who)).body.code).toBe('wrong_role');
    }
    expect((await organizer.ask('POST', '/polls/none/correction', { reason: '地点有误' })).body.code).toBe(
      'unknown_poll',
    );
    const { polls } = await meetingOf(organizer, [POLL]);
    expect((await organizer.ask('POST', `/polls/${nth(polls, 0)}/correction`, { reason: '地点有误' })).body.code).toBe(
      'wrong_state',
    );
    expect(await inBundle(made)).not.toHaveProperty('corrected');
  });

  test('of a record whose list was tampered with since is not kept', async () => {
    const made = await sealed();
    await running.deps
      .sql`update urn.openings set choice = 'excellent' where poll_id = ${made.poll} and question = 's1/all'`;
    expect((await correct(made, '地点有误')).status).toBe(503);
    expect(await recordOf(made)).not.toHaveProperty('corrected');
    expect((await acts(organizer, made.event)).at(-1)).toBe('poll_sealed');
  });

  test('keeps a weighted result and its annex', async () => {
    const weighted = rule({
      id: 'weighted',
      scope: 'item',
      scores: [
        { id: 'index', kind: 'index', points: { excellent: 100, competent: 80, basic: 60, incompetent: 0 } },
        { id: 'total', kind: 'groups', of: 'index', weights: { leaders: 40, staff: 60 }, empty: 'renormalise' },
      ],
      tests: [
        {
          id: 'below',
          numerator: { score: 'total' },
          base: 'one',
          comparator: 'lt',
          fraction: [60, 1],
          zh: '低于 60 分',
          en: 'below 60',
        },
      ],
      branches: [{ when: { test: 'below' }, label: { id: 'yellow', zh: '黄牌', en: 'yellow card', weight: 'flag' } }],
      gates: [{ id: 'organ', zh: '经组织考核', en: 'found by the organ' }],
    });
    const { event, polls } = await meetingOf(organizer, [{ ...POLL, rules: [weighted] }]);
    const made = { event, poll: nth(polls, 0) };
    // Fewer than may be named: the parts stand in the annex only.
    await voteAndSeal(running, organizer, event, made.poll, MARKS.slice(0, 3));
    const before = (await recordOf(made)).record;
    expect(before.annex).not.toBeNull();
    const gate = { ...DECISION, question: 's1', rule: 'weighted', gate: 'organ' };
    await must(organizer, 'PUT', `/polls/${made.poll}/gates`, gate);
    expect((await correct(made, '组织考核已有结论')).status).toBe(200);
    const { record } = await inBundle(made);
    expect(lasting(record)).toBe(lasting(before));
    expect(record.findings.find(({ question }) => question === 's1')?.gates).toEqual([
      { id: 'organ', state: 'confirmed' },
    ]);
    const annex = (await staff.teller.ask('GET', `/polls/${made.poll}/annex`)).body as unknown as Annex;
    expect(verifyAnnex(record, annex)).toMatchObject({ ok: true });
  });

  test('is what the publication shows, and leaves memory as the seal wrote it', async () => {
    const made = await sealed();
    const notice: Omit<Notice, 'id'> = {
      kind: 'assessment_report',
      title: '测评结果',
      body: '现予公布。',
      scope: 'public',
      polls: [made.poll],
      startsOn: dayIn('Asia/Shanghai', new Date()),
      endsOn: null,
    };
    await must(organizer, 'POST', `/events/${made.event}/notices`, notice);
    const effective = async () => {
      const { notices } = (await get(`/events/${made.event}/publication`)) as PublicationView;
      return nth(nth(notices, 0).results, 0).findings.filter((each) => each.consequence).length;
    };
    const marks = () => running.deps.sql`select * from desk.marks where poll_id = ${made.poll} order by id`;
    const remembered = [...(await marks())];
    expect(await effective()).toBe(0);
    await must(organizer, 'PUT', `/polls/${made.poll}/gates`, DECISION);
    await correct(made, '组织考核已有结论');
    expect(await effective()).toBe(1);
    expect([...(await marks())]).toEqual(remembered);
  });
});

test('a correction made by one process is shown by another that had the first record in memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gonglun-correction-'));
  const other = await spawnApi({ PORT: '0', DATABASE_URL: database.url, GONGLUN_DATA: folder });
  try {
    const made = await sealed();
    const { displayCode } = await look(organizer, made.event);
    const there = async () => {
      const record = (await get(`/polls/${made.poll}/record`, other.url)) as SealedView;
      const wall = (await get(`/stage/${displayCode}`, other.url)) as StageView;
      const effective = nth(wall.polls, 0).findings.filter((each) => each.consequence).length;
      return { corrected: record.corrected?.length ?? 0, effective };
    };
    expect(await there()).toEqual({ corrected: 0, effective: 0 });
    await must(organizer, 'PUT', `/polls/${made.poll}/gates`, DECISION);
    await correct(made, '组织考核已有结论');
    await until(there, ({ corrected, effective }) => corrected === 1 && effective === 1);
  } finally {
    await other.end('SIGTERM');
    rmSync(folder, { recursive: true });
  }
});
