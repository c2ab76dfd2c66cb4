import type { PollRecord, QuestionFinding } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import { changesOf } from './corrections.ts';

const record = { event: { id: 'e', title: '年度測评', place: '一楼' }, findings: [] } as unknown as PollRecord;

describe('a correction', () => {
  test('says which of title and place will be another one', () => {
    const changes = changesOf(record, { title: '年度测评', place: '一楼' }, { findings: [] });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toContain('年度測评');
    expect(changes[0]).toContain('年度测评');
  });

  test('says that findings are worked out again with what organs have decided since', () => {
    const findings = [{ question: 's1', rule: 'r1' }] as unknown as readonly QuestionFinding[];
    expect(changesOf(record, record.event, { findings })).toHaveLength(1);
  });

  test('of what is as it was changes nothing', () => {
    expect(changesOf(record, record.event, { findings: [] })).toEqual([]);
  });
});
