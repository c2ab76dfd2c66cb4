import type { DeskEvent, DeskPoll } from 'api/desk-views';
import type { EventId, GroupId, PollId } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { admissionEditable, dueEditable, nextAct, present, steps, waitsFor } from './acts.ts';

const key = { group: 'g1' as GroupId, spki: 'x' };
const poll = (id: string, change: Partial<DeskPoll> = {}): DeskPoll => ({
  id: id as PollId,
  title: id,
  paper: { kind: 'motion', matters: [{ id: 'm1', name: 'x' }] },
  rules: [],
  release: { mode: 'turnout', k: 5, minTurnout: [1, 5] },
  state: 'draft',
  paperHash: null,
  keys: [],
  accounts: { due: 9, present: 0, issued: 0, returned: 0, valid: 0, invalid: 0 },
  released: null,
  findings: [],
  gates: [],
  checks: [],
  periods: [],
  merges: [],
  writeIns: [],
  conclusion: null,
  annex: false,
  openedAt: null,
  closedAt: null,
  sealedAt: null,
  alarm: null,
  ...change,
});
const event = (polls: readonly DeskPoll[], change: Partial<DeskEvent> = {}): DeskEvent => ({
  id: 'e' as EventId,
  title: 'e',
  place: 'p',
  groups: [{ id: 'g1' as GroupId, name: '全体', due: 9 }],
  admission: 'slips',
  rehearsal: false,
  roster: [],
  waiting: 0,
  createdAt: '2026-11-22T00:00:00Z',
  signIn: 'closed',
  displayCode: 'd',
  noticeCode: 'n',
  shortCode: '123456',
  voterUrl: 'http://x/v/e',
  stageUrl: 'http://x/stage/d',
  urlWarnings: [],
  eventKey: 'k',
  eventFingerprint: 'f',
  slips: [],
  polls,
  ...change,
});
const printed = { slips: [{ group: 'g1' as GroupId, made: 11, admitted: 0 }] };
const frozen = { state: 'frozen', keys: [key] } as const;

