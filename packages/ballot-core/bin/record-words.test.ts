import { beforeAll, describe, expect, test } from 'vitest';
import type { Paper } from '../src/index.ts';
import { correct, newDefinition, newIssuer, seal, type Issuer } from '../src/record/meeting.fixture.ts';
import { REHEARSAL, remarksOn } from './record-words.ts';

const MOTION: Paper = { kind: 'motion', matters: [{ id: 'm1', name: '任免事项' }] };
let issuer: Issuer;
beforeAll(async () => {
  issuer = await newIssuer();
});
const sealedAs = (more: Parameters<typeof newDefinition>[4]) =>
  seal(newDefinition('p-1', MOTION, [], ['all'], more), new Map([['all', issuer]]), []);
const said = (more: Parameters<typeof newDefinition>[4]) => remarksOn(sealedAs(more));

describe('a teller is told', () => {
  test('whose acts opening, closing and sealing were', () => {
    expect(said({})).toEqual(['开始 huiwu 截止 huiwu 封存 jianpiao · opened, closed and sealed by']);
  });

  test('that a rehearsal never counts, and first', () => {
    expect(said({ rehearsal: true })[0]).toBe(REHEARSAL);
  });

  test('that without receipts no phone keeps what shows a vote, and nobody can prove a dropped one', () => {
    expect(said({ receipts: 'off' })[1]).toMatch(
      /不发回执：.*No receipts: no phone keeps what shows a vote, and nobody can prove/,
    );
  });

  test('each correction: when, by whom, why, what was before, and of which record', () => {
    const first = sealedAs({});
    const { event } = first.record;
    const twice = correct(correct(first, { event: { ...event, place: '四楼会议室' } }), {
      event: { ...event, title: '年终大会', place: '四楼会议室' },
      correction: { reason: '名称写错\u001b[2J\n结论', by: 'huiwu', at: '2026-11-24T02:00:00Z' },
    });
    expect(remarksOn(twice).slice(1)).toEqual([
      '更正 1 · correction 1: 2026-11-23T02:00:00Z huiwu: 地点写错',
      '  地点 · place: 三楼会议室 → 四楼会议室',
      expect.stringMatching(/^ {2}被更正的记录 · corrects record ([0-9a-f]{4} ){4}[0-9a-f]{4}$/),
      '更正 2 · correction 2: 2026-11-24T02:00:00Z huiwu: 名称写错 [2J 结论',
      '  会议名称 · title: 年度考核大会 → 年终大会',
      expect.stringContaining('被更正的记录'),
    ]);
  });
});
