/**
 * What a phone believes of a server, before it answers anything.
 *
 * A key made for one voter would mark that voter, and a paper other than the one on the wall would be another vote. So
 * the phone computes both fingerprints itself and stops, loudly, when they differ.
 */
import type { EventView, PollView } from 'api/views';
import { definitionHash, fromBase64url, keysFingerprint, matchesFingerprint, sha256, toHex } from 'ballot-core';

/** `keys`: not those printed on the slip. `paper`: the text is not the one its hash names. `event`: another event key. */
export type Fault = 'keys' | 'paper' | 'event';
export type Trust = { readonly fault: Fault } | { readonly fault: null; readonly keysReady: boolean };

/** `printed` is null for a typed code: then the person compares `fingerprintOf` with the slip by eye. */
export function examine(event: EventView, printed: string | null, pinned: string | null): Trust {
  if (pinned !== null && pinned !== event.eventKey) return { fault: 'event' };
  if (event.polls.some((poll) => !isWhatItSays(event, poll))) return { fault: 'paper' };
  if (printed === null) return { fault: null, keysReady: true };
  if (matchesFingerprint(keysOf(event), printed)) return { fault: null, keysReady: true };
  // Keys are made in the background: until the last one is there, a fingerprint may still come true.
  const unfinished = event.polls.length === 0 || event.polls.some(({ keys }) => keys.length === 0);
  return unfinished ? { fault: null, keysReady: false } : { fault: 'keys' };
}

/** 16 characters in groups of four, as on the slip; '' while there are no keys. */
export const fingerprintOf = (event: EventView): string =>
  keysFingerprint(keysOf(event)).replace(/(.{4})(?=.)/g, '$1 ');

/** As on the wall: the first 20 hex digits of the SHA-256 of the event key, in groups of four. */
export const eventFingerprintOf = (event: EventView): string =>
  grouped(toHex(sha256(fromBase64url(event.eventKey) ?? new Uint8Array())));

/** The first 20 hex digits of a hash, in groups of four. */
export const grouped = (hex: string): string => hex.slice(0, 20).replace(/(.{4})(?=.)/g, '$1 ');

/** Polls in the event's order, up to the first one whose keys are not made yet. */
function keysOf(event: EventView) {
  const bare = event.polls.findIndex(({ keys }) => keys.length === 0);
  const polls = bare === -1 ? event.polls : event.polls.slice(0, bare);
  return polls.flatMap(({ id, keys }) => keys.map(({ group, spki }) => ({ poll: id, group, spki })));
}

const known = new Map<string, PollView['definition']>();

function isWhatItSays(event: EventView, { id, definition, paperHash }: PollView): boolean {
  if (known.get(paperHash) === definition) return true;
  const holds = definition.poll === id && definition.event === event.id && definitionHash(definition) === paperHash;
  if (holds) known.set(paperHash, definition);
  return holds;
}
