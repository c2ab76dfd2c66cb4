/** Groups that weigh differently, of which some are too small to be named: the total is shown, its parts are in the annex. */
import { verifyAnnex, type Annex, type Group, type GroupId, type Paper, type Rule } from 'ballot-core';
import { afterAll, describe, expect, test } from 'vitest';
import { rule, staffOf } from '../api/desk.ts';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { group, nth } from './meeting.ts';
import { grade, item, marks, poll, votes } from './voted.ts';

const api = await startApi(await freshDatabase());
afterAll(() => api.close());
const staff = await staffOf(api);
const { voted, sealed, marksOf } = votes(api);

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
