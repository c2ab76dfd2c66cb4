/**
 * The one spelling of a JSON value (RFC 8785): what is hashed and signed.
 *
 * Numbers and strings are written as ECMAScript writes them, which is what the RFC asks for; keys are sorted by UTF-16
 * code units. Written here rather than taken from the `canonicalize` package, which needs `String.isWellFormed` (2023)
 * and so fails in the WebViews that halls are full of; the package is the oracle in the test.
 */

/** Throws on what has no JSON spelling: lone surrogates, NaN, Infinity, functions, undefined outside an object. */
export function canonicalize(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalize).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${canonicalString(key)}:${canonicalize(member)}`).join(',')}}`;
  }
  throw new TypeError(`a value of type ${typeof value} (${String(value)}) has no canonical form`);
}

/** With the `u` flag a surrogate pair is one character, so this matches lone halves only. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

function canonicalString(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError('a lone surrogate has no UTF-8 form');
  return JSON.stringify(text);
}
