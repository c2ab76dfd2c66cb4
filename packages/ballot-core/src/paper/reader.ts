/**
 * Strict readers: a stranger's JSON becomes ours whole, or not at all.
 *
 * A reader takes an unknown value and its path and gives back a freshly built value with the known keys only; an unknown
 * key is a misreading too, because what is frozen and hashed must hold nothing that nobody has looked at.
 */
import { no, ok, type Result } from '../result.ts';

/** Where reading stopped, as a JSON path such as `subjects[3].name` ('' is the value itself), and why. */
export interface Misread {
  readonly path: string;
  readonly reason: string;
}

export type Reader<T> = (value: unknown, path: string) => T;

class Misreading extends Error {
  readonly misread: Misread;
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.misread = { path, reason };
  }
}

/** Runs a reader from the root; the first misreading is the answer. */
export function read<T>(reader: Reader<T>, value: unknown): Result<T, Misread> {
  try {
    return ok(reader(value, ''));
  } catch (error) {
    if (error instanceof Misreading) return no(error.misread);
    throw error;
  }
}

/** Stops the reading that is under way. For use inside readers only. */
export function refuse(path: string, reason: string): never {
  throw new Misreading(path, reason);
}

export const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** The own fields of a plain object, none of them outside `keys`. */
export function fields(value: unknown, path: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(path, 'must be an object');
  const own: Record<string, unknown> = Object.create(null);
  for (const [key, field] of Object.entries(value)) {
    if (!keys.includes(key)) refuse(at(path, key), 'is not a known field');
    own[key] = field;
  }
  return own;
}

/** An array of `least` to `most` elements, each read by `element`. */
export function list<T>(element: Reader<T>, least: number, most: number): Reader<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) refuse(path, 'must be a list');
    if (value.length < least) refuse(path, `must have at least ${least} ${least === 1 ? 'entry' : 'entries'}`);
    if (value.length > most) refuse(path, `must have at most ${most} entries`);
    return value.map((entry: unknown, index) => element(entry, `${path}[${index}]`));
  };
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): Reader<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) refuse(path, 'must be a whole number');
    if (value < least || value > most) refuse(path, `must be from ${least} to ${most}`);
    return value === 0 ? 0 : value; // -0 is 0: the canonical form has no sign for it
  };
}

export const flag: Reader<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : refuse(path, 'must be true or false');

export function oneOf<const T extends string>(words: readonly T[]): Reader<T> {
  return (value, path) => words.find((word) => word === value) ?? refuse(path, `must be one of ${words.join(', ')}`);
}

export function matching(pattern: RegExp, reason: string): Reader<string> {
  return (value, path) => (typeof value === 'string' && pattern.test(value) ? value : refuse(path, reason));
}

/** Control and format characters: invisible, so two texts could look alike and hash apart; lone surrogates likewise. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Text as it will be shown: not empty, no spaces around it, NFC, nothing invisible, at most `most` UTF-16 units. */
export function words(most: number): Reader<string> {
  return (value, path) => {
    if (typeof value !== 'string') refuse(path, 'must be text');
    const fault = textFault(value, most);
    return fault === null ? value : refuse(path, fault);
  };
}

/** Text of several lines: as `words`, with line breaks (LF) inside. */
export function prose(most: number): Reader<string> {
  return (value, path) => {
    if (typeof value !== 'string') refuse(path, 'must be text');
    const fault = textFault(value.replaceAll('\n', ' '), most);
    return fault === null ? value : refuse(path, fault);
  };
}

/** Why a text can't be shown as it is, or null. */
export function textFault(text: string, most: number): string | null {
  if (text === '') return 'must not be empty';
  if (text.length > most) return `must have at most ${most} characters`;
  if (text !== text.trim()) return 'must not begin or end with a space';
  if (INVISIBLE.test(text)) return 'must not contain control or invisible characters';
  if (text !== text.normalize('NFC')) return 'must be in Unicode form NFC';
  return null;
}

/** Refuses the second of two entries with the same key. */
export function distinct<T>(entries: readonly T[], path: string, key: (entry: T) => string, reason: string): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    if (seen.has(key(entry))) refuse(`${path}[${index}]`, reason);
    seen.add(key(entry));
  });
}
