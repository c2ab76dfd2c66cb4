/** Rules and papers that can't be frozen: the organizer reads where and why, over HTTP, and nothing is kept. */
import type { Rule } from 'ballot-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../setup/database.ts';
import { startApi } from '../setup/server.ts';
import { EVENT, lookAt, meeting, type Person, POLL, staffOf } from './desk.ts';

const running = await startApi(await freshDatabase());
afterAll(() => running.close());
let organizer: Person;
let made: { readonly event: string; readonly poll: string };
beforeAll(async () => {
  ({ organizer } = await staffOf(running));
  made = await meeting(organizer);
});

const [first] = POLL.rules;
if (first === undefined) throw new Error('a poll without rules');
const [firstTest] = first.tests;
const withTest = (changed: object): readonly unknown[] => [{ ...first, tests: [{ ...firstTest, ...changed }] }];
const put = (changed: object) => organizer.ask('PUT', `/polls/${made.poll}`, { ...POLL, ...changed });

const { paper } = POLL;
if (paper.kind !== 'grades') throw new Error('a grades paper was expected');

describe('a draft that cannot be frozen', () => {
  test.each([
    ['a fraction of nothing', { rules: withTest({ fraction: [1, 0] }) }, 'rules[0].tests[0].fraction'],
    ['a fraction above one', { rules: withTest({ fraction: [3, 2] }) }, 'rules[0].tests[0].fraction'],
    ['a comparator of its own', { rules: withTest({ comparator: 'about' }) }, 'rules[0].tests[0].comparator'],
    ['a rule that nobody knows the field of', { rules: [{ ...first, code: 'return true' }] }, 'rules[0].code'],
    [
      'ten thousand persons',
      { paper: { ...paper, subjects: Array.from({ length: 10_000 }, (_, i) => ({ id: `s${i}`, name: `人 ${i}` })) } },
      'paper.subjects',
    ],
    ['a weight below zero', { rules: [weighing({ leaders: -1, staff: 101 })] }, 'rules[0].scores[1].weights'],
    [
      'a gate with the name of every override',
      { rules: [{ ...first, gates: [{ id: 'override', zh: '另定', en: 'override' }] }] },
      'rules[0].gates[0].id',
    ],
    ['a day that no calendar has', { at: '2026-02-30' }, 'at'],
    [
      'a mark without a day',
      { given: { s1: { history: [{ at: '去年', mark: 'absence' }] } } },
      'given.s1.history[0].at',
    ],
    ['a figure that is no whole number', { given: { s1: { figures: { exam: 0.5 } } } }, 'given.s1.figures.exam'],
    ['a source that takes whatever it likes', { source: { poll: 'x', rule: 'y', take: 'all' } }, 'source.take'],
    ['too many rules', { rules: Array.from({ length: 21 }, () => first) }, 'rules'],
  ])('%s is refused with its path and the reason', async (_, changed, path) => {
    const answer = await put(changed);
    expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid' } });
    expect(String(answer.body.at)).toContain(path);
    expect(String(answer.body.reason)).toMatch(/^\S.{3,}/);
    expect(String(answer.body.message)).toContain('field is named');
    const kept = await lookAt(organizer, made.event, made.poll);
    expect(kept).toMatchObject({ rules: POLL.rules, paper: POLL.paper });
  });

  test('because a rule counts what its paper does not offer is kept as a draft, and stopped with the reason', async () => {
    const unknown = withTest({ numerator: { options: ['splendid'] } });
    expect((await put({ rules: unknown })).status).toBe(200);
    const answer = await organizer.ask('POST', `/polls/${made.poll}/freeze`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'poll_invalid' } });
    expect(String(answer.body.at)).toMatch(/^rules\[0\]\.tests\[0\]/);
    expect(String(answer.body.reason)).toContain('splendid');
    await put({});
  });

  test('is refused before it is read when it is larger than a mebibyte', async () => {
    const answer = await put({ title: 'x'.repeat(1024 * 1024) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  });
});

describe('what an organizer writes besides paper and rules', () => {
  test('comes back as it was written: day, given figures and history, checklist', async () => {
    const written = {
      at: '2026-11-22',
      given: { '': { figures: { posts: 2 } }, s1: { figures: { exam: 88, ranks: [1, 2] }, history: [] } },
      checklist: [{ id: 'plan', text: '方案已备案' }],
    };
    expect((await put(written)).status).toBe(200);
    expect(await lookAt(organizer, made.event, made.poll)).toMatchObject(written);
    await put({});
    expect(await lookAt(organizer, made.event, made.poll)).not.toHaveProperty('given');
  });

  test('keeps who is not counted in 应到, by number, reason and approver, and refuses what says none', async () => {
    const [leaders, others] = EVENT.groups;
    const excluded = [{ count: 2, reason: '因病长期不能表达意志', approvedBy: '机关党委' }];
    const groups = [{ ...leaders, relation: 'superior', excluded }, others];
    expect((await organizer.ask('PUT', `/events/${made.event}`, { ...EVENT, groups })).status).toBe(200);
    expect((await organizer.ask('GET', `/events/${made.event}`)).body.groups).toEqual(groups);
    for (const [wrong, at] of [
      [{ ...excluded[0], reason: '' }, 'groups[0].excluded[0].reason'],
      [{ ...excluded[0], approvedBy: ' ' }, 'groups[0].excluded[0].approvedBy'],
      [{ ...excluded[0], count: 0 }, 'groups[0].excluded[0].count'],
      [{ ...excluded[0], names: ['张三'] }, 'groups[0].excluded[0].names'],
    ] as const) {
      const changed = { ...EVENT, groups: [{ ...leaders, excluded: [wrong] }, others] };
      const answer = await organizer.ask('PUT', `/events/${made.event}`, changed);
      expect(answer).toMatchObject({ status: 400, body: { code: 'event_invalid', at } });
    }
  });
});

function weighing(weights: Readonly<Record<string, number>>): object {
  return {
    ...(first as Rule),
    id: 'weighted',
    scope: 'item',
    scores: [
      { id: 'index', kind: 'index', points: { excellent: 100, competent: 80, basic: 60, incompetent: 0 } },
      { id: 'all', kind: 'groups', of: 'index', weights, empty: 'error' },
    ],
  };
}
