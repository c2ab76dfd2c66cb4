import { presetRules, type Paper } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { readEventDraft, readPollDraft } from './drafts.ts';

const event = {
  title: '年度民主测评',
  place: '第一会议室',
  groups: [{ id: 'all', name: '全体', due: 90 }],
};
const paper: Paper = {
  kind: 'grades',
  subjects: [
    { id: 's1', name: '张三' },
    { id: 's2', name: '李四' },
  ],
  dimensions: [{ id: 'd1', name: '总体' }],
  scale: [
    { id: 'a', name: '优秀', counted: true },
    { id: 'b', name: '称职', counted: true },
    { id: 'c', name: '基本称职', counted: true },
    { id: 'd', name: '不称职', counted: true },
  ],
  blank: 'allow',
};
const poll = { title: '民主测评', paper, rules: [], release: { mode: 'batches', k: 5, minTurnout: [1, 5] } };

const at = (read: { readonly ok: boolean; readonly error?: { readonly at?: string } }) => read.error?.at;

describe("an organizer's event", () => {
  test('is kept as written, without the spaces around words', () => {
    const read = readEventDraft({ ...event, title: '  年度民主测评 ' });
    expect(read).toEqual({ ok: true, value: event });
  });

  test('says how people come in where that was chosen, and nothing where it was not', () => {
    expect(readEventDraft({ ...event, admission: 'roster' })).toEqual({
      ok: true,
      value: { ...event, admission: 'roster' },
    });
    expect(at(readEventDraft({ ...event, admission: 'faces' }))).toBe('admission');
    // A rehearsal is made from a meeting, and never turned into one.
    expect(at(readEventDraft({ ...event, rehearsal: false }))).toBe('rehearsal');
  });

  test('is refused with the name of the field that is wrong', () => {
    expect(at(readEventDraft({ ...event, title: ' ' }))).toBe('title');
    expect(at(readEventDraft({ ...event, title: '测评\u200b版' }))).toBe('title');
    expect(at(readEventDraft({ ...event, place: '一楼\u0000' }))).toBe('place');
    expect(at(readEventDraft({ ...event, groups: [] }))).toBe('groups');
    expect(at(readEventDraft({ ...event, groups: [{ id: 'all', name: '全体', due: 0 }] }))).toBe('groups[0].due');
    expect(at(readEventDraft({ ...event, groups: [...event.groups, ...event.groups] }))).toBe('groups[1].id');
    expect(at(readEventDraft({ ...event, owner: 'x' }, 'event'))).toBe('event.owner');
    expect(at(readEventDraft(null, 'event'))).toBe('event');
  });
});

describe("an organizer's poll", () => {
  test('is kept with its paper, rules and release policy', () => {
    const read = readPollDraft({ ...poll, rules: presetRules('P01') });
    expect(read).toMatchObject({ ok: true, value: { title: '民主测评', paper, release: poll.release } });
    expect(read.ok && read.value.rules).toHaveLength(presetRules('P01').length);
  });

  test('has receipts unless they are switched off', () => {
    const read = (receipts: unknown) => readPollDraft({ ...poll, receipts });
    expect(read('off')).toMatchObject({ ok: true, value: { receipts: 'off' } });
    expect(readPollDraft(poll)).not.toMatchObject({ value: { receipts: expect.anything() } });
    for (const receipts of ['on', false, null, '']) expect(at(read(receipts)), String(receipts)).toBe('receipts');
  });

  test('is refused with the path of what is wrong, through paper and rules', () => {
    const twice = { ...paper, subjects: [paper.subjects[0], { id: 's1', name: '李四' }] };
    expect(at(readPollDraft({ ...poll, paper: twice }, 'polls[0]'))).toMatch(/^polls\[0\]\.paper\.subjects\[1\]/);
    expect(at(readPollDraft({ ...poll, rules: [{}] }))).toMatch(/^rules\[0\]/);
    expect(at(readPollDraft({ ...poll, release: { ...poll.release, k: 2 } }))).toBe('release.k');
    expect(at(readPollDraft({ ...poll, release: { ...poll.release, minTurnout: [2, 1] } }))).toBe('release.minTurnout');
  });
});
