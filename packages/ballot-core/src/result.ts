/**
 * An expected failure is a value; a broken invariant is thrown.
 *
 * Every function that reads a stranger's word answers with one of these, so that a caller cannot use the good half
 * without having looked at the bad one.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const no = <E>(error: E): Result<never, E> => ({ ok: false, error });
