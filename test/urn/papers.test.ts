/**
 * Every kind of paper from the cast to the seal, on a real server and a real database: forms with free words, marks,
 * weighted groups of which some are small, and an election with a tie.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  openingsOf,
  verifyAnnex,
  verifyBundle,
  type Annex,
  type Answers,
  type Bundle,
  type CastBody,
  type Group,
  type GroupId,
  type Opening,
  type Paper,
  type PollId,
  type Rule,
} from 'ballot-core';
import type { MarkRow, PollDraft, TextsView } from 'api/views';
import type { Running } from '../../api/src/serve.ts';
import { rule, staffOf, type Staff } from '../api/desk.ts';
import type { Send } from '../load/http.ts';
import { ballotOf } from '../load/phone.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { castTo, codeOf, group, meeting, must, nth, sendTo, voter } from './meeting.ts';

const database = await freshDatabase();
let api: Running;
let send: Send;
let staff: Staff;

beforeAll(async () => {
  api = await startApi(database);
  send = sendTo(api.url);
  staff = await staffOf(api);
});
afterAll(() => api.close());

const item = (id: string, name: string) => ({ id, name });
const grade = (id: string) => ({ id, name: id, counted: true });
const poll = (paper: Paper, rules: readonly Rule[], mode: PollDraft['release']['mode'] = 'batches'): PollDraft => ({
  title: '测评',
  paper,
  rules,
  release: { mode, k: 5, minTurnout: [0, 1] },
  at: '2026',
});
const marks = (choices: Answers['choices'], writeIns: readonly string[] = []): Answers => ({ choices, writeIns });

interface Voted {
  readonly event: string;
  readonly poll: PollId;
  readonly bodies: readonly CastBody[];
}

/** Everybody of each group votes, nothing is closed. */
async function voted(
  groups: readonly Group[],
  draft: PollDraft,
  answers: Readonly<Record<string, readonly Answers[]>>,
) {
  const hall = await meeting(api, groups, [draft]);
  const bodies: CastBody[] = [];
  for (const { id } of groups) {
    for (const [i, own] of (answers[id] ?? []).entries()) {
      const person = await voter(send, hall.event, nth(hall.slips[id], i));
      const body = ballotOf(nth(person.view.polls, 0), nth(person.held, 0), own);
      expect(await castTo(send, nth(hall.polls, 0), body)).toMatchObject({ status: 201 });
      bodies.push(body);
    }
  }
  return { event: hall.event, poll: nth(hall.polls, 0), bodies };
}

async function sealed({ event, poll: id }: Pick<Voted, 'event' | 'poll'>): Promise<Bundle> {
  must(await api.deps.urn.closePoll(id));
  must(await api.deps.urn.sealPoll(id));
  const bundle = (await (await fetch(`${api.url}/api/events/${event}/bundle`)).json()) as Bundle;
  expect(verifyBundle(bundle)).toMatchObject({ ok: true });
  return bundle;
}

const marksOf = async (id: PollId): Promise<readonly string[]> =>
  (
    await api.deps.sql<Pick<MarkRow, 'subject' | 'post' | 'at' | 'mark' | 'kind'>[]>`
      select subject, post, at, mark, kind from desk.marks where poll_id = ${id} order by subject, mark`
  ).map(({ subject, post, at, mark, kind }) => [kind, subject, post, at, mark].join(' '));

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

