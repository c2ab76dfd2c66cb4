/**
 * Longer words that people at the desk type: notices, grounds, conclusions. As `words`, but line breaks may stay.
 *
 * At most one empty line in a row, none at either end, and `\n` whatever the keyboard sent.
 */
import { z } from 'zod';

/** Control (but for the line break) and format characters, other line separators, lone surrogates. */
const INVISIBLE = /(?!\n)\p{Cc}|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Empty is allowed; add `.min(1)` where it is not. `max` in UTF-16 units. */
export const paragraphs = (max: number) =>
  z
    .string()
    .transform((text) =>
      text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\S\n]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .trim()
        .normalize('NFC'),
    )
    .pipe(
      z
        .string()
        .max(max)
        .refine((text) => !INVISIBLE.test(text)),
    );
