/** Memory over years: entered with a document, written by seals, recalled into a draft in the organizer's sight. */
import type { Definition, Fraction, Numerator, PollId } from 'ballot-core';
import type { MarkRow, PollDraft, Recalled } from 'api/desk-views';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { acts, lookAt, meeting, must, PAPER, POLL, rule, type Staff, staffOf, voteAndSeal } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
const { deps } = running;
let staff: Staff;
beforeAll(async () => {
  staff = await staffOf(running);
});

const MARK = {
  kind: 'person',
  subject: '张三',
  post: '',
  at: '2025',
  mark: 'yellow_card',
  document: '青组字〔2025〕30 号',
  by: '组织科',
} as const;
const enter = (own: Partial<Record<keyof MarkRow, string>> = {}) =>
  staff.organizer.ask('POST', '/marks', { ...MARK, ...own });
const listed = async (query = '') =>
  (await staff.observer.ask('GET', `/marks${query}`)).body as unknown as readonly MarkRow[];
/** Each test has people of its own. */
let people = 0;
const somebody = () => `测试人${(people += 1)}`;

/** 会议缺席阶梯: the third absence within a year. */
const absences = (id: string, times: number, zh: string, precedence: number) =>
  rule({
    id,
    scope: 'item',
    precedence,
    tests: [
      {
        id: 'times',
        numerator: { history: { kind: 'count', mark: 'absence', within: 'year' } },
        base: 'one',
        comparator: 'ge',
        fraction: [times, 1],
        zh: `一年内无故缺席 ${times} 次`,
        en: `${times} absences within a year`,
      },
    ],
    branches: [{ when: { test: 'times' }, label: { id: `absent${times}`, zh, en: zh, weight: 'flag' } }],
    gates: [{ id: 'no_cause', zh: '认定为无故', en: 'found to be without cause' }],
  });
const LADDER = [
  absences('third', 3, '停职待岗', 3),
  absences('second', 2, '诫勉谈话', 2),
  absences('first', 1, '通报批评', 1),
];

function draftOf(name: string, own: Partial<PollDraft> = {}): PollDraft {
  const paper = { ...PAPER, subjects: [{ id: 's1', name, note: '办公室主任' }] };
  return { ...POLL, paper, rules: LADDER, at: '2026-11-22', ...own };
}

