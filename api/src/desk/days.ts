/**
 * Days of the calendar as words: `2026-11-22`, and years where a day is too much.
 *
 * They come from documents and stand in definitions, so a 30 February is refused here and never becomes 2 March.
 */
import { z } from 'zod';

/** A typing mistake in the century would make a period that nobody sees the end of. */
const DAY = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;
const YEAR = /^(?:19|2\d)\d{2}$/;

export const isDay = (text: string): boolean =>
  DAY.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

export const isYearOrDay = (text: string): boolean => YEAR.test(text) || isDay(text);

export const day = z.string().refine(isDay, 'must be a day of the calendar, as 2026-11-22');
export const yearOrDay = z.string().refine(isYearOrDay, 'must be a year or a day of the calendar');
