/**
 * Does the trail (全程纪实) say of a poll what its record says? Whose act each step was, in which order, and that what was
 * frozen is what was sealed, and what was corrected is what stands there now.
 *
 * Moments are not compared: a record has those of the poll's states, the trail those of its entries, and clocks jump.
 */
import { correctionsOf } from './corrections.ts';
import { recordHash } from './hashes.ts';
import type { SealedPoll, TrailEntry } from './record.ts';

/** Acts that a poll goes through; others may stand between them (`seal_stopped`, gates, periods). */
const STEPS = ['poll_frozen', 'poll_opened', 'poll_closed', 'poll_sealed', 'record_corrected'];

export function trailFault(sealed: SealedPoll, trail: readonly TrailEntry[]): string | null {
  const { definition, paperHash, openedBy, closedBy, sealedBy } = sealed.record;
  const own = trail.filter(({ poll, act }) => poll === definition.poll && STEPS.includes(act));
  const [frozen, ...later] = own;
  if (frozen?.act !== 'poll_frozen') return 'the trail does not begin with the freeze of this poll';
  if (frozen.detail.paperHash !== paperHash) return 'what was frozen by the trail has another hash';
  const corrections = correctionsOf(sealed);
  const due = [
    ['poll_opened', openedBy],
    ['poll_closed', closedBy],
    ['poll_sealed', sealedBy],
    ...corrections.map(({ by }) => ['record_corrected', by]),
  ];
  const acts = later.map(({ act }) => act);
  if (acts.join() !== due.map(([act]) => act).join())
    return `the trail has ${acts.join(', ') || 'no act'} of this poll`;
  const other = due.find(([, by], i) => later[i]?.actor !== by);
  if (other !== undefined) return `${other[0]} was somebody else's act by the trail`;
  const made = later.filter(({ act }) => act === 'record_corrected').map(({ detail }) => detail.record);
  const fits = corrections.every(({ after }, i) => made[i] === recordHash(after));
  return fits ? null : 'a correction is another record by the trail';
}
