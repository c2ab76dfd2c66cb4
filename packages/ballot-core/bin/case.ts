/**
 * One worked example from a rulebook: counts and bases as a document gives them, and what must come out.
 *
 * The file is written by hand, so it is read strictly; a mistyped figure must not pass for a case that holds.
 */
export interface RuleCase {
  readonly id: string;
  readonly rule: string;
  readonly kind: string;
  readonly params: Fields;
  readonly counts: Fields;
  readonly base: Fields;
  /** `share` is the pair that the deciding test used, not reduced. */
  readonly expect: { readonly outcome: string; readonly share: readonly [number, number] };
}

export type Fields = Readonly<Record<string, unknown>>;

export function readCases(value: unknown): readonly RuleCase[] {
  return entriesOf(value, 'the file').map((entry, index) => {
    const own = fieldsOf(entry, `entry ${index}`);
    const id = textOf(own.id, `entry ${index}: id`);
    const expect = fieldsOf(own.expect, `${id}: expect`);
    return {
      id,
      rule: textOf(own.rule, `${id}: rule`),
      kind: textOf(own.kind, `${id}: kind`),
      params: fieldsOf(own.params, `${id}: params`),
      counts: fieldsOf(own.counts, `${id}: counts`),
      base: fieldsOf(own.base, `${id}: base`),
      expect: { outcome: textOf(expect.outcome, `${id}: outcome`), share: pairOf(expect.share, `${id}: share`) },
    };
  });
}

export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(`${what} is not an object`);
  return value as Fields;
}

export function entriesOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${what} is not a list`);
  return value;
}

export function textOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new TypeError(`${what} is not text`);
  return value;
}

export function wholeOf(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError(`${what} is not a whole number`);
  return value;
}

export function pairOf(value: unknown, what: string): readonly [number, number] {
  const [first, second, ...rest] = entriesOf(value, what);
  if (rest.length > 0) throw new TypeError(`${what} is not a pair`);
  return [wholeOf(first, what), wholeOf(second, what)];
}
