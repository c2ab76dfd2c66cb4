/**
 * Verifies an audit bundle with nothing but the bundle: no server, no database, no clock.
 *
 * What it can't know is whether the event key is the right one: compare its fingerprint, and the paper hashes, with what
 * hung on the wall.
 */
import { isEd25519Key } from '../credential/ed25519.ts';
import { fromBase64url } from './bytes.ts';
import { runChecks, type Check, type Verdict } from './claims.ts';
import { signatureFault } from './jws.ts';
import { readBundle } from './read-bundle.ts';
import type { Bundle } from './record.ts';
import { pollChecks } from './verify-poll.ts';
import { sourceFault } from './verify-source.ts';
import { trailFault } from './verify-trail.ts';

/** Never throws on what it is given. `onClaim` hears each claim as soon as it holds. */
export function verifyBundle(
  value: unknown,
  { onClaim = () => {} }: { readonly onClaim?: (claim: string) => void } = {},
): Verdict {
  const bundle = readBundle(value);
  if (!bundle.ok) {
    const { path, reason } = bundle.error;
    return { ok: false, claim: 'bundle_format', reason: `${path || 'the bundle'} ${reason}`, claims: [] };
  }
  return runChecks(checksOf(bundle.value), onClaim);
}

function checksOf(bundle: Bundle): readonly (readonly [claim: string, fault: () => string | null])[] {
  const { event, polls, trail, trailSignature } = bundle;
  const key = fromBase64url(bundle.eventKey) ?? new Uint8Array();
  const before: Check[] = [
    ['bundle_format', () => null],
    ['event_key', () => (isEd25519Key(key) ? null : 'the event key is not a point that can sign')],
  ];
  const after: Check[] = [
    [
      'polls_distinct',
      () =>
        new Set(polls.map(({ record }) => record.definition.poll)).size === polls.length ? null : 'a poll occurs twice',
    ],
    ['keys_apart', () => keysFault(bundle)],
    ['bundle_event', () => eventFault(bundle)],
    ['trail_signature', () => signatureFault(trailSignature, key, { event: event.id, trail })],
  ];
  // A file without a trail (a seal that checks itself) says nothing about it, rather than that it fits.
  const traced = trail.length === 0 ? [] : polls;
  return [
    ...before,
    ...polls.flatMap((sealed) =>
      pollChecks(event.id, key, sealed).map(
        ([claim, fault]) => [`${sealed.record.definition.poll}/${claim}`, fault] as const,
      ),
    ),
    // After the claims about every poll: a list may come from a poll that stands further down.
    ...polls.map(({ record }) => [`${record.definition.poll}/source`, () => sourceFault(record, polls)] as const),
    ...after,
    ...traced.map(
      (sealed) => [`${sealed.record.definition.poll}/trail_record`, () => trailFault(sealed, trail)] as const,
    ),
  ];
}

/** A meeting is a rehearsal (演练) or is not: one poll that never counts can't hide among others that do. */
function eventFault({ event, polls }: Bundle): string | null {
  if (!polls.some(({ record }) => record.event.title === event.title)) return 'no record has this title';
  const kinds = new Set(polls.map(({ record }) => record.definition.rehearsal === true));
  return kinds.size === 1 ? null : 'some polls are a rehearsal and some are not';
}

/** A key that served two polls would let a right to vote in one be spent as a second one in the other. */
function keysFault({ polls }: Bundle): string | null {
  const keys = polls.flatMap(({ record }) => record.keys.map(({ spki }) => spki));
  return new Set(keys).size === keys.length ? null : 'two polls have an issuing key in common';
}
