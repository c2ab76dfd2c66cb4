import { describe, expect, test } from 'vitest';
import { checkText } from './checking.ts';

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
