/**
 * Kinds of paper from the cast to the seal, on a real server and a real database: a form with free words, an election with
 * a tie, points.
 */
import { openingsOf, type Answers, type Opening, type Paper } from 'ballot-core';
import type { TextsView } from 'api/desk-views';
import { afterAll, describe, expect, test } from 'vitest';
import { rule, staffOf, type Staff } from '../api/desk.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, group, nth, sendTo } from './meeting.ts';
import { grade, item, marks, poll, votes } from './voted.ts';

const api = await startApi(await freshDatabase());
afterAll(() => api.close());
const staff = await staffOf(api);
const { voted, sealed, marksOf } = votes(api);

const FORM: Paper = {
  kind: 'form',
  sections: [
    {
      ...item('work', '选人用人工作'),
      paper: {
        kind: 'grades',
        subjects: [item('overall', '总体评价')],
        dimensions: [item('all', '总体')],
        scale: ['good', 'fair', 'poor'].map(grade),
        blank: 'refuse',
      },
    },
    {
      ...item('problems', '存在的突出问题'),
      paper: {
        kind: 'pick',
        purpose: 'tick',
        candidates: [item('p1', '任人唯亲'), item('p2', '程序不规范'), item('p3', '其他')],
        min: 0,
        max: 3,
        seats: null,
        writeIns: 0,
      },
    },
    { ...item('words', '意见建议'), paper: { kind: 'text', prompts: [item('t1', '意见和建议')], lengthMax: 200 } },
  ],
};
const formAnswers = (i: number): Answers =>
  marks({
    'work.overall/all': i % 3 === 0 ? 'poor' : 'good',
    ...(i % 2 === 0 ? { 'problems.p1': 'picked', 'problems.p2': 'picked' } : {}),
    ...(i > 0 ? { 'words.t1': `建议第 ${i} 条：多下基层` } : {}),
  });

describe('a form with several kinds of answers and free words', () => {
  const NINE = [...Array(9).keys()].map(formAnswers);

  test('is sealed and verifies, and each phone finds all of its lines, words too', async () => {
    const hall = await voted([group('a', 12)], poll(FORM, []), { a: NINE });
    const bundle = await sealed(hall);
    const { record, openings } = nth(bundle.polls, 0);
    expect(record.count.ballots).toBe(9);
    expect(JSON.stringify(bundle)).not.toContain('基层');
    const lines = new Set(openings.map(({ question, choice, nonce }: Opening) => `${question} ${choice} ${nonce}`));
    for (const body of hall.bodies) {
      for (const own of openingsOf(record.definition, body)) {
        expect(lines).toContain(`${own.question} ${own.choice} ${own.nonce}`);
      }
    }
  });

  test('gives its words to organizer and observer only, after the seal, in an order that says nothing', async () => {
    const hall = await voted([group('a', 12)], poll(FORM, []), { a: NINE });
    const ask = (who: keyof Staff) => staff[who].ask('GET', `/polls/${hall.poll}/texts`);
    expect(await ask('organizer')).toMatchObject({ status: 409, body: { code: 'not_sealed' } });
    await sealed(hall);
    expect(await ask('teller')).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
    const { status, body } = await ask('observer');
    const view = body as unknown as TextsView;
    expect(status).toBe(200);
    expect(view.ballots).toBe(9);
    expect(view.texts.map(({ text }) => text).sort()).toEqual(
      NINE.flatMap(({ choices }) => choices['words.t1'] ?? []).sort(),
    );
    const rows = await api.deps.sql<{ leaf: string }[]>`
      select encode(leaf, 'hex') as leaf from urn.texts where poll_id = ${hall.poll} order by ctid`;
    const leaves = rows.map(({ leaf }) => leaf);
    expect(leaves).toEqual([...leaves].sort());
    const [known] = await api.deps.sql<{ n: number }[]>`
      select count(*)::int as n from urn.texts t join urn.openings o using (poll_id, leaf)
      where t.poll_id = ${hall.poll} and o.choice like 'sha256:%' and o.group_id is null`;
    expect(known?.n).toBe(8);
  });

  test('with fewer than eight ballots has its words dropped for good', async () => {
    const hall = await voted([group('a', 12)], poll(FORM, []), { a: NINE.slice(0, 7) });
    await sealed(hall);
    const { body } = await staff.organizer.ask('GET', `/polls/${hall.poll}/texts`);
    expect(body).toEqual({ ballots: 7, texts: [] });
    const [left] = await api.deps.sql<{ n: number }[]>`
      select count(*)::int as n from urn.texts where poll_id = ${hall.poll}`;
    expect(left?.n).toBe(0);
  });
});

describe('an election', () => {
  const BALLOT: Paper = {
    kind: 'pick',
    candidates: [item('a', '赵甲'), item('b', '钱乙'), item('c', '孙丙'), item('d', '李丁')],
    min: 0,
    max: 2,
    seats: 2,
    writeIns: 1,
  };
  const ELECTED = rule({
    id: 'elected',
    scope: 'poll',
    cut: {
      by: { votes: ['picked'] },
      direction: 'top',
      places: 'seats',
      per: 'poll',
      ties: 'runoff',
      taken: { id: 'elected', zh: '当选', en: 'elected', weight: 'outcome' },
    },
  });
  const picks = (...ids: readonly string[]) => marks(Object.fromEntries(ids.map((id) => [id, 'picked'])));

  test('with equal votes at the last place elects those before it, and remembers only what is decided', async () => {
    const answers = [
      picks('a', 'b'),
      picks('a', 'c'),
      picks('a', 'b'),
      picks('a', 'c'),
      picks('d'),
      marks({}, ['王戊']),
    ];
    const hall = await voted([group('all', 8)], poll(BALLOT, [ELECTED], 'turnout'), { all: answers });
    const { record } = nth((await sealed(hall)).polls, 0);
    const ranking = record.findings.find(({ ranking: rows }) => rows !== undefined)?.ranking ?? [];
    expect(ranking.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'a taken',
      'b tied',
      'c tied',
      'd left',
      '+王戊 left',
    ]);
    expect(await marksOf(hall.poll)).toEqual(
      ['李丁 none', '王戊 none', '赵甲 elected'].map((line) => {
        const [name, mark] = line.split(' ');
        return `person ${name}  2026 ${mark}`;
      }),
    );
  });
});

describe('a score paper', () => {
  test('is counted mark by mark and averaged exactly', async () => {
    const paper: Paper = {
      kind: 'score',
      subjects: [item('zhang', '张三'), item('li', '李四')],
      dimensions: [item('all', '总体')],
      from: 0,
      to: 100,
      step: 5,
      per: 10,
      blank: 'refuse',
    };
    const mean = rule({
      id: 'mean',
      scope: 'item',
      scores: [{ id: 'mean', kind: 'mean', per: 10, trim: { minRaters: 6 } }],
    });
    const given = ['0', '75', '80', '85', '90', '100'];
    const hall = await voted([group('all', 8)], poll(paper, [mean]), {
      all: given.map((mark) => marks({ 'zhang/all': mark, 'li/all': '95' })),
    });
    const refused = await castTo(sendTo(api.url), hall.poll, {
      ...nth(hall.bodies, 0),
      choices: { 'zhang/all': '76' },
    });
    expect(codeOf(refused)).toBe('unknown_choice');
    const { record } = nth((await sealed(hall)).polls, 0);
    const scores = record.findings.map(({ question, scores: own }) => [question, own?.[0]?.value, own?.[0]?.dropped]);
    expect(scores).toEqual([
      ['zhang', [33, 4], 2],
      ['li', [19, 2], 2],
    ]);
  });
});
