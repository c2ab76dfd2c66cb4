/**
 * The fingerprint of the issuing keys, printed on every slip: the phone sees when it is given a key of its own.
 *
 * A key made for one voter would mark that voter's credential, and no signature would show it. 16 characters are 80 bits.
 * Slips are printed when some polls may not be made yet, so a printed fingerprint covers the polls that were there then:
 * a beginning of the event's list.
 */
import { sha256, tagged, utf8 } from '../record/bytes.ts';
import { canonicalize } from '../record/canonical.ts';
import { readTyped, toBase32 } from './base32.ts';

const FINGERPRINT_LENGTH = 16;

export interface PollKey {
  readonly poll: string;
  readonly group: string;
  /** SPKI DER, base64url. */
  readonly spki: string;
}

/** Over the polls in the event's order, the groups of a poll sorted by id. '' while there is no key to vouch for. */
export function keysFingerprint(keys: readonly PollKey[]): string {
  if (keys.length === 0) return '';
  const polls = byPoll(keys).map(([poll, ofPoll]) => ({
    poll,
    keys: ofPoll
      .map(({ group, spki }) => ({ group, spki }))
      .sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0)),
  }));
  return toBase32(sha256(tagged('gonglun/keys/1', utf8(canonicalize(polls)))), FINGERPRINT_LENGTH);
}

/** True when `printed` is the fingerprint of the first one or more polls of `keys`. Typed forms are read too. */
export function matchesFingerprint(keys: readonly PollKey[], printed: string): boolean {
  const wanted = readTyped(printed);
  const polls = byPoll(keys);
  return polls.some((_, i) => keysFingerprint(polls.slice(0, i + 1).flatMap(([, ofPoll]) => ofPoll)) === wanted);
}

/** Polls in the order in which they first appear. */
function byPoll(keys: readonly PollKey[]): (readonly [poll: string, keys: PollKey[]])[] {
  const polls = new Map<string, PollKey[]>();
  for (const key of keys) {
    const known = polls.get(key.poll);
    if (known) known.push(key);
    else polls.set(key.poll, [key]);
  }
  return [...polls];
}
