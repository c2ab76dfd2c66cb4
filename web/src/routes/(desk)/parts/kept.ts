/**
 * What was typed, kept in this browser until it is sent: a reload or a flat battery costs nobody thirty names.
 *
 * Only drafts of papers are kept here, never a slip and never a password. A store that is full or switched off is no
 * reason to stop typing: then nothing is kept.
 */
export function keep(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch (full) {
    if (full instanceof DOMException) return false;
    throw full;
  }
}

/** What was kept in the same shape as `fresh`; null when nothing was, or an older page kept something else. */
export function kept<T extends object>(key: string, fresh: T): T | null {
  const text = read(key);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return sameShape(value, fresh) ? (value as T) : null;
  } catch (broken) {
    if (broken instanceof SyntaxError) return null;
    throw broken;
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch (refused) {
    if (!(refused instanceof DOMException)) throw refused;
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch (refused) {
    if (refused instanceof DOMException) return null;
    throw refused;
  }
}

/** The same members, each of the same type; null may stand for an empty number. */
function sameShape(value: unknown, fresh: unknown): boolean {
  if (value === null || fresh === null) return typeof (value ?? fresh ?? 0) === 'number';
  if (Array.isArray(fresh))
    return Array.isArray(value) && value.every((one) => fresh.length === 0 || sameShape(one, fresh[0]));
  if (typeof fresh !== 'object') return typeof value === typeof fresh;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  const members = Object.entries(fresh);
  const held: Readonly<Record<string, unknown>> = { ...value };
  return members.every(([key, member]) => Object.hasOwn(held, key) && sameShape(held[key], member));
}