describe('memory', () => {
  test('takes marks with a document, shows them to the whole desk, and gives back what was entered by hand', async () => {
    const subject = somebody();
    const made = await enter({ subject });
    expect(made.status).toBe(201);
    const id = String(made.body.id);
    expect(await listed(`?subject=${encodeURIComponent(subject)}&kind=person`)).toEqual([
      { ...MARK, subject, id, poll: null },
    ]);
    expect(await listed(`?subject=${encodeURIComponent(subject)}&kind=unit`)).toEqual([]);
    expect((await staff.organizer.ask('DELETE', `/marks/${id}`)).status).toBe(200);
    expect(await listed(`?subject=${encodeURIComponent(subject)}`)).toEqual([]);
    expect(await staff.organizer.ask('DELETE', `/marks/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  test('refuses a mark without a name, a day, a document or somebody who says so', async () => {
    for (const [own, at] of [
      [{ subject: ' ' }, 'subject'],
      [{ at: '2025-13-01' }, 'at'],
      [{ at: '去年' }, 'at'],
      [{ mark: '黄牌' }, 'mark'],
      [{ document: '' }, 'document'],
      [{ by: '' }, 'by'],
      [{ kind: 'ballot' }, 'kind'],
    ] as const) {
      expect(await enter(own)).toMatchObject({ status: 400, body: { code: 'body_malformed', at } });
    }
  });

  test('keeps what a seal wrote: nobody takes it back', async () => {
    const name = somebody();
    const { event, poll } = await meeting(staff.organizer, draftOf(name, { rules: POLL.rules }));
    const say = (choice: string) => ({ choices: { 's1/all': choice }, writeIns: [] });
    await voteAndSeal(running, staff.organizer, event, poll, [
      say('incompetent'),
      say('incompetent'),
      say('excellent'),
    ]);
    const marks = await listed(`?subject=${encodeURIComponent(name)}`);
    expect(marks.length).toBeGreaterThan(0);
    for (const { id, poll: from, at } of marks) {
      expect([from, at]).toEqual([poll, '2026-11-22']);
      expect(await staff.organizer.ask('DELETE', `/marks/${id}`)).toMatchObject({
        status: 409,
        body: { code: 'wrong_state' },
      });
    }
    expect(await listed(`?subject=${encodeURIComponent(name)}`)).toEqual(marks);
  });
});

describe('recalling', () => {
  const recall = (poll: string, body: object = {}) => staff.organizer.ask('POST', `/polls/${poll}/recall`, body);

  test('writes what is known of each name into the draft, shows it, and the freeze keeps exactly that', async () => {
    const name = somebody();
    await enter({ subject: name, at: '2024' });
    await enter({ subject: name, at: '2026-03-01', mark: 'absence' });
    await enter({ subject: `${name}的同事`, mark: 'absence' });
    const given = { s1: { figures: { exam: 80 } } };
    const { event, poll } = await meeting(staff.organizer, draftOf(name, { given }));
    const answer = await recall(poll);
    const found = answer.body as unknown as readonly Recalled[];
    expect(found).toMatchObject([{ item: 's1', name, marks: [{ at: '2024' }, { at: '2026-03-01' }] }]);
    const history = [
      { at: '2024', mark: 'yellow_card' },
      { at: '2026-03-01', mark: 'absence' },
    ];
    expect((await lookAt(staff.organizer, event, poll)).given).toEqual({ s1: { figures: { exam: 80 }, history } });
    expect((await acts(staff.observer, event)).at(-1)).toBe('history_recalled');

    await enter({ subject: name, at: '2026-05-01', mark: 'absence' });
    await must(staff.organizer, 'POST', `/polls/${poll}/freeze`);
    const [row] = await deps.sql<{ definition: string }[]>`select definition from desk.polls where id = ${poll}`;
    expect((JSON.parse(row?.definition ?? '') as Definition).given?.s1?.history).toEqual(history);
    expect(await recall(poll)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
  });

  test('can be narrowed to persons, to units, and to marks of the same post', async () => {
    const name = somebody();
    await enter({ subject: name, post: '办公室主任', at: '2024', mark: 'not_passed' });
    await enter({ subject: name, post: '财务处长', at: '2025', mark: 'not_passed' });
    await enter({ subject: name, kind: 'unit', at: '2023', mark: 'not_passed' });
    const { poll } = await meeting(staff.organizer, draftOf(name));
    const years = async (body: object) =>
      ((await recall(poll, body)).body as unknown as readonly Recalled[])[0]?.marks.map(({ at }) => at);
    expect(await years({})).toEqual(['2023', '2024', '2025']);
    expect(await years({ kind: 'person' })).toEqual(['2024', '2025']);
    expect(await years({ kind: 'person', post: 'same' })).toEqual(['2024']);
    expect(await recall(poll, { kind: 'ballot' })).toMatchObject({ status: 400, body: { at: 'kind' } });
    expect(await recall('none')).toMatchObject({ status: 404, body: { code: 'unknown_poll' } });
  });

  test('cannot be forgotten: a freeze stops where a rule looks back on a name that nobody has looked up', async () => {
    const name = somebody();
    await enter({ subject: name, mark: 'absence', at: '2026-01-01' });
    const { poll } = await meeting(staff.organizer, draftOf(name));
    const answer = await staff.organizer.ask('POST', `/polls/${poll}/freeze`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid', at: 'given.s1.history' } });
    expect(String(answer.body.reason)).toContain(name);
    // Another person of that name: an empty history says so.
    await must(staff.organizer, 'PUT', `/polls/${poll}`, draftOf(name, { given: { s1: { history: [] } } }));
    await must(staff.organizer, 'POST', `/polls/${poll}/freeze`);
  });

  test('is not asked for where no rule looks back, or where memory knows nobody', async () => {
    const name = somebody();
    await enter({ subject: name, mark: 'absence', at: '2026-01-01' });
    const plain = await meeting(staff.organizer, draftOf(name, { rules: POLL.rules }));
    await must(staff.organizer, 'POST', `/polls/${plain.poll}/freeze`);
    const unknown = await meeting(staff.organizer, draftOf(somebody()));
    await must(staff.organizer, 'POST', `/polls/${unknown.poll}/freeze`);
  });
});

describe('the absence ladder', () => {
  test.each([
    [0, []],
    [1, ['first']],
    [2, ['second', 'first']],
    [3, ['third', 'second', 'first']],
  ] as const)('with %i absences this year raises %j, and last year’s count for nothing', async (times, rules) => {
    const name = somebody();
    for (let i = 0; i < times; i += 1) await enter({ subject: name, mark: 'absence', at: `2026-0${i + 1}-10` });
    await enter({ subject: name, mark: 'absence', at: '2025-12-31' });
    const { event, poll } = await meeting(staff.organizer, draftOf(name));
    await must(staff.organizer, 'POST', `/polls/${poll}/recall`);
    await voteAndSeal(running, staff.organizer, event, poll as PollId, []);
    const { findings } = await lookAt(staff.organizer, event, poll);
    const flags = findings.filter(({ label }) => label.weight === 'flag');
    expect(flags.map(({ rule: id }) => id)).toEqual(rules);
    expect(findings.every(({ question }) => question === 's1')).toBe(true);
  });
});

describe('two failed ballots for one post', () => {
  const not = (
    id: string,
    test: string,
    zh: string,
    weight: 'flag' | 'outcome',
    numerator: Numerator,
    fraction: Fraction,
  ) =>
    rule({
      id,
      scope: 'question',
      tests: [
        { id: test, numerator, base: 'history' in numerator ? 'one' : 'due', comparator: 'ge', fraction, zh, en: zh },
      ],
      branches: [{ when: { test }, label: { id: test, zh, en: zh, weight } }],
      otherwise: { id: 'not_passed', zh: '未通过', en: 'not passed', weight: id === 'pass' ? 'outcome' : 'clear' },
    });
  const RULES = [
    not('pass', 'passed', '通过', 'outcome', { options: ['agree'] }, [1, 2]),
    not(
      'twice',
      'barred',
      '不得再提名',
      'flag',
      { history: { kind: 'count', mark: 'not_passed', within: 'ever' } },
      [2, 1],
    ),
  ];

  test('are remembered by the seals themselves, and stop the third proposal for that post only', async () => {
    const name = somebody();
    const barred = async (note: string) => {
      const paper = { kind: 'motion', matters: [{ id: 'm1', name, note }] } as const;
      const { event, poll } = await meeting(staff.organizer, draftOf(name, { paper, rules: RULES }));
      await must(staff.organizer, 'POST', `/polls/${poll}/recall`, { post: 'same' });
      await voteAndSeal(running, staff.organizer, event, poll, [{ choices: { m1: 'disagree' }, writeIns: [] }]);
      const { findings } = await lookAt(staff.organizer, event, poll);
      return findings.some(({ label }) => label.id === 'barred');
    };
    expect(await barred('甲局局长')).toBe(false);
    expect(await barred('甲局局长')).toBe(false);
    expect(await barred('乙局局长')).toBe(false);
    expect(await barred('甲局局长')).toBe(true);
  });
});
