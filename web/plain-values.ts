/**
 * Stands in for `devalue` in the pages.
 *
 * SvelteKit carries any kind of value between its server and its pages with it. Here no page has such a server, and what
 * the history keeps (which card) is plain JSON: 3 KB less on every phone.
 */
export const stringify = (value: unknown): string => JSON.stringify(value);
export const parse = (text: string): unknown => JSON.parse(text);

/** A page with a server `load` would need these. */
const absent = (): never => {
  throw new Error('no page of ours has a server: see plain-values.ts');
};
export const unflatten = absent;
export const uneval = absent;
export const stringifyAsync = absent;
