/** After a finding: periods with their last day, organs on persons and whole polls, principles set aside. */
import type { PollId } from 'ballot-core';
import type { PollDraft } from 'api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { lookAt, meeting, POLL, rule, type Staff, staffOf, voteAndSeal } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
let staff: Staff;
let made: { readonly event: string; readonly poll: PollId };

const GATE = { id: 'org_inspection', zh: '经组织考核', en: 'organizational inspection' };
const few = (base: 'valid' | 'due') =>
  ({
    id: 'few',
    numerator: { options: ['incompetent'] },
    base,
    comparator: 'ge',
    fraction: [1, 2],
    zh: '达到半数',
    en: 'at least half',
  }) as const;
const flag = { id: 'review', zh: '提请考察', en: 'review', weight: 'flag' } as const;
const DRAFT: PollDraft = {
  ...POLL,
  rules: [
    rule({
      id: 'line',
      scope: 'question',
      strength: 'principle',
      tests: [few('valid')],
      branches: [{ when: { test: 'few' }, label: flag }],
      gates: [GATE],
      periods: [
        { id: 'appeal', zh: '申诉期', en: 'appeal', kind: 'appeal', length: 7, unit: 'calendar_days' },
        { id: 'notice', zh: '公示期', en: 'notice', kind: 'notice', length: 5, unit: 'working_days' },
        { id: 'trial', zh: '试用期', en: 'probation', kind: 'probation', length: 1, unit: 'months' },
      ],
    }),
    rule({
      id: 'last',
      scope: 'poll',
      scores: [{ id: 'index', kind: 'index', points: { excellent: 100, competent: 80, basic: 60, incompetent: 0 } }],
      cut: {
        by: { score: 'index' },
        direction: 'bottom',
        places: 1,
        per: 'poll',
        ties: 'include_all',
        taken: { id: 'yellow_card', zh: '黄牌警告', en: 'yellow card', weight: 'flag' },
      },
      gates: [GATE],
    }),
    rule({
      id: 'quorum',
      scope: 'poll',
      tests: [
        {
          ...few('due'),
          id: 'come',
          numerator: { account: 'present' },
          comparator: 'lt',
          zh: '不足半数',
          en: 'under half',
        },
      ],
      branches: [{ when: { test: 'come' }, label: { ...flag, id: 'no_quorum' } }],
      gates: [GATE],
    }),
  ],
};

beforeAll(async () => {
  staff = await staffOf(running);
  made = await meeting(staff.organizer, DRAFT);
  const say = (s1: string) => ({ choices: { 's1/all': s1, 's2/all': 'excellent' }, writeIns: [] });
  await voteAndSeal(running, staff.organizer, made.event, made.poll, [
    say('incompetent'),
    say('incompetent'),
    say('basic'),
  ]);
});

const see = () => lookAt(staff.observer, made.event, made.poll);
const PERIOD = { question: 's1/all', rule: 'line', period: 'appeal', startsOn: '2026-11-22', by: '组织科' };
const start = (own: object = {}, poll: string = made.poll) =>
  staff.organizer.ask('PUT', `/polls/${poll}/periods`, { ...PERIOD, ...own });
const holidays = (days: readonly object[]) => staff.organizer.ask('PUT', '/holidays', days as unknown as object);

