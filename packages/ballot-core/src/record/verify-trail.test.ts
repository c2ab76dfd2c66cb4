import { beforeAll, describe, expect, test } from 'vitest';
import type { PollId } from '../brand.ts';
import type { Paper } from '../paper/paper.ts';
import { correctionsOf } from './corrections.ts';
import { recordHash } from './hashes.ts';
import { bundleOf, correct, newDefinition, newIssuer, seal, signJws } from './meeting.fixture.ts';
import type { Bundle, SealedPoll, TrailEntry } from './record.ts';
import { verifyBundle } from './verify-bundle.ts';

const MOTION: Paper = { kind: 'motion', matters: [{ id: 'm1', name: '任免事项' }] };
const definition = newDefinition('p-motion', MOTION, [], ['all']);

let sealed: SealedPoll;
beforeAll(async () => {
  sealed = seal(definition, new Map([['all', await newIssuer()]]), []);
});

type Trail = readonly TrailEntry[];

/** What is found of a bundle whose trail was changed and signed. */
function claimOf(poll: SealedPoll, change: (trail: Trail) => Trail = (same) => same): string {
  const bundle = bundleOf([poll]);
  const trail = change(bundle.trail);
  const signed: Bundle = { ...bundle, trail, trailSignature: signJws({ event: bundle.event.id, trail }) };
  const verdict = verifyBundle(signed);
  if (!verdict.ok) return verdict.claim;
  return verdict.claims.includes('p-motion/trail_record') ? 'all hold' : 'nothing said of the trail';
}
const entry = (change: Partial<TrailEntry>): TrailEntry => ({
  at: '2026-11-22T01:10:00Z',
  actor: 'huiwu',
  act: 'seal_stopped',
  poll: definition.poll,
  detail: {},
  ...change,
});
const at = (act: string, change: Partial<TrailEntry>) => (trail: Trail) =>
  trail.map((own) => (own.act === act ? { ...own, ...change } : own));

describe('a trail fits its record', () => {
  test('with whatever else was done meanwhile', () => {
    expect(claimOf(sealed)).toBe('all hold');
    expect(claimOf(correct(correct(sealed)))).toBe('all hold');
    const more = [entry({}), entry({ act: 'poll_opened', poll: 'p-other' as PollId }), entry({ poll: null })];
    expect(claimOf(sealed, (trail) => trail.flatMap((own) => [...more, own]))).toBe('all hold');
  });

  test('and where there is none, nothing is said of it', () => {
    expect(claimOf(sealed, () => [])).toBe('nothing said of the trail');
  });
});

describe('a trail is found out in which', () => {
  test.each<[string, (trail: Trail) => Trail]>([
    ['another paper was frozen', at('poll_frozen', { detail: { paperHash: '0'.repeat(64) } })],
    ['the freeze names no paper', at('poll_frozen', { detail: {} })],
    ['nothing was frozen', (trail) => trail.filter(({ act }) => act !== 'poll_frozen')],
    ['nobody closed', (trail) => trail.filter(({ act }) => act !== 'poll_closed')],
    ['somebody else opened', at('poll_opened', { actor: 'qita' })],
    ['somebody else closed', at('poll_closed', { actor: 'qita' })],
    ['somebody else sealed', at('poll_sealed', { actor: 'huiwu' })],
    ['it was sealed before it was closed', (trail) => [...trail].sort((a, b) => (a.act > b.act ? -1 : 1))],
    ['it was opened twice', (trail) => [...trail, entry({ act: 'poll_opened' })]],
    ['it was frozen again', (trail) => [...trail, entry({ act: 'poll_frozen' })]],
    ['a correction was made that is not here', (trail) => [...trail, entry({ act: 'record_corrected' })]],
    ['the poll does not occur', (trail) => trail.filter(({ poll }) => poll === null)],
  ])('%s', (_, change) => expect(claimOf(sealed, change)).toBe('p-motion/trail_record'));

  test('nobody corrected, or somebody else did', () => {
    const corrected = correct(sealed);
    const without = (trail: Trail) => trail.filter(({ act }) => act !== 'record_corrected');
    expect(claimOf(corrected, without)).toBe('p-motion/trail_record');
    expect(claimOf(corrected, at('record_corrected', { actor: 'qita' }))).toBe('p-motion/trail_record');
  });

  test('the correction is another record', () => {
    const corrected = correct(correct(sealed));
    for (const detail of [{}, { record: '0'.repeat(64) }, { record: null }]) {
      expect(claimOf(corrected, at('record_corrected', { detail }))).toBe('p-motion/trail_record');
    }
    const hashes = correctionsOf(corrected).map(({ after }) => recordHash(after));
    expect(new Set(hashes).size).toBe(2);
    const swapped = at('record_corrected', { detail: { record: hashes[1] ?? '' } });
    expect(claimOf(corrected, swapped)).toBe('p-motion/trail_record');
  });
});

test('a rehearsal among polls that count is found out', async () => {
  const rehearsed = newDefinition('p-rehearsed', MOTION, [], ['all'], { rehearsal: true });
  const rehearsal = seal(rehearsed, new Map([['all', await newIssuer()]]), []);
  expect(verifyBundle(bundleOf([rehearsal]))).toMatchObject({ ok: true });
  expect(verifyBundle(bundleOf([sealed, rehearsal]))).toMatchObject({ ok: false, claim: 'bundle_event' });
});
