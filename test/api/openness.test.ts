/** Signed forms, notices, written-in names and conclusions, as the desk keeps them and as the public sees them. */
import { newSlip, slipHash, toHex, type EventId, type GroupId, type PickPaper, type PollId } from 'ballot-core';
import type { DeskEvent, EventDraft, PollDraft } from 'api';
import type { NamedForm, Notice, PublicationView } from 'api/views';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keysSettled } from '../../api/src/desk/keys.ts';
import { dayIn } from '../../api/src/live/publication.ts';
import { admit, ballotOf, cast, eventView, issue, random } from '../load/phone.ts';
import { connection } from '../load/http.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, staffOf, type Person, type Staff } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps, url } = running;
let staff: Staff;
let organizer: Person;
beforeAll(async () => {
  staff = await staffOf(running);
  ({ organizer } = staff);
});

const PAPER: PickPaper = {
  kind: 'pick',
  candidates: [
    { id: 'c1', name: '张三', note: '办公室主任' },
    { id: 'c2', name: '李四' },
  ],
  min: 0,
  max: 2,
  seats: null,
  writeIns: 1,
};
const EVENT: EventDraft = {
  title: '民主推荐会',
  place: '礼堂',
  groups: [{ id: 'all' as GroupId, name: '参会人员', due: 12 }],
};
const POLL: PollDraft = {
  title: '副局长人选推荐',
  paper: PAPER,
  rules: [],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
};
const FORM: Omit<NamedForm, 'id'> = {
  recommender: '王署名',
  recommenderPost: '财务科科长',
  recommended: '张三',
  recommendedPost: '办公室主任',
  forPost: '副局长',
  grounds: '熟悉业务。\n作风扎实。',
  signedOn: '2026-11-02',
};
const TODAY = dayIn('Asia/Shanghai', new Date());
const shifted = (days: number): string =>
  new Date(Date.parse(`${TODAY}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const NOTICE: Omit<Notice, 'id'> = {
  kind: 'pre_appointment',
  title: '任前公示',
  body: '拟任用下列同志。\n\n监督举报：12380。',
  scope: 'public',
  polls: [],
  startsOn: TODAY,
  endsOn: null,
};

const look = async (event: string) => (await organizer.ask('GET', `/events/${event}`)).body as unknown as DeskEvent;

async function meeting(polls: readonly PollDraft[] = [POLL]): Promise<{ event: EventId; poll: PollId; code: string }> {
  const made = await organizer.ask('POST', '/events', { event: EVENT, polls });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const event = String(made.body.id) as EventId;
  const shown = await look(event);
  return { event, poll: shown.polls[0]?.id ?? ('' as PollId), code: shown.displayCode };
}

/** Sealed, with one ballot for each entry: the candidates it picks and the name it writes in. */
async function sealed(ballots: readonly { readonly picks: readonly string[]; readonly written?: string }[]) {
  const made = await meeting();
  const { event, poll } = made;
  await organizer.ask('POST', `/polls/${poll}/freeze`);
  await keysSettled();
  const slips = ballots.map(() => newSlip(random));
  await organizer.ask('POST', `/events/${event}/slips`, {
    slips: slips.map(({ secret }) => ({ hash: toHex(slipHash(secret)), group: 'all' })),
  });
  await organizer.ask('POST', `/events/${event}/sign-in`, { open: true });
  await organizer.ask('POST', `/polls/${poll}/open`);
  const { send, close } = connection(url);
  for (const [i, { code }] of slips.entries()) {
    await admit(send, event, code);
    const view = await eventView(send, event);
    const [held] = await issue(send, event, code, 'all' as GroupId, view.polls);
    const [paper] = view.polls;
    const { picks = [], written } = ballots[i] ?? {};
    if (held === undefined || paper === undefined) throw new Error('nothing to vote on');
    const choices = Object.fromEntries(picks.map((id) => [id, 'picked']));
    await cast(send, poll, ballotOf(paper, held, { choices, writeIns: written === undefined ? [] : [written] }));
  }
  close();
  await organizer.ask('POST', `/polls/${poll}/close`);
  const { status, body } = await organizer.ask('POST', `/polls/${poll}/seal`);
  expect(status, JSON.stringify(body)).toBe(200);
  return made;
}

/** What anybody gets, with its headers. */
async function published(event: string, code?: string, headers: Readonly<Record<string, string>> = {}) {
  const answer = await fetch(
    `${url}/api/events/${event}/publication${code === undefined ? '' : `?code=${encodeURIComponent(code)}`}`,
    { headers },
  );
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
}
const titles = async (event: string, code?: string) =>
  ((await published(event, code)).body as PublicationView).notices.map(({ title }) => title);

describe('signed recommendation forms', () => {
  test('are recorded, changed and removed by the organizer, and read back as they stand on paper', async () => {
    const { event } = await meeting();
    const made = await organizer.ask('POST', `/events/${event}/forms`, {
      ...FORM,
      grounds: ' 熟悉业务。\r\n作风扎实。 ',
    });
    expect(made.status).toBe(201);
    const list = async () => (await organizer.ask('GET', `/events/${event}/forms`)).body as unknown as NamedForm[];
    expect(await list()).toEqual([{ id: made.body.id, ...FORM }]);
    await organizer.ask('PUT', `/forms/${String(made.body.id)}`, { ...FORM, forPost: '' });
    expect(await list()).toEqual([{ id: made.body.id, ...FORM, forPost: '' }]);
    expect((await organizer.ask('DELETE', `/forms/${String(made.body.id)}`)).status).toBe(200);
    expect(await list()).toEqual([]);
    expect((await organizer.ask('DELETE', `/forms/${String(made.body.id)}`)).body.code).toBe('not_found');
    expect((await organizer.ask('PUT', `/forms/${String(made.body.id)}`, FORM)).body.code).toBe('not_found');
  });

  test('leave a count in the trail and no name: the trail is published', async () => {
    const { event } = await meeting();
    const { body } = await organizer.ask('POST', `/events/${event}/forms`, FORM);
    await organizer.ask('DELETE', `/forms/${String(body.id)}`);
    expect((await acts(organizer, event)).slice(-2)).toEqual(['form_added', 'form_removed']);
    const trail = JSON.stringify((await organizer.ask('GET', `/events/${event}/trail`)).body);
    expect(trail).toContain('"forms":1');
    for (const name of [FORM.recommender, FORM.recommended, '熟悉业务', String(body.id)])
      expect(trail).not.toContain(name);
  });

  test('are read by observers, not by tellers or strangers, and changed by organizers only', async () => {
    const { event } = await meeting();
    const { body } = await organizer.ask('POST', `/events/${event}/forms`, FORM);
    expect((await staff.observer.ask('GET', `/events/${event}/forms`)).status).toBe(200);
    expect((await staff.teller.ask('GET', `/events/${event}/forms`)).body.code).toBe('wrong_role');
    for (const person of [staff.observer, staff.teller]) {
      expect((await person.ask('POST', `/events/${event}/forms`, FORM)).body.code).toBe('wrong_role');
      expect((await person.ask('PUT', `/forms/${String(body.id)}`, FORM)).body.code).toBe('wrong_role');
      expect((await person.ask('DELETE', `/forms/${String(body.id)}`)).body.code).toBe('wrong_role');
    }
    expect((await fetch(`${url}/api/desk/events/${event}/forms`)).status).toBe(401);
  });

  test.each([
    ['no recommender', 'recommender', ''],
    ['a blank name', 'recommended', ' '],
    ['a day that does not exist', 'signedOn', '2026-02-30'],
    ['no day', 'signedOn', ''],
    ['a NUL', 'grounds', 'x\u0000'],
    ['two lines where one belongs', 'forPost', '甲\n乙'],
    ['more than two pages of grounds', 'grounds', '长'.repeat(2001)],
  ])('are refused with %s', async (_what, field, value) => {
    const { event } = await meeting();
    const { status, body } = await organizer.ask('POST', `/events/${event}/forms`, { ...FORM, [field]: value });
    expect([status, body.at]).toEqual([400, field]);
  });
});

describe('notices', () => {
  test('are made, changed, put in order and removed', async () => {
    const { event } = await meeting();
    const ids: string[] = [];
    for (const title of ['甲', '乙', '丙']) {
      const { body } = await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, title });
      ids.push(String(body.id));
    }
    const [first = '', second = '', third = ''] = ids;
    expect(await titles(event)).toEqual(['甲', '乙', '丙']);
    expect((await organizer.ask('PUT', `/events/${event}/notices`, { order: [third, first, second] })).status).toBe(
      200,
    );
    expect(await titles(event)).toEqual(['丙', '甲', '乙']);
    await organizer.ask('PUT', `/notices/${first}`, { ...NOTICE, title: '甲二' });
    await organizer.ask('DELETE', `/notices/${third}`);
    expect(await titles(event)).toEqual(['甲二', '乙']);
    for (const order of [[first], [first, second, second], [first, 'unknown']]) {
      expect((await organizer.ask('PUT', `/events/${event}/notices`, { order })).body.at).toBe('order');
    }
    expect((await acts(organizer, event)).slice(-5)).toEqual([
      'notice_added',
      'notice_added',
      'notice_added',
      'notice_changed',
      'notice_removed',
    ]);
  });

  test('stand on their first and last day, by the calendar of the place', async () => {
    const { event } = await meeting();
    const days: readonly (readonly [string, string, string | null])[] = [
      ['yesterday', shifted(-3), shifted(-1)],
      ['until today', shifted(-3), TODAY],
      ['from today', TODAY, shifted(3)],
      ['tomorrow', shifted(1), null],
    ];
    for (const [title, startsOn, endsOn] of days) {
      await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, title, startsOn, endsOn });
    }
    expect(await titles(event)).toEqual(['until today', 'from today']);
    expect((await published(event)).body).toMatchObject({ asOf: TODAY, timeZone: 'Asia/Shanghai' });
    const late = new Date('2026-11-22T17:30:00Z');
    expect([dayIn('Asia/Shanghai', late), dayIn('UTC', late)]).toEqual(['2026-11-23', '2026-11-22']);
  });

  test('for those who took part need the code of the wall; a wrong one is refused, and too many are', async () => {
    const { event, code } = await meeting();
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, title: '内部', scope: 'participants' });
    await organizer.ask('POST', `/events/${event}/notices`, NOTICE);
    expect(await titles(event)).toEqual(['任前公示']);
    expect(await titles(event, code)).toEqual(['内部', '任前公示']);
    for (const wrong of ['', 'wrong', code.slice(1), `${code}x`, code.toUpperCase()]) {
      expect(await published(event, wrong)).toMatchObject({ status: 404, body: { code: 'unknown_code' } });
    }
    expect((await published('nowhere')).body.code).toBe('unknown_event');
    let last = 0;
    for (let i = 0; i < 40 && last !== 429; i += 1) last = (await published(event, `guess${i}`)).status;
    expect(last).toBe(429);
    // Who has the right code is never shut out by somebody who guesses.
    expect((await published(event, code)).status).toBe(200);
  });

  test('answer 304 to a known ETag, and a new page after a change', async () => {
    const { event } = await meeting();
    const { headers } = await published(event);
    const tag = headers.get('etag') ?? '';
    expect((await published(event, undefined, { 'if-none-match': tag })).status).toBe(304);
    await organizer.ask('POST', `/events/${event}/notices`, NOTICE);
    expect((await published(event, undefined, { 'if-none-match': tag })).status).toBe(200);
  });

  test('leave kind, days and the hash of their words in the trail, not the words', async () => {
    const { event } = await meeting();
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, scope: 'participants', title: '内部通报' });
    const trail = JSON.stringify((await organizer.ask('GET', `/events/${event}/trail`)).body);
    expect(trail).toMatch(/"text":"[0-9a-f]{64}"/);
    expect(trail).not.toContain('内部通报');
    expect(trail).not.toContain('12380');
  });

  test('are made by organizers only, for polls of their own event, with days that exist', async () => {
    const { event } = await meeting();
    const other = await meeting();
    for (const person of [staff.teller, staff.observer]) {
      expect((await person.ask('GET', `/events/${event}/notices`)).status).toBe(200);
      expect((await person.ask('POST', `/events/${event}/notices`, NOTICE)).body.code).toBe('wrong_role');
    }
    const refused = async (fields: Partial<Notice>) =>
      (await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, ...fields })).body.at;
    expect(await refused({ polls: [other.poll] })).toBe('polls');
    expect(await refused({ startsOn: '2026-13-01' })).toBe('startsOn');
    expect(await refused({ startsOn: TODAY, endsOn: shifted(-1) })).toBe('endsOn');
    expect(await refused({ title: '' })).toBe('title');
    expect(await refused({ kind: 'rumour' as Notice['kind'] })).toBe('kind');
  });
});

describe('a published result', () => {
  test('is the total of a sealed poll, from the moment of the seal, with rare written names counted together', async () => {
    const { event, poll } = await sealed([
      ...Array.from({ length: 6 }, () => ({ picks: ['c1'], written: '赵六' })),
      { picks: ['c1', 'c2'] },
      { picks: [], written: '王五' },
    ]);
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, polls: [poll] });
    const view = (await published(event)).body as PublicationView;
    const [result] = view.notices[0]?.results ?? [];
    expect(result).toMatchObject({
      poll,
      shown: 'totals',
      accounts: { due: 12, present: 8, issued: 8, returned: 8, valid: 8, invalid: 0 },
      count: { ballots: 8, counts: [7, 1, 1, 7, 7] },
      writeIns: [
        { name: '赵六', votes: 6 },
        { name: '', votes: 1 },
      ],
    });
    expect(JSON.stringify(view)).not.toContain('王五');
    expect(Object.keys(result ?? {})).not.toContain('groupAccounts');
  });

  test('does not stand there before the seal', async () => {
    const { event, poll } = await meeting();
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, polls: [poll] });
    expect(((await published(event)).body as PublicationView).notices[0]?.results).toEqual([]);
  });

  test('of fewer than five ballots has no total in it', async () => {
    const { event, poll } = await sealed([{ picks: ['c1'] }, { picks: ['c1'] }, { picks: ['c2'], written: '王五' }]);
    await organizer.ask('POST', `/events/${event}/notices`, { ...NOTICE, polls: [poll] });
    const view = (await published(event)).body as PublicationView;
    expect(view.notices[0]?.results[0]).toMatchObject({ shown: 'labels', count: null, writeIns: [] });
    expect(JSON.stringify(view)).not.toContain('王五');
  });
});

describe('written-in names', () => {
  test('are merged after the seal by a teller, with a reason, and taken back; the record stays', async () => {
    const { event, poll } = await sealed([
      { picks: ['c2'], written: '張三' },
      { picks: [], written: '王五' },
      { picks: [], written: '王武' },
      { picks: ['c1'] },
      { picks: ['c1'] },
    ]);
    const record = await (await fetch(`${url}/api/polls/${poll}/record`)).text();
    const merge = (name: string, into: string | null, person = staff.teller) =>
      person.ask('PUT', `/polls/${poll}/write-ins`, { name, into, reason: '同一人', by: '李监票' });
    expect((await merge('張三', '张三')).status).toBe(200);
    expect((await merge('王武', '王五')).status).toBe(200);
    const merges = async () => (await look(event)).polls[0]?.merges;
    expect(await merges()).toEqual([
      { name: '張三', into: '张三', reason: '同一人', by: '李监票' },
      { name: '王武', into: '王五', reason: '同一人', by: '李监票' },
    ]);
    expect((await look(event)).polls[0]?.writeIns).toHaveLength(3);
    // In a circle, to nobody, of nobody, by somebody who may not.
    expect((await merge('王五', '王武')).body.at).toBe('into');
    expect((await merge('王五', '王五')).body.at).toBe('into');
    expect((await merge('王五', '赵六')).body.at).toBe('into');
    expect((await merge('赵六', '张三')).body.at).toBe('name');
    expect((await merge('王五', '张三', staff.observer)).body.code).toBe('wrong_role');
    expect(
      (await staff.teller.ask('PUT', `/polls/${poll}/write-ins`, { name: '王五', into: '张三', reason: '', by: '李' }))
        .body.at,
    ).toBe('reason');
    expect((await merge('王武', null)).status).toBe(200);
    expect(await merges()).toHaveLength(1);
    expect((await acts(organizer, event)).slice(-3)).toEqual(['write_in_merged', 'write_in_merged', 'write_in_merged']);
    expect(await (await fetch(`${url}/api/polls/${poll}/record`)).text()).toBe(record);
  });

  test('stay as they are while nothing is sealed', async () => {
    const { poll } = await meeting();
    const body = { name: '王五', into: '张三', reason: '同一人', by: '李监票' };
    expect((await organizer.ask('PUT', `/polls/${poll}/write-ins`, body)).body.code).toBe('wrong_state');
  });
});

describe('a conclusion', () => {
  test('is written after the seal, changed and taken back; the trail has its hash', async () => {
    const { event, poll } = await sealed([{ picks: ['c1'] }]);
    const conclude = (text: string, person = organizer) =>
      person.ask('PUT', `/polls/${poll}/conclusion`, { text, by: '考察组' });
    expect((await conclude('投票与谈话基本一致。\n\n张三得票集中。')).status).toBe(200);
    const now = async () => (await look(event)).polls[0]?.conclusion;
    expect(await now()).toEqual({ text: '投票与谈话基本一致。\n\n张三得票集中。', by: '考察组' });
    expect((await conclude('改写', staff.teller)).body.code).toBe('wrong_role');
    await conclude('');
    expect(await now()).toBeNull();
    const trail = JSON.stringify((await organizer.ask('GET', `/events/${event}/trail`)).body);
    expect(trail).toMatch(/conclusion_written/);
    expect(trail).not.toContain('得票集中');
    const draft = await meeting();
    expect((await organizer.ask('PUT', `/polls/${draft.poll}/conclusion`, { text: '早', by: '组' })).body.code).toBe(
      'wrong_state',
    );
  });
});

test('forms, notices, merges and conclusions go with an event that is removed', async () => {
  const { event } = await meeting();
  await organizer.ask('POST', `/events/${event}/forms`, FORM);
  await organizer.ask('POST', `/events/${event}/notices`, NOTICE);
  expect((await organizer.ask('DELETE', `/events/${event}`)).status).toBe(200);
  expect(await deps.sql`select 1 from named.forms where event_id = ${event}`).toHaveLength(0);
  expect(await deps.sql`select 1 from desk.notices where event_id = ${event}`).toHaveLength(0);
});
