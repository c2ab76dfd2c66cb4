/**
 * Words that people at the desk type: trimmed, in one Unicode form, one line, nothing invisible.
 *
 * The same as the core asks of papers, so a title that is kept can also be frozen; and nothing that PostgreSQL can't
 * hold gets as far as a statement.
 */
import { z } from 'zod';

/** Control and format characters, line separators, lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Empty is allowed; add `.min(1)` where it is not. `max` in UTF-16 units. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .normalize('NFC')
    .max(max)
    .refine((text) => !INVISIBLE.test(text));