describe('the next act of a meeting', () => {
  test('goes round in the order of the room', () => {
    expect(nextAct(event([]))).toEqual({ kind: 'add_poll' });
    expect(nextAct(event([poll('a')]))).toEqual({ kind: 'freeze', poll: 'a' });
    expect(nextAct(event([poll('a', { state: 'frozen' })]))).toEqual({ kind: 'wait_keys', poll: 'a' });
    expect(nextAct(event([poll('a', frozen)]))).toEqual({ kind: 'slips' });
    expect(nextAct(event([poll('a', frozen)], printed))).toEqual({ kind: 'open_sign_in' });
    expect(nextAct(event([poll('a', frozen)], { ...printed, signIn: 'open' }))).toEqual({ kind: 'open', poll: 'a' });
    expect(nextAct(event([poll('a', { ...frozen, state: 'open' })], printed))).toEqual({ kind: 'close', poll: 'a' });
    expect(nextAct(event([poll('a', { ...frozen, state: 'closed' })], printed))).toEqual({ kind: 'seal', poll: 'a' });
    expect(nextAct(event([poll('a', { ...frozen, state: 'sealed' })], printed))).toEqual({ kind: 'sheet', poll: 'a' });
  });

  test('freezes every draft before slips are printed, because they carry the fingerprint of all', () => {
    expect(nextAct(event([poll('a', frozen), poll('b')]))).toEqual({ kind: 'freeze', poll: 'b' });
  });

  test('takes the polls one after the other', () => {
    const done = poll('a', { ...frozen, state: 'sealed' });
    const present = { slips: [{ group: 'g1' as GroupId, made: 11, admitted: 8 }] };
    expect(nextAct(event([done, poll('b', frozen)], present))).toEqual({ kind: 'open', poll: 'b' });
    expect(nextAct(event([done, poll('b', { ...frozen, state: 'open' })], present))).toEqual({
      kind: 'close',
      poll: 'b',
    });
  });

  test('freezes what waits for another result only when that one is sealed, and prints slips meanwhile', () => {
    const source = { poll: 'a' as PollId, rule: 'r', take: 'taken' as const };
    const waiting = poll('b', { source });
    expect(waitsFor(event([poll('a', frozen), waiting]), waiting)?.id).toBe('a');
    expect(nextAct(event([poll('a', frozen), waiting]))).toEqual({ kind: 'slips' });
    expect(nextAct(event([waiting, poll('a', frozen)], { ...printed, signIn: 'open' }))).toEqual({
      kind: 'open',
      poll: 'a',
    });
    const sealed = poll('a', { ...frozen, state: 'sealed' });
    expect(waitsFor(event([sealed, waiting]), waiting)).toBeNull();
    expect(nextAct(event([sealed, waiting], printed))).toEqual({ kind: 'freeze', poll: 'b' });
  });

  test('is the checklist before the opening, until a document stands for every item', () => {
    const checklist = [
      { id: 'c1', text: '公布职位' },
      { id: 'c2', text: '征求意见' },
    ];
    const tick = (item: string) => ({ item, document: '1 号', by: '甲' });
    const at = (checks: DeskPoll['checks']) =>
      nextAct(event([poll('a', { ...frozen, checklist, checks })], { ...printed, signIn: 'open' })).kind;
    expect(at([])).toBe('checks');
    expect(at([tick('c1')])).toBe('checks');
    expect(at([tick('c1'), tick('c2')])).toBe('open');
  });

  test('is stopped by an alarm, whatever else could be done', () => {
    const polls = [poll('a', { ...frozen, state: 'closed', alarm: 'seal_mismatch' }), poll('b', frozen)];
    expect(nextAct(event(polls, printed))).toEqual({ kind: 'alarm', poll: 'a' });
  });

  test('is one step on the strip, those before it done', () => {
    const now = steps(event([poll('a', frozen)], printed)).map((step) => step.state);
    expect(now).toEqual(['done', 'done', 'now', 'ahead', 'ahead', 'ahead']);
  });
});

test('应到 may be corrected until the first poll is frozen', () => {
  expect(dueEditable(event([poll('a'), poll('b')]))).toBe(true);
  expect(dueEditable(event([poll('a', frozen), poll('b')]))).toBe(false);
});

describe('a meeting that comes in by roster', () => {
  const listed = (present = 0, left = 0): Partial<DeskEvent> => ({
    admission: 'roster',
    roster: [{ group: 'g1' as GroupId, entries: 9, present, late: 0, left }],
  });

  test('begins with the names, because 应到 may follow them until the freeze', () => {
    expect(nextAct(event([poll('a')], { admission: 'roster' }))).toEqual({ kind: 'roster' });
    expect(steps(event([poll('a')], { admission: 'roster' }))[0]).toEqual({ name: 'roster', state: 'now' });
  });

  test('freezes everything before sign-in opens, and prints no slips', () => {
    expect(nextAct(event([poll('a', frozen), poll('b')], listed()))).toEqual({ kind: 'freeze', poll: 'b' });
    expect(nextAct(event([poll('a', frozen)], listed()))).toEqual({ kind: 'open_sign_in' });
    expect(nextAct(event([poll('a', frozen)], { ...listed(3), signIn: 'open' }))).toEqual({ kind: 'open', poll: 'a' });
    expect(nextAct(event([poll('a', frozen)], listed(3)))).toEqual({ kind: 'open', poll: 'a' });
  });

  test('counts as present who came in and has not left', () => {
    expect(present(event([], listed(5, 2)))).toBe(3);
  });
});

test('how people come in is fixed by the first slip or the first name', () => {
  expect(admissionEditable(event([poll('a')]))).toBe(true);
  expect(admissionEditable(event([poll('a')], printed))).toBe(false);
  const roster = [{ group: 'g1' as GroupId, entries: 1, present: 0, late: 0, left: 0 }];
  expect(admissionEditable(event([poll('a')], { admission: 'roster', roster }))).toBe(false);
});
