import type { Paper } from 'ballot-core';
import { describe, expect, test } from 'vitest';
import {
  bundleOf,
  correct,
  newDefinition,
  newIssuer,
  seal,
} from '../../../../../packages/ballot-core/src/record/meeting.fixture.ts';
import { checkText, type Prints } from './checking.ts';

const MOTION: Paper = { kind: 'motion', matters: [{ id: 'm1', name: '任免事项' }] };

async function sealedAs(more: Parameters<typeof newDefinition>[4]) {
  return seal(newDefinition('p-1', MOTION, [], ['all'], more), new Map([['all', await newIssuer()]]), []);
}
function printsOf(bundle: unknown): Prints {
  const outcome = checkText(JSON.stringify(bundle), () => {});
  return (outcome.kind === 'checked' ? outcome.prints : null) ?? expect.fail('the bundle does not hold');
}

describe('a chosen file', () => {
  test('that is no JSON is said to be no bundle, not to be a broken one', () => {
    expect(checkText('PK\u0003\u0004', () => {})).toEqual({ kind: 'not_json' });
    expect(checkText('{"format":"gonglun-bundle/1",', () => {})).toEqual({ kind: 'not_json' });
  });
  test('that is JSON of something else breaks the first claim and gives no fingerprints', () => {
    const outcome = checkText('{"name":"gonglun"}', () => {});
    expect(outcome).toMatchObject({ kind: 'checked', verdict: { ok: false, claim: 'bundle_format' }, prints: null });
  });
});

describe('of a bundle that holds', () => {
  test('is said that it is a rehearsal, and that a poll gave no receipts', async () => {
    const rehearsal = printsOf(bundleOf([await sealedAs({ rehearsal: true, receipts: 'off' })]));
    expect(rehearsal).toMatchObject({ rehearsal: true, trail: true, polls: [{ receipts: false }] });
    const meeting = printsOf(bundleOf([await sealedAs({})]));
    expect(meeting).toMatchObject({ rehearsal: false, polls: [{ receipts: true, corrections: [] }] });
  });
  test('is said whose acts they were, and what was corrected since, by whom and why', async () => {
    const sealed = await sealedAs({});
    const moved = { ...sealed.record.event, place: '四楼会议室' };
    const { polls } = printsOf(bundleOf([correct(sealed, { event: moved })]));
    expect(polls).toMatchObject([
      {
        acts: { opened: 'huiwu', closed: 'huiwu', sealed: 'jianpiao' },
        corrections: [{ by: 'huiwu', reason: '地点写错', at: '2026-11-23T02:00:00Z', changed: ['place'] }],
      },
    ]);
    const [poll] = polls;
    expect(poll?.corrections[0]?.record).not.toBe(poll?.record);
  });
});
