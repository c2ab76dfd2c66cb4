import { describe, expect, test } from 'vitest';
import { COMPETENCE_SCALE } from 'ballot-core';
import type { SealedView } from 'api/views';
import { recordFingerprint } from './prints.ts';
import { sealedRecord } from './sealed.fixture.ts';
import { claimIn, compared, versionsOf } from './versions.ts';

const first = sealedRecord({
  paper: {
    kind: 'grades',
    subjects: [{ id: 's1', name: '甲' }],
    dimensions: [{ id: 'all', name: '总体' }],
    scale: COMPETENCE_SCALE,
    blank: 'allow',
  },
  rules: [],
  marks: {},
  ballots: 0,
});
const second = {
  ...first,
  event: { ...first.event, title: '年度测评大会' },
  corrects: recordFingerprint(first),
  correction: { reason: '会议名称有误', by: 'huiwu', at: '2026-11-23T01:00:00Z' },
};
const once: SealedView = { record: first, signature: 's1', eventKey: '' };
const corrected: SealedView = {
  record: second,
  signature: 's2',
  corrected: [{ record: first, signature: 's1' }],
  eventKey: '',
};
const page = (fingerprint: string) => claimIn(`#sha256=${fingerprint}`);

describe('a printed page', () => {
  test('is of the record that has its fingerprint', () => {
    const { shown, as } = compared(versionsOf(once), page(recordFingerprint(first)));
    expect(as).toEqual({ kind: 'same' });
    expect(shown).toMatchObject({ number: 1, of: 1, record: first });
  });

  test('that was printed before a correction shows the record it was printed from, as an older one', () => {
    const { shown, as } = compared(versionsOf(corrected), page(recordFingerprint(first)));
    expect(as).toEqual({ kind: 'older' });
    expect(shown).toMatchObject({ number: 1, of: 2, record: first, signature: 's1' });
  });

  test('that was printed after a correction is of the newest record', () => {
    const { shown, as } = compared(versionsOf(corrected), page(recordFingerprint(second).toUpperCase()));
    expect(as).toEqual({ kind: 'same' });
    expect(shown).toMatchObject({ number: 2, of: 2, record: second });
  });

  test('with another fingerprint is of none of them: the newest is shown, and said to be another', () => {
    const { shown, as } = compared(versionsOf(corrected), page('0'.repeat(64)));
    expect(as).toEqual({ kind: 'other', hash: '0'.repeat(64) });
    expect(shown.record).toBe(second);
  });

  test('whose fingerprint is cut off or altered in form is not compared with anything', () => {
    const hash = recordFingerprint(first);
    for (const fragment of [
      `#sha256=${hash.slice(1)}`,
      `#${hash}`,
      `#sha256=${hash}0`,
      '#sha256=',
      `#sha256=${hash} `,
    ]) {
      expect(compared(versionsOf(once), claimIn(fragment)).as, fragment).toEqual({ kind: 'broken' });
    }
  });

  test('needs no fingerprint: without one the newest record is shown and nothing is claimed', () => {
    expect(compared(versionsOf(corrected), claimIn('')).as).toEqual({ kind: 'none' });
    expect(compared(versionsOf(corrected), claimIn('#')).shown.number).toBe(2);
  });
});
