import { describe, expect, test } from 'vitest';
import { mayReadForms, opennessDetail } from './openness.ts';

describe('the trail says', () => {
  test('how many signed forms there are, and nothing else about them', () => {
    expect(opennessDetail({ act: 'form_added', detail: { forms: 3 } })).toContain('3');
  });
  test('which spelling was read as whom, why and by whom, and that it was taken back', () => {
    const detail = { name: '張三', into: '张三', reason: '繁体字', by: '李监票' };
    const said = opennessDetail({ act: 'write_in_merged', detail }) ?? '';
    for (const word of Object.values(detail)) expect(said).toContain(word);
    expect(opennessDetail({ act: 'write_in_merged', detail: { ...detail, into: null } })).not.toContain('繁体字');
  });
  test('which kind of notice, for whom, in which days, and its hash', () => {
    const detail = { kind: 'posts', scope: 'public', startsOn: '2026-11-20', endsOn: null, text: 'ab'.repeat(32) };
    const said = opennessDetail({ act: 'notice_added', detail }) ?? '';
    expect(said).toContain('2026-11-20');
    expect(said).toMatch(/(ab){10}$/);
  });
  test('nothing of its own about other acts', () => {
    expect(opennessDetail({ act: 'poll_frozen', detail: {} })).toBeNull();
  });
});

test('signed forms are offered to organizers and observers, not to tellers', () => {
  const me = (role: 'organizer' | 'teller' | 'observer') => ({ username: role, name: role, role });
  expect([
    mayReadForms(me('organizer')),
    mayReadForms(me('observer')),
    mayReadForms(me('teller')),
    mayReadForms(null),
  ]).toEqual([true, true, false, false]);
});
