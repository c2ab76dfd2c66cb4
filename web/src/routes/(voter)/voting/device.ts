/**
 * A shared device (共用设备): one tablet passed along the row, one voter after the other.
 *
 * Its link lies under a key of its own, beside nobody's wallet, and survives them all. Each voter has a turn: a store that was
 * opened for one turn keeps and finds nothing in another, so an answer that comes late, or a second tab, brings nothing of
 * the last voter back.
 */
import type { EventId } from 'ballot-core';
import type { Store } from './store.ts';
import { walletPrefix } from './wallet.ts';

export interface Device {
  readonly link: string;
  /** Counts voters. */
  readonly turn: number;
}

export const deviceKey = (event: EventId): string => `gonglun-device/${event}`;

/** Null on somebody's own phone. */
export function readDevice(store: Store, event: EventId): Device | null {
  try {
    const device = JSON.parse(store.get(deviceKey(event)) ?? 'null') as Device | null;
    return typeof device?.link === 'string' && typeof device.turn === 'number' ? device : null;
  } catch {
    // Not what we wrote: then it is nobody's.
    return null;
  }
}

/** From here on the device is everybody's; whatever lay in it is wiped. A link again, when the last one has run out. */
export function share(store: Store, event: EventId, link: string): void {
  const before = readDevice(store, event);
  store.set(deviceKey(event), JSON.stringify({ link, turn: before?.turn ?? 0 }));
  if (before === null) wipe(store, event);
}

/** The next voter's turn: nothing of the last one is left. The turn goes first, so that nobody writes behind our back. */
export function nextTurn(store: Store, event: EventId): void {
  const before = readDevice(store, event);
  if (before !== null) store.set(deviceKey(event), JSON.stringify({ ...before, turn: before.turn + 1 }));
  wipe(store, event);
}

/** Somebody's own phone again, and an empty one. */
export function unshare(store: Store, event: EventId): void {
  store.remove(deviceKey(event));
  wipe(store, event);
}

/** What this turn may keep and find. */
export function ofThisTurn(store: Store, event: EventId): Store {
  const turn = readDevice(store, event)?.turn;
  const isOurs = (): boolean => readDevice(store, event)?.turn === turn;
  return {
    durable: store.durable,
    get: (key) => (isOurs() ? store.get(key) : null),
    set: (key, value) => {
      if (isOurs()) store.set(key, value);
    },
    remove: (key) => {
      if (isOurs()) store.remove(key);
    },
    keys: (prefix) => (isOurs() ? store.keys(prefix) : []),
  };
}

function wipe(store: Store, event: EventId): void {
  for (const key of store.keys(walletPrefix(event))) store.remove(key);
}