describe('a period after a finding', () => {
  test('ends on a day that is worked out, the last day included, and stands in the trail', async () => {
    for (const [period, startsOn] of [
      ['appeal', '2026-11-22'],
      ['notice', '2026-11-20'],
      ['trial', '2026-01-31'],
    ] as const) {
      expect((await start({ period, startsOn })).status).toBe(200);
    }
    expect((await see()).periods.map(({ period, lastDay }) => [period, lastDay])).toEqual([
      ['appeal', '2026-11-29'],
      ['notice', '2026-11-27'],
      ['trial', '2026-02-28'],
    ]);
    const { body } = await staff.observer.ask('GET', `/events/${made.event}/trail`);
    expect((body as unknown as readonly object[]).at(-1)).toMatchObject({
      act: 'period_started',
      detail: { question: 's1/all', rule: 'line', period: 'trial', startsOn: '2026-01-31', by: '组织科' },
    });
  });

  test('in working days follows the holidays as they stand, which are replaced as a whole', async () => {
    await start({ period: 'notice', startsOn: '2026-11-20' });
    const lastDay = async () => (await see()).periods.find(({ period }) => period === 'notice')?.lastDay;
    const list = [
      { day: '2026-11-21', working: true },
      { day: '2026-11-23', working: false },
      { day: '2026-11-24', working: false },
    ];
    expect((await holidays(list)).status).toBe(200);
    expect((await staff.teller.ask('GET', '/holidays')).body).toEqual(list);
    expect(await lastDay()).toBe('2026-11-30');
    await holidays([]);
    expect((await staff.teller.ask('GET', '/holidays')).body).toEqual([]);
    expect(await lastDay()).toBe('2026-11-27');
  });

  test('can be taken back, once', async () => {
    await start({ period: 'trial', startsOn: '2026-01-31' });
    for (let i = 0; i < 2; i += 1) expect((await start({ period: 'trial', startsOn: null, by: '' })).status).toBe(200);
    expect((await see()).periods.some(({ period }) => period === 'trial')).toBe(false);
    const { body } = await staff.observer.ask('GET', `/events/${made.event}/trail`);
    const withdrawn = (body as unknown as readonly { act: string }[]).filter(({ act }) => act === 'period_withdrawn');
    expect(withdrawn).toHaveLength(1);
  });

  test('is refused where the rule declares none, nothing was found, nobody says so, or no calendar has the day', async () => {
    for (const [own, at] of [
      [{ period: 'holiday' }, 'period'],
      [{ rule: 'quorum', question: '' }, 'period'],
      [{ rule: 'none' }, 'rule'],
      [{ question: 's2/all' }, 'question'],
      [{ question: 's9/all' }, 'question'],
      [{ by: '' }, 'by'],
      [{ startsOn: '2026-02-29' }, 'startsOn'],
      [{ startsOn: 'tomorrow' }, 'startsOn'],
    ] as const) {
      expect(await start(own)).toMatchObject({ status: 400, body: { code: 'body_malformed', at } });
    }
    const draft = await meeting(staff.organizer, DRAFT);
    expect(await start({}, draft.poll)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    expect(await start({}, 'none')).toMatchObject({ status: 404, body: { code: 'unknown_poll' } });
  });

  test('knows no day twice and no day that is none', async () => {
    for (const days of [
      [
        { day: '2026-10-01', working: false },
        { day: '2026-10-01', working: true },
      ],
      [{ day: '2026-13-01', working: false }],
      [{ day: '2026-10-01' }],
    ]) {
      expect(await holidays(days)).toMatchObject({ status: 400, body: { code: 'body_malformed' } });
    }
  });
});

describe('an organ', () => {
  const DECISION = { state: 'confirmed', document: '青组字〔2026〕40 号', by: '区委组织部', gate: GATE.id };
  const decide = (own: object) => staff.organizer.ask('PUT', `/polls/${made.poll}/gates`, { ...DECISION, ...own });

  test('speaks on a line, on the whole poll, and on a row that a cut has taken', async () => {
    for (const own of [
      { question: 's1/all', rule: 'line' },
      { question: '', rule: 'quorum' },
      { question: 's1', rule: 'last' },
      { question: '', rule: 'last', state: 'rejected' },
    ]) {
      expect((await decide(own)).status).toBe(200);
      expect((await see()).gates).toContainEqual({ ...DECISION, ...own });
    }
  });

  test('does not speak on a row that was left', async () => {
    expect(await decide({ question: 's2', rule: 'last' })).toMatchObject({ status: 400, body: { at: 'question' } });
    expect(await decide({ question: 's1', rule: 'quorum' })).toMatchObject({ status: 400, body: { at: 'question' } });
  });

  test('sets a principle aside with a reason and an approver, under an act of its own in the trail', async () => {
    const override = { question: 's1/all', rule: 'line', gate: 'override', document: '工作特殊需要', by: '区委常委会' };
    for (const [own, at] of [
      [{ document: '' }, 'document'],
      [{ by: '' }, 'by'],
      [{ state: 'rejected' }, 'state'],
      [{ question: 's2/all' }, 'question'],
      [{ rule: 'last', question: '' }, 'gate'],
    ] as const) {
      expect(await decide({ ...override, ...own })).toMatchObject({
        status: 400,
        body: { code: 'body_malformed', at },
      });
    }
    expect((await decide(override)).status).toBe(200);
    expect((await see()).gates).toContainEqual({ ...DECISION, ...override });
    const { body } = await staff.observer.ask('GET', `/events/${made.event}/trail`);
    expect((body as unknown as readonly object[]).at(-1)).toMatchObject({
      actor: 'organizer',
      act: 'principle_overridden',
      detail: { gate: 'override', document: '工作特殊需要', by: '区委常委会' },
    });
    // Taken back: the finding stands again.
    expect((await decide({ ...override, state: 'pending', document: '', by: '' })).status).toBe(200);
  });
});