const SCALE = ['excellent', 'competent', 'basic', 'incompetent'];
const PERSON: Paper = {
  kind: 'grades',
  subjects: [{ ...item('zhang', '张三'), note: '局长' }],
  dimensions: [item('all', '总体')],
  scale: SCALE.map(grade),
  blank: 'refuse',
};
const WEIGHTED: Rule = rule({
  id: 'weighted',
  scope: 'item',
  scores: [
    { id: 'index', kind: 'index', points: { excellent: 100, competent: 80, basic: 60, incompetent: 0 } },
    {
      id: 'total',
      kind: 'groups',
      of: 'index',
      weights: { superior: 30, peer: 20, subordinate: 30, external: 20, self: 0 },
      empty: 'error',
    },
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
});
const FIVE: readonly Group[] = (
  [
    ['superior', 2],
    ['peer', 3],
    ['subordinate', 8],
    ['external', 5],
    ['self', 1],
  ] as const
).map(([id, due]) => ({ ...group(id, due), relation: id }));
const says = (mark: string, times: number) => Array.from({ length: times }, () => marks({ 'zhang/all': mark }));

describe('a weighted assessment by five groups, three of them small', () => {
  const answers = {
    superior: says('incompetent', 2),
    peer: says('basic', 3),
    subordinate: says('competent', 8),
    external: says('competent', 5),
    self: says('excellent', 1),
  };

  test('shows the total and no part of it, and the annex computes it again', async () => {
    const hall = await voted(FIVE, poll(PERSON, [WEIGHTED]), answers);
    const path = `/polls/${hall.poll}/annex`;
    expect(await staff.teller.ask('GET', path)).toMatchObject({ status: 409, body: { code: 'not_sealed' } });
    const bundle = await sealed(hall);
    const { record, openings } = nth(bundle.polls, 0);
    expect(record.groupCounts).toEqual([]);
    expect(record.annex).toMatch(/^[0-9a-f]{64}$/);
    expect(openings.every(({ group: of }) => of === null)).toBe(true);
    const [finding] = record.findings;
    expect(finding?.label.id).toBe('yellow');
    expect(finding?.scores?.find(({ id }) => id === 'total')).toEqual({
      id: 'total',
      value: [52, 1],
      pooled: [1320, 19],
    });

    expect(await staff.observer.ask('GET', path)).toMatchObject({ status: 403, body: { code: 'wrong_role' } });
    const annex = (await staff.teller.ask('GET', path)).body as unknown as Annex;
    expect(annex.groupCounts.map((own) => [own.group, own.ballots])).toEqual(FIVE.map(({ id, due }) => [id, due]));
    expect(verifyAnnex(record, annex)).toMatchObject({ ok: true });
    const raised = annex.groupCounts.map((own) => (own.group === ('self' as GroupId) ? { ...own, ballots: 2 } : own));
    expect(verifyAnnex(record, { ...annex, groupCounts: raised })).toMatchObject({ ok: false });
    // Nothing of the annex but its hash is in what everybody may have.
    const open = JSON.stringify(bundle);
    expect(open).not.toContain(annex.salt);
    for (const { counts } of annex.groupCounts) expect(open).not.toContain(JSON.stringify(counts));
  });

  test('says nothing while it runs, and leaves one mark behind', async () => {
    const hall = await voted(FIVE, poll(PERSON, [WEIGHTED]), answers);
    const view = await staff.observer.ask('GET', `/events/${hall.event}`);
    expect(JSON.stringify(view.body)).not.toContain('"status":"found"');
    await sealed(hall);
    expect(await marksOf(hall.poll)).toEqual(['person 张三 局长 2026 yellow']);
  });

  test('needs no annex where every group is large enough', async () => {
    const large = FIVE.map((own) => ({ ...own, due: own.relation === 'self' ? own.due : 6 }));
    const hall = await voted(large, poll(PERSON, [WEIGHTED]), {
      superior: says('competent', 6),
      peer: says('competent', 6),
      subordinate: says('competent', 6),
      external: says('competent', 6),
    });
    const { record, openings } = nth((await sealed(hall)).polls, 0);
    expect(record.annex).toBeNull();
    expect(record.groupCounts.map(({ ballots }) => ballots)).toEqual([6, 6, 6, 6, 0]);
    expect(new Set(openings.map(({ group: of }) => of)).size).toBe(4);
    expect(await staff.teller.ask('GET', `/polls/${hall.poll}/annex`)).toMatchObject({ status: 404 });
    expect(await marksOf(hall.poll)).toEqual(['person 张三 局长 2026 none']);
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
    const refused = await castTo(send, hall.poll, { ...nth(hall.bodies, 0), choices: { 'zhang/all': '76' } });
    expect(codeOf(refused)).toBe('unknown_choice');
    const { record } = nth((await sealed(hall)).polls, 0);
    const scores = record.findings.map(({ question, scores: own }) => [question, own?.[0]?.value, own?.[0]?.dropped]);
    expect(scores).toEqual([
      ['zhang', [33, 4], 2],
      ['li', [19, 2], 2],
    ]);
  });
});
