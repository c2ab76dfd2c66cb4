/**
 * What the phone keeps, and how two tabs of it stay one voter.
 *
 * Everything lies in `localStorage` under the meeting, so reload, back button and a dead battery lose nothing. A browser
 * that keeps nothing (private mode) still works until the page is closed, and `durable` says so.
 */
export interface Store {
  readonly durable: boolean;
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): readonly string[];
}

/** Longer than another tab of the same browser needs to see a write. */
const SETTLE_MS = 150;

export function openStore(storage: Storage | null): Store {
  if (storage === null || !keeps(storage)) return memory();
  return {
    durable: true,
    get: (key) => storage.getItem(key),
    set: (key, value) => storage.setItem(key, value),
    remove: (key) => storage.removeItem(key),
    keys: (prefix) => Object.keys(storage).filter((key) => key.startsWith(prefix)),
  };
}

/**
 * Makes a value once, however many tabs try: writes it, lets the tabs settle, and goes on with what is there then.
 * Storage has no compare-and-set; the one that wrote last is read by all, and only what was read back is ever sent.
 */
export async function once(
  store: Store,
  key: string,
  isThere: (value: string | null) => boolean,
  make: () => string,
  wait: (ms: number) => Promise<void>,
): Promise<string | null> {
  const before = store.get(key);
  if (isThere(before)) return before;
  store.set(key, make());
  await wait(SETTLE_MS);
  return store.get(key);
}

function keeps(storage: Storage): boolean {
  try {
    storage.setItem('gonglun', '1');
    return storage.getItem('gonglun') === '1';
  } catch {
    // Full, or forbidden by the browser's settings: then it keeps nothing.
    return false;
  }
}

function memory(): Store {
  const kept = new Map<string, string>();
  return {
    durable: false,
    get: (key) => kept.get(key) ?? null,
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  };
}
